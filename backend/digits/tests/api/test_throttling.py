"""Tests of the throttles: requests over the limit of an address are refused, and told how long to wait."""

import threading
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache, caches
from django.http import HttpRequest
from django.test import Client, RequestFactory
from redis.exceptions import RedisError

from backend.digits.api import throttles
from backend.digits.api.throttles import DigitThrottle, PredictionThrottle
from backend.digits.models import Digit
from backend.digits.tests.api.doors import ADD, DOORS, PREDICT, Door
from backend.tests.pngs import saved, seven

SEVEN = saved(seven())


class Clock:
    now = 1_000_020.0  # a minute begins

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(base: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Allow two requests a minute at each address, by a clock that stands still."""
    settings.DIGITS_THROTTLE_PREDICTIONS = settings.DIGITS_THROTTLE_DIGITS = "2/min"
    monkeypatch.setattr(throttles, "PEOPLE_AT_ONE_ADDRESS", 1)
    clock = Clock()
    for throttle in (PredictionThrottle, DigitThrottle):
        monkeypatch.setattr(throttle, "timer", clock)
    cache.clear()
    yield clock
    cache.clear()


def statuses(client: Client, door: Door, n: int, **headers: Any) -> list[int]:
    return [door.send_png(client, SEVEN, **headers).status_code for _ in range(n)]


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_one_request_too_many_is_told_to_wait(client: Client, door: Door) -> None:
    assert set(statuses(client, door, 2)) <= {200, 201}
    response = door.send_png(client, SEVEN)
    assert (response.status_code, response.json()["code"]) == (429, "throttled")
    assert int(response.headers["Retry-After"]) == 60
    assert "60 s" in response.json()["detail"]


def test_what_is_throttled_is_not_stored(client: Client) -> None:
    assert statuses(client, ADD, 3) == [201, 201, 429]
    assert Digit.objects.count() == 2


def test_after_the_wait_the_next_request_is_answered(client: Client, clock: Clock) -> None:
    assert statuses(client, PREDICT, 3) == [200, 200, 429]
    clock.now += 60
    assert statuses(client, PREDICT, 1) == [200]


def test_predictions_and_digits_are_counted_apart(client: Client) -> None:
    statuses(client, PREDICT, 3)
    assert statuses(client, ADD, 1) == [201]


def test_bad_requests_count_too(client: Client) -> None:
    assert [PREDICT.send_fields(client, {}).status_code for _ in range(3)] == [400, 400, 429]


def test_every_address_has_a_count_of_its_own(client: Client) -> None:
    statuses(client, PREDICT, 3)
    assert statuses(client, PREDICT, 1, REMOTE_ADDR="10.0.0.2") == [200]


def test_a_header_that_claims_another_address_is_not_believed(client: Client) -> None:
    statuses(client, PREDICT, 2)
    assert statuses(client, PREDICT, 1, headers={"X-Forwarded-For": "10.0.0.2"}) == [429]


def test_reading_is_not_throttled(client: Client) -> None:
    statuses(client, ADD, 3)
    assert [client.get(address).status_code for address in ("/api/digits", "/api/model") * 3] == [200] * 6


def test_the_report_of_a_hand_which_takes_long_has_a_limit_of_its_own(client: Client) -> None:
    assert [client.get("/api/hand").status_code for _ in range(3)] == [200, 200, 429]
    assert statuses(client, PREDICT, 1) == [200]


def test_off_switches_a_throttle_off(client: Client, settings: Any) -> None:
    settings.DIGITS_THROTTLE_PREDICTIONS = "off"
    assert statuses(client, PREDICT, 5) == [200] * 5
    assert statuses(client, ADD, 3)[-1] == 429


def test_of_two_hundred_at_once_exactly_as_many_as_allowed_are_let_in() -> None:
    start, counts = threading.Barrier(200), []

    def call() -> None:
        start.wait()
        counts.append(throttles.count("a-key", 60))

    threads = [threading.Thread(target=call) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == list(range(1, 201))


def test_the_whole_network_that_one_caller_has_is_one_caller(client: Client) -> None:
    statuses(client, PREDICT, 2, REMOTE_ADDR="2001:db8:1:2::1")
    assert statuses(client, PREDICT, 1, REMOTE_ADDR="2001:db8:1:2:ffff::9") == [429]
    assert statuses(client, PREDICT, 1, REMOTE_ADDR="2001:db8:1:3::1") == [200]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("203.0.113.7:50123", "203.0.113.7"),
        ("[2001:db8:1:2::1]:50123", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("203.0.113.7", "203.0.113.7"),
        ("unknown", "unknown"),
    ],
)
def test_a_gateway_that_writes_ports_makes_no_new_caller_of_each_connection(written: str, address: str) -> None:
    """Check the addresses as some gateways forward them; a lock after wrong passwords is for such an address, too."""
    assert throttles.caller(RequestFactory().get("/", REMOTE_ADDR=written)) == address


def test_a_request_without_an_address_is_let_through_to_the_log_in() -> None:
    """Check it for Django's own requests, and for web servers that listen on a Unix socket."""
    assert throttles.caller(HttpRequest()) is None


def test_a_counter_that_is_away_refuses_nobody_and_is_not_asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Away:
        def add(self, key: str, *_: Any) -> None:
            asked.append(key)
            raise RedisError("nobody there")

    monkeypatch.setattr(throttles, "caches", {"shared": Away(), "default": caches["default"]})
    monkeypatch.setattr(throttles, "_alone_until", 0.0)
    assert [throttles.count("a-key", 60) for _ in range(3)] == [1, 2, 3]
    assert asked == ["a-key"]


def test_at_one_address_each_contributor_has_a_limit_of_their_own(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttles, "PEOPLE_AT_ONE_ADDRESS", 3)
    anna, bert = ({"headers": {"Cookie": f"contributor={uuid4()}"}} for _ in range(2))
    assert statuses(client, PREDICT, 3, **anna) == [200, 200, 429]
    assert statuses(client, PREDICT, 2, **bert) == [200, 200]


def test_all_contributors_at_one_address_together_have_a_limit_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttles, "PEOPLE_AT_ONE_ADDRESS", 2)
    sent = [statuses(client, PREDICT, 1, headers={"Cookie": f"contributor={uuid4()}"})[0] for _ in range(5)]
    assert sent == [200, 200, 200, 200, 429]


def test_who_has_no_cookie_yet_counts_towards_the_address_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttles, "PEOPLE_AT_ONE_ADDRESS", 2)
    assert statuses(client, PREDICT, 5) == [200, 200, 200, 200, 429]
