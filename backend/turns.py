"""Turns of the threads of a process: one computes, and the others wait for it instead of for Python's lock.

Only one thread can run Python at any moment. Where several try, NumPy and the database hand Python's lock from one
processor to another hundreds of times in a request, and what both had in their caches is read again: with eight threads
a prediction takes half as long again.

A turn is no lock. Whoever has waited for STUCK_S seconds goes on, and later ones wait for that thread: the one before
waits for something else, such as a database or a client that reads slowly.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

STUCK_S = 0.05
"""If longer, others stand still for longer when a thread that has its turn waits for something; if shorter, a large
drawing, which is read for so long, is computed beside others."""

_turn = Lock()
_own = local()


@contextmanager
def taken() -> Iterator[None]:
    """Wait for the turn of this thread, and end it with the block."""
    _take()
    try:
        yield
    finally:
        _end()


@contextmanager
def given_up() -> Iterator[None]:
    """Let others compute during the block, in which this thread waits. Without a turn this does nothing."""
    if getattr(_own, "turn", None) is None:
        yield
        return
    _end()
    try:
        yield
    finally:
        _take()


def _take() -> None:
    global _turn  # noqa: PLW0603 - one turn for the process
    turn = _turn
    if not turn.acquire(timeout=STUCK_S):
        turn = Lock()
        turn.acquire()
        _turn = turn
    _own.turn = turn


def _end() -> None:
    turn, _own.turn = _own.turn, None
    turn.release()
