"""The patterns that hidden units look for, which their weights alone do not show.

Weights also answer to directions in which no picture varies, and look like noise there. A unit's pattern is what it
answers to in pictures as they are.
Letters: N pictures, D pixels, H hidden units; X (N, D), and W (D, H) the weights of the first layer.
"""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]


def patterns(W: Values, X: Values) -> Values:
    """Return the pattern of each unit (H, D): how much whiter each pixel is where the unit's input is above its mean.

    It is cov(X) w / √(w' cov(X) w), the change of each pixel for one standard deviation of the unit's input; 0 for a
    unit whose input never varies. X has at least two pictures, in [0, 1].
    Source: S. Haufe and others, *On the interpretation of weight vectors of linear models in multivariate
    neuroimaging*, NeuroImage 87 (2014), theorem 1.

    >>> X = np.array([[0, 0], [1, 1], [0, 0], [1, 1]], np.float32)  # two pixels that are always alike
    >>> patterns(np.array([[1], [0]], np.float32), X).round(3)  # the weight is on the first alone
    array([[0.577, 0.577]], dtype=float32)
    """
    centred = X - X.mean(axis=0)
    inputs = centred @ W  # (N, H)
    covariances = inputs.T @ centred / (len(X) - 1)  # (H, D)
    deviations = inputs.std(axis=0, ddof=1)
    return np.asarray(covariances / np.where(deviations > 0, deviations, 1)[:, None], np.float32)
