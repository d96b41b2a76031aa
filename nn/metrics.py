"""Accuracy with its confidence interval, and confusion matrices.

Letters: N samples, C classes; outputs (N, C), guesses (N,) and labels (N,).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Z_95 = 1.959964
"""A normal variable lies within this many standard deviations of its mean 95 % of the time."""

FEWEST = 30
"""Smaller sets are told as counts, since their interval is too wide to say anything. If larger, shares come later."""


@dataclass(frozen=True)
class Accuracy:
    """A number of correct guesses out of a count."""

    correct: int
    count: int

    @property
    def fraction(self) -> float:
        """The correct guesses divided by all; NaN where nothing was measured."""
        return self.correct / self.count if self.count else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the fraction (E. B. Wilson, JASA 22, 1927); (0, 1) where nothing was measured.

        It holds for few samples and near 0 and 1, where the usual p ± 2 s does not.

        >>> low, high = Accuracy(correct=10, count=10).interval
        >>> round(low, 3), round(high, 3)
        (0.722, 1.0)
        """
        if not self.count:
            return 0.0, 1.0
        n, p, z2 = self.count, self.fraction, Z_95**2
        centre = (p + z2 / (2 * n)) / (1 + z2 / n)
        half_width = Z_95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, centre - half_width), min(1.0, centre + half_width)


def accuracy(outputs: NDArray[np.floating], labels: NDArray[np.integer]) -> Accuracy:
    """Return the accuracy of guessing the digit with the largest output."""
    return Accuracy(correct=int((outputs.argmax(axis=1) == labels).sum()), count=len(labels))


def confusion_matrix(
    guesses: NDArray[np.integer], labels: NDArray[np.integer], *, n_classes: int = 10
) -> NDArray[np.int64]:
    """Return counts (C, C): the row is the true digit, the column the guess.

    >>> confusion_matrix(np.array([1, 1, 0]), np.array([1, 0, 0]), n_classes=2).tolist()
    [[1, 1], [0, 1]]
    """
    pairs = labels.astype(np.int64) * n_classes + guesses
    return np.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)


def accuracy_per_digit(outputs: NDArray[np.floating], labels: NDArray[np.integer]) -> list[Accuracy]:
    """Return the accuracy over the samples of each true digit, 0 first."""
    matrix = confusion_matrix(outputs.argmax(axis=1), labels, n_classes=outputs.shape[1])
    return [Accuracy(correct=int(row[digit]), count=int(row.sum())) for digit, row in enumerate(matrix)]
