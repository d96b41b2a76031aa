"""Thresholds of certainty: the shares that are promised, and as few scribbles as can be."""

import numpy as np
import pytest

from nn.base.thresholds import CERTAIN_SHARE, LEAST_SHARE, choose_thresholds, is_certain, lowered, margins


def outputs_of(guess, tops, n_classes=3):
    outputs = np.zeros((len(tops), n_classes))
    outputs[:, guess] = tops
    return outputs


@pytest.fixture
def digits():
    """Return outputs for 1000 zeros from 0.5 to 1, and for 1000 ones, which are seen less clearly: from 0.2 to 0.6."""
    outputs = np.concatenate([outputs_of(0, np.linspace(0.5, 1, 1000)), outputs_of(1, np.linspace(0.2, 0.6, 1000))])
    return outputs, np.repeat([0, 1], 1000)


def test_a_margin_is_the_largest_less_half_of_the_second_largest():
    np.testing.assert_allclose(margins(np.array([[0.1, 0.9, 0.3], [0.5, 0.5, 0.2]])), [0.75, 0.25])


def test_each_row_is_held_to_the_threshold_of_its_guess():
    outputs = np.array([[0.6, 0.1, 0.1], [0.1, 0.6, 0.1], [0.1, 0.2, 0.6]])
    assert is_certain(outputs, {"thresholds": [0.45, 0.55, 0.35]}).tolist() == [True, False, True]


def test_a_guess_with_a_strong_runner_up_is_not_certain():
    outputs = np.array([[0.9, 0.1, 0.0], [0.9, 0.7, 0.0]])
    assert is_certain(outputs, {"thresholds": [0.6] * 3}).tolist() == [True, False]


@pytest.fixture
def scribbles(rng):
    """Return outputs for 500 scribbles, all like ones, with margins from 0.1 to 0.55."""
    return outputs_of(1, rng.uniform(0.1, 0.55, 500))


def test_the_share_that_is_promised_stays_certain_and_the_digit_that_scribbles_resemble_bears_it(digits, scribbles):
    outputs, labels = digits
    thresholds = choose_thresholds(outputs, labels, scribbles)
    assert CERTAIN_SHARE <= is_certain(outputs, {"thresholds": thresholds}).mean() < CERTAIN_SHARE + 0.02
    assert thresholds[0] == 0.5  # no scribble is like a 0: none is given up
    assert thresholds[1] > 0.22


def test_no_digit_bears_more_than_its_share(digits, scribbles):
    outputs, labels = digits
    certain = is_certain(outputs, {"thresholds": choose_thresholds(outputs, labels, scribbles)})
    assert LEAST_SHARE <= certain[labels == 1].mean() < LEAST_SHARE + 0.005


def test_guesses_that_were_never_right_are_never_certain(digits, scribbles):
    outputs, labels = digits
    assert choose_thresholds(outputs, labels, scribbles)[2] == 1
    assert choose_thresholds(outputs, labels + 1, scribbles)[0] == 1


def test_mistakes_do_not_count(digits, scribbles):
    outputs, labels = digits
    more, mistaken = np.concatenate([outputs, outputs_of(1, [0.01] * 900)]), np.concatenate([labels, [0] * 900])
    assert choose_thresholds(more, mistaken, scribbles) == choose_thresholds(outputs, labels, scribbles)


def test_thresholds_are_lowered_where_the_network_that_ships_is_less_sure(digits):
    outputs, labels = digits
    thresholds = lowered([0.9, 0.1, 0.5], outputs, labels)
    assert LEAST_SHARE <= is_certain(outputs, {"thresholds": thresholds})[labels == 0].mean() < LEAST_SHARE + 0.005
    assert thresholds[1:] == [0.1, 0.5]
