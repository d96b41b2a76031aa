"""`python -m benchmarks.serving.crowd`: measure what many connections do to one visitor, and a class at one address.

First 500 connections lie idle and 200 send a request byte by byte, while one visitor asks for guesses. Then thirty
pupils behind one address each draw a digit every six seconds, with eight guesses a second while the pen moves, under
the limits that are the default. `--proxy` has nginx in front, as docker-compose.yml has it.
"""

import argparse
import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from uuid import UUID

import numpy as np

from benchmarks.serving.written import Written, posts, written
from harness.load import Answer, Post, send
from harness.nginx import nginx
from harness.program import running_program

N_IDLE, N_SLOW, N_PUPILS = 500, 200, 30
EVERY_S = 6.0  # a pupil draws a digit
GUESSES = 8  # for each digit, in the second that the pen moves
GUESS_EVERY_S = 0.125
AGAIN_S = 0.05  # until whoever was sent away comes back; if larger, fewer connections are held
SLOW = b"POST /api/predictions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\nX-Slow: "


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving.crowd", description="Many connections.")
    parser.add_argument("--proxy", action="store_true", help="with nginx in front, which must be installed")
    parser.add_argument("--seconds", type=float, default=30, help="of idle and slow connections")
    parser.add_argument("--minutes", type=float, default=5, help="of the class")
    options = parser.parse_args()
    source, digits = written(600)
    print(f"{source}; {'nginx in front' if options.proxy else 'no proxy'}", flush=True)
    limits = {"DIGITS_THROTTLE_PREDICTIONS": "1200/min", "DIGITS_THROTTLE_DIGITS": "120/min"}  # the defaults
    proxies = {"DIGITS_N_PROXIES": "1"} if options.proxy else {}
    with (
        running_program(DIGITS_CORPORA="", **limits, **proxies) as program,
        nginx(program.port) if options.proxy else nullcontext(program.port) as port,
    ):
        print_answers("one visitor, alone", asyncio.run(visitor(port, digits, 5)))
        beside, held = asyncio.run(crowded(port, digits, options.seconds))
        print_answers(f"beside {held}", beside)
        print_answers("after they left", asyncio.run(visitor(port, digits, 5)))
        guesses, stored = asyncio.run(school(port, digits, 60 * options.minutes))
        print_answers(f"a class of {N_PUPILS}, {options.minutes:g} minutes: guesses", guesses)
        print_answers(f"a class of {N_PUPILS}: digits", stored)


def print_answers(name: str, answers: list[Answer]) -> None:
    times_ms = [1000 * answer_s for _, answer_s in answers]
    p50, p95 = np.percentile(times_ms, (50, 95))
    statuses = dict(sorted(Counter(status for status, _ in answers).items()))
    print(f"{name}: {statuses}", end="; ")
    print(f"median {p50:.0f} ms, 95 % within {p95:.0f} ms, longest {max(times_ms):.0f} ms", flush=True)


async def visitor(port: int, digits: list[Written], seconds: float) -> list[Answer]:
    """Ask for at most ten guesses a second, each on a new connection, as visitors do who have just come."""
    answers: list[Answer] = []
    requests = posts(digits, "/api/predictions")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        answers += await send(port, [requests[len(answers) % len(requests)]])
        await asyncio.sleep(0.1)
    return answers


@dataclass
class Held:
    """The numbers of connections that are open, now and whenever it was looked."""

    open_now: Counter[str] = field(default_factory=Counter)
    n_open: dict[str, list[int]] = field(default_factory=lambda: {"idle": [], "slow": []})

    def look(self) -> None:
        for kind, numbers in self.n_open.items():
            numbers.append(self.open_now[kind])

    def __str__(self) -> str:
        return " and ".join(
            f"{statistics.median_low(numbers)} {kind} (fewest {min(numbers)})" for kind, numbers in self.n_open.items()
        )

    @contextmanager
    def one_open(self, kind: str) -> Iterator[None]:
        self.open_now[kind] += 1
        try:
            yield
        finally:
            self.open_now[kind] -= 1


async def crowded(port: int, digits: list[Written], seconds: float) -> tuple[list[Answer], Held]:
    """Ask as one visitor while others hold connections; return the answers, and how many were held."""
    held = Held()
    others = [asyncio.create_task(hold(port, held, "idle")) for _ in range(N_IDLE)]
    others += [asyncio.create_task(hold(port, held, "slow")) for _ in range(N_SLOW)]
    await asyncio.sleep(3)
    others.append(asyncio.create_task(look_on(held)))
    answers = await visitor(port, digits, seconds)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    return answers, held


async def look_on(held: Held) -> None:
    while True:
        held.look()
        await asyncio.sleep(0.1)


async def hold(port: int, held: Held, kind: str) -> None:
    """Hold a connection, idle or slow; whoever is sent away or refused comes back."""
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            with held.one_open(kind), closing(writer):
                await (reader.read() if kind == "idle" else write_slowly(reader, writer))
        await asyncio.sleep(AGAIN_S)


async def write_slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send a request byte by byte until the server closes the connection."""
    writer.write(SLOW)
    while True:
        await writer.drain()
        with suppress(TimeoutError):
            await asyncio.wait_for(reader.read(), 1)
            return
        writer.write(b"a")


async def school(port: int, digits: list[Written], seconds: float) -> tuple[list[Answer], list[Answer]]:
    """Have pupils draw for some seconds; return the answers to guesses and to digits."""
    guesses: list[Answer] = []
    stored: list[Answer] = []
    to_guess, to_store = posts(digits, "/api/predictions"), posts(digits, "/api/digits")
    began = time.perf_counter()

    async def pupil(number: int) -> None:
        cookie = f"contributor={UUID(int=1000 + number)}"
        due = began + EVERY_S * number / N_PUPILS
        at = number
        while due < began + seconds:
            for step in range(GUESSES):
                await asyncio.sleep(max(0.0, due + step * GUESS_EVERY_S - time.perf_counter()))
                guesses.extend(await send(port, [_of(to_guess[at % len(to_guess)], cookie)]))
            stored.extend(await send(port, [_of(to_store[at % len(to_store)], cookie)]))
            at += N_PUPILS
            due += EVERY_S

    await asyncio.gather(*map(pupil, range(N_PUPILS)))
    return guesses, stored


def _of(post: Post, cookie: str) -> Post:
    return replace(post, cookie=cookie)


if __name__ == "__main__":
    main()
