"""The teacher: a small convolutional network whose soft answers say which digits a picture nearly is.

The base network is trained on these answers. The teacher recognises what 30 units cannot find by themselves: the same
part of a stroke in another place. The teacher is never served and not stored; `recipe` trains it anew.
Source: G. Hinton, O. Vinyals, J. Dean, *Distilling the knowledge in a neural network*, arXiv:1503.02531 (2015).
Letters: N samples, C classes; X (N, 784) pictures, 0-255.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.base.layers import Convolution, Dense, Floats, LargestOfFour, Layer, Relu
from nn.schedules import cosine

Pictures = NDArray[np.uint8]

SIDE = 28
N_CLASSES = 10
N_AT_ONCE = 500
"""Pictures computed together; more take more memory."""
MOST_SHIFT = 1
"""Pixels by which a batch is moved at most, up or down and sideways. If larger, the teacher relies less on where a
stroke lies."""


@dataclass(frozen=True)
class TeacherConfig:
    """Choices of a teacher and its training; the learning rate falls to 0 along `schedules.cosine`, step by step."""

    channels: tuple[int, int] = (16, 32)
    """The number of 5 × 5 kernels, and of the 3 × 3 kernels after them. If one is larger, or `n_hidden` is, the teacher
    reads better and takes longer."""
    n_hidden: int = 128
    n_epochs: int = 10
    batch_size: int = 100
    learning_rate: float = 0.05
    momentum: float = 0.9
    decay: float = 5e-4


class Teacher:
    """Convolution 5 × 5, halving, convolution 3 × 3, halving, dense, dense; ReLU units and softmax outputs."""

    def __init__(self, config: TeacherConfig, rng: np.random.Generator) -> None:
        """Draw the initial weights."""
        first, second = config.channels
        self.config = config
        self.layers: list[Layer] = [
            Convolution(1, first, 5, rng),  # (first, 24, 24, N)
            LargestOfFour(),  # (first, 12, 12, N)
            Convolution(first, second, 3, rng),  # (second, 10, 10, N)
            LargestOfFour(),  # (second, 5, 5, N)
            Dense(second * 25, config.n_hidden, rng),
            Relu(),
            Dense(config.n_hidden, N_CLASSES, rng),
        ]
        self.speeds = [[np.zeros_like(array) for array in layer.parameters] for layer in self.layers]

    def outputs(self, X: Pictures, temperature: float = 1.0) -> Floats:
        """Return probabilities (N, C); a higher temperature makes them more alike (Hinton, equation 1)."""
        parts = [
            _softmax(self.logits(_samples_last(X[first : first + N_AT_ONCE])) / np.float32(temperature)).T
            for first in range(0, len(X), N_AT_ONCE)
        ]
        return np.concatenate(parts)

    def train(self, sets: Sequence[Pictures], labels: NDArray[np.integer], rng: np.random.Generator) -> Iterator[int]:
        """Learn labels (N,) of pictures (N, 784), another set for each epoch in turn; yield the epoch's number."""
        config = self.config
        for epoch in range(config.n_epochs):
            X, order = sets[epoch % len(sets)], rng.permutation(len(labels))
            for first in range(0, len(order), config.batch_size):
                rows = order[first : first + config.batch_size]
                done = (epoch + first / len(order)) / config.n_epochs
                down, right = rng.integers(-MOST_SHIFT, MOST_SHIFT + 1, size=2)
                x = np.roll(_samples_last(X[rows]), (down, right), axis=(1, 2))  # the edges are empty
                self._step(x, labels[rows], np.float32(cosine(config.learning_rate, done)))
            yield epoch + 1

    def gradients(self, x: Floats, labels: NDArray[np.integer]) -> list[Floats]:
        """Return the gradients of the mean log-likelihood cost of samples x (1, 28, 28, N), as layers hold them."""
        error = _softmax(self.logits(x))
        error[labels, np.arange(len(labels))] -= 1  # ∂cost/∂Z of softmax outputs with the log-likelihood cost
        error /= len(labels)
        for layer in reversed(self.layers[1:]):
            layer.differentiate(error)
            error = layer.backward(error)
        self.layers[0].differentiate(error)
        return [gradient for layer in self.layers for gradient in layer.gradients]

    def _step(self, x: Floats, labels: NDArray[np.integer], rate: np.float32) -> None:
        config = self.config
        self.gradients(x, labels)
        for layer, speeds in zip(self.layers, self.speeds, strict=True):
            for parameter, gradient, speed in zip(layer.parameters, layer.gradients, speeds, strict=True):
                np.multiply(speed, np.float32(config.momentum), out=speed)
                np.subtract(speed, rate * (gradient + np.float32(config.decay) * parameter), out=speed)
                np.add(parameter, speed, out=parameter)

    def logits(self, x: Floats) -> Floats:
        """Return the weighted inputs Z (C, N) of the outputs, for samples x (1, 28, 28, N)."""
        for layer in self.layers:
            x = layer.forward(x)
        return x


def _samples_last(X: Pictures) -> Floats:
    """Return pictures (N, 784) as (1, 28, 28, N) in [0, 1]."""
    x = np.ascontiguousarray(X.T, np.float32).reshape(1, SIDE, SIDE, len(X))
    x /= 255
    return x


def _softmax(Z: Floats) -> Floats:
    """Return the softmax of each column of Z (C, N); its maximum is subtracted first: exp overflows above 88."""
    Y = np.exp(Z - Z.max(axis=0))
    return np.asarray(Y / Y.sum(axis=0))
