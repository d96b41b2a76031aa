"""Readers of digits: one network for MNIST's digits, networks that never saw the writer for pen digits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.pictures import kept_inputs, sha256_of_parts
from benchmarks.accuracy.ways import Way, from_strokes
from nn.base.thresholds import Guesses, is_certain
from nn.data.corpora import PenDigit, load_mnist
from nn.data.likelihoods import shipped_likelihoods
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import preprocess

Outputs = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Reading:
    """Inputs (N, 784), outputs (N, 10) and the true labels (N,)."""

    X: NDArray[np.float32]
    outputs: Outputs
    labels: NDArray[np.uint8]

    @cached_property
    def is_right(self) -> Flags:
        flags: Flags = self.outputs.argmax(axis=1) == self.labels
        return flags

    def accuracy_of(self, chosen: Flags) -> Accuracy:
        return Accuracy(int(self.is_right[chosen].sum()), int(chosen.sum()))


@dataclass(frozen=True)
class MnistPart:
    """Digits of MNIST as inputs (N, 784), their labels (N,), and which are by students (N,)."""

    X: NDArray[np.float32]
    labels: NDArray[np.uint8]
    are_by_students: Flags

    def read(self, network: Network) -> Reading:
        return Reading(self.X, network.outputs(self.X), self.labels)


@dataclass(frozen=True)
class Measured:
    """A network, its rule of certainty, and the digits of MNIST that it reads."""

    network: Network
    rule: dict[str, Any]
    test: MnistPart
    held_back: MnistPart

    def certain(self, reading: Reading) -> Flags:
        return is_certain(Guesses.of(reading.outputs, shipped_likelihoods()(reading.X)), self.rule)


@dataclass(frozen=True)
class Pens:
    """Pen digits, and for each writer a network that was trained without that writer."""

    digits: Sequence[PenDigit]
    networks: Mapping[int, Network]

    @cached_property
    def labels(self) -> NDArray[np.uint8]:
        return np.array([digit.label for digit in self.digits], np.uint8)

    @cached_property
    def writers(self) -> NDArray[np.intp]:
        return np.array([digit.writer for digit in self.digits])

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of all strokes, in their order."""
        return sha256_of_parts(stroke.tobytes() for digit in self.digits for stroke in digit.strokes)

    def read(self, way: Way = from_strokes, title: str = "from strokes") -> Reading:
        """Read every digit, made a picture in this way, by the network that never saw its writer."""
        pictures = (way(digit) for digit in self.digits)
        X = kept_inputs(pictures, len(self.digits), title, digits_sha256=self.sha256)
        outputs = np.empty((len(X), 10), np.float32)
        for writer in np.unique(self.writers):
            outputs[self.writers == writer] = self.networks[int(writer)].outputs(X[self.writers == writer])
        return Reading(X, outputs, self.labels)


def mnist_parts(corpora: Path, every: int = 1) -> tuple[MnistPart, MnistPart]:
    """Return MNIST's test digits, and its training digits by writers held back."""
    mnist = load_mnist(corpora)
    held_back = np.flatnonzero(mnist.is_held_back)[::every]
    tested = np.arange(len(mnist.test_labels))[::every]
    return (
        MnistPart(
            _placed(mnist.test_images[tested], "MNIST test digits"),
            mnist.test_labels[tested],
            mnist.test_writers.are_students[tested],
        ),
        MnistPart(
            _placed(mnist.train_images[held_back], "MNIST writers held back"),
            mnist.train_labels[held_back],
            mnist.train_writers.are_students[held_back],
        ),
    )


def _placed(drawings: NDArray[np.uint8], title: str) -> NDArray[np.float32]:
    pictures = (preprocess(drawing) for drawing in drawings)
    return kept_inputs(pictures, len(drawings), title, digits_sha256=sha256_of_parts([drawings.tobytes()]))
