"""Tests of the notices under kills: a short run of the real program, and a checker that can fail."""

import subprocess
import sys

import pytest
from django.conf import settings

from chaos.notices import breaches

STORED = [["a", "version 1", "version.failed"], ["b", "version 1", "version.rejected"], ["c", "disk.low", "disk.low"]]


@pytest.mark.slow
def test_notices_come_at_least_once_and_in_order_across_kills() -> None:
    command = [sys.executable, "-m", "chaos.notices", "--kills", "5", "--seed", "3"]
    ran = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "All promises kept." in ran.stdout
    assert ran.stdout.startswith("5 kills")


def test_a_run_in_which_nothing_was_told_keeps_no_promise() -> None:
    assert breaches([], []) == ["no notice was told"]


def test_what_came_twice_and_in_between_breaks_no_promise() -> None:
    assert breaches(STORED, ["c", "a", "a", "b", "a", "c"]) == []


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (["a", "b"], "c (disk.low) never came"),
        (["b", "a", "c"], "version 1: told in the order"),
        (["a", "b", "c", "d"], "d came and is not stored"),
    ],
)
def test_what_is_lost_out_of_order_or_rolled_back_breaks_a_promise(got: list[str], said: str) -> None:
    (breach,) = breaches(STORED, got)
    assert breach.startswith(said)
