"""Steps: they are quiet when they succeed, show all output when they fail, and leave no process behind."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backend.processes import Process, running
from scripts import steps
from scripts.places import ROOT
from scripts.steps import step

HANG_S = 600
"""Seconds after which a process that was killed counts as left behind: the kernel needs a few thousandths."""


@pytest.fixture(autouse=True)
def _output_in_a_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "SET_UP", tmp_path)


def test_a_step_that_succeeds_is_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    step("Counting", [sys.executable, "-c", "print('noise')"], advice="none")
    assert re.fullmatch(r"Counting … \d+ s\n", capfd.readouterr().out)


def test_a_step_that_fails_shows_its_output_and_what_to_do() -> None:
    with pytest.raises(SystemExit, match=r"(?s)the cause.*Counting failed \(exit code 3\)\. Count again\."):
        step("Counting", [sys.executable, "-c", "import sys; print('the cause'); sys.exit(3)"], advice="Count again.")


def test_nothing_of_a_step_outlives_it() -> None:
    grandchild = "import subprocess; print(subprocess.Popen(['sleep', 'infinity']).pid, flush=True)"
    process = Process([sys.executable, "-c", f"{grandchild}; import signal; signal.pause()"], output=subprocess.PIPE)
    with running(process):
        assert process.popen is not None
        assert process.popen.stdout is not None
        pid = int(process.popen.stdout.readline())
    assert ends(pid)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_during_a_step_ends_both(name: str) -> None:
    """The step runs as a script's background job, which starts with SIGINT ignored."""
    program = (
        "from backend.processes import *; from scripts.steps import exit_on_signals; exit_on_signals()\n"
        "with running(Process(['sleep', 'infinity'])) as process:\n"
        "    print(process.pid, flush=True); process.wait()"
    )
    script = f"trap '' INT; exec {sys.executable} -c \"$0\""
    parent = subprocess.Popen(["bash", "-c", script, program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        subprocess.run(["kill", f"-{name}", str(parent.pid)], check=True)
        parent.communicate()  # reads on, so that nothing it says meets a closed pipe
    assert parent.returncode > 128
    assert ends(pid)


def ends(pid: int) -> bool:
    """Return whether the process ends. It is no child of this process, so its state is read again and again."""
    end = time.monotonic() + HANG_S
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not is_running(pid)


def is_running(pid: int) -> bool:
    """Return whether there is such a process; a dead process that is not yet reaped does not run."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state) and not state.startswith("Z")
