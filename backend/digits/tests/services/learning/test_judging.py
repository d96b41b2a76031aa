"""Tests of the digits by which the gate judges: lies, and copies of what is held out, cannot be many of them."""

from dataclasses import replace
from uuid import uuid4

import numpy as np
import pytest

from backend.digits.selectors.training import NO_DIGITS, StoredDigits
from backend.digits.services.learning.sampling import N_IN_DOUBT, judging
from backend.digits.suspicion import is_unsure
from backend.digits.tests.services.learning.people import PEOPLE
from nn.base import base_network
from nn.data.pseudo_digits import load_generator


@pytest.fixture(scope="module")
def honest() -> StoredDigits:
    """Return a hundred digits of five people of whose labels the base network is sure."""
    X, labels = load_generator().sample(200, np.random.default_rng(1))
    sure = np.flatnonzero(~is_unsure(base_network().outputs(X), labels))[:100]
    nothing = np.zeros(100, np.bool_)
    pictures = np.rint(X[sure] * 255).astype(np.uint8)
    people = [PEOPLE[number % 5] for number in range(100)]
    return StoredDigits(pictures, labels[sure].astype(np.int64), list(range(100)), people, nothing, nothing)


def as_lies(digits: StoredDigits, label: int) -> StoredDigits:
    """Return the digits of other labels, each of another contributor, labelled as this one."""
    lies = digits.at(digits.labels != label)
    n = len(lies)
    contributors = [uuid4() for _ in range(n)]
    return replace(lies, labels=np.full(n, label), ids=list(range(1000, 1000 + n)), contributors=contributors)


def test_what_the_base_network_is_sure_of_judges(honest: StoredDigits) -> None:
    assert judging(honest).ids == honest.ids


def test_sixty_lies_of_one_label_judge_like_two_digits(honest: StoredDigits) -> None:
    X, labels = load_generator().sample(120, np.random.default_rng(2))
    nothing = np.zeros(120, np.bool_)
    pictures = np.rint(X * 255).astype(np.uint8)
    others = StoredDigits(pictures, labels.astype(np.int64), list(range(120)), [None] * 120, nothing, nothing)
    lies = as_lies(others, 9).at(np.arange(60))
    judges = judging(honest.and_then(lies))
    assert len(set(judges.ids) & set(lies.ids)) == N_IN_DOUBT
    assert set(judges.ids) >= set(honest.ids)


def test_copies_judge_once_with_the_label_that_came_first(honest: StoredDigits) -> None:
    copies = replace(honest.at(np.zeros(60, np.intp)), labels=np.full(60, (honest.labels[0] + 1) % 10))
    copies = replace(copies, ids=list(range(1000, 1060)))
    assert judging(honest.and_then(copies)).ids == honest.ids


def test_what_one_person_alone_drew_judges_in_full(honest: StoredDigits) -> None:
    odd = as_lies(honest, 9)
    odd = replace(odd, contributors=[PEOPLE[0]] * len(odd))
    assert judging(odd).ids == odd.ids


def test_where_there_are_no_digits_none_judge() -> None:
    assert len(judging(NO_DIGITS)) == 0
