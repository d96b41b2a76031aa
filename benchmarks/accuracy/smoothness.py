"""How much of a hidden unit's weights lies where no digit varies: seen as pictures, such weights look like noise."""

import numpy as np
from numpy.typing import NDArray

VARIANCE = 0.999
"""The directions in which digits vary hold this share of the pictures' variance. If larger, there are more of them, and
less of the weights lies outside."""


def share_outside(weights: NDArray[np.floating], X: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return, of each unit's weights (D, H), the share of the sum of squares outside the directions in which X varies.

    Those directions are the fewest principal components of X (N, D) that hold `VARIANCE` of its variance.
    """
    variances, directions = np.linalg.eigh(np.cov(X, rowvar=False, dtype=np.float64))
    held = np.cumsum(variances[::-1]) / variances.sum()
    n_directions = 1 + int(np.searchsorted(held, VARIANCE))
    inside = directions[:, ::-1][:, :n_directions].T @ weights
    return np.asarray(1 - (inside**2).sum(axis=0) / (weights.astype(np.float64) ** 2).sum(axis=0))
