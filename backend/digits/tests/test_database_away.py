"""Tests of reading while the database is away: with what the process has, for a minute, and nothing is stored."""

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client

from backend import silent_database
from backend.digits import inference, selectors
from backend.digits.errors import UnavailableError
from backend.digits.inference import away as away_module
from backend.digits.inference import memories
from backend.digits.models import Digit


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function after which every query of a prediction fails."""

    def go_away() -> None:
        def fail(*_: Any, **__: Any) -> Any:
            raise OperationalError("the server closed the connection")

        monkeypatch.setattr("backend.digits.selectors.deployments.served", fail)
        monkeypatch.setattr("backend.digits.selectors.hand.examples_of", fail)

    return go_away


def sent(client: Client, drawing: Any, path: str = "/api/predictions", **fields: Any) -> Any:
    body = {"pixels": drawing.ravel().tolist()} | fields
    return client.post(path, body, "application/json")


def test_drawings_are_read_as_before(add: Any, drawn: Any, client: Client, away: Any) -> None:
    hand, (drawing, label) = uuid4(), drawn(0)
    add(0, contributor=hand, label=(label + 1) % 10)
    client.cookies["contributor"] = str(hand)
    before = sent(client, drawing).json()
    assert before["hand"]["n_digits"] == 1
    away()
    assert sent(client, drawing).json() == before


def test_a_hand_that_the_process_does_not_know_is_read_by_the_network_alone(
    installed: None, drawn: Any, client: Client, away: Any
) -> None:
    before = sent(client, drawn(0)[0]).json()
    away()
    memories.forget_all()
    client.cookies["contributor"] = str(uuid4())
    assert sent(client, drawn(0)[0]).json() == before


def test_after_a_minute_without_an_answer_it_says_that_the_database_is_away(
    installed: None, drawn: Any, client: Client, away: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(client, drawn(0)[0])
    away()
    monkeypatch.setattr(inference, "_asked_at", inference._asked_at - inference.KEPT_S - 1)
    response = sent(client, drawn(0)[0])
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")


def test_a_process_that_never_saw_a_network_says_so_at_once(
    installed: None, drawn: Any, client: Client, away: Any
) -> None:
    away()
    assert sent(client, drawn(0)[0]).status_code == 503


def test_while_the_database_says_nothing_one_request_waits_for_it_and_the_others_are_read_at_once(
    installed: None, drawn: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sent(client, drawn(0)[0]).json()
    monkeypatch.setattr(away_module, "AWAY_S", 1000.0)  # however slow the machine is
    asked: list[int] = []
    served = selectors.deployments.served

    def silent() -> Any:
        asked.append(1)
        raise OperationalError("the database server has not answered for 15 s")

    monkeypatch.setattr("backend.digits.selectors.deployments.served", silent)
    assert [sent(client, drawn(0)[0]).json() for _ in range(3)] == [before] * 3
    assert len(asked) == 1
    monkeypatch.setattr(away_module, "_until", 1e-9)  # two seconds later
    assert [sent(client, drawn(0)[0]).json() for _ in range(3)] == [before] * 3
    assert len(asked) == 2
    monkeypatch.setattr("backend.digits.selectors.deployments.served", served)
    monkeypatch.setattr(away_module, "_until", 1e-9)
    sent(client, drawn(0)[0])
    assert away_module._until == 0.0


def test_once_it_did_not_answer_one_thread_at_a_time_asks_and_no_guess_waits_longer_than_two_seconds(
    installed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    inference.served_or_kept()
    asked: list[float | None] = []
    others: list[bool] = []

    def silent() -> Any:
        asked.append(silent_database._own_limit_s.get())
        monkeypatch.setattr(away_module, "_until", 1e-9)  # two seconds later, while this thread still waits
        for _ in range(3 if len(asked) == 1 else 0):
            other = threading.Thread(target=lambda: others.append(bool(inference.served_or_kept())))
            other.start()
            other.join()
        raise OperationalError("the database server has not answered for 2 s")

    monkeypatch.setattr(away_module, "_until", 1e-9)
    monkeypatch.setattr("backend.digits.selectors.deployments.served", silent)
    inference.served_or_kept()
    assert (asked, others) == ([away_module.AWAY_S], [True] * 3)
    assert silent_database._own_limit_s.get() is None
    monkeypatch.setattr(away_module, "_until", 1e-9)
    monkeypatch.setattr("backend.digits.selectors.deployments.served", lambda: None)
    with pytest.raises(UnavailableError):  # it answers, and the next thread may ask
        inference.served_or_kept()
    assert not away_module._asks.locked()


def test_a_digit_does_not_wait_for_a_database_that_just_gave_its_guess_no_answer_and_is_stored_once_it_is_back(
    installed: None, drawn: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing, label = drawn(0)
    sent(client, drawing)
    served = selectors.deployments.served

    def silent() -> Any:
        raise OperationalError("the database server has not answered for 2 s")

    def would_wait() -> None:
        raise AssertionError("the transaction began")

    with monkeypatch.context() as frozen:
        frozen.setattr("backend.digits.selectors.deployments.served", silent)
        frozen.setattr("backend.digits.services.digits.lock_writers", would_wait)
        refused = sent(client, drawing, "/api/digits", label=label)
    assert (refused.status_code, refused.json()["code"], refused.headers["Retry-After"]) == (503, "unavailable", "2")
    assert selectors.deployments.served is served
    monkeypatch.setattr(away_module, "_until", 1e-9)  # two seconds later
    assert sent(client, drawing, "/api/digits", label=label).status_code == 201
    assert Digit.objects.count() == 1


def test_numbers_are_read_as_before_and_one_that_is_verified_waits_until_the_database_is_back(
    installed: None, drawn: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sent(client, drawn(0)[0], "/api/readings").json()

    def silent() -> Any:
        raise OperationalError("the database server has not answered for 2 s")

    def would_wait(*_: Any) -> None:
        raise AssertionError("the database was asked")

    with monkeypatch.context() as frozen:
        frozen.setattr(away_module, "AWAY_S", 1000.0)  # however slow the machine is
        frozen.setattr("backend.digits.selectors.deployments.served", silent)
        frozen.setattr("backend.digits.services.digits._earlier", would_wait)
        assert sent(client, drawn(0)[0], "/api/readings").json() == before
        refused = sent(client, drawn(0)[0], "/api/numbers", number="7")
    assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
    monkeypatch.setattr(away_module, "_until", 1e-9)  # two seconds later, without a guess in between
    assert sent(client, drawn(0)[0], "/api/numbers", number="7").status_code == 201
