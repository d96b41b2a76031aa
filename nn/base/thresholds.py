"""Thresholds of certainty: a guess is certain if its output is far enough above the runner-up's.

A misread digit usually resembles another one, too, so the margin between the two largest outputs tells more than the
largest alone: at the same share of certain guesses, half as many mistakes are certain. Digits differ in how clearly the
network sees them, so every digit has its threshold; else hardly half of the ones would be certain.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.metrics import Accuracy

Outputs = NDArray[np.floating]

CERTAIN_SHARE = 0.955
"""Of the digits read correctly, the base network shall be certain of 95 %; half a point more, because thresholds are
chosen with another network and other writers than they serve. If larger, more mistakes and scribbles are certain."""


def margins(outputs: Outputs) -> Outputs:
    """Return for each row of outputs (N, C) how far the largest is above the second largest, (N,)."""
    two_largest = np.partition(outputs, -2, axis=1)[:, -2:]
    return np.asarray(two_largest[:, 1] - two_largest[:, 0])


def is_certain(outputs: Outputs, rule: dict[str, Any]) -> NDArray[np.bool_]:
    """Tell for each row of outputs (N, C) whether its guess is certain by the rule of a receipt."""
    certain: NDArray[np.bool_] = margins(outputs) >= np.array(rule["thresholds"])[outputs.argmax(axis=1)]
    return certain


def choose_thresholds(outputs: Outputs, labels: NDArray[np.integer]) -> list[float]:
    """Return a threshold for each digit: `CERTAIN_SHARE` of the rows where it is read correctly stay certain.

    Takes the outputs (N, C) of digits with labels (N,). The threshold is 1 for a digit that was never read correctly.
    Thresholds are rounded down to four decimals, so that a receipt holds them exactly.
    """
    guess, margin = outputs.argmax(axis=1), margins(outputs)
    thresholds = []
    for digit in range(outputs.shape[1]):
        of_digit = np.sort(margin[(guess == digit) & (labels == digit)])
        n_given_up = int((1 - CERTAIN_SHARE) * len(of_digit))
        thresholds.append(float(of_digit[n_given_up]) if len(of_digit) else 1.0)
    return [float(np.floor(threshold * 1e4) / 1e4) for threshold in thresholds]


def share_certain(outputs: Outputs, rule: dict[str, Any]) -> Accuracy:
    """Return how many of all guesses are certain, right or wrong, as the `correct` of an Accuracy."""
    return Accuracy(int(is_certain(outputs, rule).sum()), len(outputs))
