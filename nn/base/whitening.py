"""Inputs turned so that their main directions vary alike, for learning; folded into the first layer when it is done.

The pixels of a picture vary together, and descent is slow along what hardly varies. Z = (X - mean) axes are the first
principal components, the smaller ones raised; a layer W, b on Z is the layer axes W, b - mean axes W on X: the same
network, so that what is served sees pictures.
Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, *Efficient BackProp* (1998), section 4.3.
Letters: N samples, D inputs, K components.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.network import Network

Inputs = NDArray[np.float32]


@dataclass(frozen=True)
class Whitening:
    mean: Inputs  # (D,)
    axes: Inputs  # (D, K)

    def __call__(self, X: Inputs) -> Inputs:
        """The components Z (N, K) of inputs X (N, D)."""
        return np.asarray((X - self.mean) @ self.axes, np.float32)

    def fold(self, network: Network) -> Network:
        """The network on inputs (N, D) that gives what the one on components (N, K) gives."""
        first = self.axes @ network.weights[0]
        weights = [first, *(W.copy() for W in network.weights[1:])]
        return Network(weights, [network.biases[0] - self.mean @ first, *(b.copy() for b in network.biases[1:])])


def fit_whitening(X: Inputs, *, n_components: int = 200, ridge: float = 0.02) -> Whitening:
    """The whitening of inputs X (N, D): component k is scaled by √((λ₁ + r) / (λₖ + r) / λ₁).

    λ are the variances of the components and r = ridge λ₁. So the first component has variance 1 and, with a ridge of
    0, every other, too; a ridge keeps noise small.
    """
    mean = X.mean(axis=0, dtype=np.float64)
    variances, directions = np.linalg.eigh(np.cov(X.T, dtype=np.float64))
    variances, directions = variances[::-1][:n_components], directions[:, ::-1][:, :n_components]
    added = ridge * variances[0]
    scales = np.sqrt((variances[0] + added) / (np.maximum(variances, 0) + added) / variances[0])
    return Whitening(mean.astype(np.float32), (directions * scales).astype(np.float32))
