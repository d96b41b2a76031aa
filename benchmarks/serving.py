"""`python -m benchmarks.serving`: how fast the program answers and learns, and what memory it takes.

It starts the real program (web and worker, SQLite, filesystem queue, throttles off) in a temporary folder, alone:
run it on a machine that does nothing else.
"""

import os
import platform
import statistics
import sys
import time

import numpy as np

from benchmarks.drawings import Drawing, drawings
from benchmarks.memory import children, command, is_measurable, pss_mb
from benchmarks.program import Program, running_program

N_PREDICTIONS = 500
N_TENS = 30
POLL_S = 0.01
PATIENCE_S = 30


def main() -> None:
    given = drawings(10 * N_TENS)
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, NumPy {np.__version__}")
    print(f"drawings: {given.source}, 280×280 PNG in JSON\n")
    with running_program() as program:
        print_memory("memory at rest, before any request", program)
        print_predictions(program, given.drawings)
        print_learning(program, given.drawings)
        print_memory(f"memory at rest, after {N_TENS} retrains", program)


def print_predictions(program: Program, given: list[Drawing]) -> None:
    for drawing in given[:20]:  # imports, caches and the database connection
        predict(program, drawing)
    times_ms = [1000 * predict_s(program, given[i % len(given)]) for i in range(N_PREDICTIONS)]
    print(f"POST /api/predictions, {N_PREDICTIONS} on one keep-alive connection")
    print(f"    median {statistics.median(times_ms):.1f} ms, 95 % within {np.percentile(times_ms, 95):.1f} ms\n")


def predict(program: Program, drawing: Drawing) -> int:
    """The number of the version that answered."""
    return int(program.call("POST", "/api/predictions", {"image": drawing.image})["model"])


def predict_s(program: Program, drawing: Drawing) -> float:
    started = time.perf_counter()
    predict(program, drawing)
    return time.perf_counter() - started


def print_learning(program: Program, given: list[Drawing]) -> None:
    times = [learn_s(program, given[first : first + 10]) for first in range(0, len(given), 10)]
    promoted = [seconds for seconds in times if seconds is not None]
    print(f"from the answer to the tenth digit to the first answer by the new version, {len(times)} tens")
    if promoted:
        print(f"    median {statistics.median(promoted):.2f} s, longest {max(promoted):.2f} s")
    print(f"    {len(promoted)} promoted, {len(times) - len(promoted)} rejected by the gate\n")


def learn_s(program: Program, ten: list[Drawing]) -> float | None:
    """Seconds from the tenth digit to the first answer by a new version; None if the gate rejected it."""
    served = predict(program, ten[0])
    for drawing in ten:
        program.call("POST", "/api/digits", {"image": drawing.image, "label": drawing.label})
    started = time.perf_counter()
    while time.perf_counter() - started < PATIENCE_S:
        if predict(program, ten[0]) != served:
            return time.perf_counter() - started
        if newest_status(program) in ("rejected", "failed"):
            return None
        time.sleep(POLL_S)
    sys.exit(f"No new version within {PATIENCE_S} s of the tenth digit.")


def newest_status(program: Program) -> str:
    return str(program.call("GET", "/api/models?limit=1")["results"][0]["status"])


def print_memory(title: str, program: Program) -> None:
    if not is_measurable():
        print(f"{title}: not measured, this system has no /proc/…/smaps_rollup\n")
        return
    by_name = {("worker" if "celery" in command(pid) else "web"): pss_mb(pid) for pid in children(program.pid)}
    own = pss_mb(program.pid) - sum(by_name.values())
    parts = ", ".join(f"{name} {megabytes:.0f} MB" for name, megabytes in by_name.items())
    print(f"{title} (proportional set size)")
    print(f"    {parts}, together {sum(by_name.values()):.0f} MB; supervisor {own:.0f} MB more\n")


if __name__ == "__main__":
    main()
