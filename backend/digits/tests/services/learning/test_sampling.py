"""Tests of the sample: the digits that a run is shown, how often, and those that judge its result."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.utils import timezone
from numpy.typing import NDArray

from backend.digits import inference
from backend.digits.models import Digit, ModelState, Status
from backend.digits.selectors.training import StoredDigits
from backend.digits.services.learning import run as training
from backend.digits.services.learning.gate import Verdict
from backend.digits.services.learning.run import train_due
from backend.digits.services.learning.sampling import (
    MAX_SHARE,
    UNSURE_SHARE,
    WEIGHT_OF_CONTRADICTED,
    WEIGHT_OF_NEW,
    TrainingSample,
    draw_sample,
    weighted_sample,
)
from backend.digits.suspicion import contradicts, is_unsure
from backend.digits.why import Why
from nn.base import base_network
from nn.preprocessing import as_inputs, preprocess

pytestmark = pytest.mark.usefixtures("each_ten_alone")

Add = Callable[..., Digit]
Drawn = Callable[[int], tuple[NDArray[np.uint8], int]]
ANNA, BERT, CARL = uuid4(), uuid4(), uuid4()
SERVED = base_network()
NOT_40 = np.zeros(40, np.bool_)


def of(*contributors: UUID | None) -> StoredDigits:
    n = len(contributors)
    nothing = np.zeros((n, 784), np.uint8), np.zeros(n, np.int64)
    return StoredDigits(*nothing, list(range(n)), list(contributors), np.zeros(n, np.bool_), np.zeros(n, np.bool_))


def share_of(who: UUID | None, sample: TrainingSample) -> float:
    is_theirs = [contributor == who for contributor in sample.digits.contributors]
    return float(sample.weights[is_theirs].sum() / sample.weights.sum())


def test_the_ten_are_shown_more_often() -> None:
    assert weighted_sample(of(ANNA, ANNA, ANNA), SERVED, n_new=1).weights.tolist() == [1, 1, WEIGHT_OF_NEW]


def test_whoever_is_alone_has_all() -> None:
    assert share_of(ANNA, weighted_sample(of(*[ANNA] * 50), SERVED, n_new=10)) == 1


@pytest.mark.parametrize("flood", [ANNA, None])
def test_nobody_has_more_than_half_where_there_are_others(flood: UUID | None) -> None:
    sample = weighted_sample(of(BERT, CARL, *[flood] * 60), SERVED, n_new=10)
    assert share_of(flood, sample) == pytest.approx(MAX_SHARE)
    assert share_of(BERT, sample) == share_of(CARL, sample)


def test_shares_below_half_stay_as_they_are() -> None:
    assert weighted_sample(of(ANNA, BERT, CARL), SERVED, n_new=0).weights.tolist() == [1, 1, 1]


def test_what_contradicts_the_network_is_shown_as_often_as_two_others(
    drawn: Callable[[int], tuple[NDArray[np.uint8], int]],
) -> None:
    pictures = np.array([preprocess(drawn(number)[0]) for number in range(40)]).reshape(-1, 784)
    guesses = SERVED.outputs(as_inputs(pictures)).argmax(axis=1)
    labels = np.where(np.arange(40) < 30, (guesses + 1) % 10, guesses)
    digits = StoredDigits(pictures, labels, list(range(40)), [ANNA] * 40, NOT_40, NOT_40)
    weights = weighted_sample(digits, SERVED, n_new=10).weights
    is_contradicted = contradicts(SERVED.outputs(as_inputs(pictures)), labels)
    assert is_contradicted.sum() > 10
    assert weights[is_contradicted].sum() == pytest.approx(WEIGHT_OF_CONTRADICTED)
    assert set(weights[~is_contradicted]) == {1, WEIGHT_OF_NEW}


def doubtful(drawn: Drawn, contributors: list[UUID | None]) -> tuple[StoredDigits, NDArray[np.bool_]]:
    """Return forty digits of these contributors, the first thirty with the label after the one that is read."""
    pictures = np.array([preprocess(drawn(number)[0]) for number in range(40)]).reshape(-1, 784)
    outputs = SERVED.outputs(as_inputs(pictures))
    labels = (outputs.argmax(axis=1) + (np.arange(40) < 30)) % 10
    digits = StoredDigits(pictures, labels, list(range(40)), contributors, NOT_40, NOT_40)
    return digits, is_unsure(outputs, labels)


def test_what_the_base_network_doubts_has_a_small_share_where_several_drew(drawn: Drawn) -> None:
    digits, unsure = doubtful(drawn, [uuid4() for _ in range(40)])
    weights = weighted_sample(digits, SERVED, n_new=0).weights
    assert weights[unsure].sum() == pytest.approx(UNSURE_SHARE * (~unsure).sum())
    assert set(weights[~unsure]) == {1}


def test_the_base_network_is_asked_although_the_served_one_has_learned_the_lies(drawn: Drawn) -> None:
    digits, unsure = doubtful(drawn, [uuid4() for _ in range(40)])
    swayed = SERVED.copy()
    swayed.biases[-1][:] = np.inf  # it reads every digit as every digit, and so contradicts nothing
    sample = weighted_sample(digits, swayed, n_new=40)
    assert sample.n_contradicted > 10
    assert sample.weights[unsure].sum() == pytest.approx(UNSURE_SHARE * sample.weights[~unsure].sum())


@pytest.mark.parametrize("why", ["one alone drew them", "an administrator vouches for them"])
def test_what_the_base_network_doubts_is_shown_in_full_if(drawn: Drawn, why: str) -> None:
    digits, unsure = doubtful(drawn, [ANNA] * 40 if why.startswith("one") else [uuid4() for _ in range(40)])
    if why.startswith("an"):
        digits = replace(digits, is_vouched=~NOT_40)
    swayed = SERVED.copy()
    swayed.biases[-1][:] = np.inf
    assert weighted_sample(digits, swayed, n_new=0).weights[unsure].tolist() == [1] * int(unsure.sum())


def test_nobody_has_more_than_half_where_the_others_contradict_the_network(drawn: Drawn) -> None:
    pictures = np.array([preprocess(drawn(number)[0]) for number in range(40)]).reshape(-1, 784)
    guesses = SERVED.outputs(as_inputs(pictures)).argmax(axis=1)
    labels = np.where(np.arange(40) < 20, guesses, (guesses + 1) % 10)
    contributors = [ANNA] * 20 + [uuid4() for _ in range(20)]
    digits = StoredDigits(pictures, labels, list(range(40)), contributors, NOT_40, ~NOT_40)
    assert share_of(ANNA, weighted_sample(digits, SERVED, n_new=0)) == pytest.approx(MAX_SHARE)


def test_where_all_contradict_the_network_all_are_shown_alike(
    drawn: Callable[[int], tuple[NDArray[np.uint8], int]],
) -> None:
    pictures = np.array([preprocess(drawn(0)[0])] * 10).reshape(-1, 784)
    guess = int(SERVED.outputs(as_inputs(pictures[:1])).argmax())
    labels = np.full(10, (guess + 1) % 10)
    digits = StoredDigits(
        pictures, labels, list(range(10)), [ANNA] * 10, np.zeros(10, np.bool_), np.zeros(10, np.bool_)
    )
    assert weighted_sample(digits, SERVED, n_new=0).weights.tolist() == [1] * 10


def choose(version: int) -> TrainingSample:
    return draw_sample(version, inference.served().network, np.random.default_rng(0))


def test_some_of_the_earlier_ones_are_put_aside_to_judge_by_and_none_of_the_ten(add: Add) -> None:
    for number in range(50):
        add(number)
    ModelState.objects.update(takes_tens=False)  # as a run that has begun
    for number in range(50, 60):
        add(number)
    version = ModelState.objects.latest("id").pk
    sample = choose(version)
    shown, aside = set(sample.digits.ids), set(sample.validation.ids)
    ten = set(Digit.objects.filter(model_state=version, is_training_input=True).values_list("id", flat=True))
    assert aside
    assert not shown & aside
    assert ten == set(sample.digits.ids[-sample.n_new :])


def test_of_a_rejected_ten_only_what_is_read_is_shown_again(
    add: Add, drawn: Callable[[int], tuple[object, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lies = {add(number, label=(drawn(number)[1] + 1) % 10).pk for number in range(5)}
    truths = {add(number).pk for number in range(5, 10)}
    with monkeypatch.context() as patched:
        patched.setattr(training, "judge", lambda *_, **__: Verdict(is_accepted=False, why=Why("not_finite")))
        patched.setattr(training, "digits_to_quarantine", lambda *_: {})
        train_due(owner="test", is_stopping=lambda: False)
    for number in range(10, 20):
        add(number)
    later = ModelState.objects.latest("id").pk
    sample = choose(later)
    shown = set(sample.digits.ids) | set(sample.validation.ids)
    assert not shown & lies
    assert shown & truths

    kept = min(lies)
    Digit.objects.filter(pk=kept).update(reviewed_at=timezone.now())
    sample = choose(later)
    assert (set(sample.digits.ids) | set(sample.validation.ids)) & lies <= {kept}
    Digit.objects.filter(pk__in=lies, is_training_input=True).update(reviewed_at=timezone.now())
    sample = choose(later)
    assert (set(sample.digits.ids) | set(sample.validation.ids)) & lies
    Digit.objects.update(reviewed_at=None)

    ModelState.objects.filter(pk=later - 1).update(status=Status.PROMOTED)
    sample = choose(later)
    assert (set(sample.digits.ids) | set(sample.validation.ids)) & lies
