"""How wrong ten outputs are: the cross-entropy of independent sigmoid outputs, and its derivative.

Letters: A (N, C) outputs in [0, 1], Y (N, C) targets in [0, 1], soft or one-hot, N samples, C classes.
Source: M. Nielsen, *Neural Networks and Deep Learning* (2015), chapter 3, equations 57 and 63.
"""

import numpy as np
from numpy.typing import NDArray

from nn.activations import Floats

TINY = 1e-7
"""Outputs are kept this far from 0 and 1, where the logarithm ends; about the spacing of float32 near 1."""


def cross_entropy(A: Floats, Y: Floats) -> float:
    """The mean over samples of -Σ [y ln a + (1 - y) ln(1 - a)], in nats.

    >>> round(cross_entropy(np.array([[0.5]]), np.array([[1.0]])), 4)  # ln 2
    0.6931
    """
    P = A.astype(np.float64).clip(TINY, 1 - TINY)
    return float(-(Y * np.log(P) + (1 - Y) * np.log1p(-P)).sum(axis=1).mean())


def cross_entropy_error(A: Floats, Y: Floats) -> Floats:
    """∂cost/∂Z of one sample's sigmoid outputs: A - Y. The sigmoid's slope cancels (equation 68)."""
    return A - Y


def one_hot(labels: NDArray[np.integer], n_classes: int = 10) -> NDArray[np.float32]:
    """Labels (N,) as targets (N, C): 1 in the column of the label, else 0."""
    targets: NDArray[np.float32] = np.eye(n_classes, dtype=np.float32)[labels]
    return targets
