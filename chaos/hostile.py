"""`python -m chaos.hostile`: send the corpus of hostile requests to the real program, and print its cost.

No answer may be a 5xx (but 501 for an unknown transfer coding, as HTTP demands). None may cost the web process more
than 8 MB of growth or 50 ms of CPU (150 ms where a number is read, or steps are shown or taken in a copy). The program
must still answer afterwards.
"""

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from chaos.corpus import MANY_CPU_MS, MAX_CPU_MS, PIXELS, Hostile, corpus
from harness.memory import children, command
from harness.program import Program, running_program

MAX_GROWTH_MB = 8.0
REFUSED_CODING = 501  # RFC 9112, section 6.1: a transfer coding that the server does not understand
N_COSTLIEST = 8
N_TRIES = 3  # of a request that is only slow; if more, the least of more times counts
HANG_S = 600
"""Seconds after which a request counts as closed without an answer. If larger, one that hangs is noticed later."""


@dataclass(frozen=True)
class Outcome:
    name: str
    status: int  # 0: the connection was closed without an answer
    cpu_ms: float
    growth_mb: float
    max_cpu_ms: float = MAX_CPU_MS

    @property
    def faults(self) -> Iterator[str]:
        if self.status >= 500 and self.status != REFUSED_CODING:
            yield f"answered with {self.status}"
        if self.cpu_ms > self.max_cpu_ms:
            yield f"{self.cpu_ms:.0f} ms of CPU"
        if self.growth_mb > MAX_GROWTH_MB:
            yield f"{self.growth_mb:.1f} MB of growth"

    @property
    def is_only_slow(self) -> bool:
        return self.cpu_ms > self.max_cpu_ms and not list(replace(self, cpu_ms=0.0).faults)


def main() -> int:
    with running_program(DIGITS_CORPORA="") as program:  # reading them takes a minute, and no answer needs them
        web = web_process(program)
        for _ in range(20):  # imports, caches and connections of every thread
            program.call("POST", "/api/predictions", {"pixels": PIXELS})
        outcomes = [measured(partial(sent, program, web, hostile)) for hostile in corpus()]
        program.connection.close()  # the server has closed what was idle meanwhile; the next call opens another
        program.call("POST", "/api/predictions", {"pixels": PIXELS})
    print_outcomes(outcomes)
    return int(any(list(outcome.faults) for outcome in outcomes))


def measured(send_once: Callable[[], Outcome]) -> Outcome:
    """Send a request, and again where it is only slow, since other programs run on this machine, too.

    The least time counts, but the largest growth; a 5xx ends it, so that the last status is the worst.
    """
    outcomes = [send_once()]
    while outcomes[-1].is_only_slow and len(outcomes) < N_TRIES:
        outcomes.append(send_once())
    least_ms, most_mb = min(one.cpu_ms for one in outcomes), max(one.growth_mb for one in outcomes)
    return replace(outcomes[-1], cpu_ms=least_ms, growth_mb=most_mb)


def sent(program: Program, web: int, hostile: Hostile) -> Outcome:
    """Send the request once; return what it was answered and what it cost."""
    before_ms, before_mb = cpu_ms(web), resident_mb(web)
    forget_peak(web)
    status = send(program, hostile.raw)
    return Outcome(hostile.name, status, cpu_ms(web) - before_ms, peak_mb(web) - before_mb, hostile.max_cpu_ms)


def send(program: Program, raw: bytes) -> int:
    """Return the status of the answer; 0 where the connection is closed without an answer."""
    with socket.create_connection((program.connection.host, program.connection.port), timeout=HANG_S) as connection:
        with suppress(OSError):  # the server may close before all is sent
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        with suppress(OSError):
            while part := connection.recv(65536):
                answer += part
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def print_outcomes(outcomes: list[Outcome]) -> None:
    statuses = sorted({outcome.status for outcome in outcomes})
    print(f"{len(outcomes)} hostile requests")
    for status in statuses:
        print(f"    answered {status}: {sum(outcome.status == status for outcome in outcomes)}")
    print(f"the costliest; at most {MAX_CPU_MS} ms, or {MANY_CPU_MS}, and {MAX_GROWTH_MB:.0f} MB are allowed")
    for outcome in sorted(outcomes, key=lambda outcome: -outcome.cpu_ms)[:N_COSTLIEST]:
        print(f"    {outcome.cpu_ms:5.1f} ms  {outcome.growth_mb:5.1f} MB  {outcome.status}  {outcome.name}")
    print(f"the largest growth: {max(outcome.growth_mb for outcome in outcomes):.1f} MB")
    for outcome in outcomes:
        for fault in outcome.faults:
            print(f"fault: {outcome.name}: {fault}")
    print(f"{sum(bool(list(outcome.faults)) for outcome in outcomes)} faults")


def web_process(program: Program) -> int:
    """Return the process that answers, which is gunicorn's worker."""
    (gunicorn,) = [child for child in children(program.pid) if "gunicorn" in command(child)]
    (worker,) = children(gunicorn)
    return worker


def cpu_ms(pid: int) -> float:
    """Return the CPU time of all threads so far, from a nanosecond counter: clock ticks are too coarse."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6


def resident_mb(pid: int) -> float:
    return _status_kb(pid, "VmRSS") * 1024 / 1e6


def peak_mb(pid: int) -> float:
    return _status_kb(pid, "VmHWM") * 1024 / 1e6


def forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _status_kb(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    sys.exit(main())
