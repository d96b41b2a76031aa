"""The two ways to make a worker train: a message and a sweep. Both call the same service.

The message has no content. It only says that there is something to do; the rows say what, so a message
that is lost, doubled or late changes nothing. The sweep looks at the rows every DIGITS_SWEEP_S seconds. It is a thread
of every worker and does not use the queue, so digits are still learned while the broker is away. It also cuts ids of
contributors from old digits (DIGITS_FORGET_CONTRIBUTOR_DAYS). Another thread sends notices to the administrator.
"""

import logging
import os
import socket
import threading
import time
from datetime import timedelta
from typing import Any

from celery.signals import worker_init, worker_shutting_down
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from backend.celery import app
from backend.digits.services.hands import cut_old_contributors
from backend.digits.services.health import note_presence
from backend.digits.services.learning.run import train_due
from backend.digits.services.learning.training_code import code_sha256
from backend.digits.services.notices.delivery import deliver_due
from backend.digits.services.notices.digest import tell_digest
from backend.digits.services.notices.lookout import Lookout
from backend.digits.services.notices.telling import delete_old
from backend.observability import event

CUT_EVERY_S = 3600.0  # if it is longer, ids stay on digits for so much longer than the operator wants
LOOK_S = 30.0  # between two looks for a silent worker or a full disk; if longer, they are told later
_is_stopping = threading.Event()
_cut_at = 0.0  # when ids are looked for next


@app.task(name="digits.train_due")  # type: ignore[untyped-decorator]
def train_task() -> None:
    _train()


def notify_worker() -> None:
    """Send a worker the message, after the commit. If that fails nothing is lost: the sweep finds the rows."""
    if not settings.DIGITS_HAS_BROKER:
        return
    try:
        train_task.delay_on_commit()
    except (BrokerError, OSError) as error:
        event("doorbell_failed", "the message was not sent, the sweep trains: %s", error, level=logging.WARNING)


@worker_init.connect  # type: ignore[untyped-decorator]
def start_sweep(**_: Any) -> None:
    """Start the sweep before the worker looks for its broker, so that a worker without one learns too."""
    threading.Thread(target=_sweep, name="sweep", daemon=True).start()


@worker_init.connect  # type: ignore[untyped-decorator]
def start_notices(**_: Any) -> None:
    """Start the thread that sends notices. Web processes have one too: who sends is settled by the rows."""
    threading.Thread(target=_send_notices, name="notices", daemon=True).start()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def stop(**_: Any) -> None:
    """Tell the run under way to give its version back, so that no other worker waits for the lease to end."""
    _is_stopping.set()


def _sweep() -> None:
    code_sha256()  # takes a tenth of a second once, for which the first run then need not wait
    while not _is_stopping.wait(settings.DIGITS_SWEEP_S):
        close_old_connections()
        try:
            note_presence(_worker_name())
            _cut_old_contributors()
            _train()
        except DatabaseError as error:
            event("sweep_failed", "the sweep could not reach the database: %s", error, level=logging.WARNING)


def _send_notices() -> None:
    lookout, looked_at = Lookout(), time.monotonic()
    while not _is_stopping.wait(settings.DIGITS_NOTICES_S):
        close_old_connections()
        try:
            if time.monotonic() - looked_at >= LOOK_S:
                looked_at = time.monotonic()
                lookout.look()
                tell_digest()
                delete_old()
            deliver_due()
        except (DatabaseError, OSError) as error:
            event("notices_failed", "notices could not be sent: %s", error, level=logging.WARNING)


def _cut_old_contributors() -> None:
    """Cut contributors' ids from old digits, at most once an hour, where the operator wants it."""
    global _cut_at  # noqa: PLW0603  # one state for the process
    days = settings.DIGITS_FORGET_CONTRIBUTOR_DAYS
    if days and time.monotonic() >= _cut_at:
        if n_cut := cut_old_contributors(before=timezone.now() - timedelta(days=days)):
            event("contributors_cut", "%d digits no longer say who drew them", n_cut, digits=n_cut)
        _cut_at = time.monotonic() + CUT_EVERY_S


def _train() -> None:
    train_due(owner=_worker_name(), is_stopping=_is_stopping.is_set)


def _worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
