"""Thresholds of certainty: a guess is certain if its output is large, and the runner-up's is not.

A misread digit usually resembles another one, too, and a scribble resembles none. So half of the second largest output
is taken off the largest. Scribbles resemble some digits
more than others: a bent line is nearly a 1, and never a 3. So every digit has its threshold. All are chosen together,
on digits and on negatives (scribbles and fragments of digits) that the network never saw.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.metrics import Accuracy

Outputs = NDArray[np.floating]
Counts = NDArray[np.intp]

RUNNER_UP = np.float32(0.5)
"""The share of the second largest output that counts against a guess. If larger, fewer mistakes are certain, and more
scribbles: at 1, 18 % of 292 mistakes and 13.5 % of scribbles and fragments; at 0, 26 % and 10.6 %."""
CERTAIN_SHARE = 0.955
"""The least share of correctly read digits that are certain. The aim is 95 %; half a point is added, because the
thresholds are chosen with another network and other writers than they are used for. If larger, more mistakes and
scribbles are certain."""
LEAST_SHARE = 0.93
"""The same for each digit by itself. If larger, more scribbles are certain; without it, only 88 % of one digit are."""


def margins(outputs: Outputs) -> Outputs:
    """Return for each row of outputs (N, C) how far the largest is above `RUNNER_UP` of the second largest, (N,)."""
    two_largest = np.partition(outputs, -2, axis=1)[:, -2:]
    return np.asarray(two_largest[:, 1] - RUNNER_UP * two_largest[:, 0])


def is_certain(outputs: Outputs, rule: dict[str, Any]) -> NDArray[np.bool_]:
    """Tell for each row of outputs (N, C) whether its guess is certain by the rule of a receipt."""
    certain: NDArray[np.bool_] = margins(outputs) >= np.array(rule["thresholds"])[outputs.argmax(axis=1)]
    return certain


def choose_thresholds(outputs: Outputs, labels: NDArray[np.integer], of_negatives: Outputs) -> list[float]:
    """Return a threshold for each digit, so that as few negatives as possible are certain.

    At least `CERTAIN_SHARE` of the digits read correctly stay certain, and at least `LEAST_SHARE` of each. Takes the
    outputs (N, C) of digits with labels (N,), and those of negatives (M, C). The threshold is 1 for a digit that was
    never read correctly. Thresholds are rounded down to four decimals, so that a receipt holds them exactly.
    """
    is_correct = outputs.argmax(axis=1) == labels
    correct, negative = _margins_by_guess(outputs[is_correct]), _margins_by_guess(of_negatives)
    # refused[digit][k]: how many negatives fall below the threshold when its k least sure right guesses are given up.
    refused = [
        np.searchsorted(of_negative, of_digit[: int((1 - LEAST_SHARE) * len(of_digit)) + 1])
        for of_digit, of_negative in zip(correct, negative, strict=True)
    ]
    given_up = _shared_out(refused, int((1 - CERTAIN_SHARE) * is_correct.sum()))
    chosen = [float(margin[n]) if len(margin) else 1.0 for margin, n in zip(correct, given_up, strict=True)]
    return [_rounded_down(threshold) for threshold in chosen]


def lowered(thresholds: Sequence[float], outputs: Outputs, labels: NDArray[np.integer]) -> list[float]:
    """Return the thresholds, lower where fewer than `LEAST_SHARE` of a digit's right guesses would be certain.

    Takes outputs (N, C) of the network that ships, for digits with labels (N,) that it never saw: it is less sure of
    some digits than the network that thresholds are chosen with.
    """
    of_digits = _margins_by_guess(outputs[outputs.argmax(axis=1) == labels])
    enough = [of_digit[int((1 - LEAST_SHARE) * len(of_digit))] if len(of_digit) else 1.0 for of_digit in of_digits]
    return [_rounded_down(min(*pair)) for pair in zip(thresholds, enough, strict=True)]


def share_certain(outputs: Outputs, rule: dict[str, Any]) -> Accuracy:
    """Return how many of all guesses are certain, right or wrong, as the `correct` of an Accuracy."""
    return Accuracy(int(is_certain(outputs, rule).sum()), len(outputs))


def _rounded_down(threshold: float) -> float:
    return float(np.floor(float(threshold) * 1e4) / 1e4)


def _margins_by_guess(outputs: Outputs) -> list[Outputs]:
    """Return, for each digit, the margins of the rows that are guessed as it, in rising order."""
    margin, guess = margins(outputs), outputs.argmax(axis=1)
    return [np.sort(margin[guess == digit]) for digit in range(outputs.shape[1])]


def _shared_out(gains: list[Counts], total: int) -> list[int]:
    """Share out at most `total` so that the sum of gains[i][share of i] is greatest, by dynamic programming."""
    best, shares = np.zeros(total + 1, np.intp), []
    for gain in gains:
        n_shares = max(1, min(len(gain), total + 1))
        options = np.full((n_shares, total + 1), -1, np.intp)  # (share, what is given out so far)
        for share in range(n_shares):
            options[share, share:] = best[: total + 1 - share] + (gain[share] if len(gain) else 0)
        shares.append(options.argmax(axis=0))
        best = options.max(axis=0)
    given: list[int] = []
    for share_of in reversed(shares):
        given.append(int(share_of[total - sum(given)]))
    return given[::-1]
