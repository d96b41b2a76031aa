"""Mini-batch stochastic gradient descent, as a generator of epochs: the caller prints, stores, stops.

Letters: X (N, D) inputs, Y (N, C) targets, N samples. What is made small: cost + λ / (2N) Σ w² (L2, weights only).
Source: M. Nielsen, *Neural Networks and Deep Learning* (2015), chapters 1 and 3, equation 93.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, pi

import numpy as np
from numpy.typing import NDArray

from nn.costs import COSTS
from nn.descent import Descent
from nn.metrics import Accuracy, accuracy
from nn.network import Network
from nn.optimizers import OPTIMIZERS

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
    cost: str = "cross-entropy"
    optimizer: str = "sgd"


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

    Raises ValueError where there are no samples, or not one target for each; for an optimiser that there is not, and
    for a cost that does not go with the network's outputs.
    """
    if config.optimizer not in OPTIMIZERS:
        raise ValueError(f"expected one of the optimisers {', '.join(OPTIMIZERS)}, got {config.optimizer!r}")
    if not len(X) or len(X) != len(Y):
        raise ValueError(f"expected as many inputs as targets and at least one, got {len(X)} and {len(Y)}")
    descent = Descent(network, cost=config.cost, optimizer=OPTIMIZERS[config.optimizer]())
    for number in range(1, config.n_epochs + 1):
        rate = config.learning_rate * (1 + cos(pi * (number - 1) / config.n_epochs)) / 2
        inputs, targets, rows = X, Y, rng.permutation(len(X))
        if augment is not None:
            inputs, targets, rows = augment(X[rows], rng), Y[rows], np.arange(len(X))
        decay = config.l2 / len(X)
        descent.run(inputs, targets, rows, batch_size=config.batch_size, learning_rate=rate, decay=decay)
        some = rows[:N_MEASURED]
        outputs, wanted = network.outputs(inputs[some]), targets[some]
        cost = COSTS[config.cost](outputs, wanted)
        yield Epoch(number, rate, cost, accuracy(outputs, wanted.argmax(axis=1)))
