"""Load: many connections at once, each of which sends its next request as soon as it is answered."""

import asyncio
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from statistics import fmean
from typing import Any
from uuid import uuid4

import numpy as np

from nn.data.pseudo_digits import load_generator

Answer = tuple[int, float]
"""The status, which is 0 where no answer came, and the seconds until then."""


@dataclass(frozen=True)
class Rate:
    per_s: float
    median_ms: float
    p99_ms: float
    n_failed: int

    def __str__(self) -> str:
        failed = f", {self.n_failed} FAILED" if self.n_failed else ""
        return f"{self.per_s:6.0f}/s, median {self.median_ms:6.1f} ms, 99 % within {self.p99_ms:6.1f} ms{failed}"


def mean_rate(rates: Sequence[Rate]) -> Rate:
    """Return the means of several measurements, and the sum of their failures."""
    return Rate(
        per_s=fmean(rate.per_s for rate in rates),
        median_ms=fmean(rate.median_ms for rate in rates),
        p99_ms=fmean(rate.p99_ms for rate in rates),
        n_failed=sum(rate.n_failed for rate in rates),
    )


@dataclass(frozen=True)
class Post:
    """A request to send again and again; where it stores something, each is sent with a new idempotency key."""

    path: str
    body: bytes
    stores: bool = False
    cookie: str = ""

    def as_bytes(self) -> bytes:
        key = f"Idempotency-Key: {uuid4()}\r\n" if self.stores else ""
        key += f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        head = f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{key}"
        return f"{head}Content-Length: {len(self.body)}\r\n\r\n".encode() + self.body


def as_json(path: str, *, stores: bool = False, cookie: str = "", **fields: object) -> Post:
    return Post(path, json.dumps(fields).encode(), stores, cookie)


def sample_digits(n: int, seed: int) -> list[dict[str, Any]]:
    """Return `n` pseudo-digits as the bodies that add them."""
    X, labels = load_generator().sample(n, np.random.default_rng(seed))
    pixels = np.rint(X * 255).astype(int).tolist()
    return [{"pixels": drawing, "label": label} for drawing, label in zip(pixels, labels.tolist(), strict=True)]


def measured(port: int, posts: Sequence[Post], *, connections: int, seconds: float) -> Rate:
    """Send posts for `seconds`, after a warm-up that is not counted."""
    asyncio.run(send_on_many(port, posts, connections, min(1.0, seconds / 4)))
    started = time.perf_counter()
    answers = asyncio.run(send_on_many(port, posts, connections, seconds))
    return rate_of(answers, time.perf_counter() - started)


def rate_of(answers: Sequence[Answer], took_s: float) -> Rate:
    times_ms = [1000 * time_s for _, time_s in answers]
    n_failed = sum(not 200 <= status < 300 for status, _ in answers)
    return Rate(len(answers) / took_s, float(np.median(times_ms)), float(np.percentile(times_ms, 99)), n_failed)


async def send_on_many(port: int, posts: Sequence[Post], connections: int, seconds: float) -> list[Answer]:
    """Send posts on some connections for some seconds, on each the next as soon as the last is answered."""
    end = time.perf_counter() + seconds

    def until_the_end(first: int) -> Iterator[Post]:
        for at in count(first):
            if time.perf_counter() >= end:
                return
            yield posts[at % len(posts)]

    parts = await asyncio.gather(*(send(port, until_the_end(first)) for first in range(connections)))
    return [answer for part in parts for answer in part]


async def send(port: int, posts: Iterable[Post]) -> list[Answer]:
    """Send posts one after another on one connection, which is opened again where the server closes it."""
    answers: list[Answer] = []
    connected: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    for post in posts:
        started = time.perf_counter()  # before connecting: whoever comes waits for that, too
        try:
            reader, writer = connected = connected or await asyncio.open_connection("127.0.0.1", port)
            writer.write(post.as_bytes())
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
            await reader.readexactly(length)
        except (OSError, EOFError):
            head = b"HTTP/1.1 0 \r\nconnection: close"
        answers.append((int(head.split(b" ", 2)[1]), time.perf_counter() - started))
        if connected and b"connection: close" in head.lower():
            connected[1].close()
            connected = None
    if connected:
        connected[1].close()
    return answers
