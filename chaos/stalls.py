"""`python -m chaos.stalls`: freeze the servers, take all connections, end the web processes with requests in flight.

The real program runs on PostgreSQL and Redis, with two web processes. During each fault twenty visitors go on sending,
each digit with a key, again and again until it is acknowledged. It prints what they were answered and how long that
took, and exits with 1 where a promise was broken: a digit that was acknowledged and is not there once, an answer other
than 2xx and 503, or a health check that takes over 20 s.
"""

import argparse
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg

from harness.cluster import Cluster, await_ready, cluster
from harness.load import Post, as_json, sample_digits

N_VISITORS = 20  # more than the sixteen threads of two web processes: if fewer, some thread is always free
PATIENCE_S = 60.0  # of a visitor for one answer; if shorter, an answer that is late counts as none
PAUSE_S = 0.2  # of a visitor between two requests: people are slower
BEFORE_S = AFTER_S = 3.0
LIVE_S = 20.0  # the longest that a health check may take: a query is given up after 15 s
GOOD = (200, 201)
REFUSED = -1


@dataclass
class Answers:
    """The answers to visitors: the path, the status, and the seconds of each.

    The status is REFUSED where nobody took the connection, and 0 where somebody did and no answer came.
    """

    given: list[tuple[str, int, float]] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)

    def of(self, path: str) -> str:
        found = [(status, took_s) for at, status, took_s in self.given if at == path]
        if not found:
            return "none"
        statuses = dict(sorted(Counter(status for status, _ in found).items()))
        return f"{statuses}, longest {max(took_s for _, took_s in found):.2f} s"


class Visitors:
    """Twenty visitors: each adds a digit, has one read, and asks whether the program lives, again and again."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._is_over = threading.Event()
        self._bodies = sample_digits(200, seed=5)
        self._numbers = count()
        self.answers = Answers()

    @contextmanager
    def sending(self) -> Iterator[None]:
        threads = [threading.Thread(target=self._visit) for _ in range(N_VISITORS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._is_over.set()
            for thread in threads:
                thread.join()

    def _visit(self) -> None:
        while not self._is_over.is_set():
            body = self._bodies[next(self._numbers) % len(self._bodies)]
            self._send(as_json("/api/predictions", pixels=body["pixels"]))
            self._send(Post("/livez", b""))
            key, digit = str(uuid4()), as_json("/api/digits", **body)
            while self._send(digit, key) not in GOOD and not self._is_over.wait(PAUSE_S):
                pass
            self._is_over.wait(PAUSE_S)

    def _send(self, post: Post, key: str = "") -> int:
        began, status = time.monotonic(), REFUSED
        headers = {"Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        try:
            connection.connect()
            status = 0
            connection.request("POST" if post.body else "GET", post.path, post.body or None, headers)
            response = connection.getresponse()
            response.read()
            status = response.status
        except (OSError, HTTPException):
            pass
        connection.close()
        self.answers.given.append((post.path, status, time.monotonic() - began))
        if key and status in GOOD:
            self.answers.acknowledged.add(key)
        return status


def frozen_redis(running: Cluster) -> None:
    assert running.redis
    running.redis.freeze()
    time.sleep(6)
    running.redis.thaw()


def frozen_postgres(running: Cluster) -> None:
    assert running.postgres
    running.postgres.freeze()
    time.sleep(25)
    running.postgres.thaw()


def no_connection_left(running: Cluster) -> None:
    assert running.postgres
    with ExitStack() as taken:
        with suppress(psycopg.OperationalError):
            while True:
                taken.enter_context(psycopg.connect(running.postgres.url))
        time.sleep(6)


def asked_to_end(running: Cluster) -> None:
    """Ask the web processes to end, twice; they are started again each time."""
    for _ in range(2):
        running.web.send(signal.SIGTERM)
        time.sleep(8)


FAULTS: dict[str, tuple[Callable[[Cluster], None], bool]] = {
    "redis: frozen for 6 s": (frozen_redis, True),
    "postgresql: frozen for 25 s": (frozen_postgres, True),
    "connections: all of PostgreSQL taken for 6 s": (no_connection_left, True),
    "sigterm: to the web processes, twice": (asked_to_end, False),
}
"""Each fault, and whether every request must be answered: a program that ends is not there for a moment."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m chaos.stalls", description="Servers that say nothing.")
    names = [name.partition(":")[0] for name in FAULTS]
    parser.add_argument("--faults", nargs="*", choices=names, default=names)
    options = parser.parse_args()
    breaches: list[str] = []
    with tempfile.TemporaryDirectory(prefix="ductus-stalls-") as folder, cluster("postgresql", Path(folder)) as running:
        await_ready(running)
        for name, (cause, answers_all) in FAULTS.items():
            if name.partition(":")[0] not in options.faults:
                continue
            visitors = Visitors(running.port)
            with visitors.sending():
                time.sleep(BEFORE_S)
                cause(running)
                time.sleep(AFTER_S)
            print(f"{name}:")
            for path in ("/livez", "/api/predictions", "/api/digits"):
                print(f"    {path}: {visitors.answers.of(path)}", flush=True)
            found = [*broken(running, visitors.answers, answers_all=answers_all)]
            print(f"    {len(visitors.answers.acknowledged)} acknowledged, {found or 'all stored once'}", flush=True)
            breaches += found
    return int(bool(breaches))


def broken(running: Cluster, answers: Answers, *, answers_all: bool) -> Iterator[str]:
    assert running.postgres
    allowed = {*GOOD, 503} | (set() if answers_all else {REFUSED})
    if strange := {status for _, status, _ in answers.given} - allowed:
        yield f"answered with {sorted(strange)}"
    if answers_all and (late := [took_s for path, _, took_s in answers.given if path == "/livez" and took_s > LIVE_S]):
        yield f"{len(late)} health checks took longer than {LIVE_S:g} s"
    with psycopg.connect(running.postgres.url) as connection:
        rows = connection.execute("SELECT idempotency_key::text FROM digits_digit").fetchall()
    if missing := answers.acknowledged - {key for (key,) in rows}:
        yield f"{len(missing)} acknowledged digits are not there"


if __name__ == "__main__":
    sys.exit(main())
