"""`python -m chaos.stalls`: freeze the servers, take all connections, end the web processes with requests in flight.

The real program runs on PostgreSQL and Redis, with two web processes. During each fault twenty visitors go on sending,
each digit with a key, again and again until it is acknowledged. It prints what they were answered and how long that
took, and exits with 1 where a promise was broken: a digit that was acknowledged and is not there once, an answer other
than 2xx and 503, no 2xx before a fault or after it, or a health check that takes over 20 s. Where digits cannot be
stored meanwhile, some must have been refused with 503 and stored later.
"""

import argparse
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from math import inf
from pathlib import Path
from typing import NamedTuple
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
PATHS = ("/livez", "/api/predictions", "/api/digits")


class Answer(NamedTuple):
    """An answer: when it was asked for and when it came, on the monotonic clock, and the digit's key if it had one."""

    path: str
    status: int  # REFUSED where nobody took the connection, 0 where somebody did and no answer came
    asked_s: float
    came_s: float
    key: str = ""

    @property
    def took_s(self) -> float:
        return self.came_s - self.asked_s


@dataclass
class Answers:
    """The answers to visitors."""

    given: list[Answer] = field(default_factory=list)

    def of(self, path: str) -> str:
        found = [answer for answer in list(self.given) if answer.path == path]
        if not found:
            return "none"
        statuses = dict(sorted(Counter(answer.status for answer in found).items()))
        return f"{statuses}, longest {max(answer.took_s for answer in found):.2f} s"

    def keys(self, *statuses: int) -> set[str]:
        """Return the keys of the digits that were answered with one of these statuses."""
        return {answer.key for answer in list(self.given) if answer.key and answer.status in statuses}

    def without_good(self, *, after_s: float, until_s: float = inf) -> list[str]:
        """Return the paths that got no 2xx to a request of this time."""
        asked = [answer for answer in list(self.given) if answer.asked_s >= after_s and answer.came_s <= until_s]
        return sorted(set(PATHS) - {answer.path for answer in asked if answer.status in GOOD})

    def await_good(self, after_s: float) -> None:
        """Wait until each path got a 2xx to a request of after this time, but no longer than PATIENCE_S."""
        while self.without_good(after_s=after_s) and time.monotonic() < after_s + PATIENCE_S:
            time.sleep(0.1)


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
        self.answers.given.append(Answer(post.path, status, began, time.monotonic(), key))
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


TAKER = "chaos.stalls"  # tells our connections from the program's
END_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND application_name <> %s"""


def no_connection_left(running: Cluster) -> None:
    """Take the connections that the program has, too: it keeps them for a minute, and could go on with them."""
    assert running.postgres
    url, end_s = running.postgres.url, time.monotonic() + 6
    with ExitStack() as taken:
        first = taken.enter_context(psycopg.connect(url, autocommit=True, application_name=TAKER))
        while time.monotonic() < end_s:  # the program may be faster than we are, and take one again
            with suppress(psycopg.OperationalError):
                while True:
                    taken.enter_context(psycopg.connect(url, application_name=TAKER))
            first.execute(END_OTHERS, [TAKER])
            time.sleep(0.1)


def asked_to_end(running: Cluster) -> None:
    """Ask the web processes to end, twice; they are started again each time."""
    for _ in range(2):
        running.web.send(signal.SIGTERM)
        time.sleep(8)


class Fault(NamedTuple):
    cause: Callable[[Cluster], None]
    answers_all: bool = True  # whether every request must be answered: a program that ends is not there for a moment
    refuses: bool = False  # whether digits cannot be stored meanwhile: a fault that refuses none was none


FAULTS = {
    "redis: frozen for 6 s": Fault(frozen_redis),
    "postgresql: frozen for 25 s": Fault(frozen_postgres, refuses=True),
    "connections: all of PostgreSQL taken for 6 s": Fault(no_connection_left, refuses=True),
    "sigterm: to the web processes, twice": Fault(asked_to_end, answers_all=False),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m chaos.stalls", description="Servers that say nothing.")
    names = [name.partition(":")[0] for name in FAULTS]
    parser.add_argument("--faults", nargs="*", choices=names, default=names)
    options = parser.parse_args()
    breaches: list[str] = []
    with tempfile.TemporaryDirectory(prefix="ductus-stalls-") as folder, cluster("postgresql", Path(folder)) as running:
        await_ready(running)
        for name, fault in FAULTS.items():
            if name.partition(":")[0] not in options.faults:
                continue
            visitors = Visitors(running.port)
            answers = visitors.answers
            with visitors.sending():
                answers.await_good(time.monotonic())
                time.sleep(BEFORE_S)
                began_s = time.monotonic()
                fault.cause(running)
                ended_s = time.monotonic()
                time.sleep(AFTER_S)
                answers.await_good(ended_s)
            print(f"{name}:")
            for path in PATHS:
                print(f"    {path}: {answers.of(path)}", flush=True)
            found = [*broken(fault, answers, began_s, ended_s, stored_keys(running))]
            print(f"    {len(answers.keys(*GOOD))} acknowledged, {found or 'all stored once'}", flush=True)
            breaches += found
    return int(bool(breaches))


def broken(fault: Fault, answers: Answers, began_s: float, ended_s: float, stored: Collection[str]) -> Iterator[str]:
    """Yield what was promised and not kept, from when the fault began until it ended, with the stored digits' keys."""
    allowed = {*GOOD, 503} | (set() if fault.answers_all else {REFUSED})
    if strange := {answer.status for answer in answers.given} - allowed:
        yield f"answered with {sorted(strange)}"
    if silent := answers.without_good(after_s=-inf, until_s=began_s):
        yield f"no 2xx before the fault from {silent}"
    if silent := answers.without_good(after_s=ended_s):
        yield f"no 2xx after the fault from {silent}"
    acknowledged = answers.keys(*GOOD)
    if fault.refuses and not acknowledged & answers.keys(503):
        yield "no digit was refused with 503 and stored later"
    late = [answer for answer in answers.given if answer.path == "/livez" and answer.took_s > LIVE_S]
    if fault.answers_all and late:
        yield f"{len(late)} health checks took longer than {LIVE_S:g} s"
    if missing := acknowledged - set(stored):
        yield f"{len(missing)} acknowledged digits are not there"


def stored_keys(running: Cluster) -> list[str]:
    """Return the keys of the stored digits, which the database holds to be unique."""
    assert running.postgres
    with psycopg.connect(running.postgres.url) as connection:
        return [key for (key,) in connection.execute("SELECT idempotency_key::text FROM digits_digit")]


if __name__ == "__main__":
    sys.exit(main())
