"""Readers of digits: the base network for MNIST's test digits, networks that never saw the writer for pen digits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from benchmarks.variants import Draw, Drawing, draw
from nn.base import base_network
from nn.data.corpora import PenDigit, load_mnist
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import as_inputs, preprocess

Outputs = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Reading:
    """Outputs (N, 10) and the true labels (N,)."""

    outputs: Outputs
    labels: NDArray[np.uint8]

    @cached_property
    def is_right(self) -> Flags:
        flags: Flags = self.outputs.argmax(axis=1) == self.labels
        return flags

    def accuracy_of(self, chosen: Flags) -> Accuracy:
        return Accuracy(int(self.is_right[chosen].sum()), int(chosen.sum()))


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

    def read(self, draw_digit: Draw = draw, title: str = "plain drawings") -> Reading:
        """Read every digit, drawn by `draw_digit`."""
        drawings = (draw_digit(digit) for digit in self.digits)
        return Reading(self.outputs(drawings, self.writers, title), self.labels)

    def outputs(self, drawings: Iterable[Drawing], writers: NDArray[np.intp], title: str) -> Outputs:
        """Return the outputs for drawings of these writers (N,), each from the network that never saw the writer."""
        X = inputs(drawings, len(writers), title)
        outputs = np.empty((len(X), 10), np.float32)
        for writer in np.unique(writers):
            outputs[writers == writer] = self.networks[int(writer)].outputs(X[writers == writer])
        return outputs


def read_mnist(corpora: Path, every: int = 1) -> Reading:
    mnist = load_mnist(corpora)
    pictures, labels = mnist.test_images[::every], mnist.test_labels[::every]
    return Reading(base_network().outputs(inputs(pictures, len(pictures), "MNIST test digits")), labels)


def inputs(drawings: Iterable[Drawing], n: int, title: str) -> NDArray[np.float32]:
    return as_inputs(np.array([preprocess(drawing) for drawing in tqdm(drawings, title, n)]))
