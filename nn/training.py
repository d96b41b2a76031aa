"""Mini-batch stochastic gradient descent, as a generator of epochs: the caller prints, stores, stops.

It minimises cost + λ / (2N) Σ w² (L2, weights only).
Letters: X (N, D) inputs, Y (N, C) targets, N samples.
Source: M. Nielsen, *Neural Networks and Deep Learning* (2015), chapters 1 and 3, equation 93.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.costs import COSTS
from nn.descent import Descent
from nn.metrics import Accuracy, accuracy
from nn.network import Network
from nn.optimizers import OPTIMIZERS
from nn.schedules import cosine

Inputs = NDArray[np.float32]
Augmentation = Callable[[Inputs, np.random.Generator], Inputs]

N_MEASURED = 5000
"""Samples on which an epoch's cost and accuracy are measured. If more, epochs take longer: with all, by half."""


@dataclass(frozen=True)
class TrainingConfig:
    """Choices of a training; the learning rate falls to 0 along `schedules.cosine`."""

    n_epochs: int = 40
    batch_size: int = 10
    learning_rate: float = 0.5
    l2: float = 5.0
    cost: str = "cross-entropy"
    optimizer: str = "sgd"


@dataclass(frozen=True)
class Epoch:
    """The result of one pass over the samples: cost and accuracy after it, on samples that it trained on."""

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
    """Train the network in place and yield each epoch; with `augment`, each epoch changes the inputs anew.

    Raises ValueError without samples or without one target for each, for an unknown optimiser, and for a cost that
    does not go with the network's outputs.
    """
    if config.optimizer not in OPTIMIZERS:
        raise ValueError(f"expected one of the optimisers {', '.join(OPTIMIZERS)}, got {config.optimizer!r}")
    if not len(X) or len(X) != len(Y):
        raise ValueError(f"expected as many inputs as targets and at least one, got {len(X)} and {len(Y)}")
    descent = Descent(network, cost=config.cost, optimizer=OPTIMIZERS[config.optimizer]())
    for number in range(1, config.n_epochs + 1):
        rate = cosine(config.learning_rate, number - 1, config.n_epochs)
        inputs, targets, rows = X, Y, rng.permutation(len(X))
        if augment is not None:
            inputs, targets, rows = augment(X[rows], rng), Y[rows], np.arange(len(X))
        decay = config.l2 / len(X)
        descent.run(inputs, targets, rows, batch_size=config.batch_size, learning_rate=rate, decay=decay)
        measured = rows[:N_MEASURED]
        outputs, wanted = network.outputs(inputs[measured]), targets[measured]
        cost = COSTS[config.cost](outputs, wanted)
        yield Epoch(number, rate, cost, accuracy(outputs, wanted.argmax(axis=1)))
