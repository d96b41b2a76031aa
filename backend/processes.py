"""Processes that are kept alive, or ended together with everything that they started.

`serve`, the set-up, the test harness and the image all start their processes here. The set-up runs before anything is
installed, so this module needs the standard library alone. On Linux the kernel kills a process when its parent dies;
`system` says what other systems do.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TypeVar

from backend import system
from backend.system import STOP_SIGNALS, Wait

GRACE_S = 8.0
"""Seconds after which a process that was asked to end is killed. A training run ends well within this."""
FIRST_DELAY_S, LONGEST_DELAY_S = 0.2, 5.0
"""Seconds before a dead process is started again, at first and at most. The wait doubles with each death."""
SETTLED_S = 10.0
"""Seconds of life after which a dead process is started again after the first, short delay."""
READY_POLL_S = 0.1

PROGRAMS = {
    "web": "gunicorn -c python:backend.gunicorn_conf backend.wsgi",
    "waitress": "backend.waitress_server",
    "worker": (
        "celery --quiet -A backend.celery worker --pool solo --concurrency 1"
        " --without-gossip --without-mingle --without-heartbeat --loglevel WARNING"
    ),
}


def web_server() -> str:
    """Return the name of the web server: DIGITS_SERVER, else gunicorn where it runs, else waitress."""
    return os.environ.get("DIGITS_SERVER") or ("gunicorn" if system.HAS_GUNICORN else "waitress")


def program(name: str, *options: str) -> list[str]:
    """Return the command that starts the web server or the worker."""
    name = "waitress" if name == "web" and web_server() == "waitress" else name
    return [sys.executable, "-m", *PROGRAMS[name].split(), *options]


@dataclass
class Process:
    """A command in a session of its own, so that everything it starts can be killed with it."""

    command: Sequence[str | Path]
    env: Mapping[str, str] | None = None
    cwd: Path | None = None
    output: Path | int | None = None
    """The file that its output is appended to, or subprocess.PIPE; None leaves the output where the caller's goes."""
    fds: Sequence[int] = ()
    user: str | None = None
    popen: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start the command. The thread that calls this must live on: for the kernel it is the parent."""
        with self.output.open("ab") if isinstance(self.output, Path) else nullcontext(self.output) as output:
            self.popen = subprocess.Popen(  # noqa: S603 - the command is the program's own
                [str(part) for part in self.command],
                env=self.env,
                cwd=self.cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=None if output is None else subprocess.STDOUT,
                pass_fds=self.fds,
                user=self.user,
                **system.session_options(),
            )

    def is_alive(self) -> bool:
        return self.popen is not None and self.popen.poll() is None

    def wait(self) -> int:
        """Wait until the process has ended, and return its exit code."""
        return self._started.wait()

    def read(self) -> str:
        """Return everything that the process writes until its end, where `output` is subprocess.PIPE."""
        return self._started.communicate()[0].decode(errors="replace")

    @property
    def pid(self) -> int:
        return self._started.pid

    @property
    def _started(self) -> "subprocess.Popen[bytes]":
        if self.popen is None:
            raise RuntimeError("wanted a process that was started, got one that was not")
        return self.popen

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process itself, not to what it started."""
        if self.popen is not None:
            system.ask_to_end(self.popen, number)

    def end(self, how: signal.Signals = signal.SIGTERM, *, grace_s: float = GRACE_S) -> None:
        """Ask the process to end, then kill what is left of its session after the grace."""
        try:
            if self.is_alive() and self.popen is not None:
                self.send(how)
                with suppress(subprocess.TimeoutExpired):
                    self.popen.wait(grace_s)
        finally:  # a second signal to this process ends the grace
            self.kill()

    def kill(self) -> None:
        """Kill every process of the session: gunicorn's worker outlives a killed gunicorn for a second."""
        if (popen := self.popen) is not None:
            system.kill_session(popen)
            popen.wait()


P = TypeVar("P", bound=Process)


@contextmanager
def running(process: P) -> Iterator[P]:
    """Start the process, and leave nothing of it when this block ends."""
    try:
        process.start()
        yield process
    finally:
        process.end()
        if process.popen is not None and process.popen.stdout is not None:
            process.popen.stdout.close()


