"""Commands that print figures: they tell kept promises from broken ones, on a short run and on invented logs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from chaos.promptness import is_met
from chaos.writers import locked


@pytest.mark.slow
def test_writers_at_once_are_all_answered_with_201() -> None:
    command = [sys.executable, "-m", "chaos.writers", "--posts", "200", "--writers", "20"]
    ran = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "answered: {201: 200}" in ran.stdout
    assert "a locked database was met 0 times" in ran.stdout


@pytest.mark.parametrize(
    ("line", "n_met"),
    [
        (json.dumps({"event": "database_away"}), 1),
        (json.dumps({"event": "sweep_failed"}), 1),
        ("django.db.utils.OperationalError: database is locked", 1),
        (json.dumps({"event": "begun"}), 0),
        ("a line of another program", 0),
    ],
)
def test_a_locked_database_is_counted_whoever_met_it(tmp_path: Path, line: str, n_met: int) -> None:
    (tmp_path / "web.log").write_text("")
    (tmp_path / "worker.log").write_text(f"{line}\n")
    assert locked(tmp_path) == n_met


def test_one_time_too_long_of_few_breaks_what_is_promised(capsys: pytest.CaptureFixture[str]) -> None:
    assert is_met("with the broker", [0.1] * 49)
    assert not is_met("with the broker", [0.1] * 48 + [0.6])
    assert "FALLS SHORT" in capsys.readouterr().out


def test_of_two_hundred_times_one_may_be_longer() -> None:
    assert is_met("with the broker", [0.1] * 199 + [0.6])
    assert not is_met("with the broker", [0.1] * 196 + [0.6] * 4)
