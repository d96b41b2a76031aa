"""Tests of the second opinion on the digits of a number."""

import hashlib
import json

import numpy as np
import pytest

from nn.data.pseudo_digits import load_generator
from nn.online.memory import remember
from nn.online.second_opinion import MOST, PENS_FILE, pen_likelihoods, with_second_opinion


def row(**outputs: float) -> np.ndarray:
    """Return one row of ten values, 0 but for those that are given as `_7=0.9`."""
    values = np.zeros((1, 10), np.float32)
    for name, value in outputs.items():
        values[0, int(name[1:])] = value
    return values


FOR_ONE, FOR_SEVEN = -1000 * (1 - row(_1=1)), -1000 * (1 - row(_7=1))


def test_where_the_network_doubts_the_mixtures_decide():
    outputs = row(_7=0.5, _1=0.3)
    assert with_second_opinion(outputs, outputs, FOR_ONE).argmax() == 1
    assert with_second_opinion(outputs, outputs, FOR_SEVEN).argmax() == 7


def test_a_network_that_is_sure_is_not_outvoted():
    outputs = row(_7=0.95, _1=0.95 - MOST - 0.01)
    assert with_second_opinion(outputs, outputs, FOR_ONE).argmax() == 7
    nearer = row(_7=0.95, _1=0.95 - MOST + 0.01)
    assert with_second_opinion(nearer, nearer, FOR_ONE).argmax() == 1


def test_what_the_hands_memory_has_changed_is_not_outvoted_however_narrowly():
    alone, corrected = row(_1=0.9, _7=0.2), row(_1=0.49, _7=0.5)
    assert (with_second_opinion(alone, corrected, FOR_ONE) == corrected).all()


def test_each_row_is_judged_for_itself_and_outputs_stay_between_0_and_1():
    outputs = np.concatenate([row(_7=0.5, _1=0.3), row(_1=0.5, _7=0.3), row(_1=1)])
    opinions = np.concatenate([FOR_ONE - 500, FOR_ONE, FOR_SEVEN - 500])
    together = with_second_opinion(outputs, outputs, opinions)
    assert together.argmax(axis=1).tolist() == [1, 1, 1]
    assert (together >= 0).all()
    assert (together <= 1).all()
    for one, opinion, all_in_one in zip(outputs, opinions, together, strict=True):
        assert (with_second_opinion(one[None], one[None], opinion[None]) == all_in_one).all()


def test_nothing_is_changed_where_the_mixtures_have_no_preference():
    outputs = row(_7=0.5, _1=0.3)
    assert (with_second_opinion(outputs, outputs, np.full((1, 10), -300, np.float32)) == outputs).all()


def test_a_corrected_digit_is_read_as_it_was_corrected_whatever_the_mixtures_say(rng):
    """A hand's memory holds pictures of 4 as 9: it reads them so, against mixtures that insist on 4."""
    X, labels = load_generator().sample(400, rng)
    fours = X[labels == 4][:12]
    alone = np.tile(row(_4=0.97, _9=0.05), (len(fours), 1))
    memory = remember(fours, np.full(len(fours), 9), alone)
    corrected = memory.correct(fours, alone)
    insisting = np.tile(-1000 * (1 - row(_4=1)), (len(fours), 1))
    assert corrected.argmax(axis=1).tolist() == [9] * len(fours)
    assert with_second_opinion(alone, corrected, insisting).argmax(axis=1).tolist() == [9] * len(fours)


def test_the_shipped_mixtures_are_those_of_their_receipt():
    receipt = json.loads(PENS_FILE.with_suffix(".json").read_text())
    assert hashlib.sha256(PENS_FILE.read_bytes()).hexdigest() == receipt["sha256"]
    assert receipt["command"] == "python -m nn pens --seed 0"


def test_the_shipped_mixtures_tell_pseudo_digits_apart(rng):
    X, labels = load_generator().sample(1000, rng)
    assert (pen_likelihoods()(X).argmax(axis=1) == labels).mean() > 0.9


@pytest.mark.parametrize("n", [0, 1])
def test_few_pictures_are_no_special_case(n):
    outputs = np.tile(row(_7=0.5, _1=0.3), (n, 1))
    assert with_second_opinion(outputs, outputs, outputs).shape == (n, 10)
