"""What guesses ask a database that may be away, and what is stored after them.

A server that is frozen must not hold all threads of a web process.
"""

import time
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from django.db import InterfaceError, OperationalError

from backend.silent_database import answered_within

T = TypeVar("T")

AWAY_S = 2.0
"""Seconds for which a guess waits for the database, and for which one that did not answer is not asked again. If
longer, a server that says nothing holds guesses for longer, and the process notices later that it is back; if shorter,
more guesses on a busy server are made without the newest network and memory."""

_until = 0.0  # when the database may be asked again; 0 while it answers
_asks = Lock()  # of the one thread that asks whether it is back


def unless_away(ask: Callable[[], T]) -> T:
    """Ask the database, and wait two seconds for each answer.

    Once it did not answer, one thread at a time asks until it does.

    Raises OperationalError or InterfaceError where there is no answer; the caller has something to read with instead.
    """
    global _until  # noqa: PLW0603  # one state for the process
    is_away = _until > 0.0
    if is_away and (time.monotonic() < _until or not _asks.acquire(blocking=False)):
        raise OperationalError("the database did not answer just now")
    try:
        with answered_within(AWAY_S):
            answer = ask()
    except (OperationalError, InterfaceError):
        _until = time.monotonic() + AWAY_S
        raise
    finally:
        if is_away:
            _asks.release()
    _until = 0.0
    return answer


def refuse_while_away() -> None:
    """Raise OperationalError where the last guess had no answer: what is to be stored would wait for much longer."""
    if _until > 0.0:
        raise OperationalError("the database did not answer just now")
