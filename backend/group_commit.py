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

from backend import turns

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
    """A place where threads hand in items; `store` is called with all that wait, and returns a result for each.

    Where it fails for several, each is stored alone, so that one faulty item does not harm the others. Errors of the
    kinds `concern_all`, such as a disk that is full, are everybody's at once, without another try.
    """

    def __init__(
        self, store: Callable[[Sequence[T]], Sequence[R]], *, concern_all: tuple[type[Exception], ...] = ()
    ) -> None:
        self._store = store
        self._concern_all = concern_all
        self._queue: deque[_Waiting[T, R]] = deque()
        self._turn = Lock()

    def submit(self, item: T) -> R:
        """Return the result for the item once it is stored, or raise the error of `store` about it."""
        waiting = _Waiting[T, R](item)
        self._queue.append(waiting)
        with turns.given_up(), self._turn:
            if not waiting.is_done:
                self._store_all()
        if waiting.error is not None:
            raise waiting.error
        return waiting.results[0]

    def _store_all(self) -> None:
        group = [self._queue.popleft() for _ in range(len(self._queue))]
        try:
            self._store_group(group)
        except BaseException as error:  # the end of this thread: nobody may wait for what was taken and is not stored
            for waiting in group:
                if not waiting.is_done:
                    waiting.error = error
            raise

    def _store_group(self, group: Sequence[_Waiting[T, R]]) -> None:
        try:
            results = self._store([waiting.item for waiting in group])
        except Exception as error:  # noqa: BLE001 - whoever handed it in gets it
            if len(group) > 1 and not isinstance(error, self._concern_all):
                for waiting in group:
                    self._store_group([waiting])
                return
            for waiting in group:
                waiting.error = error
            return
        for waiting, result in zip(group, results, strict=True):
            waiting.results.append(result)
