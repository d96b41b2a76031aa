"""Writers of pendigits who use the program: the digits that each teaches, and those that test what was learned.

The base network that a writer meets was trained without that writer (`benchmarks.folds`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from benchmarks.variants import Drawing, draw
from nn.data.corpora import PenDigit
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import as_inputs, preprocess

Pictures = NDArray[np.uint8]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Writer:
    """A writer: drawings with labels to teach, and pictures (N, 784) with labels (N,) to test on."""

    number: int
    drawings: list[Drawing]
    labels: list[int]
    test_pictures: Pictures
    test_labels: Labels

    def read_by(self, network: Network) -> Accuracy:
        """Return how well a network reads the digits that this writer does not teach."""
        guesses = network.outputs(as_inputs(self.test_pictures)).argmax(axis=1)
        return Accuracy(int((guesses == self.test_labels).sum()), len(guesses))


def split_by_writer(digits: Sequence[PenDigit], numbers: Iterable[int], *, n_taught: int) -> list[Writer]:
    """Shuffle each writer's digits: the first `n_taught` are taught, the rest are for the test."""
    chosen = set(numbers)
    by_writer: dict[int, list[PenDigit]] = {}
    for digit in digits:
        if digit.writer in chosen:
            by_writer.setdefault(digit.writer, []).append(digit)
    return [_writer(*item, n_taught) for item in tqdm(sorted(by_writer.items()), desc="new writers")]


def _writer(number: int, digits: Sequence[PenDigit], n_taught: int) -> Writer:
    order = np.random.default_rng(number).permutation(len(digits))
    taught, tested = ([digits[row] for row in rows] for rows in np.split(order, [n_taught]))
    return Writer(
        number,
        drawings=[draw(digit) for digit in taught],
        labels=[digit.label for digit in taught],
        test_pictures=np.array([preprocess(draw(digit)) for digit in tested], np.uint8).reshape(-1, 784),
        test_labels=np.array([digit.label for digit in tested], np.int64),
    )
