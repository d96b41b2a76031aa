"""Tests of the limit on logins: a new name each time gets no more passwords checked than the limit allows."""

import threading
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from backend.digits.api import login_throttle
from backend.digits.tests.admin.test_lockout import LOGIN, try_to_log_in
from backend.tests.programs import HANG_S


@pytest.fixture(autouse=True)
def three_a_minute(base: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DIGITS_THROTTLE_LOGINS = "3/min"
    monkeypatch.setattr(login_throttle.LoginThrottle, "timer", lambda _: 1_000_020.0)
    cache.clear()


def test_with_a_new_name_each_time_an_address_is_refused_after_its_limit(client: Client) -> None:
    assert [try_to_log_in(client, "x", name=f"name{number}") for number in range(5)] == [200, 200, 200, 429, 429]
    assert client.post(LOGIN).headers["Retry-After"] == "61"
    assert try_to_log_in(client, "x", name="other", REMOTE_ADDR="10.0.0.2") == 200


def test_the_page_of_the_login_is_not_limited(client: Client) -> None:
    assert [client.get(LOGIN).status_code for _ in range(6)] == [200] * 6


def test_a_change_of_ones_password_is_limited_since_it_checks_the_old_one(admin_client: Client) -> None:
    asked = {"old_password": "guessed", "new_password1": "Xk29-ductus", "new_password2": "Xk29-ductus"}
    address = reverse("admin:password_change")
    assert [admin_client.post(address, asked).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_of_many_passwords_at_once_two_are_checked_and_the_others_come_back_later() -> None:
    checking, go_on = threading.Semaphore(0), threading.Event()

    def check(_: Any) -> Any:
        checking.release()
        go_on.wait(HANG_S)
        return login_throttle.HttpResponse()

    door = login_throttle.LoginThrottleMiddleware(check)
    statuses: list[int] = []

    def log_in(number: int) -> None:
        request = login_throttle.HttpRequest()
        request.method, request.path_info = "POST", LOGIN
        request.META["REMOTE_ADDR"] = f"10.0.0.{number}"
        statuses.append(door(request).status_code)

    threads = [threading.Thread(target=log_in, args=(number,)) for number in range(4)]
    for thread in threads[:2]:
        thread.start()
        checking.acquire()
    for thread in threads[2:]:
        thread.start()
        thread.join(HANG_S)
    assert statuses == [503, 503]
    go_on.set()
    for thread in threads[:2]:
        thread.join(HANG_S)
    assert statuses == [503, 503, 200, 200]
