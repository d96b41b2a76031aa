"""When a network is sure of its guess: its top output reaches the threshold of the digit that it guesses.

Scribbles resemble some digits more than others: a bent line nearly is a 1, and never an 8. So each digit has a
threshold of its own, all chosen together on digits and on what is no digit, neither of which the network ever saw.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.metrics import Accuracy

Outputs = NDArray[np.floating]
Counts = NDArray[np.intp]

CERTAIN_SHARE = 0.963
"""So much of what is read correctly must be certain where thresholds are chosen, by a network trained shortly: the
base network, trained for longer, is a little less sure of itself, and is promised to be certain of 95 %."""


def is_certain(outputs: Outputs, rule: dict[str, Any]) -> NDArray[np.bool_]:
    """For each row of outputs (N, C), whether its guess is to be relied on: the rule of a receipt."""
    certain: NDArray[np.bool_] = outputs.max(axis=1) >= np.array(rule["thresholds"])[outputs.argmax(axis=1)]
    return certain


def choose_thresholds(outputs: Outputs, labels: NDArray[np.integer], of_no_digits: Outputs) -> list[float]:
    """A threshold for each digit: that share of what was read correctly is certain, and the fewest no digits are.

    Outputs (N, C) of digits with labels (N,), and (M, C) of what is no digit. 1 for a digit that was never read
    correctly. Rounded down to four decimals, so that writing them down loses nothing.
    """
    is_correct = outputs.argmax(axis=1) == labels
    correct, taken_for = _tops(outputs[is_correct]), _tops(of_no_digits)
    n_spared = int((1 - CERTAIN_SHARE) * is_correct.sum())
    refused = [
        np.searchsorted(others, own[: n_spared + 1]) for own, others in zip(correct, taken_for, strict=True)
    ]  # for each digit, how many no digits are when 0, 1, 2 … of its correct guesses are given up, the least sure first
    given_up = _shared_out(refused, n_spared)
    chosen = [float(own[n]) if len(own) else 1.0 for own, n in zip(correct, given_up, strict=True)]
    return [float(np.floor(threshold * 1e4) / 1e4) for threshold in chosen]


def n_certain(outputs: Outputs, rule: dict[str, Any]) -> Accuracy:
    """How many of how many are certain, right or wrong."""
    return Accuracy(int(is_certain(outputs, rule).sum()), len(outputs))


def _tops(outputs: Outputs) -> list[Outputs]:
    """For each digit, the top outputs of what is guessed to be it, in rising order."""
    top, guess = outputs.max(axis=1), outputs.argmax(axis=1)
    return [np.sort(top[guess == digit]) for digit in range(outputs.shape[1])]


def _shared_out(gains: list[Counts], total: int) -> list[int]:
    """How much of a total each is given, so that the sum of gains[i][share] is the greatest: by dynamic programming."""
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
