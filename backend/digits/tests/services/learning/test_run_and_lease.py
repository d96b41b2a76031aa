"""Tests of a run and its lease: a run reads the digits that it was formed of, and holds its lease while it goes on."""

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from backend.digits.models import Digit, Kind, ModelState
from backend.digits.services.learning import run
from backend.digits.services.learning.lease import claim
from backend.digits.services.learning.run import train_due
from backend.tests.programs import HANG_S, awaited

Add = Callable[..., Digit]


def test_a_version_is_trained_on_nothing_that_belongs_to_a_later_one(add: Add) -> None:
    digits = [add(number).pk for number in range(10)]
    ModelState.objects.update(takes_tens=False)  # as if a worker had claimed it and given it back
    digits += [add(number).pk for number in range(10, 25)]
    train_due(owner="a", is_stopping=lambda: False)
    trained_on = [
        set(version.receipt["digits"]["ids"]) for version in ModelState.objects.filter(kind=Kind.TEN).order_by("pk")
    ]
    assert [max(ids) <= digits[last] for ids, last in zip(trained_on, (9, 19), strict=True)] == [True, True]


def test_a_training_that_hangs_loses_its_lease_while_its_process_lives(
    add: Add, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        add(number)
    settings.DIGITS_LEASE_S = 0.3
    hangs, go_on = threading.Event(), threading.Event()

    def hanging(*_: Any) -> Iterator[Any]:
        yield SimpleNamespace(fraction=0.1, cost=1.0)
        hangs.set()
        go_on.wait(HANG_S)

    def train() -> None:
        train_due(owner="hangs", is_stopping=lambda: False)
        connection.close()

    monkeypatch.setattr("backend.digits.services.learning.training_job.learn", hanging)
    worker = threading.Thread(target=train)
    worker.start()
    assert hangs.wait(HANG_S)
    settings.DIGITS_LEASE_S = HANG_S  # the heir's, which must not end while the first is thrown away
    heir = awaited(lambda: claim(owner="heir"))
    go_on.set()
    worker.join()
    assert heir.attempts == 2
    assert ModelState.objects.get(pk=heir.version).owner == "heir"


def test_a_run_beats_by_the_clock_and_at_least_eight_times_in_a_lease(
    add: Add, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let each chunk take a tenth of a second by a clock that the test turns: a beat comes with every third chunk."""
    now = [100.0]
    beats: list[float] = []

    def chunks(*_: Any) -> Iterator[Any]:
        for number in range(10):
            yield SimpleNamespace(fraction=(number + 1) / 10, cost=1.0)
            now[0] += 0.1

    monkeypatch.setattr("backend.digits.services.learning.training_job.learn", chunks)
    monkeypatch.setattr(run.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(run.leases, "beat", lambda *_, progress, **__: beats.append(progress))
    for number in range(10):
        add(number)
    train_due(owner="a", is_stopping=lambda: False)
    assert [round(progress / run.TRAINED, 1) for progress in beats] == [0.1, 0.4, 0.7, 1.0]
    beats.clear()
    settings.DIGITS_LEASE_S = 0.8
    for number in range(10, 20):
        add(number)
    train_due(owner="a", is_stopping=lambda: False)
    assert len(beats) == 10
