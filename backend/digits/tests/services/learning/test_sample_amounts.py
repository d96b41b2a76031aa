"""Tests of a sample's amounts, worked out by hand: how much a run is shown, and the share of each contributor."""

from dataclasses import replace
from uuid import UUID, uuid4

import numpy as np
import pytest

from backend.digits import inference
from backend.digits.models import Digit, Kind, ModelState, Status
from backend.digits.selectors.training import StoredDigits
from backend.digits.services.learning.sampling import TrainingSample, draw_sample, weighted_sample
from backend.digits.suspicion import contradicts
from nn.base import base_blob, base_network
from nn.data.pseudo_digits import load_generator
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs

N_OLDER = 5000


@pytest.fixture
def sample(base: None) -> TrainingSample:
    """Return the sample of a ten after 5,000 older digits, each of another contributor."""
    picture = np.rint(load_generator().sample(1, np.random.default_rng(0))[0][0] * 255).astype(np.uint8)
    label = int(base_network().outputs(as_inputs(picture[None])).argmax())
    columns = {"picture": picture.tobytes(), "label": label, "preprocessing": PREPROCESSING_VERSION, "predicted": label}
    columns |= {"is_training_input": True, "predicted_by_id": 1, "doubt": -0.9, "ink": b"", "ink_sha256": "0" * 64}
    packed = base_blob()
    older = ModelState.objects.create(kind=Kind.TEN, status=Status.FAILED, sha256=packed.sha256)
    newest = ModelState.objects.create(kind=Kind.TEN)
    states = [older] * N_OLDER + [newest] * 10
    Digit.objects.bulk_create(Digit(**columns, model_state=state, contributor=uuid4()) for state in states)
    return draw_sample(newest.pk, inference.served().network, np.random.default_rng(0))


def test_two_of_three_earlier_digits_are_older_than_the_newest_hundred_and_spread_over_all(
    sample: TrainingSample,
) -> None:
    earlier = np.array(sorted([*sample.digits.ids, *sample.validation.ids])[:-10])
    first = Digit.objects.order_by("id").values_list("id", flat=True)[0]
    places = earlier - first
    assert np.mean(places < N_OLDER - 100) == pytest.approx(2 / 3, abs=0.05)
    of_each_fifth = np.histogram(places, bins=5, range=(0, N_OLDER - 100))[0]
    assert of_each_fifth.min() > 20  # of some forty


def test_a_run_reads_some_three_hundred_earlier_digits_and_is_judged_by_a_tenth_of_them(sample: TrainingSample) -> None:
    n_judging = len(sample.validation.ids)
    n_earlier = len(sample.digits.ids) + n_judging - 10
    assert 250 < n_earlier < 350
    assert n_judging / n_earlier == pytest.approx(0.1, abs=0.03)


@pytest.mark.parametrize("n_own", [4, 10, 29])
def test_the_digits_of_a_version_are_counted_with_those_that_are_held_out(base: None, n_own: int) -> None:
    columns = {"picture": bytes(784), "label": 1, "preprocessing": PREPROCESSING_VERSION, "predicted": 1}
    columns |= {"predicted_by_id": 1, "doubt": -0.9, "ink": b"", "ink_sha256": "0" * 64, "contributor": uuid4()}
    newest = ModelState.objects.create(kind=Kind.TEN)
    Digit.objects.bulk_create(
        Digit(**columns, model_state=newest, is_training_input=number % 2 == 0) for number in range(n_own)
    )
    sample = draw_sample(newest.pk, inference.served().network, np.random.default_rng(0))
    assert (sample.n_new, len(sample.held_out), sample.n_own) == ((n_own + 1) // 2, n_own // 2, n_own)
    assert sample.judges.ids == sample.held_out.ids[:1]  # they are copies of one drawing


def digits_of(contributors: list[UUID | None], *, labels: list[int] | None = None) -> StoredDigits:
    """Return one picture many times, with the given labels or with the label that the network reads."""
    n = len(contributors)
    picture = np.rint(load_generator().sample(1, np.random.default_rng(0))[0][0] * 255).astype(np.uint8)
    read = int(base_network().outputs(as_inputs(picture[None])).argmax())
    said = np.full(n, read) if labels is None else (read + np.array(labels)) % 10
    return StoredDigits(
        np.tile(picture, (n, 1)), said, list(range(n)), contributors, np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    )


def test_two_digits_of_a_ten_are_shown_as_often_as_three_earlier_ones() -> None:
    weights = weighted_sample(digits_of([uuid4() for _ in range(5)]), base_network(), n_new=2).weights
    assert weights[3:].sum() == pytest.approx(weights[:3].sum())


def test_of_a_hundred_showings_a_flood_has_fifty() -> None:
    flood = uuid4()
    weights = weighted_sample(digits_of([uuid4(), uuid4(), *[flood] * 60]), base_network(), n_new=0).weights
    assert weights[2:].sum() / weights.sum() == pytest.approx(0.5)


def test_thirty_lies_are_shown_as_often_as_two_of_ten_truths() -> None:
    """Give each its own contributor and an administrator's word: only the served network bounds it, to 2 of 2 + 10."""
    digits = digits_of([uuid4() for _ in range(40)], labels=[1] * 30 + [0] * 10)
    digits = replace(digits, is_vouched=np.ones(40, np.bool_))
    is_lie = contradicts(base_network().outputs(as_inputs(digits.pictures)), digits.labels)
    assert is_lie.tolist() == [True] * 30 + [False] * 10
    weights = weighted_sample(digits, base_network(), n_new=0).weights
    assert weights[is_lie].sum() / weights.sum() == pytest.approx(2 / 12)


@pytest.fixture(scope="module")
def read() -> tuple[np.ndarray, np.ndarray]:
    """Return the base network's outputs for 2,000 pseudo-digits, and their labels."""
    X, labels = load_generator().sample(2000, np.random.default_rng(5))
    return base_network().outputs(X), labels.astype(np.int64)


def test_hardly_an_honest_digit_contradicts_the_network_and_nearly_every_lie_does(
    read: tuple[np.ndarray, np.ndarray],
) -> None:
    outputs, labels = read
    assert contradicts(outputs, labels).mean() < 0.01
    assert contradicts(outputs, (labels + 1) % 10).mean() > 0.9


@pytest.mark.parametrize(("of_other", "is_contradicted"), [(0.64, False), (0.76, True)])
def test_a_network_that_is_in_two_minds_contradicts_nobody(of_other: float, is_contradicted: bool) -> None:
    """Give outputs of 0.64 and 0.36, which differ by less than a half, or 0.76 and 0.24, which differ by more."""
    outputs = np.zeros((1, 10), np.float32)
    outputs[0, 7], outputs[0, 1] = of_other, 1 - of_other
    assert contradicts(outputs, np.array([1])).tolist() == [is_contradicted]
