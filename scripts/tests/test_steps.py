"""A step is quiet when it succeeds, tells everything when it fails, and leaves no process behind."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import steps
from scripts.places import ROOT
from scripts.steps import running, step


@pytest.fixture(autouse=True)
def _own_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "SET_UP", tmp_path)


def test_a_step_that_succeeds_is_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    step("Counting", [sys.executable, "-c", "print('noise')"], advice="none")
    assert capfd.readouterr().out == "Counting … 0 s\n"


def test_a_step_that_fails_shows_its_output_and_what_to_do() -> None:
    with pytest.raises(SystemExit, match=r"(?s)the cause.*Counting failed \(exit code 3\)\. Count again\."):
        step("Counting", [sys.executable, "-c", "import sys; print('the cause'); sys.exit(3)"], advice="Count again.")


def test_nothing_of_a_step_outlives_it() -> None:
    grandchild = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid, flush=True); input()"
    with running([sys.executable, "-c", grandchild], env=os.environ, output=subprocess.PIPE) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
    assert ends(pid)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_during_a_step_ends_both(name: str) -> None:
    """As a script's background job, that is with SIGINT ignored when it starts."""
    program = (
        "import os, signal, sys; from scripts.steps import *; exit_on_signals()\n"
        "with running(['sleep', '60'], env=os.environ) as process:\n"
        "    print(process.pid, flush=True); process.wait()"
    )
    script = f"trap '' INT; exec {sys.executable} -c \"$0\""
    parent = subprocess.Popen(["bash", "-c", script, program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        subprocess.run(["kill", f"-{name}", str(parent.pid)], check=True)
        parent.communicate(timeout=20)  # reads on, so that nothing it says meets a closed pipe
    assert parent.returncode > 128
    assert ends(pid)


def ends(pid: int) -> bool:
    """Whether the process, which is no child of ours and so cannot be waited for, ends within five seconds."""
    deadline = time.monotonic() + 5
    while is_running(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def is_running(pid: int) -> bool:
    """Whether there is such a process; one that is dead and not yet reaped does not run."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state) and not state.startswith("Z")
