"""The chaos run: half a minute of faults on each database, and a checker that can fail."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from chaos import check
from harness import servers

N_KILLS = 15
"""However busy the machine is, the run goes on until so many processes were killed. Kills are what is checked, not
minutes: half a minute with fifteen checks more than a minute with five."""


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_half_a_minute_of_faults_loses_nothing_and_doubles_nothing(database: str) -> None:
    if database == "postgresql" and (missing := servers.why_missing()):
        pytest.skip(missing)
    options = f"--db {database} --minutes 0.5 --kills {N_KILLS} --seed 7"
    command = [sys.executable, "-m", "chaos", *options.split()]
    ran = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "All promises kept." in ran.stdout
    assert int(ran.stdout.split(" kills in ")[0].rsplit(maxsplit=1)[-1]) >= N_KILLS


def seen(key: str, status: int, number: int | None) -> dict[str, Any]:
    return {"op": "seen", "key": key, "status": status, "id": number}


def test_answers_that_agree_break_nothing() -> None:
    assert (
        list(check.of_history([seen("a", 0, None), seen("a", 201, 1), seen("a", 200, 1), seen("b", 503, None)])) == []
    )


@pytest.mark.parametrize(
    "lines",
    [[seen("a", 201, 1), seen("a", 200, 2)], [seen("a", 500, None)], [seen("a", 422, None)]],
    ids=["two digits of one key", "a fault", "a conflict that was none"],
)
def test_answers_that_do_not_agree_break_a_promise(lines: list[dict[str, Any]]) -> None:
    assert list(check.of_history(lines))


@pytest.mark.usefixtures("db")
def test_a_digit_that_was_acknowledged_and_is_not_there_breaks_a_promise(tmp_path: Path) -> None:
    key = "6d1b1c2e-0f36-4d5e-8a53-2a1f6f5f0b11"
    breaches = list(check.of_database([{"op": "send", "key": key}, seen(key, 201, 1)]))
    assert any("was acknowledged and is not there" in breach for breach in breaches)
    assert json.dumps(breaches)
