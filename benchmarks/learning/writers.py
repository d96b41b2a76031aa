"""Writers of pendigits as people who come to draw here: what each teaches, in which order, and what tests the teaching.

Nobody's digits are in the base network that they meet: see `folds`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.variants import Drawing, draw
from nn.corpora import PenDigit
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import as_inputs, preprocess
from nn.progress import with_bar

Pictures = NDArray[np.uint8]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Hand:
    """What a writer teaches, drawing by drawing, and as many pictures (N, 784) with labels (N,) to test on."""

    writer: int
    drawings: list[Drawing]
    labels: list[int]
    test_pictures: Pictures
    test_labels: Labels

    def read_by(self, network: Network) -> Accuracy:
        """How well a network reads the digits that this writer does not teach."""
        guesses = network.outputs(as_inputs(self.test_pictures)).argmax(axis=1)
        return Accuracy(int((guesses == self.test_labels).sum()), len(guesses))


def hands(digits: Sequence[PenDigit], writers: Iterable[int], *, n_taught: int) -> list[Hand]:
    """Each writer's digits, shuffled: the first `n_taught` are taught, the rest is what is tested on."""
    chosen = set(writers)
    by_writer: dict[int, list[PenDigit]] = {}
    for digit in digits:
        if digit.writer in chosen:
            by_writer.setdefault(digit.writer, []).append(digit)
    n_hands = len(by_writer)
    return [_hand(*item, n_taught) for item in with_bar(sorted(by_writer.items()), n_hands, "hands that are new")]


def _hand(writer: int, digits: Sequence[PenDigit], n_taught: int) -> Hand:
    order = np.random.default_rng(writer).permutation(len(digits))
    taught, tested = ([digits[row] for row in rows] for rows in np.split(order, [n_taught]))
    return Hand(
        writer,
        drawings=[draw(digit) for digit in taught],
        labels=[digit.label for digit in taught],
        test_pictures=np.array([preprocess(draw(digit)) for digit in tested], np.uint8).reshape(-1, 784),
        test_labels=np.array([digit.label for digit in tested], np.int64),
    )
