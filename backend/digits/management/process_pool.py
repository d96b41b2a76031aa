"""Worker processes that stage drawings. They import NumPy and Pillow and nothing of Django, so that they start fast."""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from backend import system


@contextmanager
def process_pool(n_processes: int | None) -> Iterator[Executor | None]:
    """Start `n_processes` processes, or one for each processor; for one process start none and yield None."""
    n = n_processes or system.n_processors()
    if n == 1:
        yield None
        return
    context = get_context(system.POOL_START)
    if system.POOL_START == "forkserver":
        context.set_forkserver_preload(["backend.digits.services.transfer.staging"])
    with ProcessPoolExecutor(n, mp_context=context) as executor:
        yield executor
