"""Writers of pendigits who use the program: the digits that each teaches, and those that test what was learned.

The base network that a writer meets was trained without that writer (`benchmarks.folds`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from benchmarks.accuracy.ways import as_strokes
from benchmarks.variants import Drawing, draw
from nn.data.corpora import PenDigit
from nn.data.strokes import Points
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import as_inputs, place_strokes, preprocess

Written = Drawing | list[Points]
"""A written digit: a picture, or cleaned strokes."""
WRITE: dict[str, Callable[[PenDigit], Written]] = {"drawings": draw, "strokes": as_strokes}
Pictures = NDArray[np.uint8]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Writer:
    """A writer: drawings with labels to teach, and pictures (N, 784) with labels (N,) to test on."""

    number: int
    drawings: list[Written]
    labels: list[int]
    test_pictures: Pictures
    test_labels: Labels

    def read_by(self, network: Network) -> Accuracy:
        """Return how well a network reads the digits that this writer does not teach."""
        guesses = network.outputs(as_inputs(self.test_pictures)).argmax(axis=1)
        return Accuracy(int((guesses == self.test_labels).sum()), len(guesses))


def split_by_writer(
    digits: Sequence[PenDigit],
    numbers: Iterable[int],
    *,
    n_taught: int,
    write: Callable[[PenDigit], Written] = draw,
) -> list[Writer]:
    """Shuffle each writer's digits: the first `n_taught` are taught, the rest are for the test."""
    chosen = set(numbers)
    by_writer: dict[int, list[PenDigit]] = {}
    for digit in digits:
        if digit.writer in chosen:
            by_writer.setdefault(digit.writer, []).append(digit)
    return [_writer(*item, n_taught, write) for item in tqdm(sorted(by_writer.items()), desc="new writers")]


def picture_of(written: Written) -> NDArray[np.uint8]:
    """Return the picture (28, 28) that a network sees."""
    return place_strokes(written) if isinstance(written, list) else preprocess(written)


def _writer(number: int, digits: Sequence[PenDigit], n_taught: int, write: Callable[[PenDigit], Written]) -> Writer:
    order = np.random.default_rng(number).permutation(len(digits))
    taught, tested = ([digits[row] for row in rows] for rows in np.split(order, [n_taught]))
    return Writer(
        number,
        drawings=[write(digit) for digit in taught],
        labels=[digit.label for digit in taught],
        test_pictures=np.array([picture_of(write(digit)) for digit in tested], np.uint8).reshape(-1, 784),
        test_labels=np.array([digit.label for digit in tested], np.int64),
    )
