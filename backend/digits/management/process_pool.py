"""Processes that prepare drawings, one for each processor. They import NumPy and Pillow, and nothing of Django."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context


@contextmanager
def process_pool(n_processes: int | None) -> Iterator[Executor | None]:
    """So many processes; as many as there are processors unless said otherwise; none of its own for one."""
    n = n_processes or len(os.sched_getaffinity(0))
    if n == 1:
        yield None
        return
    context = get_context("forkserver")
    context.set_forkserver_preload(["backend.digits.services.transfer.staging"])
    with ProcessPoolExecutor(n, mp_context=context) as executor:
        yield executor
