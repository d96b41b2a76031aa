"""The teacher: a larger network whose soft answers say which digits a picture nearly is. The base network learns them.

It sees more than its pupil: in which direction the strokes run at each place. It has ReLU units and softmax outputs,
and is trained by descent with momentum. It is never served and not stored; `recipe` trains it anew.
Sources: G. Hinton, O. Vinyals, J. Dean, *Distilling the knowledge in a neural network*, arXiv:1503.02531 (2015);
C.-L. Liu and others, Pattern Recognition 37 (2004), section 4: gradients divided among directions.
Letters: N samples, D inputs, C classes, W (n_in, n_out), b (n_out,).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nn.schedules import cosine

Inputs = NDArray[np.float32]

SIDE = 28
BLUR = 1.5
"""Standard deviation in pixels. If larger, strokes may move farther and still be seen as the same."""
N_AT_ONCE = 4096
"""Rows computed together; more take more memory."""


@dataclass(frozen=True)
class TeacherConfig:
    """Choices of a teacher's training; the learning rate falls to 0 along `schedules.cosine`, step by step."""

    hidden: tuple[int, ...] = (800,)
    n_epochs: int = 10
    batch_size: int = 100
    learning_rate: float = 0.05
    momentum: float = 0.9
    decay: float = 1e-3


class Teacher:
    """A network of ReLU units and softmax outputs.

    It has its back-propagation and momentum here instead of using `Network` and `Momentum`, because these add in
    another order, and so would change the bytes of the base network. That goes when the base network is next trained.
    """

    def __init__(self, sizes: Sequence[int], rng: np.random.Generator) -> None:
        """Draw weights of variance 2 / n_in (K. He and others, arXiv:1502.01852); biases are 0."""
        shapes = list(pairwise(sizes))
        self.weights = [rng.standard_normal(shape, np.float32) * np.float32((2 / shape[0]) ** 0.5) for shape in shapes]
        self.biases = [np.zeros(n_out, np.float32) for _, n_out in shapes]

    def outputs(self, X: Inputs, temperature: float = 1.0) -> Inputs:
        """Return probabilities (N, C); a higher temperature makes them more alike (Hinton, equation 1)."""
        parts = [self._layers(X[first : first + N_AT_ONCE])[-1] for first in range(0, len(X), N_AT_ONCE)]
        softened = np.concatenate(parts) ** np.float32(1 / temperature)  # softmax(Z) ** 1/t ∝ softmax(Z / t)
        return np.asarray(softened / softened.sum(axis=1, keepdims=True), np.float32)

    def train(
        self, epochs: Sequence[Inputs], labels: NDArray[np.integer], config: TeacherConfig, rng: np.random.Generator
    ) -> Iterator[int]:
        """Learn labels (N,) from inputs (N, D), another array for each epoch in turn; yield the epoch's number."""
        speeds = [np.zeros_like(array) for array in (*self.weights, *self.biases)]
        for epoch in range(config.n_epochs):
            X, order = epochs[epoch % len(epochs)], rng.permutation(len(labels))
            for first in range(0, len(order), config.batch_size):
                rows = order[first : first + config.batch_size]
                done = (epoch + first / len(order)) / config.n_epochs
                rate = cosine(config.learning_rate, done)
                self._step(X[rows], labels[rows], speeds, np.float32(rate), config)
            yield epoch + 1

    def _step(
        self,
        X: Inputs,
        labels: NDArray[np.integer],
        speeds: list[Inputs],
        rate: np.float32,
        config: TeacherConfig,
    ) -> None:
        layers = self._layers(X)
        error = layers[-1]
        error[np.arange(len(X)), labels] -= 1  # ∂cost/∂Z of softmax outputs with the log-likelihood cost
        error /= len(X)
        for depth in reversed(range(len(self.weights))):
            gradient, bias_gradient = layers[depth].T @ error, error.sum(axis=0)
            if depth > 0:
                error = error @ self.weights[depth].T
                error *= layers[depth] > 0
            self.weights[depth] *= 1 - rate * np.float32(config.decay)
            _move(self.weights[depth], gradient, speeds[depth], rate, config.momentum)
            _move(self.biases[depth], bias_gradient, speeds[len(self.weights) + depth], rate, config.momentum)

    def _layers(self, X: Inputs) -> list[Inputs]:
        layers = [X]
        for depth, (W, b) in enumerate(zip(self.weights, self.biases, strict=True), start=1):
            Z = layers[-1] @ W
            Z += b
            layers.append(np.maximum(Z, 0, out=Z) if depth < len(self.weights) else _softmax(Z))
        return layers


def directions(X: Inputs) -> Inputs:
    """Return how strongly strokes run in four directions around each of 14 × 14 places: (N, 784), for X (N, 784).

    Sobel's gradient of each pixel is divided between the two of the four directions that it lies between, and blurred.
    The root is taken, so that faint and strong strokes count more alike.
    """
    parts = [_directions(X[first : first + N_AT_ONCE]) for first in range(0, len(X), N_AT_ONCE)]
    return np.concatenate(parts)


def _directions(X: Inputs) -> Inputs:
    P = np.pad(X.reshape(-1, SIDE, SIDE), ((0, 0), (1, 1), (1, 1)))
    across, down = P[:, :, 2:] - P[:, :, :-2], P[:, 2:] - P[:, :-2]
    gradient_x = across[:, :-2] + 2 * across[:, 1:-1] + across[:, 2:]
    gradient_y = down[:, :, :-2] + 2 * down[:, :, 1:-1] + down[:, :, 2:]
    size_x, size_y = np.abs(gradient_x), np.abs(gradient_y)
    oblique = np.minimum(size_x, size_y) * np.float32(2**0.5)
    falls = gradient_x * gradient_y > 0
    planes = (
        np.maximum(size_x - size_y, 0),
        np.maximum(size_y - size_x, 0),
        np.where(falls, oblique, 0),
        np.where(falls, 0, oblique),
    )
    blurred = np.stack([_blur() @ plane @ _blur().T for plane in planes], axis=1)  # (N, 4, 14, 14)
    return np.sqrt(blurred / 4).reshape(len(X), SIDE * SIDE)


@cache
def _blur() -> Inputs:
    """Return the matrix (14, 28), to multiply from either side, that blurs and keeps every second place."""
    places = np.arange(0, SIDE, 2) + 0.5
    profile = np.exp(-(np.subtract.outer(places, np.arange(SIDE)) ** 2) / (2 * BLUR**2))
    blur: Inputs = (profile / (np.sqrt(2 * np.pi) * BLUR)).astype(np.float32)
    return blur


def _move(parameter: Inputs, gradient: Inputs, speed: Inputs, rate: np.float32, momentum: float) -> None:
    speed *= np.float32(momentum)
    speed -= rate * gradient
    parameter += speed


def _softmax(Z: Inputs) -> Inputs:
    """Return softmax in place; each row's maximum is subtracted first, because exp overflows above 88 in float32."""
    Z -= Z.max(axis=1, keepdims=True)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=1, keepdims=True)
    return Z
