"""The doorbell and the sweep: both call the same service, and neither carries anything.

The rows say what is due, so a message that is lost, doubled or late changes nothing. The sweep runs in every worker,
beside the queue and not through it: with the broker away, digits are still learned within DIGITS_SWEEP_S seconds.
"""

import logging
import os
import socket
import threading
from typing import Any

from celery.signals import worker_init, worker_shutting_down
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections
from kombu.exceptions import OperationalError as BrokerError

from backend.celery import app
from backend.digits.services.learning.run import train_due
from backend.digits.services.workers import note_presence
from backend.observability import event

_is_stopping = threading.Event()


@app.task(name="digits.train_due")  # type: ignore[untyped-decorator]
def ring() -> None:
    """Train what is due."""
    _train()


def notify_worker() -> None:
    """Wake a worker. If that fails the digits are safe all the same: the sweep comes by."""
    try:
        ring.delay_on_commit()
    except (BrokerError, OSError) as error:
        event("doorbell_failed", "the doorbell did not ring, the sweep will: %s", error, level=logging.WARNING)


@worker_init.connect  # type: ignore[untyped-decorator]
def start_sweep(**_: Any) -> None:
    """Before the broker is asked for: a worker that is started without one learns all the same."""
    threading.Thread(target=_sweep, name="sweep", daemon=True).start()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def stop(**_: Any) -> None:
    """Have a run that is under way give its version back, so that another worker need not wait for the lease to end."""
    _is_stopping.set()


def _sweep() -> None:
    while not _is_stopping.wait(settings.DIGITS_SWEEP_S):
        close_old_connections()
        try:
            note_presence(_name())
            _train()
        except DatabaseError as error:
            event("sweep_failed", "the sweep could not reach the database: %s", error, level=logging.WARNING)


def _train() -> None:
    train_due(owner=_name(), is_stopping=_is_stopping.is_set)


def _name() -> str:
    """This worker's own."""
    return f"{socket.gethostname()}:{os.getpid()}"
