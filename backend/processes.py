"""Keeps processes alive until a stop signal, and leaves none behind.

One thread, which sleeps until a signal arrives or a restart is due; nothing is kept on disk. On Linux the kernel
kills the children when the supervisor itself is killed.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
GRACE_S = 8  # a training run ends well within this; a worker that does not is killed, and its lease runs out
FIRST_DELAY_S, LONGEST_DELAY_S, SETTLED_S = 0.2, 5.0, 10.0
READY_POLL_S = 0.1

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

Wait = Callable[[float | None], set[int]]


@dataclass
class Child:
    """A process that is wanted alive; `delay_s` is how long to wait after its next death."""

    name: str
    command: Sequence[str]
    fds: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    delay_s: float = FIRST_DELAY_S

    def start_if_due(self) -> None:
        if self.process is None and time.monotonic() >= self.due:
            self.started = time.monotonic()
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self.command,
                pass_fds=self.fds,
                start_new_session=True,
                preexec_fn=die_with(os.getpid()),  # noqa: PLW1509 - there is one thread
            )

    def note_death(self) -> None:
        """If it has died, clear away what it left and set the time of its next start."""
        if self.process is None or self.process.poll() is None:
            return
        if time.monotonic() - self.started >= SETTLED_S:
            self.delay_s = FIRST_DELAY_S
        say(f"The {self.name} ended ({ending(self.process.returncode)}); starting it again in {self.delay_s:.1f} s.")
        self.kill_group()
        self.process, self.due = None, time.monotonic() + self.delay_s
        self.delay_s = min(2 * self.delay_s, LONGEST_DELAY_S)

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def terminate(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def kill_group(self) -> None:
        """Kill every process of its session: gunicorn's worker outlives a killed gunicorn for a second."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def supervise(children: Sequence[Child], *, is_ready: Callable[[], bool], when_ready: str) -> None:
    """Keep `children` alive until a stop signal; say `when_ready` once `is_ready` holds."""
    announced = False
    with signals() as wait:
        try:
            while True:
                for child in children:
                    child.note_death()
                    child.start_if_due()
                if not announced and is_ready():
                    say(when_ready)
                    announced = True
                if wait(next_start_s(children) if announced else READY_POLL_S) & STOP_SIGNALS:
                    break
            say("Stopping.")
        finally:
            stop(children, wait)


def next_start_s(children: Sequence[Child]) -> float | None:
    """Seconds until the next child is to be started; None while all live."""
    return min((child.due - time.monotonic() for child in children if child.process is None), default=None)


def stop(children: Sequence[Child], wait: Wait) -> None:
    """Ask every child to end, and kill what has not ended after GRACE_S, or at once at a second Ctrl-C."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + GRACE_S
    while any(child.is_alive() for child in children) and time.monotonic() < deadline:
        if signal.SIGINT in wait(deadline - time.monotonic()):
            break
    for child in children:
        child.kill_group()


@contextmanager
def signals() -> Iterator[Wait]:
    """A function that sleeps until signals arrive, at most so many seconds, and returns their numbers.

    Handlers are set explicitly: a shell starts background jobs of a script with SIGINT ignored. An ignored SIGHUP
    is somebody's nohup and stays ignored.
    """
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    for number in {signal.SIGCHLD, *STOP_SIGNALS}:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda *_: None)

    def wait(timeout_s: float | None) -> set[int]:
        ready, _, _ = select.select([reader], [], [], None if timeout_s is None else max(timeout_s, 0))
        return set(os.read(reader, 64)) if ready else set()

    yield wait


def die_with(parent: int) -> Callable[[], None]:
    """What a child calls before it becomes its program, so that the kernel kills it when `parent` dies (Linux)."""

    def ask_kernel() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:  # it died before the kernel was asked
                os._exit(1)

    return ask_kernel


def ending(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def say(text: str) -> None:
    with suppress(OSError):  # the terminal may be gone; one write, since the children write too
        print(f"{text}\n", end="", flush=True)  # noqa: T201 - this is its output