@dataclass
class KeptProcess(Process):
    """A process that is started again when it dies."""

    name: str = "process"
    first_delay_s: float = FIRST_DELAY_S
    """With 0 it is always started again at once."""
    n_deaths: int = 0
    started: float = 0.0
    due: float = 0.0

    def keep(self) -> str | None:
        """Start the process if its time has come; return a sentence about its death if it has just died."""
        news = None
        if self.popen is not None and self.popen.poll() is not None:
            news = self._note_death(self.popen.returncode)
        if self.popen is None and time.monotonic() >= self.due:
            self.started = time.monotonic()
            self.start()
        return news

    def _note_death(self, code: int) -> str:
        """Kill what the dead process left, set the time of its next start, and return a sentence about it."""
        self.n_deaths = 0 if time.monotonic() - self.started >= SETTLED_S else self.n_deaths
        delay_s = min(self.first_delay_s * 2**self.n_deaths, LONGEST_DELAY_S)
        self.kill()
        self.popen, self.due, self.n_deaths = None, time.monotonic() + delay_s, min(self.n_deaths + 1, 10)
        ending = f"exit code {code}" if code >= 0 else system.signal_name(-code)
        return f"The {self.name} ended ({ending}); starting it again in {delay_s:.1f} s."


def supervise(kept: Sequence[KeptProcess], *, is_ready: Callable[[], bool], when_ready: str) -> None:
    """Keep processes alive until a stop signal; say `when_ready` once `is_ready` holds.

    One thread, which sleeps until a signal arrives or a start is due. Nothing is kept on disk.
    """
    is_announced = False
    with signals() as wait:
        try:
            while True:
                for process in kept:
                    if news := process.keep():
                        say(news)
                if not is_announced and is_ready():
                    say(when_ready)
                    is_announced = True
                until_a_start_s = min(
                    (process.due - time.monotonic() for process in kept if process.popen is None), default=None
                )
                if wait(until_a_start_s if is_announced else READY_POLL_S) & set(STOP_SIGNALS):
                    break
            say("Stopping.")
        finally:
            _end_all(kept, wait)


def _end_all(kept: Sequence[KeptProcess], wait: Wait) -> None:
    """Ask every process to end, and kill those that have not after GRACE_S, or at once at a second Ctrl-C."""
    for process in kept:
        process.send(signal.SIGTERM)
    deadline = time.monotonic() + GRACE_S
    while any(process.is_alive() for process in kept) and time.monotonic() < deadline:
        if signal.SIGINT in wait(deadline - time.monotonic()):
            break
    for process in kept:
        process.kill()


@contextmanager
def signals() -> Iterator[Wait]:
    """Yield a function that sleeps until a stop signal or the end of a child."""
    on_stop_signals(lambda *_: None)
    with system.woken_by_signals() as wait:
        yield wait


def on_stop_signals(handler: Callable[[int, FrameType | None], None]) -> None:
    """Call `handler` at SIGINT, SIGTERM and SIGHUP (Ctrl-Break on Windows).

    SIGINT is set explicitly, since a shell starts background jobs of a script with SIGINT ignored. A SIGHUP that is
    ignored stays ignored: the caller was started with nohup.
    """
    for number in STOP_SIGNALS:
        if number.name != "SIGHUP" or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def say(text: str, end: str = "\n") -> None:
    """Print a text in one write, since other processes write to the same terminal, which may be gone.

    A character that the terminal's encoding lacks is printed as a question mark.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    with suppress(OSError):
        shown = f"{text}{end}".encode(encoding, "replace").decode(encoding)
        print(shown, end="", flush=True)  # noqa: T201 - this is the program's output


def is_printable(text: str) -> bool:
    """Return whether the terminal's encoding has every character of a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def become(arguments: Sequence[str]) -> None:
    """Replace this process by the program that the first argument names, with the others as its options."""
    name, *options = arguments or [""]
    if name not in ("web", "worker"):
        sys.exit(f"Wanted web or worker, got {name or 'nothing'}: python -m backend.processes worker")
    system.become(program(name, *options))


if __name__ == "__main__":
    become(sys.argv[1:])  # the image starts its processes this way
