"""What other digit pages do, to compare with: new digits are appended to MNIST's, and all are trained on again.

It starts from the same base network, so that nothing but the way of learning differs; each ten is one epoch over all.
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
class Appended:
    """Trains its network in place."""

    network: Network
    X: Inputs
    """What was there before (N, 784), with the outputs wanted for it, Y (N, 10)."""
    Y: Inputs
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(0))

    def learn(self, X: Inputs, labels: NDArray[np.integer]) -> None:
        """Append these, and train again."""
        self.X, self.Y = np.concatenate([self.X, X]), np.concatenate([self.Y, one_hot(labels, 10)])
        for _ in train(self.network, self.X, self.Y, CONFIG, self.rng):
            pass
