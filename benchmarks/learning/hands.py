"""Hands whose digits a network never saw: writers of pendigits, the same made odd, and writers on paper (MNIST).

Pictures of pens come from strokes, as the page sends them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from benchmarks.accuracy.ways import from_strokes
from benchmarks.learning.odd_hands import odd_hands
from nn.data.corpora import PenDigit, load_mnist
from nn.network import Network
from nn.preprocessing import as_inputs, preprocess

BELOW = 0.7
"""A digit of a hand is odd to a network that reads a smaller share of it."""
N_ON_PAPER = 100
"""Writers on paper with fewer digits are left out. If larger, fewer writers are left."""


@dataclass(frozen=True)
class Hand:
    """A person's digits in the order of writing: inputs X (N, 784), labels (N,), a network's outputs (N, 10)."""

    name: str
    X: NDArray[np.float32]
    labels: NDArray[np.int64]
    outputs: NDArray[np.float32]

    @classmethod
    def read(cls, name: str, pictures: Sequence[NDArray[np.uint8]], labels: Iterable[int], network: Network) -> "Hand":
        X = as_inputs(np.array(pictures, np.uint8).reshape(-1, 784))
        return cls(name, X, np.array([*labels], np.int64), network.outputs(X))

    def share_read(self, digit: int) -> float:
        """Return the share of this digit that the network reads."""
        of_digit = self.labels == digit
        return float((self.outputs[of_digit].argmax(axis=1) == digit).mean())


def pen_hands(digits: Sequence[PenDigit], networks: Mapping[int, Network], writers: Sequence[int]) -> list[Hand]:
    """Return the hands of these writers, each read by the network that never saw it."""
    return [
        _pen_hand(f"writer {writer}", [digit for digit in digits if digit.writer == writer], networks[writer])
        for writer in tqdm(writers, desc="hands")
    ]


def hands_with_an_odd_digit(
    digits: Sequence[PenDigit], networks: Mapping[int, Network], writers: Sequence[int], plain: Sequence[Hand]
) -> list[tuple[Hand, int]]:
    """Return hands and the digit of each that its network reads below 70 %: plain hands first, then those made odd."""
    candidates = [(hand, digit) for hand in plain for digit in np.unique(hand.labels).tolist()]
    for odd in tqdm(odd_hands(digits, writers), desc="odd hands"):
        hand = _pen_hand(f"writer {odd.writer}, {odd.oddity}", odd.digits, networks[odd.writer])
        if (hand.labels == odd.label).sum() >= 10:
            candidates.append((hand, odd.label))
    return [(hand, digit) for hand, digit in candidates if hand.share_read(digit) < BELOW]


def paper_hands(corpora: Path, network: Network, part: str) -> list[Hand]:
    """Return MNIST's writers of a hundred digits or more: of those `held back` from training, or of the `test`."""
    mnist = load_mnist(corpora)
    images, labels, numbers = mnist.test_images, mnist.test_labels, mnist.test_writers.numbers
    if part != "test":
        is_held_back = mnist.is_held_back
        images, labels = mnist.train_images[is_held_back], mnist.train_labels[is_held_back]
        numbers = mnist.train_writers.numbers[is_held_back]
    found, counts = np.unique(numbers, return_counts=True)
    hands = []
    for number in tqdm(found[counts >= N_ON_PAPER], desc="hands on paper"):
        rows = np.flatnonzero(numbers == number)
        pictures = [preprocess(images[row]) for row in rows]
        hands.append(Hand.read(f"paper {number}", pictures, labels[rows].tolist(), network))
    return hands


def _pen_hand(name: str, digits: Sequence[PenDigit], network: Network) -> Hand:
    return Hand.read(name, [from_strokes(digit) for digit in digits], [digit.label for digit in digits], network)
