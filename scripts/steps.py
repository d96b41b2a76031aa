"""A step of the set-up: a command that runs quietly, with advice when it fails."""

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from signal import SIGTERM
from types import FrameType

from backend.processes import Process, on_stop_signals, running, say
from backend.system import die_with_parent
from scripts.places import ROOT, SET_UP, environment

Command = Sequence[str | Path]


def step(title: str, command: Command, *, advice: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run `command` behind one line, "Title … 12 s"; when it fails, show all of its output and exit with `advice`."""
    say(f"{title} … ", end="")
    started = time.monotonic()
    temporary = SET_UP / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    env = {**(env or environment()), "TMPDIR": str(temporary)}
    with running(Process(command, env=env, cwd=cwd, output=subprocess.PIPE)) as process:
        output, exit_code = process.read(), process.wait()
    if exit_code:
        sys.exit(f"failed\n\n{output}\n{title} failed (exit code {exit_code}). {advice}")
    say(f"{time.monotonic() - started:.0f} s")


def exit_on_signals() -> None:
    """Exit by way of every `finally` at a stop signal and, on Linux, when the parent (make) dies.

    The request to the kernel survives exec: the program that replaces this process gets SIGTERM, too.
    """
    die_with_parent(SIGTERM)
    on_stop_signals(_exit)


def _exit(number: int, _frame: FrameType | None) -> None:
    say("\nStopped. The next start goes on from here.")
    raise SystemExit(128 + number)
