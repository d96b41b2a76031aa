"""Many connections at once, each asking again as soon as it is answered: how many a second, and how long each took."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from uuid import uuid4

import numpy as np


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
    """The means of several, all failures counted."""
    return Rate(
        per_s=fmean(rate.per_s for rate in rates),
        median_ms=fmean(rate.median_ms for rate in rates),
        p99_ms=fmean(rate.p99_ms for rate in rates),
        n_failed=sum(rate.n_failed for rate in rates),
    )


@dataclass(frozen=True)
class Asked:
    """A request to send again and again; each gets a key of its own where it stores something."""

    path: str
    body: bytes
    stores: bool = False

    def as_bytes(self) -> bytes:
        key = f"Idempotency-Key: {uuid4()}\r\n" if self.stores else ""
        head = f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{key}"
        return f"{head}Content-Length: {len(self.body)}\r\n\r\n".encode() + self.body


def as_json(path: str, *, stores: bool = False, **fields: object) -> Asked:
    return Asked(path, json.dumps(fields).encode(), stores)


def measured(port: int, requests: Sequence[Asked], *, connections: int, seconds: float) -> Rate:
    """Ask for so many seconds, after a warm-up that is not counted."""
    asyncio.run(_all(port, requests, connections, min(1.0, seconds / 4)))
    started = time.perf_counter()
    times_s, n_failed = asyncio.run(_all(port, requests, connections, seconds))
    took_s = time.perf_counter() - started
    times_ms = 1000 * np.array(times_s)
    return Rate(len(times_s) / took_s, float(np.median(times_ms)), float(np.percentile(times_ms, 99)), n_failed)


async def _all(port: int, requests: Sequence[Asked], connections: int, seconds: float) -> tuple[list[float], int]:
    end = time.perf_counter() + seconds
    parts = await asyncio.gather(*(_one(port, requests, n, end) for n in range(connections)))
    return [time_s for times, _ in parts for time_s in times], sum(failed for _, failed in parts)


async def _one(port: int, requests: Sequence[Asked], at: int, end: float) -> tuple[list[float], int]:
    times: list[float] = []
    n_failed = 0
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < end:
        started = time.perf_counter()
        writer.write(requests[at % len(requests)].as_bytes())
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        await reader.readexactly(length)
        times.append(time.perf_counter() - started)
        n_failed += not head.startswith(b"HTTP/1.1 2")
        at += 1
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()
    return times, n_failed
