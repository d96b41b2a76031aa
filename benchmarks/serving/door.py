"""`python -m benchmarks.serving.door`: digits and predictions a second, as a multiple of an earlier commit's.

Both programs are started in turns, earlier and now, since the speed of a machine varies: each turn starts the real
program (web and worker, throttles off) with an empty table, and sends strokes of fifteen people over eight connections.
`--db postgresql` has PostgreSQL, which waits for the disk, Redis and two web processes. Run it on a machine that does
nothing else.
"""

import argparse
import asyncio
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean

from benchmarks.serving.written import posts, written
from harness import servers
from harness.load import Post, Rate, mean_rate, rate_of, send_on_many
from harness.memory import children, command
from harness.program import ROOT, Program, running_program

CONNECTIONS = 8
N_DRAWINGS = 600
PATHS = {"digits": "/api/digits", "predictions": "/api/predictions"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving.door", description="The speed of the door.")
    parser.add_argument("--before", default="HEAD~1", help="the commit to compare with; default: HEAD~1")
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=5, help="of each measurement")
    parser.add_argument("--turns", type=int, default=2, help="of each program")
    options = parser.parse_args()
    source, digits = written(N_DRAWINGS)
    print(f"{options.db}, {CONNECTIONS} connections, {source}; means of {options.turns} turns of {options.seconds:g} s")
    measured_: dict[tuple[str, str], list[tuple[Rate, float]]] = {}
    with checkout(options.before) as before:
        for turn in range(options.turns):
            for name, root in [("before", before), ("now", ROOT)][:: -1 if turn % 2 else 1]:
                with started(options.db, root) as program:
                    for what, path in PATHS.items():
                        found = measure(program, posts(digits, path), options.seconds)
                        measured_.setdefault((what, name), []).append(found)
    for what in PATHS:
        rates = {name: mean_rate([rate for rate, _ in measured_[what, name]]) for name in ("before", "now")}
        cpu = {name: fmean(cpu_ms for _, cpu_ms in measured_[what, name]) for name in ("before", "now")}
        print(f"{what}")
        for name, rate in rates.items():
            print(f"    {name + ':':8}{rate}; CPU of the web {cpu[name]:.2f} ms each")
        more, less = rates["now"].per_s / rates["before"].per_s, cpu["before"] / cpu["now"]
        tail = rates["now"].p99_ms / rates["now"].median_ms
        print(f"    {more:.2f} × as many; {less:.2f} × less CPU; 99 % within {tail:.1f} medians", flush=True)


def measure(program: Program, requests: list[Post], seconds: float) -> tuple[Rate, float]:
    """Return the rate, and the milliseconds of the web processes' CPU for each answer."""
    asyncio.run(send_on_many(program.port, requests, CONNECTIONS, min(1.0, seconds / 4)))
    (web,) = [child for child in children(program.pid) if "gunicorn" in command(child)]
    began, cpu_before = time.perf_counter(), cpu_s(web)
    answers = asyncio.run(send_on_many(program.port, requests, CONNECTIONS, seconds))
    cpu_ms = 1000 * (cpu_s(web) - cpu_before) / len(answers)
    return rate_of(answers, time.perf_counter() - began), cpu_ms


def cpu_s(pid: int) -> float:
    """Return the seconds of CPU that a process and its children have taken, from Linux' /proc."""
    fields = Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(cpu_s, children(pid)))


@contextmanager
def checkout(commit: str) -> Iterator[Path]:
    """Check a commit out into a folder of its own, and remove it at the end."""
    with tempfile.TemporaryDirectory(prefix="ductus-before-") as folder:
        root = Path(folder, "checkout")
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--detach", str(root), commit], check=True, capture_output=True)
        try:
            yield root
        finally:
            subprocess.run([*git, "remove", "--force", str(root)], check=True)


@contextmanager
def started(database: str, root: Path) -> Iterator[Program]:
    if database == "sqlite":
        with running_program(root, DIGITS_CORPORA="") as program:
            yield program
        return
    with servers.pair() as (postgres, redis):
        settings = {"DATABASE_URL": postgres.url, "CELERY_BROKER_URL": redis.url, "DIGITS_WEB_PROCESSES": "2"}
        with running_program(root, DIGITS_CORPORA="", **settings) as program:
            yield program


if __name__ == "__main__":
    main()
