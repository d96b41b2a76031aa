"""A lower bound for a training epoch: the five matrix products of each step in NumPy, and nothing else.

They are timed twice: as one would write them, which is the bound that tables name; and with weights and samples stored
as this network stores them, in the form that BLAS multiplies fastest, into arrays that exist already.
Letters: X (N, D) inputs, W weights of the hidden and V of the output layer, A (N, H) activations of the hidden layer,
D (N, H) and E (N, C) errors of both layers, N samples of a batch.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nn.network import SIZES
from nn.training import TrainingConfig

Floats = NDArray[np.float32]

AS_WRITTEN = "floor (matrix products)"
AS_USED = "the same, stored as here"


def as_written(X: Floats, _: Floats, config: TrainingConfig) -> Callable[[], object]:
    """Compute X W and A V forward; Aᵀ E, E Vᵀ and Xᵀ D back."""
    W, V, A, D, E = _operands(config.batch_size)

    def epoch() -> None:
        for start in range(0, len(X), config.batch_size):
            batch = X[start : start + config.batch_size]
            batch @ W
            A @ V
            A.T @ E
            E @ V.T
            batch.T @ D

    return epoch


def as_used(X: Floats, _: Floats, config: TrainingConfig) -> Callable[[], object]:
    """Compute the same, each transposed: Wᵀ Xᵀ and Vᵀ Aᵀ forward; Eᵀ A, V Eᵀ and Dᵀ X back."""
    w, v, a, d, e = (operand.T.copy() for operand in _operands(config.batch_size))
    A, V = a.T, v.T
    drive, output, below = np.empty_like(d), np.empty_like(e), np.empty_like(d)
    dv, dw = np.empty_like(v), np.empty_like(w)

    def epoch() -> None:
        for start in range(0, len(X), config.batch_size):
            batch = X[start : start + config.batch_size]
            w.dot(batch.T, drive)
            v.dot(a, output)
            e.dot(A, dv)
            V.dot(e, below)
            d.dot(batch, dw)

    return epoch


def _operands(n: int) -> list[Floats]:
    n_inputs, n_hidden, n_outputs = SIZES
    rng = np.random.default_rng(0)
    shapes = [(n_inputs, n_hidden), (n_hidden, n_outputs), (n, n_hidden), (n, n_hidden), (n, n_outputs)]
    return [rng.standard_normal(shape, np.float32) for shape in shapes]


BOUNDS = {AS_WRITTEN: as_written, AS_USED: as_used}
