"""Thresholds of certainty: the share of digits that is promised, and as few scribbles as can be."""

import numpy as np

from nn.base.thresholds import CERTAIN_SHARE, choose_thresholds, is_certain


def outputs_of(guess, tops, n_classes=3):
    outputs = np.zeros((len(tops), n_classes))
    outputs[:, guess] = tops
    return outputs


def digits_and_scribbles(rng):
    """Return outputs for 1000 zeros and 1000 ones, evenly from 0.5 to 1, and for 500 scribbles like ones, up to 0.9."""
    digits = np.concatenate([outputs_of(guess, np.linspace(0.5, 1, 1000)) for guess in (0, 1)])
    return digits, np.repeat([0, 1], 1000), outputs_of(1, rng.uniform(0.4, 0.9, 500))


def test_each_row_is_held_to_the_threshold_of_its_guess():
    outputs = np.array([[0.6, 0.2, 0.1], [0.2, 0.6, 0.1], [0.1, 0.2, 0.3]])
    assert is_certain(outputs, {"thresholds": [0.5, 0.7, 0.3]}).tolist() == [True, False, True]


def test_the_share_that_is_promised_stays_certain_and_the_digit_that_scribbles_resemble_bears_it(rng):
    digits, labels, scribbles = digits_and_scribbles(rng)
    thresholds = choose_thresholds(digits, labels, scribbles)
    assert CERTAIN_SHARE <= is_certain(digits, {"thresholds": thresholds}).mean() < CERTAIN_SHARE + 0.02
    assert thresholds[0] == 0.5  # no scribble is like a 0: none is given up
    assert thresholds[1] > 0.53


def test_one_threshold_for_all_would_let_more_scribbles_pass(rng):
    digits, labels, scribbles = digits_and_scribbles(rng)
    shared = float(np.quantile(digits.max(axis=1), 1 - CERTAIN_SHARE))
    n_certain = [
        is_certain(scribbles, {"thresholds": t}).sum()
        for t in (choose_thresholds(digits, labels, scribbles), [shared] * 3)
    ]
    assert n_certain[0] < n_certain[1]


def test_guesses_that_were_never_right_are_never_certain(rng):
    digits, labels, scribbles = digits_and_scribbles(rng)
    assert choose_thresholds(digits, labels, scribbles)[2] == 1
    assert choose_thresholds(digits, labels + 1, scribbles)[0] == 1


def test_mistakes_do_not_count(rng):
    digits, labels, scribbles = digits_and_scribbles(rng)
    more, mistaken = np.concatenate([digits, outputs_of(1, [0.1] * 900)]), np.concatenate([labels, [0] * 900])
    assert choose_thresholds(more, mistaken, scribbles) == choose_thresholds(digits, labels, scribbles)
