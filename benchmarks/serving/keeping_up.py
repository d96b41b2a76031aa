"""`python -m benchmarks.serving.keeping_up`: measure how far behind learning is, at given rates and at the most.

The real program (web and worker, throttles off) is sent strokes of fifteen people: first at a given rate, each on a
connection that is free, then as fast as eight connections take. For each digit the tables say when it arrived and when
the version made of it was concluded, which serves it. `--db postgresql` has PostgreSQL, which waits for the disk, Redis
and two web processes. Run it on a machine that does nothing else.
"""

import argparse
import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

from benchmarks.serving.written import posts, written
from harness import servers
from harness.load import Answer, Post, send, send_on_many
from harness.program import Program, running_program

CONNECTIONS = 8
N_DRAWINGS = 2000
RATES = (10, 50, 200)
POLL_S = 0.02
LAGS = """
SELECT digit.created_at, version.finished_at, version.status FROM digits_digit AS digit
JOIN digits_modelstate AS version ON version.id = digit.model_state_id WHERE digit.id > {}
"""
OPEN = "SELECT count(*) FROM digits_modelstate WHERE status IN ('queued', 'training')"
VERSIONS = "SELECT count(*) FROM digits_modelstate"
NEWEST = "SELECT coalesce(max(id), 0) FROM digits_digit"

Connect = Callable[[], Any]  # a connection of sqlite3 or psycopg


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving.keeping_up", description="Lag of learning.")
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rates", type=float, nargs="*", default=RATES, help="digits a second; default: 10 50 200")
    parser.add_argument("--seconds", type=float, default=20, help="at each rate")
    parser.add_argument("--burst", type=float, default=120, help="seconds of posting as fast as the door takes")
    options = parser.parse_args()
    source, digits = written(N_DRAWINGS)
    print(f"{options.db}, {source}, {CONNECTIONS} connections", flush=True)
    requests = posts(digits, "/api/digits")
    with started(options.db) as (program, connect):
        asyncio.run(paced(program.port, requests[:20], 10))  # the first runs fill caches
        settled_s(connect)
        for rate in options.rates:
            measure(f"{rate:g} digits/s", program, connect, requests, rate=rate, seconds=options.seconds)
        if options.burst:
            measure("as fast as it takes", program, connect, requests, rate=None, seconds=options.burst)


def measure(
    name: str, program: Program, connect: Connect, requests: list[Post], *, rate: float | None, seconds: float
) -> None:
    """Post for some seconds, wait until all is learned, and print what the tables say."""
    before, n_before = asked(connect, NEWEST), asked(connect, VERSIONS)
    began = time.perf_counter()
    if rate is None:
        sending = send_on_many(program.port, requests, CONNECTIONS, seconds)
    else:
        sending = paced(program.port, [requests[n % len(requests)] for n in range(round(rate * seconds))], rate)
    answers = asyncio.run(sending)
    took_s = time.perf_counter() - began
    after_s = settled_s(connect)
    with closing(connect()) as connection:
        cursor = connection.cursor()
        cursor.execute(LAGS.format(before))
        rows = cursor.fetchall()
    lags_s = [(as_time(end) - as_time(start)).total_seconds() for start, end, _ in rows]
    n_served = sum(status == "promoted" for *_, status in rows)
    n_failed = sum(status != 201 for status, _ in answers)
    times_ms = [1000 * answer_s for _, answer_s in answers]
    n_versions = asked(connect, VERSIONS) - n_before
    print(f"{name}: {len(answers):,} answered in {took_s:.1f} s, {len(answers) / took_s:.0f}/s, {n_failed} failed")
    print(f"    an answer: median {np.median(times_ms):.0f} ms, 99 % within {np.percentile(times_ms, 99):.0f} ms")
    print(f"    a digit until its version is concluded: median {np.median(lags_s):.2f} s, {percentiles(lags_s)}")
    print(f"    all was learned {after_s:.2f} s after the last answer; {n_served / max(1, len(rows)):.0%} served")
    print(f"    {n_versions} versions, {60 * n_versions / (took_s + after_s):.0f} a minute", flush=True)


def percentiles(lags_s: list[float]) -> str:
    return f"95 % within {np.percentile(lags_s, 95):.2f} s, longest {max(lags_s):.2f} s"


async def paced(port: int, requests: list[Post], rate: float) -> list[Answer]:
    """Send each request when its time has come, on a connection that is free."""
    began = time.perf_counter()
    numbers = iter(range(len(requests)))

    async def one_connection() -> list[Answer]:
        answers: list[Answer] = []
        for number in numbers:
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            answers += await send(port, [requests[number]])
        return answers

    parts = await asyncio.gather(*(one_connection() for _ in range(2 * CONNECTIONS)))
    return [answer for part in parts for answer in part]


def settled_s(connect: Connect) -> float:
    """Wait until no version is queued or trained; return the seconds that it took."""
    began = time.perf_counter()
    with closing(connect()) as connection:
        cursor = connection.cursor()
        while True:
            cursor.execute(OPEN)
            if not cursor.fetchone()[0]:
                return time.perf_counter() - began
            connection.rollback()
            time.sleep(POLL_S)


def asked(connect: Connect, sql: str) -> int:
    with closing(connect()) as connection:
        cursor = connection.cursor()
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def as_time(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


@contextmanager
def started(database: str) -> Iterator[tuple[Program, Connect]]:
    if database == "sqlite":
        with running_program(DIGITS_CORPORA="") as program:
            yield program, lambda: sqlite3.connect(Path(program.folder, "db.sqlite3"), timeout=60)
        return
    with servers.pair() as (postgres, redis):
        settings = {"DATABASE_URL": postgres.url, "CELERY_BROKER_URL": redis.url, "DIGITS_WEB_PROCESSES": "2"}
        with running_program(DIGITS_CORPORA="", **settings) as program:
            yield program, lambda: psycopg.connect(postgres.url)


if __name__ == "__main__":
    main()
