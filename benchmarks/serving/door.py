"""`python -m benchmarks.serving.door`: digits and predictions a second, as a multiple of an earlier commit's.

Both programs are started in turns, earlier and now, since the speed of a machine varies: each turn starts the real
program (web and worker, throttles off) with an empty table, and sends strokes of fifteen people over eight connections.
`--db postgresql` has PostgreSQL, which waits for the disk, Redis and two web processes. Run it on a machine that does
nothing else.
"""

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.serving.written import posts, written
from harness import servers
from harness.load import Rate, mean_rate, measured
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
    rates: dict[tuple[str, str], list[Rate]] = {}
    with checkout(options.before) as before:
        for turn in range(options.turns):
            for name, root in [("before", before), ("now", ROOT)][:: -1 if turn % 2 else 1]:
                with started(options.db, root) as program:
                    for what, path in PATHS.items():
                        rate = measured(
                            program.port, posts(digits, path), connections=CONNECTIONS, seconds=options.seconds
                        )
                        rates.setdefault((what, name), []).append(rate)
    for what in PATHS:
        before_, now = mean_rate(rates[what, "before"]), mean_rate(rates[what, "now"])
        print(f"{what}\n    before: {before_}\n    now:    {now}")
        print(f"    {now.per_s / before_.per_s:.2f} × as many; 99 % within {now.p99_ms / now.median_ms:.1f} medians")


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
        with running_program(root=root, DIGITS_CORPORA="") as program:
            yield program
        return
    with servers.pair() as (postgres, redis):
        settings = {"DATABASE_URL": postgres.url, "CELERY_BROKER_URL": redis.url, "DIGITS_WEB_PROCESSES": "2"}
        with running_program(root=root, DIGITS_CORPORA="", **settings) as program:
            yield program


if __name__ == "__main__":
    main()
