"""Tests of a run's amounts: who counts as the only writer, how much less several may change, how long a lease is."""

from datetime import timedelta
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.utils import timezone

from backend.digits import inference
from backend.digits.models import Kind, ModelState
from backend.digits.selectors.training import StoredDigits
from backend.digits.services.learning import training_job
from backend.digits.services.learning.lease import claim
from backend.digits.services.learning.sampling import TrainingSample
from backend.digits.services.learning.training_job import plan_job

ANNA, BERT = uuid4(), uuid4()


def new_share(monkeypatch: pytest.MonkeyPatch, contributors: list[UUID]) -> float:
    """Return the share of new digits in each batch if these people drew the sample."""
    n = len(contributors)
    blank = np.zeros((n, 784), np.uint8), np.zeros(n, np.int64)
    digits = StoredDigits(*blank, list(range(n)), list(contributors), np.zeros(n, np.bool_), np.zeros(n, np.bool_))
    sample = TrainingSample(
        digits, n_new=10, n_contradicted=0, weights=np.ones(n), base_guesses=digits.labels, validation=digits
    )
    monkeypatch.setattr(training_job, "draw_sample", lambda *_: sample)
    return plan_job(2, inference.served()).config.new_share


@pytest.mark.parametrize(("n_of_others", "part"), [(0, 1.0), (1, 1.0), (4, 0.5), (10, 0.5)])
def test_a_network_of_several_takes_half_as_much_from_each_and_a_stranger_among_twenty_is_none(
    base: None, monkeypatch: pytest.MonkeyPatch, n_of_others: int, part: float
) -> None:
    alone = new_share(monkeypatch, [ANNA] * 20)
    mixed = new_share(monkeypatch, [ANNA] * (20 - n_of_others) + [BERT] * n_of_others)
    assert mixed == pytest.approx(part * alone)


@pytest.mark.parametrize(("silent_s", "is_taken_over"), [(5, False), (12, True)])
def test_a_worker_keeps_its_run_through_five_seconds_of_silence_and_not_through_twelve(
    base: None, monkeypatch: pytest.MonkeyPatch, silent_s: float, is_taken_over: bool
) -> None:
    """Allow five seconds: a chunk of a run takes less than one. After twelve, another worker takes over."""
    ModelState.objects.create(kind=Kind.TEN)
    assert claim(owner="silent")
    later = timezone.now() + timedelta(seconds=silent_s)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert (claim(owner="heir") is not None) is is_taken_over
