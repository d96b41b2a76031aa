"""Tests of the message and the sweep: either is enough, and neither can do harm."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from backend.digits import tasks
from backend.digits.models import Digit, Kind, ModelState, Status, Worker
from backend.digits.selectors.admin import n_workers_alive
from backend.digits.services.learning import run
from backend.digits.services.learning.lease import Lease


@pytest.fixture
def nine(add: Callable[..., Digit]) -> None:
    for number in range(9):
        add(number)


def post(client: Client, drawn: Any, number: int) -> Any:
    drawing, label = drawn(number)
    return client.post(
        "/api/digits", {"pixels": drawing.ravel().tolist(), "label": label}, content_type="application/json"
    )


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setattr(tasks.train_task, "delay_on_commit", lambda: sent.append("message"))
    return sent


def test_a_message_is_sent_at_the_tenth_digit_and_only_then(
    client: Client, nine: None, drawn: Any, sent: list[str]
) -> None:
    post(client, drawn, 9)
    post(client, drawn, 10)
    assert sent == ["message"]


def test_when_the_message_is_sent_everybody_sees_what_is_due(
    client: Client, nine: None, drawn: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check from elsewhere: a worker that comes at once must not find that nothing is due."""
    seen: list[int] = []

    def ask_elsewhere(*_: Any, **__: Any) -> None:
        def ask() -> None:
            seen.append(ModelState.objects.filter(status=Status.QUEUED).count())
            connection.close()

        worker = threading.Thread(target=ask)
        worker.start()
        worker.join()

    monkeypatch.setattr(tasks.train_task, "apply_async", ask_elsewhere)
    assert post(client, drawn, 9).status_code == 201
    assert seen == [1]


def test_with_the_broker_away_the_digit_is_stored_and_answered(
    client: Client, nine: None, drawn: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise BrokerError("no broker")

    monkeypatch.setattr(tasks.train_task, "delay_on_commit", away)
    assert post(client, drawn, 9).status_code == 201
    assert ModelState.objects.filter(status=Status.QUEUED).count() == 1


def test_the_message_carries_nothing(nine: None, client: Client, drawn: Any, settings: Any) -> None:
    folder = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"])
    of_others = set(folder.glob("*.msg"))
    post(client, drawn, 9)
    messages = sorted(set(folder.glob("*.msg")) - of_others)
    assert len(messages) == 1
    assert '"argsrepr": "()"' in messages[0].read_text()
    messages[0].unlink()


def test_the_message_trains_what_is_due_however_often_it_comes(
    nine: None, client: Client, drawn: Any, sent: list[str]
) -> None:
    post(client, drawn, 9)
    tasks.train_task()
    tasks.train_task()
    assert list(ModelState.objects.order_by("id").values_list("status", flat=True)) == [Status.PROMOTED] * 2


def test_the_sweep_trains_without_any_message(
    nine: None, client: Client, drawn: Any, sent: list[str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(client, drawn, 9)
    settings.DIGITS_SWEEP_S = 0.0
    stopping, train = threading.Event(), tasks._train

    def train_and_stop() -> None:
        train()
        stopping.set()

    monkeypatch.setattr(tasks, "_is_stopping", stopping)
    monkeypatch.setattr(tasks, "_train", train_and_stop)
    tasks._sweep()
    assert ModelState.objects.latest("id").status == Status.PROMOTED


@pytest.mark.parametrize("error", [OperationalError("the database is away"), ValueError("a file is damaged")])
@pytest.mark.parametrize(("thread", "part"), [("_sweep", "_train"), ("_send_notices", "deliver_due")])
def test_a_thread_of_the_worker_outlives_what_breaks_in_it(
    installed: None, settings: Any, monkeypatch: pytest.MonkeyPatch, thread: str, part: str, error: Exception
) -> None:
    settings.DIGITS_SWEEP_S = settings.DIGITS_NOTICES_S = 0.0
    is_stopping, tries = threading.Event(), []

    def break_and_stop_at_the_third_try() -> None:
        tries.append(1)
        if len(tries) == 3:
            is_stopping.set()
        raise error

    monkeypatch.setattr(tasks, "_is_stopping", is_stopping)
    monkeypatch.setattr(tasks, part, break_and_stop_at_the_third_try)
    getattr(tasks, thread)()
    assert len(tries) == 3


def test_a_worker_that_trains_one_version_after_another_reports_before_each(
    installed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        ModelState.objects.create(kind=Kind.MANUAL)
    n_alive: list[int] = []

    def run_for_minutes(lease: Lease, _: Any) -> bool:
        n_alive.append(n_workers_alive())
        Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
        ModelState.objects.filter(pk=lease.version).update(status=Status.FAILED)
        return True

    monkeypatch.setattr(run, "_run", run_for_minutes)
    tasks.train_task()
    assert n_alive == [1, 1, 1]


def test_the_thread_that_sends_notices_deletes_old_ones_too(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    done: list[str] = []
    is_stopping = threading.Event()
    settings.DIGITS_NOTICES_S = 0
    for name in ("close_old_connections", "tell_digest"):
        monkeypatch.setattr(tasks, name, lambda: None)
    monkeypatch.setattr(tasks.Lookout, "look", lambda self: None)
    monkeypatch.setattr(tasks, "LOOK_S", 0)
    monkeypatch.setattr(tasks, "_is_stopping", is_stopping)
    monkeypatch.setattr(tasks, "delete_old", lambda: done.append("deleted"))
    monkeypatch.setattr(tasks, "deliver_due", is_stopping.set)
    tasks._send_notices()
    assert done == ["deleted"]
