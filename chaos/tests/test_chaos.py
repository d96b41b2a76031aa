"""The chaos run: half a minute of faults on each database, and a checker that can fail."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from django.conf import settings

from backend.digits.inference import preprocess
from backend.digits.models import Digit
from chaos import check
from chaos.clients import wanted
from harness import servers
from harness.load import sample_digits

KEY = "6d1b1c2e-0f36-4d5e-8a53-2a1f6f5f0b11"
(DRAWN,) = sample_digits(1, seed=1)

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
    ("lines", "said"),
    [
        ([seen("a", 201, 1), seen("a", 200, 2)], "the key a was answered with the digits [1, 2]"),
        ([seen("b", 201, 1), seen("a", 500, None)], "the key a was answered with 500"),
        ([seen("b", 201, 1), seen("a", 422, None)], "the key a was answered with 422"),
        ([seen("a", 503, None), seen("b", 0, None)], "no digit was acknowledged"),
        ([], "no digit was acknowledged"),
    ],
    ids=["two digits of one key", "a fault", "a conflict that was none", "none was stored", "nothing was tried"],
)
def test_answers_that_do_not_agree_or_acknowledge_nothing_break_a_promise(
    lines: list[dict[str, Any]], said: str
) -> None:
    assert list(check.of_history(lines)) == [said]


@pytest.mark.usefixtures("db")
def test_a_digit_that_was_acknowledged_and_is_not_there_breaks_a_promise() -> None:
    breaches = list(check.of_database([{"op": "send", "key": KEY, **wanted(DRAWN)}, seen(KEY, 201, 1)]))
    assert any("was acknowledged and is not there" in breach for breach in breaches)


@pytest.mark.parametrize(
    ("change", "n_breaches"),
    [({}, 0), ({"label": DRAWN["label"] - 1}, 1), ({"said": DRAWN["label"] - 1}, 1), ({"picture": bytes(784)}, 1)],
    ids=["as sent", "another label", "another label on arrival", "another picture"],
)
@pytest.mark.usefixtures("db")
def test_a_digit_that_is_stored_differently_from_what_was_sent_breaks_a_promise(
    change: dict[str, Any], n_breaches: int
) -> None:
    seen_by_program = preprocess(np.array(DRAWN["pixels"], np.uint8).reshape(28, 28))
    row = {"picture": seen_by_program.picture.tobytes(), "label": DRAWN["label"], "said": DRAWN["label"]} | change
    digit = Digit.objects.create(
        **row, idempotency_key=KEY, preprocessing=1, ink=b"", ink_sha256="", payload_sha256="", is_training_input=True
    )
    breaches = check.of_database([{"op": "send", "key": KEY, **wanted(DRAWN)}, seen(KEY, 201, digit.pk)])
    assert sum(f"the key {KEY} was sent as" in breach for breach in breaches) == n_breaches
