"""Whitening: inputs are mapped to components that vary alike; after training the first layer is multiplied by the map.

The pixels of a picture vary together, and descent is slow along directions that hardly vary. Z = (X - mean) axes are
the first principal components, the smaller ones enlarged. A layer W, b on Z equals the layer axes W, b - mean axes W on
X, so the network that is served takes pictures.
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
    """The linear map from inputs to components of like variance."""

    mean: Inputs  # (D,)
    axes: Inputs  # (D, K)

    def __call__(self, X: Inputs) -> Inputs:
        """Return the components Z (N, K) of inputs X (N, D)."""
        return np.asarray((X - self.mean) @ self.axes, np.float32)

    def fold(self, network: Network) -> Network:
        """Return the network on inputs (N, D) that has the outputs of this one on components (N, K)."""
        first = self.axes @ network.weights[0]
        weights = [first, *(W.copy() for W in network.weights[1:])]
        return Network(weights, [network.biases[0] - self.mean @ first, *(b.copy() for b in network.biases[1:])])


def fit_whitening(X: Inputs, *, n_components: int = 200, ridge: float = 0.02) -> Whitening:
    """Return the whitening of inputs X (N, D): component k is scaled by √((λ₁ + r) / (λₖ + r) / λ₁).

    λ are the variances of the components and r = ridge λ₁. The first component gets variance 1, and with a ridge of 0
    every other, too; a larger ridge keeps noise smaller.
    """
    mean = X.mean(axis=0, dtype=np.float64)
    variances, directions = np.linalg.eigh(np.cov(X.T, dtype=np.float64))
    variances, directions = variances[::-1][:n_components], directions[:, ::-1][:, :n_components]
    added = ridge * variances[0]
    scales = np.sqrt((variances[0] + added) / (np.maximum(variances, 0) + added) / variances[0])
    return Whitening(mean.astype(np.float32), (directions * scales).astype(np.float32))
