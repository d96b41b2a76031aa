"""`python -m chaos.writers --db sqlite|postgresql`: twenty clients add 20,000 digits at once, while workers train.

Nothing is shortened: the workers train what falls due at their own pace, and what is still queued at the end is left.
Every answer must be a 201, no process may have met a locked database, and all invariants must hold at the end.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.load import Asked, as_json
from chaos.__main__ import await_ready
from chaos.cluster import cluster
from nn.data.pseudo_digits import load_generator

N_DRAWINGS = 500


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--posts", type=int, default=20_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ductus-writers-") as folder, cluster(asked.db, Path(folder)) as running:
        await_ready(running)
        started = time.monotonic()
        statuses, times_s = asyncio.run(write(running.port, asked.writers, asked.posts))
        took_s = time.monotonic() - started
        n_locked = locked(running.folder)
        verified = running.manage("manage.py", "verify")
        concluded = (verified.stdout or verified.stderr).strip().splitlines()[-1]
    print(
        f"{asked.db}: {asked.writers} writers, {asked.posts:,} posts in {took_s:.0f} s, load {os.getloadavg()[0]:.1f}"
    )
    print(f"    answered: {dict(sorted(statuses.items()))}; {asked.posts / took_s:.0f} posts/s")
    print(f"    median {1000 * np.median(times_s):.0f} ms, 99 % within {1000 * np.percentile(times_s, 99):.0f} ms")
    print(f"    a locked database was met {n_locked} times; {concluded}")
    return int(set(statuses) != {201} or n_locked > 0 or verified.returncode > 0)


async def write(port: int, n_writers: int, n_posts: int) -> tuple[Counter[int], list[float]]:
    """All posts, each asked by whichever writer is free: the statuses (0 for no answer), and seconds to each."""
    X, labels = load_generator().sample(N_DRAWINGS, np.random.default_rng(0))
    pixels = np.rint(X * 255).astype(int)
    given = [
        as_json("/api/digits", stores=True, pixels=drawing.tolist(), label=int(label))
        for drawing, label in zip(pixels, labels, strict=True)
    ]
    posts = (given[n % N_DRAWINGS] for n in range(n_posts))
    statuses: Counter[int] = Counter()
    times_s: list[float] = []
    await asyncio.gather(*(_writer(port, posts, statuses, times_s) for _ in range(n_writers)))
    return statuses, times_s


async def _writer(port: int, posts: Iterator[Asked], statuses: Counter[int], times_s: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for post in posts:
        started = time.perf_counter()
        try:
            writer.write(post.as_bytes())
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
            await reader.readexactly(length)
        except (OSError, EOFError):
            head = b"HTTP/1.1 0 \r\nconnection: close"
        statuses[int(head.split(b" ", 2)[1])] += 1
        times_s.append(time.perf_counter() - started)
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


def locked(folder: Path) -> int:
    """How many lines of the logs tell of a database that was locked or away, whoever met it."""
    lines = [line for log in ("web.log", "worker.log") for line in (folder / log).read_text().splitlines()]
    events = (json.loads(line).get("event") if line.startswith("{") else "" for line in lines)
    return sum(
        event in ("database_away", "sweep_failed") or "database is locked" in line
        for event, line in zip(events, lines, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
