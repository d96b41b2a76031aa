"""The two ways to make a worker work: a message and a sweep. Both call the same services.

A message has no content. It only says that there is something to do; the rows say what, so a message
that is lost, doubled or late changes nothing. The sweep looks at the rows every DIGITS_SWEEP_S seconds. It is a thread
of every worker and does not use the queue, so digits are still learned while the broker is away. It also cuts ids of
contributors from old digits (DIGITS_FORGET_CONTRIBUTOR_DAYS). Another thread sends notices to the administrator.

One worker trains at a time. With PostgreSQL all others, and that one when nothing is due, share what large
tables need: drawings of an import to stage, pictures of older preprocessing to rebuild.
"""

import logging
import os
import signal
import socket
import sys
import threading
import time
from datetime import timedelta
from typing import Any

from celery.signals import worker_init, worker_shutting_down
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
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
from backend.digits.services.pictures import rebuild_some
from backend.digits.services.transfer.sharing import CallWorkers, delete_abandoned, stage_a_part
from backend.observability import event
from backend.system import hear_as

logger = logging.getLogger("digits")

TIDY_EVERY_S = 3600.0  # if it is longer, ids stay on digits longer than the operator wants
ABANDONED = timedelta(hours=1)  # a part of an import that is older is deleted; an import under way has none so old
LOOK_S = 30.0  # between two looks for a silent worker or a full disk; if longer, they are told later
_is_stopping = threading.Event()
_tidied_at = 0.0  # when ids are looked for next
_sharing = threading.Lock()  # one of a worker's two threads shares at a time: two would not be faster


@app.task(name="digits.train_due")  # type: ignore[untyped-decorator]
def train_task() -> None:
    _train()


@app.task(name="digits.share")  # type: ignore[untyped-decorator]
def share_task() -> None:
    _share()


def notify_worker() -> None:
    """Send a worker the message, after the commit. If that fails nothing is lost: the sweep finds the rows."""
    _send(train_task)


def callable_workers() -> CallWorkers | None:
    """Return the function that calls a worker to share work, or None on SQLite, which one process writes at a time."""
    return (lambda: _send(share_task)) if connection.vendor == "postgresql" else None


def _send(task: Any) -> None:
    if not settings.DIGITS_HAS_BROKER:
        return
    try:
        task.delay_on_commit()
    except (BrokerError, OSError) as error:
        event("doorbell_failed", "the message was not sent, the sweep works: %s", error, level=logging.WARNING)


@worker_init.connect  # type: ignore[untyped-decorator]
def start_sweep(**_: Any) -> None:
    """Start the sweep before the worker looks for its broker, so that a worker without one learns too."""
    threading.Thread(target=_sweep, name="sweep", daemon=True).start()


@worker_init.connect  # type: ignore[untyped-decorator]
def start_notices(**_: Any) -> None:
    """Start the thread that sends notices. Web processes have one too: who sends is settled by the rows."""
    threading.Thread(target=_send_notices, name="notices", daemon=True).start()


@worker_init.connect  # type: ignore[untyped-decorator]
def hear_break(**_: Any) -> None:
    """Let a worker on Windows end as at SIGTERM when `serve` ends it."""
    if sys.platform == "win32":
        hear_as(signal.SIGTERM, signal.SIGBREAK)


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
            _tidy()
            _train()
            _share()
        except DatabaseError as error:
            event("sweep_failed", "the sweep could not reach the database: %s", error, level=logging.WARNING)
        except Exception:  # the thread's edge: without it nothing is learned while the broker is away
            logger.exception("the sweep broke and is tried again", extra={"event": "sweep_broke"})


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
        except Exception:  # the thread's edge: without it no administrator is told anything any more
            logger.exception("the sending of notices broke and is tried again", extra={"event": "notices_broke"})


def _tidy() -> None:
    """Delete what killed imports left, and cut contributors' ids from old digits where the operator wants it.

    It is done at most once an hour.
    """
    global _tidied_at  # noqa: PLW0603  # one state for the process
    if time.monotonic() < _tidied_at:
        return
    delete_abandoned(before=timezone.now() - ABANDONED)
    days = settings.DIGITS_FORGET_CONTRIBUTOR_DAYS
    if days and (n_cut := cut_old_contributors(before=timezone.now() - timedelta(days=days))):
        event("contributors_cut", "%d digits no longer say who drew them", n_cut, digits=n_cut)
    _tidied_at = time.monotonic() + TIDY_EVERY_S


def _train() -> None:
    train_due(owner=_worker_name(), is_stopping=_is_stopping.is_set)


def _share() -> None:
    """Do parts of what all workers share until none is left. Whatever is to be learned comes first."""
    if connection.vendor != "postgresql":
        return
    while not _is_stopping.is_set() and _sharing.acquire(blocking=False):
        try:
            if not (stage_a_part() or rebuild_some()):
                return
        except DatabaseError:
            raise
        except Exception:  # the task's edge: whoever wants the part meets the fault too, and reports it
            logger.exception("a part that workers share broke", extra={"event": "share_broke"})
            return
        finally:
            _sharing.release()
        _train()


def _worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
