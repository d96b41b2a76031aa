"""`python -m chaos.writers --db sqlite|postgresql`: let twenty clients add 20,000 digits, while workers train.

The workers train at their own pace, and may have tens left at the end. Every answer must be a 201, no process may have
met a locked database, and all invariants must hold at the end.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

from harness.cluster import await_ready, cluster
from harness.load import Answer, as_json, sample_digits, send

N_DRAWINGS = 500


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m chaos.writers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--posts", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ductus-writers-") as folder, cluster(options.db, Path(folder)) as running:
        await_ready(running)
        started = time.monotonic()
        answers = asyncio.run(write(running.port, options.writers, options.posts))
        took_s = time.monotonic() - started
        n_locked = locked(running.folder)
        verified = running.manage("manage.py", "verify")
        concluded = (verified.stdout or verified.stderr).strip().splitlines()[-1]
    statuses, times_s = Counter(status for status, _ in answers), [time_s for _, time_s in answers]
    load = os.getloadavg()[0]
    print(f"{options.db}: {options.writers} writers, {options.posts:,} posts in {took_s:.0f} s, load {load:.1f}")
    print(f"    answered: {dict(sorted(statuses.items()))}; {options.posts / took_s:.0f} posts/s")
    print(f"    median {1000 * np.median(times_s):.0f} ms, 99 % within {1000 * np.percentile(times_s, 99):.0f} ms")
    print(f"    a locked database was met {n_locked} times; {concluded}")
    return int(set(statuses) != {201} or n_locked > 0 or verified.returncode > 0)


async def write(port: int, n_writers: int, n_posts: int) -> list[Answer]:
    """Send all posts; each is sent by the first writer that is free."""
    drawings = [as_json("/api/digits", stores=True, **digit) for digit in sample_digits(N_DRAWINGS, 0)]
    posts = (drawings[n % N_DRAWINGS] for n in range(n_posts))
    parts = await asyncio.gather(*(send(port, posts) for _ in range(n_writers)))
    return [answer for part in parts for answer in part]


def locked(folder: Path) -> int:
    """Count the lines of the logs that tell of a database that was locked or away."""
    lines = [line for log in ("web.log", "worker.log") for line in (folder / log).read_text().splitlines()]
    events = (json.loads(line).get("event") if line.startswith("{") else "" for line in lines)
    return sum(
        event in ("database_away", "sweep_failed") or "database is locked" in line
        for event, line in zip(events, lines, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
