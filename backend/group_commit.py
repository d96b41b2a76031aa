"""Group commit: what several threads want stored at the same moment is stored by one of them, in one transaction.

A commit waits for the disk, and writers wait for each other; both cost the same for one row and for many. A thread that
comes while another one stores waits for its turn. By then it may have been served; if not, it stores all that waits. So
nobody waits longer than for two transactions, and where nobody else comes each is stored at once, alone.

Source: D. DeWitt and others, *Implementation techniques for main memory database systems*, SIGMOD 1984, section 5.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class _Waiting(Generic[T, R]):
    def __init__(self, item: T) -> None:
        self.item = item
        self.results: list[R] = []
        self.error: BaseException | None = None

    @property
    def is_done(self) -> bool:
        return bool(self.results) or self.error is not None


class GroupCommit(Generic[T, R]):
    """A place where threads hand in items; `store` is called with all that wait, and returns a result for each."""

    def __init__(self, store: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self._store = store
        self._queue: deque[_Waiting[T, R]] = deque()
        self._turn = Lock()

    def submit(self, item: T) -> R:
        """Return the result for the item once it is stored. An error of `store` is raised for each item of its call."""
        waiting = _Waiting[T, R](item)
        self._queue.append(waiting)
        with self._turn:
            if not waiting.is_done:
                self._store_all()
        if waiting.error is not None:
            raise waiting.error
        return waiting.results[0]

    def _store_all(self) -> None:
        group = [self._queue.popleft() for _ in range(len(self._queue))]
        try:
            for waiting, result in zip(group, self._store([waiting.item for waiting in group]), strict=True):
                waiting.results.append(result)
        except (
            BaseException
        ) as error:  # also the end of this thread: nobody may wait for what was taken and is not stored
            for waiting in group:
                waiting.error = error
            raise
