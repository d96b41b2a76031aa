"""Features of pictures: the amount of line in each of four directions around each of 49 points.

Two drawings of a form are nearer to one another in them than in pixels, since a line that lies a little elsewhere still
counts. Source: N. Dalal, B. Triggs, *Histograms of oriented gradients for human detection* (CVPR 2005). Here four
directions and Gaussian cells are enough, and nothing is normalised, because pictures have the same contrast anyway.
Letters: N pictures, F = 196 features.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SIDE = 28
STEP = 4
"""Pixels between the points around which lines are counted. If larger, there are fewer features."""
SPREAD = 2.0
"""Standard deviation in pixels of the Gaussian in which they are counted. If larger, a line may lie farther away and
still count as the same."""
N_DIRECTIONS = 4
N_AT_ONCE = 20
"""Pictures whose lines are found together. If more, they do not stay in the processor's cache."""


def _pool() -> Floats:
    """Return the weight of each of the 28 rows, or columns, of a picture at each of the 7 points, (28, 7)."""
    points, pixels = np.arange((STEP - 1) / 2, SIDE, STEP), np.arange(SIDE)
    near = np.exp(-np.square(np.subtract.outer(pixels, points)) / (2 * SPREAD**2))
    pool: Floats = (near / near.sum(axis=0)).astype(np.float32)
    return pool


POOL = _pool()
N_POINTS = POOL.shape[1]
N_FEATURES = N_DIRECTIONS * N_POINTS**2


def oriented_gradients(X: Floats) -> Floats:
    """Return the features (N, 196) of pictures X (N, 784): the lines of 4 directions around 7 × 7 points.

    Square roots are taken of the sums, so that a short bar counts beside a long stem.
    """
    features = np.empty((len(X), N_FEATURES), np.float32)
    for first in range(0, len(X), N_AT_ONCE):
        lines = _lines(X[first : first + N_AT_ONCE].reshape(-1, SIDE, SIDE))
        rows = (lines.reshape(-1, SIDE) @ POOL).reshape(-1, SIDE, N_POINTS)  # (4 n, 28, 7)
        pooled = np.ascontiguousarray(np.swapaxes(rows, 1, 2)).reshape(-1, SIDE) @ POOL  # (4 n 7, 7)
        by_picture = np.swapaxes(pooled.reshape(N_DIRECTIONS, -1, N_POINTS**2), 0, 1)
        np.sqrt(by_picture.reshape(-1, N_FEATURES), out=features[first : first + N_AT_ONCE])
    return features


def _lines(pictures: Floats) -> Floats:
    """Return how much line of each direction goes through each pixel of pictures (n, 28, 28): (4, n, 28, 28).

    They are found by the gradient, whose angle is doubled, since it points to opposite sides along the two edges of a
    line.
    """
    across, down = np.zeros_like(pictures), np.zeros_like(pictures)
    np.subtract(pictures[:, :, 2:], pictures[:, :, :-2], out=across[:, :, 1:-1])
    np.subtract(pictures[:, 2:], pictures[:, :-2], out=down[:, 1:-1])
    product = across * down
    across *= across
    down *= down
    per_length = 1 / np.sqrt(across + down + np.float32(1e-12))
    lines = np.empty((N_DIRECTIONS, *pictures.shape), np.float32)
    np.multiply(across - down, per_length, out=lines[0])  # upright; level ones with the sign changed
    np.multiply(product, 2 * per_length, out=lines[1])  # rising; falling ones with the sign changed
    np.negative(lines[:2], out=lines[2:])
    return np.maximum(lines, 0, out=lines)
