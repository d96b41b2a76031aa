"""Thresholds of certainty: a guess is certain if the top output reaches the threshold of the digit that it names.

Scribbles resemble some digits more than others: a bent line is nearly a 1, and never an 8. So every digit has its
threshold. All are chosen together, on digits and on negatives (scribbles and fragments of digits) that the network
never saw.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.metrics import Accuracy

Outputs = NDArray[np.floating]
Counts = NDArray[np.intp]

CERTAIN_SHARE = 0.963
"""The base network shall be certain of 95 % of its correct guesses. Thresholds are chosen with a network trained for a
shorter time, whose outputs are slightly higher; so 96.3 % is asked of that one. If larger, more scribbles pass."""


def is_certain(outputs: Outputs, rule: dict[str, Any]) -> NDArray[np.bool_]:
    """Tell for each row of outputs (N, C) whether its guess is certain by the rule of a receipt."""
    certain: NDArray[np.bool_] = outputs.max(axis=1) >= np.array(rule["thresholds"])[outputs.argmax(axis=1)]
    return certain


def choose_thresholds(outputs: Outputs, labels: NDArray[np.integer], of_negatives: Outputs) -> list[float]:
    """Return a threshold for each digit, so that as few negatives as possible are certain.

    At least `CERTAIN_SHARE` of the digits read correctly stay certain. Takes the outputs (N, C) of digits with labels
    (N,), and those of negatives (M, C). The threshold is 1 for a digit that was never read correctly. Thresholds are
    rounded down to four decimals, so that a receipt holds them exactly.
    """
    is_correct = outputs.argmax(axis=1) == labels
    correct, negative = _tops(outputs[is_correct]), _tops(of_negatives)
    n_may_be_given_up = int((1 - CERTAIN_SHARE) * is_correct.sum())
    # refused[digit][k]: how many negatives fall below the threshold when its k least sure right guesses are given up.
    refused = [
        np.searchsorted(of_negative, of_digit[: n_may_be_given_up + 1])
        for of_digit, of_negative in zip(correct, negative, strict=True)
    ]
    given_up = _shared_out(refused, n_may_be_given_up)
    chosen = [float(tops[n]) if len(tops) else 1.0 for tops, n in zip(correct, given_up, strict=True)]
    return [float(np.floor(threshold * 1e4) / 1e4) for threshold in chosen]


def share_certain(outputs: Outputs, rule: dict[str, Any]) -> Accuracy:
    """Return how many of all guesses are certain, right or wrong, as the `correct` of an Accuracy."""
    return Accuracy(int(is_certain(outputs, rule).sum()), len(outputs))


def _tops(outputs: Outputs) -> list[Outputs]:
    """Return, for each digit, the top outputs of the rows that are guessed as it, in rising order."""
    top, guess = outputs.max(axis=1), outputs.argmax(axis=1)
    return [np.sort(top[guess == digit]) for digit in range(outputs.shape[1])]


def _shared_out(gains: list[Counts], total: int) -> list[int]:
    """Share out at most `total` so that the sum of gains[i][share of i] is greatest, by dynamic programming."""
    best, shares = np.zeros(total + 1, np.intp), []
    for gain in gains:
        n_shares = max(1, len(gain))
        options = np.full((n_shares, total + 1), -1, np.intp)  # (share, what is given out so far)
        for share in range(n_shares):
            options[share, share:] = best[: total + 1 - share] + (gain[share] if len(gain) else 0)
        shares.append(options.argmax(axis=0))
        best = options.max(axis=0)
    given: list[int] = []
    for share_of in reversed(shares):
        given.append(int(share_of[total - sum(given)]))
    return given[::-1]
