"""`python -m benchmarks.serving.door`: digits and predictions a second, as a multiple of an earlier commit's.

The speed of a machine varies twofold within seconds. Therefore both programs, earlier and now, run at the same time;
two seconds of one are measured in turns with two of the other, which is stopped meanwhile. Each is the real program
(web and worker, throttles off), begins with an empty table, and gets strokes of fifteen people over eight connections.
`--db postgresql` has PostgreSQL, which waits for the disk, Redis and two web processes. Run it on a machine that does
nothing else.
"""

import argparse
import asyncio
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import fmean, median, quantiles

from benchmarks.serving.written import posts, written
from harness import servers
from harness.load import Post, Rate, mean_rate, rate_of, send_on_many
from harness.memory import children, command
from harness.program import ROOT, Program, running_program

CONNECTIONS = 8
N_DRAWINGS = 600
PATHS = {"digits": "/api/digits", "predictions": "/api/predictions"}

Measured = tuple[Rate, float]
"""The rate, and the milliseconds of the web processes' CPU for each answer."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving.door", description="The speed of the door.")
    parser.add_argument("--before", default="HEAD~1", help="the commit to compare with; default: HEAD~1")
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=2, help="of each measurement")
    parser.add_argument("--turns", type=int, default=12, help="of each program")
    options = parser.parse_args()
    source, digits = written(N_DRAWINGS)
    print(f"{options.db}, {CONNECTIONS} connections, {source}; {options.turns} turns of {options.seconds:g} s")
    with checkout(options.before) as before:
        for what, path in PATHS.items():
            with started(options.db, before) as earlier, started(options.db, ROOT) as now:
                measured = in_turns([earlier, now], posts(digits, path), options.seconds, options.turns)
            print(f"{what}\n{report(*measured)}", flush=True)


def in_turns(programs: list[Program], requests: list[Post], seconds: float, turns: int) -> list[list[Measured]]:
    """Return for each program what its turns gave."""
    for program in programs:
        asyncio.run(send_on_many(program.port, requests, CONNECTIONS, seconds))  # a warm-up that is not counted
    found: list[list[Measured]] = [[] for _ in programs]
    for turn in range(turns):
        for this in range(len(programs))[:: -1 if turn % 2 else 1]:
            with ExitStack() as others:
                for other in programs:
                    if other is not programs[this]:
                        others.enter_context(stopped(other))
                found[this].append(measure(programs[this], requests, seconds))
    return found


def measure(program: Program, requests: list[Post], seconds: float) -> Measured:
    """Return the rate, and the milliseconds of the web processes' CPU for each answer."""
    (web,) = [child for child in children(program.pid) if "gunicorn" in command(child)]
    began, cpu_before = time.perf_counter(), cpu_s(web)
    answers = asyncio.run(send_on_many(program.port, requests, CONNECTIONS, seconds))
    cpu_ms = 1000 * (cpu_s(web) - cpu_before) / len(answers)
    return rate_of(answers, time.perf_counter() - began), cpu_ms


@contextmanager
def stopped(program: Program) -> Iterator[None]:
    """Stop all processes of a program, and continue them at the end."""
    pids = [program.pid, *descendants(program.pid)]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def report(before: list[Measured], now: list[Measured]) -> str:
    lines = []
    for name, turns in [("before:", before), ("now:", now)]:
        cpu_ms = fmean(cpu_ms for _, cpu_ms in turns)
        lines.append(f"    {name:8}{mean_rate([rate for rate, _ in turns])}; CPU of the web {cpu_ms:.2f} ms each")
    pairs = list(zip(before, now, strict=True))
    more = [late.per_s / early.per_s for (early, _), (late, _) in pairs]
    less = [early / late for (_, early), (_, late) in pairs]
    tail = median(rate.p99_ms / rate.median_ms for rate, _ in now)
    return "\n".join(
        [
            *lines,
            f"    {spread(more)} as many; {spread(less)} less CPU (medians and middle halves of {len(pairs)} pairs)",
            f"    99 % within {tail:.1f} medians",
        ]
    )


def spread(ratios: list[float]) -> str:
    low, middle, high = quantiles(ratios, n=4)
    return f"{middle:.2f} × ({low:.2f} to {high:.2f})"


def cpu_s(pid: int) -> float:
    """Return the seconds of CPU that a process and its children have taken, from Linux' /proc."""
    fields = Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(cpu_s, children(pid)))


def descendants(pid: int) -> list[int]:
    return [each for child in children(pid) for each in (child, *descendants(child))]


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
