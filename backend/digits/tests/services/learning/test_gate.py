"""Tests of the gate: the networks that it accepts, and those that it rejects."""

from typing import Any

import numpy as np
import pytest

from backend.digits.services.learning.evaluation import Evaluation, Floor, Reading, floor_of
from backend.digits.services.learning.gate import NOTHING_NEW, NewDigits, Verdict, judge
from backend.digits.why import SENTENCES
from nn.base import base_network
from nn.serialization import pack


def reading(n_right: int, n: int) -> Reading:
    """Return a reading of zeros, of which `n_right` are read and the others are taken for a 1."""
    guesses = np.ones(n, np.int64)
    guesses[:n_right] = 0
    return Reading(labels=np.zeros(n, np.int64), guesses=guesses)


def judged(**changed: Any) -> Verdict:
    nothing = reading(0, 0)
    usual: dict[str, Any] = {
        "network": base_network(),
        "reference": reading(1900, 2000),
        "floor": floor_of(reading(1900, 2000)),
        "held_out": nothing,
        "mnist_test": None,
        "unseen": nothing,
        "unseen_before": nothing,
    }
    usual |= changed
    new = usual.pop("new", NOTHING_NEW)
    return judge(Evaluation(packed=pack(usual["network"]), **usual), new=new)


def test_a_candidate_as_good_as_the_best_is_accepted() -> None:
    assert judged().is_accepted


@pytest.mark.parametrize(("correct", "is_accepted"), [(1890, True), (1889, False)])
def test_half_a_point_below_the_best_is_allowed_and_no_more(correct: int, is_accepted: bool) -> None:
    verdict = judged(reference=reading(correct, 2000))
    assert verdict.is_accepted is is_accepted
    assert f"{correct:,} of 2,000" in verdict.why.sentence
    assert "1,890" in verdict.why.sentence


def spread(n_wrong_of_each: list[int]) -> Reading:
    """Return a reading of a hundred of each digit, with this number of each misread."""
    labels = np.repeat(np.arange(10), 100)
    guesses = labels.copy()
    for digit, n_wrong in enumerate(n_wrong_of_each):
        guesses[100 * digit : 100 * digit + n_wrong] = (digit + 1) % 10
    return Reading(labels=labels, guesses=guesses)


@pytest.mark.parametrize(("n_wrong", "is_accepted"), [(7, True), (8, False)])
def test_no_digit_may_fall_more_than_two_points_below_its_best(n_wrong: int, is_accepted: bool) -> None:
    floor = floor_of(spread([5] * 10))
    verdict = judged(floor=floor, reference=spread([5, 5, 5, 5, n_wrong, 3, 4, 5, 5, 5]))
    assert verdict.is_accepted is is_accepted
    assert is_accepted or "92 of 100 4s" in verdict.why.sentence


@pytest.mark.parametrize(("n_contradicted", "is_accepted"), [(5, True), (6, False)])
def test_a_ten_that_mostly_contradicts_what_is_known_waits_for_an_administrator(
    n_contradicted: int, is_accepted: bool
) -> None:
    verdict = judged(new=NewDigits(9, n_contradicted, n_own=10))
    assert verdict.is_accepted is is_accepted
    assert is_accepted or "Of its 9 new digits the network was nearly certain that 6 are others" in verdict.why.sentence


@pytest.mark.parametrize(("n_contradicted", "may_be_gentler"), [(2, True), (3, False)])
def test_what_was_forgotten_is_told_from_what_many_lies_undid(n_contradicted: int, may_be_gentler: bool) -> None:
    new, floor = NewDigits(9, n_contradicted, n_own=10), floor_of(spread([5] * 10))
    fallen, one_digit_fallen = spread([6] * 10), spread([5, 5, 5, 5, 8, 3, 4, 5, 5, 5])
    for reference in (fallen, one_digit_fallen):
        verdict = judged(floor=floor, reference=reference, new=new)
        assert (verdict.is_accepted, verdict.may_be_gentler) == (False, may_be_gentler)


