"""Mini-batch stochastic gradient descent, as a generator of epochs: the caller prints, stores, stops.

Letters: X (N, D) inputs, Y (N, C) targets, N samples. Cost: cross-entropy + λ / (2N) Σ w² (L2, weights only).
Source: M. Nielsen, *Neural Networks and Deep Learning* (2015), chapters 1 and 3, equation 93.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, pi

import numpy as np
from numpy.typing import NDArray

from nn.costs import cross_entropy
from nn.metrics import Accuracy, accuracy
from nn.network import Network

Inputs = NDArray[np.float32]
Augmentation = Callable[[Inputs, np.random.Generator], Inputs]

N_MEASURED = 5000
"""An epoch's cost and accuracy are measured on so many of its samples, for measuring all would cost half an epoch."""


@dataclass(frozen=True)
class TrainingConfig:
    """How to train. The learning rate falls from its first value to 0 along half a cosine."""

    n_epochs: int = 40
    batch_size: int = 10
    learning_rate: float = 0.5
    l2: float = 5.0


@dataclass(frozen=True)
class Epoch:
    """What one pass over the samples came to; cost and accuracy after it, on samples that it was trained on."""

    number: int
    learning_rate: float
    cost: float
    accuracy: Accuracy


def train(
    network: Network,
    X: Inputs,
    Y: Inputs,
    config: TrainingConfig,
    rng: np.random.Generator,
    *,
    augment: Augmentation | None = None,
) -> Iterator[Epoch]:
    """Trains the network in place, giving back each epoch; with `augment`, each sees the inputs anew.

    Raises ValueError where there are no samples, or not one target for each.
    """
    if not len(X) or len(X) != len(Y):
        raise ValueError(f"expected as many inputs as targets and at least one, got {len(X)} and {len(Y)}")
    for number in range(1, config.n_epochs + 1):
        learning_rate = config.learning_rate * (1 + cos(pi * (number - 1) / config.n_epochs)) / 2
        order = rng.permutation(len(X))
        inputs, targets = X[order], Y[order]
        if augment is not None:
            inputs = augment(inputs, rng)
        decay = config.l2 / len(X)
        descend(network, inputs, targets, batch_size=config.batch_size, learning_rate=learning_rate, decay=decay)
        yield _measured(network, inputs[:N_MEASURED], targets[:N_MEASURED], number, learning_rate)


def descend(network: Network, X: Inputs, Y: Inputs, *, batch_size: int, learning_rate: float, decay: float) -> None:
    """One step for each batch of consecutive rows: w ← (1 - η decay) w - η ∂cost/∂w, b ← b - η ∂cost/∂b."""
    for start in range(0, len(X), batch_size):
        step(
            network,
            X[start : start + batch_size],
            Y[start : start + batch_size],
            learning_rate=learning_rate,
            decay=decay,
        )


def step(network: Network, X: Inputs, Y: Inputs, *, learning_rate: float, decay: float) -> None:
    """One step of gradient descent on one batch, in place."""
    gradients = network.gradients(X, Y)
    for W, gradient in zip(network.weights, gradients.weights, strict=True):
        np.multiply(W, 1 - learning_rate * decay, out=W)
        np.subtract(W, np.multiply(gradient, learning_rate, out=gradient), out=W)
    for b, gradient in zip(network.biases, gradients.biases, strict=True):
        np.subtract(b, np.multiply(gradient, learning_rate, out=gradient), out=b)


def _measured(network: Network, X: Inputs, Y: Inputs, number: int, learning_rate: float) -> Epoch:
    outputs = network.outputs(X)
    return Epoch(number, learning_rate, cross_entropy(outputs, Y), accuracy(outputs, Y.argmax(axis=1)))
