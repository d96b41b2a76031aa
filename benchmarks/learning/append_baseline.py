"""A baseline that other digit pages use: append new digits to MNIST's, and train on all of them again.

It starts from the same base network, so that only the way of learning differs. Each `learn` is one epoch over all.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nn.costs import one_hot
from nn.network import Network
from nn.training import TrainingConfig, train

Inputs = NDArray[np.float32]

CONFIG = TrainingConfig(n_epochs=1, learning_rate=0.1, l2=0.1)


@dataclass
class AppendBaseline:
    """A network that is trained in place."""

    network: Network
    X: Inputs
    """The inputs so far (N, 784), with their targets Y (N, 10)."""
    Y: Inputs
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(0))

    def learn(self, X: Inputs, labels: NDArray[np.integer]) -> None:
        """Append inputs (N, 784) with labels (N,), and train for one epoch over all."""
        self.X, self.Y = np.concatenate([self.X, X]), np.concatenate([self.Y, one_hot(labels, 10)])
        for _ in train(self.network, self.X, self.Y, CONFIG, self.rng):
            pass