def test_what_is_accepted_or_refused_for_other_reasons_is_not_trained_more_gently() -> None:
    worse = {"unseen": reading(80, 100), "unseen_before": reading(95, 100)}
    assert not judged(**worse).is_accepted
    verdicts = (judged(), judged(**worse), judged(new=NewDigits(9, 6, n_own=10)))
    assert not any(verdict.may_be_gentler for verdict in verdicts)


def test_the_floor_only_rises() -> None:
    """Check that a hundred versions, each a tenth of a point worse than the one before, are not all accepted."""
    floor, n_accepted = floor_of(reading(9900, 10_000)), 0
    for worse in range(1, 101):
        candidate = reading(9900 - 10 * worse, 10_000)
        if judged(floor=floor, reference=candidate).is_accepted:
            floor, n_accepted = floor.raised_by(candidate), n_accepted + 1
    assert n_accepted == 5
    assert floor == Floor(correct=9900, per_digit=(9900, *[0] * 9))


@pytest.mark.parametrize(("n_before", "n_after", "is_accepted"), [(10, 6, True), (10, 5, False), (10, 10, True)])
def test_people_s_digits_may_be_lost_by_chance_only(n_before: int, n_after: int, is_accepted: bool) -> None:
    """Lose 4 digits (probability 1/16, 0.0625) or 5 (1/32, 0.03125) and win none; 0.05 lies between."""
    verdict = judged(unseen_before=reading(n_before, 10), unseen=reading(n_after, 10))
    assert verdict.is_accepted is is_accepted


@pytest.mark.parametrize("damage", [np.nan, np.inf, 1e6])
def test_a_network_that_is_not_finite_or_exploded_is_refused_before_it_is_measured(damage: float) -> None:
    network = base_network().copy()
    network.weights[0][3, 3] = damage
    assert not judged(network=network).is_accepted


@pytest.mark.parametrize(("n_own", "most"), [(1, 0), (4, 2), (30, 15)])
def test_more_than_half_of_a_version_s_digits_contradicted_are_too_many_however_few_it_has(
    n_own: int, most: int
) -> None:
    accepted, refused = (judged(new=NewDigits(n_own, n, n_own=n_own)) for n in (most, most + 1))
    assert (accepted.is_accepted, refused.is_accepted) == (True, False)
    assert f"with more than {most} the version is refused" in refused.why.sentence


@pytest.mark.parametrize(("n_contradicted", "may_be_gentler"), [(6, True), (7, False)])
def test_of_thirty_digits_more_than_a_fifth_contradicted_are_doubtful(
    n_contradicted: int, may_be_gentler: bool
) -> None:
    verdict = judged(reference=reading(1800, 2000), new=NewDigits(27, n_contradicted, n_own=30))
    assert (verdict.is_accepted, verdict.may_be_gentler) == (False, may_be_gentler)


def test_a_reason_is_a_code_with_every_figure_of_its_sentence() -> None:
    """Judge once for each code of the gate; the page says them in its own languages."""
    exploded, broken = base_network().copy(), base_network().copy()
    exploded.weights[0][0, 0] = 123.0
    broken.weights[0][0, 0] = np.nan
    verdicts = [
        judged(),
        judged(reference=reading(1800, 2000)),
        judged(reference=spread([8, *[5] * 9]), floor=floor_of(spread([5] * 10))),
        judged(unseen=reading(2, 10), unseen_before=reading(9, 10)),
        judged(new=NewDigits(10, 6, n_own=10)),
        judged(network=exploded),
        judged(network=broken),
    ]
    codes = ["accepted", "forgot", "forgot_digit", "worse_for_people", "contradicted", "weight_too_large", "not_finite"]
    assert [verdict.why.code for verdict in verdicts] == codes
    for verdict in verdicts:
        assert verdict.why.columns == {
            "reason": SENTENCES[verdict.why.code].format(**verdict.why.params),
            "why": {"code": verdict.why.code, "params": verdict.why.params},
        }
    assert verdicts[3].why.params == {"correct": 1900, "count": 2000, "wanted": 1890, "unseen": 10, "won": 0, "lost": 7}
