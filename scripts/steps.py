"""One step of the set-up: a command that runs quietly, ends when it is told to, and says what to do when it fails."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from scripts.places import ROOT, SET_UP, environment

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_S = 5
PR_SET_PDEATHSIG = 1  # linux/prctl.h

Command = Sequence[str | Path]


def say(text: str, end: str = "\n") -> None:
    with suppress(OSError):  # whoever listened may be gone; the work goes on, and so does the tidying
        print(text, end=end, flush=True)


def step(title: str, command: Command, *, advice: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run `command` behind one line, "Title … 12 s"; when it fails, show all of its output and exit with `advice`."""
    say(f"{title} … ", end="")
    started = time.monotonic()
    temporary = SET_UP / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    env = {**(env or environment()), "TMPDIR": str(temporary)}
    with running(command, env=env, cwd=cwd, output=subprocess.PIPE) as process:
        output = process.communicate()[0]
    if process.returncode:
        sys.exit(f"failed\n\n{output}\n{title} failed (exit code {process.returncode}). {advice}")
    say(f"{time.monotonic() - started:.0f} s")


@contextmanager
def running(
    command: Command, *, env: Mapping[str, str], cwd: Path = ROOT, output: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    """The command in a session of its own, of which nothing is left when this block ends, however it ends."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)
        if process.stdout:
            process.stdout.close()


def _end(process: subprocess.Popen[str]) -> None:
    try:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _kill_group(process)


def _kill_group(process: subprocess.Popen[str]) -> None:
    """Kill what is left of the session; a group without members is not there any more."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def exit_on_signals() -> None:
    """Leave through every `finally` on SIGINT, SIGTERM and SIGHUP, and when make is killed.

    A shell starts background jobs of a script with SIGINT ignored, hence the explicit handler. An ignored SIGHUP
    is somebody's nohup and stays ignored. What the kernel is asked for on Linux, a SIGTERM when the parent dies,
    holds for the program that this process becomes, too.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    for number in STOP_SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _exit)


def _exit(number: int, _frame: FrameType | None) -> None:
    say("\nStopped. The next start goes on from here.")
    raise SystemExit(128 + number)
