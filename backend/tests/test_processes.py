"""Tests with real processes and signals: a process that dies is started again, and nothing is left at the end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import IO

import pytest

from backend import processes
from scripts.places import ROOT
from scripts.tests.test_steps import ends, is_running

HANG_S = 600

# A child tells its pid at its start; it lives until it is told to end.
# Several write to one pipe, hence whole lines in one write: print makes several when Python's output is unbuffered.
CHILD = """
import os, signal, subprocess
def tell(line): os.write(1, (line + chr(10)).encode())
{}
tell(f"pid {{os.getpid()}}")
signal.pause()
"""
OBEDIENT = CHILD.format("signal.signal(signal.SIGTERM, lambda *_: (tell('asked'), os._exit(0)))")
STUBBORN = CHILD.format("signal.signal(signal.SIGTERM, lambda *_: tell('asked'))")
PARENT = CHILD.format('tell(f\'pid {subprocess.Popen(["sleep", "600"]).pid}\')')

SUPERVISE = """
import sys
from backend import processes
processes.GRACE_S = 0.2
processes.supervise(
    [processes.KeptProcess([sys.executable, "-c", program], name="child") for program in sys.argv[1:]],
    is_ready=lambda: True, when_ready="ready",
)
"""


class Supervisor:
    """A running supervisor, and the lines that it and its children print."""

    def __init__(self, process: subprocess.Popen[str], lines: IO[str]) -> None:
        self.process = process
        self.lines = lines

    def next_line(self, start: str) -> str:
        return next((line for line in self.lines if line.startswith(start)), f"no line {start}")

    def next_pid(self) -> int:
        return int(self.next_line("pid").split()[1])


@contextmanager
def supervising(*programs: str) -> Iterator[Supervisor]:
    """Start a supervisor that inherits signals as a script's background job does: SIGINT ignored, SIGHUP not.

    A supervisor that does not do what a test waits for is killed, so that the test fails instead of hanging.
    """
    command = [sys.executable, "-c", SUPERVISE, *programs]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=_inherit_signals,  # noqa: PLW1509 - the timer starts later
    ) as process:
        assert process.stdout is not None
        patience = Timer(HANG_S, process.kill)
        patience.start()
        try:
            yield Supervisor(process, process.stdout)
        finally:
            patience.cancel()
            process.terminate()


def _inherit_signals() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def test_a_killed_child_is_started_again_and_said_so() -> None:
    with supervising(OBEDIENT) as supervisor:
        first = supervisor.next_pid()
        os.kill(first, signal.SIGKILL)
        assert supervisor.next_line("The") == "The child ended (SIGKILL); starting it again in 0.2 s.\n"
        assert supervisor.next_pid() != first


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has signals for real time")
def test_a_child_that_a_signal_without_a_name_ends_is_started_again() -> None:
    """Send a signal for real time, of which Python names the first and the last alone."""
    with supervising(OBEDIENT) as supervisor:
        first = supervisor.next_pid()
        os.kill(first, signal.SIGRTMIN + 1)
        assert supervisor.next_line("The") == "The child ended (signal 35); starting it again in 0.2 s.\n"
        assert supervisor.next_pid() != first


def test_the_wait_before_a_start_doubles() -> None:
    with supervising("raise SystemExit(3)") as supervisor:
        delays = [supervisor.next_line("The child ended (exit code 3)").split()[-2] for _ in range(3)]
    assert delays == ["0.2", "0.4", "0.8"]


def test_what_a_killed_child_had_started_is_gone_before_its_next_start() -> None:
    with supervising(PARENT) as supervisor:
        grandchild, child = supervisor.next_pid(), supervisor.next_pid()
        os.kill(child, signal.SIGKILL)
        supervisor.next_pid()
        assert not is_running(grandchild)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stop_signal_ends_every_child_and_then_itself(number: signal.Signals) -> None:
    with supervising(OBEDIENT, OBEDIENT) as supervisor:
        children = [supervisor.next_pid(), supervisor.next_pid()]
        supervisor.process.send_signal(number)
        assert supervisor.next_line("asked") == "asked\n"
        assert supervisor.process.wait() == 0
        assert not any(map(is_running, children))


def test_a_child_that_does_not_end_is_killed() -> None:
    with supervising(STUBBORN) as supervisor:
        child = supervisor.next_pid()
        supervisor.process.terminate()
        assert supervisor.next_line("asked") == "asked\n"
        assert supervisor.process.wait() == 0
        assert not is_running(child)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel is asked on Linux alone")
def test_children_die_with_a_killed_supervisor() -> None:
    with supervising(STUBBORN) as supervisor:
        child = supervisor.next_pid()
        supervisor.process.kill()
        assert ends(child)


def test_nothing_is_left_where_a_second_signal_ends_the_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    with processes.running(processes.Process([sys.executable, "-c", STUBBORN], output=subprocess.PIPE)) as process:
        popen = process.popen
        assert popen is not None
        assert popen.stdout is not None
        popen.stdout.readline()  # its pid: from now on it ignores SIGTERM

        def interrupted(_grace_s: float) -> int:
            monkeypatch.undo()
            raise KeyboardInterrupt

        monkeypatch.setattr(popen, "wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            process.end()
        assert not process.is_alive()


@pytest.mark.parametrize(("arguments", "got"), [(["wroker"], "wroker"), ([], "nothing")])
def test_a_program_that_is_not_known_is_refused_in_one_line(arguments: list[str], got: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "backend.processes", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert ran.stderr == f"Wanted web or worker, got {got}: python -m backend.processes worker\n"
