"""Thresholds of certainty: the share that is promised, for each digit, by the margin to the runner-up."""

import numpy as np
import pytest

from nn.base.thresholds import CERTAIN_SHARE, choose_thresholds, is_certain, margins


def outputs_of(guess, tops, n_classes=3):
    outputs = np.zeros((len(tops), n_classes))
    outputs[:, guess] = tops
    return outputs


@pytest.fixture
def digits():
    """Return outputs for 1000 zeros from 0.5 to 1, and for 1000 ones, which are seen less clearly: from 0.2 to 0.6."""
    outputs = np.concatenate([outputs_of(0, np.linspace(0.5, 1, 1000)), outputs_of(1, np.linspace(0.2, 0.6, 1000))])
    return outputs, np.repeat([0, 1], 1000)


def test_a_margin_is_the_distance_of_the_two_largest():
    np.testing.assert_allclose(margins(np.array([[0.1, 0.9, 0.3], [0.5, 0.5, 0.2]])), [0.6, 0])


def test_each_row_is_held_to_the_threshold_of_its_guess():
    outputs = np.array([[0.6, 0.1, 0.1], [0.1, 0.6, 0.1], [0.1, 0.2, 0.6]])
    assert is_certain(outputs, {"thresholds": [0.45, 0.55, 0.35]}).tolist() == [True, False, True]


def test_a_guess_with_a_strong_runner_up_is_not_certain():
    outputs = np.array([[0.9, 0.1, 0.0], [0.9, 0.7, 0.0]])
    assert is_certain(outputs, {"thresholds": [0.5] * 3}).tolist() == [True, False]


def test_of_every_digit_the_share_that_is_promised_stays_certain(digits):
    outputs, labels = digits
    certain = is_certain(outputs, {"thresholds": choose_thresholds(outputs, labels)})
    for digit in (0, 1):
        assert CERTAIN_SHARE <= certain[labels == digit].mean() < CERTAIN_SHARE + 0.005


def test_guesses_that_were_never_right_are_never_certain(digits):
    outputs, labels = digits
    assert choose_thresholds(outputs, labels)[2] == 1
    assert choose_thresholds(outputs, labels + 1)[0] == 1


def test_mistakes_do_not_count(digits):
    outputs, labels = digits
    more, mistaken = np.concatenate([outputs, outputs_of(1, [0.01] * 900)]), np.concatenate([labels, [0] * 900])
    assert choose_thresholds(more, mistaken) == choose_thresholds(outputs, labels)
