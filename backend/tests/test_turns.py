"""Tests of turns: threads compute one after the other, and none stands still for one that waits."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from backend import turns
from backend.group_commit import GroupCommit
from backend.tests.programs import HANG_S, awaited


class Worker:
    """A thread that takes its turn, does something, and stays in its turn until it may end it."""

    def __init__(self, do: Callable[[], object] = lambda: None) -> None:
        self.has_begun, self.may_end = threading.Event(), threading.Event()
        self._do = do
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def _work(self) -> None:
        with turns.taken():
            self.has_begun.set()
            self._do()
            self.may_end.wait(HANG_S)

    def begins(self) -> bool:
        return self.has_begun.wait(HANG_S)

    def end(self) -> None:
        self.may_end.set()
        self._thread.join(HANG_S)
        assert not self._thread.is_alive()


@contextmanager
def ended(*workers: Worker) -> Iterator[None]:
    try:
        yield
    finally:
        for worker in workers:
            worker.end()


class Turn:
    """A lock that counts how often it was asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.n_asked = 0
        self.locked, self.release = self._lock.locked, self._lock.release

    def acquire(self, timeout: float = -1) -> bool:
        self.n_asked += 1
        return self._lock.acquire(timeout=timeout)


@pytest.fixture(autouse=True)
def _own_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a turn of its own, which nobody has, and no thread that goes on because it waited long."""
    monkeypatch.setattr(turns, "Lock", Turn)
    monkeypatch.setattr(turns, "_turn", Turn())
    monkeypatch.setattr(turns, "STUCK_S", HANG_S)


def await_asked(n: int) -> None:
    awaited(lambda: turns._turn.n_asked == n)  # type: ignore[attr-defined]


def test_a_thread_begins_when_the_one_before_has_ended_its_turn() -> None:
    first = Worker()
    assert first.begins()
    second = Worker()
    with ended(second):
        await_asked(2)
        assert not second.has_begun.is_set()
        first.end()
        assert second.begins()
    assert not turns._turn.locked()


def test_a_turn_ends_where_its_thread_raises() -> None:
    with pytest.raises(ValueError, match="a fault"), turns.taken():
        raise ValueError("a fault")
    assert not turns._turn.locked()


def test_others_compute_while_a_thread_gives_its_turn_up_and_it_goes_on_after_them() -> None:
    may_go_on, has_gone_on = threading.Event(), threading.Event()

    def wait() -> None:
        with turns.given_up():
            may_go_on.wait(HANG_S)
        has_gone_on.set()

    first = Worker(wait)
    second = Worker()
    with ended(first):
        assert second.begins()
        may_go_on.set()
        await_asked(3)
        assert not has_gone_on.is_set()
        second.end()
        assert has_gone_on.wait(HANG_S)
        assert turns._turn.locked()


def test_nothing_is_given_up_where_no_turn_was_taken() -> None:
    with turns.given_up():
        assert not turns._turn.locked()
    assert not turns._turn.locked()


def test_a_thread_that_waits_in_its_turn_holds_others_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = Worker()
    assert stuck.begins()
    monkeypatch.setattr(turns, "STUCK_S", 0.001)
    second = Worker()
    with ended(stuck):
        assert second.begins()
        monkeypatch.setattr(turns, "STUCK_S", HANG_S)
        third = Worker()  # it waits for the second, no more for the one that is stuck
        await_asked(2)
        assert not third.has_begun.is_set()
        second.end()
        assert third.begins()
        third.end()
    assert not turns._turn.locked()


def test_who_waits_for_a_commit_lets_others_compute() -> None:
    may_end = threading.Event()
    store = GroupCommit[int, int](lambda items: [item for item in items if may_end.wait(HANG_S)])
    waits = Worker(lambda: store.submit(1))
    assert waits.begins()
    awaited(store._turn.locked)
    other = Worker()
    with ended(other, waits):
        assert other.begins()
        may_end.set()
