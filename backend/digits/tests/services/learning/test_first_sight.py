"""Tests of the comparison of two networks on digits that neither has learned."""

import numpy as np
import pytest

from backend.digits.selectors.training import NO_DIGITS, StoredDigits
from backend.digits.services.learning.first_sight import BEYOND_DOUBT, PER_PERSON, compare
from backend.digits.suspicion import is_unsure
from backend.digits.tests.services.learning.people import PEOPLE, damaged
from nn.base import base_network
from nn.data.pseudo_digits import load_generator

BASE = base_network()


@pytest.fixture(scope="module")
def digits() -> StoredDigits:
    """Return two hundred digits of five people in turns, all of which the base network reads surely."""
    X, labels = load_generator().sample(400, np.random.default_rng(1))
    sure = np.flatnonzero(~is_unsure(BASE.outputs(X), labels))[:200]
    pictures = np.rint(X[sure] * 255).astype(np.uint8)
    people = [PEOPLE[number % 5] for number in range(200)]
    nothing = np.zeros(200, np.bool_)
    return StoredDigits(pictures, labels[sure].astype(np.int64), list(range(200)), people, nothing, nothing)


def test_a_network_is_not_worse_than_itself(digits: StoredDigits) -> None:
    same = compare(BASE, BASE, digits)
    assert (same.n_digits, same.n_lost, same.n_won, same.evidence) == (200, 0, 0, 0)


def test_of_no_digits_there_is_no_evidence() -> None:
    assert not compare(damaged(BASE), BASE, NO_DIGITS).is_worse


def test_a_damaged_network_is_worse_and_the_sound_one_after_it_is_not(digits: StoredDigits) -> None:
    fifty = digits.at(np.arange(50))
    worse, better = compare(damaged(BASE), BASE, fifty), compare(BASE, damaged(BASE), fifty)
    assert worse.is_worse
    assert worse.n_lost > worse.n_won
    assert not better.is_worse
    assert (better.n_lost, better.n_won) == (worse.n_won, worse.n_lost)


def test_one_person_alone_among_others_cannot_undo_a_version(digits: StoredDigits) -> None:
    is_annas = np.array([person == PEOPLE[0] for person in digits.contributors])
    annas, others = digits.at(is_annas), digits.at(~is_annas)
    alone = [compare(damaged(BASE), BASE, others.at(np.array([row]))).evidence for row in range(len(others))]
    found = compare(damaged(BASE), BASE, annas.and_then(others.at(np.array([np.argmin(np.abs(alone))]))))
    assert PER_PERSON / 2 < found.evidence < BEYOND_DOUBT
    assert compare(damaged(BASE), BASE, annas).evidence > 2 * BEYOND_DOUBT  # where nobody else drew, all counts


def test_wrong_labels_are_no_evidence(digits: StoredDigits) -> None:
    """Label each digit as the sound network reads it least and the damaged one more: that would be evidence."""
    wrong = (damaged(BASE).outputs(digits.inputs) - BASE.outputs(digits.inputs)).argmin(axis=1)
    is_lie = wrong != digits.labels
    lies = StoredDigits(
        digits.pictures[is_lie],
        wrong[is_lie],
        list(range(int(is_lie.sum()))),
        [PEOPLE[number % 5] for number in range(int(is_lie.sum()))],
        *[np.zeros(int(is_lie.sum()), np.bool_)] * 2,
    )
    assert len(lies) > 20
    assert compare(damaged(BASE), BASE, lies).n_digits == 0
