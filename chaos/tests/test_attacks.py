"""Short forms of the attacks, on the real program, and the limits by which they judge."""

import subprocess
import sys

import pytest
from django.conf import settings

from chaos.contract import GENERATED
from chaos.corpus import corpus
from chaos.hostile import Outcome, measured


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=settings.ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_no_hostile_request_breaks_or_bloats_the_program() -> None:
    ran = run("chaos.hostile")
    assert ran.returncode == 0, ran.stdout
    assert f"{len(list(corpus()))} hostile requests" in ran.stdout


@pytest.mark.slow
def test_the_program_keeps_what_its_document_promises() -> None:
    ran = run("chaos.contract", "--cases", "300", "--examples", "15")
    assert ran.returncode == 0, ran.stdout
    assert " 0 failures" in ran.stdout


@pytest.mark.parametrize(
    "outcome",
    [Outcome("a", 500, 1, 1), Outcome("b", 400, 51, 1), Outcome("c", 200, 1, 9), Outcome("d", 200, 151, 1, 150)],
    ids=lambda it: it.name,
)
def test_an_answer_that_breaks_a_limit_is_a_fault(outcome: Outcome) -> None:
    assert list(outcome.faults)


@pytest.mark.parametrize("outcome", [Outcome("a", 400, 49, 7), Outcome("b", 200, 149, 7, 150)], ids=lambda it: it.name)
def test_an_answer_within_its_limits_is_none(outcome: Outcome) -> None:
    assert not list(outcome.faults)


@pytest.mark.parametrize(
    ("tries", "wanted", "n_sent"),
    [
        ([(200, 60, 1), (200, 70, 2), (200, 40, 1)], (200, 40, 2), 3),
        ([(200, 60, 1), (500, 70, 1), (200, 40, 1)], (500, 60, 1), 2),
        ([(500, 60, 1), (200, 40, 1)], (500, 60, 1), 1),
        ([(500, 40, 1), (200, 40, 1)], (500, 40, 1), 1),
        ([(200, 60, 9), (200, 40, 1)], (200, 60, 9), 1),
        ([(200, 60, 1), (200, 70, 9), (200, 40, 1)], (200, 60, 9), 2),
        ([(200, 40, 1), (200, 30, 1)], (200, 40, 1), 1),
        ([(200, 60, 1)] * 9, (200, 60, 1), 3),
    ],
)
def test_only_what_is_slow_is_sent_again_and_no_other_fault_is_forgotten(
    tries: list[tuple[int, float, float]], wanted: tuple[int, float, float], n_sent: int
) -> None:
    left = iter(tries)
    assert measured(lambda: Outcome("a", *next(left))) == Outcome("a", *wanted)
    assert len(list(left)) == len(tries) - n_sent


def test_cases_are_counted_from_what_is_printed() -> None:
    assert GENERATED.findall("Test cases:\n  735 generated, 5 found 6 unique failures") == ["735"]
