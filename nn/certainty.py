"""When a network is sure of its guess: its top output reaches a threshold, chosen on digits that it never saw."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.metrics import Accuracy

CERTAIN_SHARE = 0.955
"""So much of what is read correctly must be certain; half a point above what is promised, for other hands."""


def is_certain(outputs: NDArray[np.floating], rule: dict[str, Any]) -> NDArray[np.bool_]:
    """For each row of outputs (N, C), whether its guess is to be relied on: the rule of a receipt."""
    certain: NDArray[np.bool_] = outputs.max(axis=1) >= rule["threshold"]
    return certain


def choose_threshold(outputs: NDArray[np.floating], labels: NDArray[np.integer]) -> float:
    """The largest threshold that still calls that share of what was read correctly certain; 1 where nothing was.

    Rounded down to four decimals, so that writing it down loses none of them.
    """
    of_correct = np.sort(outputs.max(axis=1)[outputs.argmax(axis=1) == labels])
    if not len(of_correct):
        return 1.0
    n_spared = len(of_correct) - int(np.ceil(CERTAIN_SHARE * len(of_correct)))
    return float(np.floor(float(of_correct[n_spared]) * 1e4) / 1e4)


def n_certain(outputs: NDArray[np.floating], rule: dict[str, Any]) -> Accuracy:
    """How many of how many are certain, right or wrong."""
    return Accuracy(int(is_certain(outputs, rule).sum()), len(outputs))
