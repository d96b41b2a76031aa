"""Augmentation: random affine changes of pictures, as if the same digit were written a little differently.

Letters: X (N, 784) pictures of 28 × 28 in [0, 1], T transforms. Each transform is shared by N / T consecutive
rows, which turns the gathering of single pixels into the copying of whole rows of memory, several times as fast.
Source: P. Simard, D. Steinkraus, J. Platt, *Best practices for convolutional neural networks* (ICDAR 2003), section 2.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Inputs = NDArray[np.float32]

SIDE = 28
MARGIN = 2
"""Empty pixels around a picture, so that pixels outside it are ground; the neighbours of its last pixels need one."""
PADDED = SIDE + 2 * MARGIN
N_AT_ONCE = 4000
"""Rows changed together. If more, their pixels do not stay in the processor's cache."""


@dataclass(frozen=True)
class Affine:
    """The largest changes: rotation in radians, scale and shear as fractions, shift in pixels; drawn uniformly."""

    rotation: float = 0.2
    scale: float = 0.12
    shear: float = 0.2
    shift: float = 1.0
    n_sharing: int = 10
    """Rows, one after the other, that get the same change. If more, it is faster and changes vary less."""

    def __call__(self, X: Inputs, rng: np.random.Generator) -> Inputs:
        """Return every picture changed at random, (N, 784) in [0, 1]; X stays as it is."""
        maps, shifts = self.draw(-(-len(X) // self.n_sharing), rng)
        changed = np.empty_like(X)
        n_rows = max(1, N_AT_ONCE // self.n_sharing) * self.n_sharing
        for start in range(0, len(X), n_rows):
            chosen = slice(start // self.n_sharing, (start + n_rows) // self.n_sharing)
            changed[start : start + n_rows] = affine(X[start : start + n_rows], maps[chosen], shifts[chosen])
        return changed

    def draw(self, n: int, rng: np.random.Generator) -> tuple[Inputs, Inputs]:
        """Draw n random maps (n, 2, 2) and shifts (n, 2) for `affine`."""
        angle = rng.uniform(-self.rotation, self.rotation, n)
        stretch = rng.uniform(1 - self.scale, 1 + self.scale, (n, 2))
        shear = rng.uniform(-self.shear, self.shear, n)
        cos, sin = np.cos(angle), np.sin(angle)
        maps = np.empty((n, 2, 2))
        maps[:, 0, 0], maps[:, 0, 1] = cos * stretch[:, 0], -sin * stretch[:, 1]
        maps[:, 1, 0] = (sin + shear * cos) * stretch[:, 0]
        maps[:, 1, 1] = (cos - shear * sin) * stretch[:, 1]
        shifts = rng.uniform(-self.shift, self.shift, (n, 2))
        return maps.astype(np.float32), shifts.astype(np.float32)


ONE_WRITER = Affine(rotation=0.12, scale=0.08, shear=0.12, shift=0.6)
"""Changes for digits of one writer. If they are larger, the writer's slant and proportions are not learned."""


def affine(X: Inputs, maps: Inputs, shifts: Inputs) -> Inputs:
    """Return pictures (N, 784) under affine maps about their middle, by bilinear interpolation.

    The new pixel at (y, x), measured from the middle, takes its value from maps @ (y, x) + shifts in the old picture.
    Maps (T, 2, 2) and shifts (T, 2): row i of X uses number i // ceil(N / T).
    """
    n_rows, n_maps = len(X), len(maps)
    n_sharing = -(-n_rows // n_maps)
    stack = np.zeros((n_maps, PADDED, PADDED, n_sharing), np.float32)
    _inner(stack)[:] = _by_map(X, n_maps, n_sharing)
    flat = stack.reshape(-1, n_sharing)
    corners, fractions = _sources(maps, shifts)
    result = np.zeros((n_maps * SIDE * SIDE, n_sharing), np.float32)
    for offset, weight in _bilinear(fractions):
        taken = flat.take(corners + offset, axis=0)
        taken *= weight[:, None]
        result += taken
    pictures = result.reshape(n_maps, SIDE * SIDE, n_sharing).transpose(0, 2, 1)  # (T, sharing, 784)
    return pictures.reshape(-1, SIDE * SIDE)[:n_rows]


def _by_map(X: Inputs, n_maps: int, n_sharing: int) -> Inputs:
    """Return X as (T, 28, 28, rows sharing a map), filled up with ground."""
    missing = n_maps * n_sharing - len(X)
    filled = np.concatenate([X, np.zeros((missing, SIDE * SIDE), np.float32)]) if missing else X
    return filled.reshape(n_maps, n_sharing, SIDE, SIDE).transpose(0, 2, 3, 1)


def _inner(stack: Inputs) -> Inputs:
    return stack[:, MARGIN:-MARGIN, MARGIN:-MARGIN]


def _sources(maps: Inputs, shifts: Inputs) -> tuple[NDArray[np.intp], tuple[Inputs, Inputs]]:
    """Return where each new pixel comes from: the row of its upper left neighbour of four, and how far beyond it."""
    middle = np.float32((SIDE - 1) / 2)
    y, x = (axis.reshape(-1) - middle for axis in np.indices((SIDE, SIDE), np.float32))
    source_y = maps[:, 0, :1] * y + maps[:, 0, 1:] * x + (shifts[:, :1] + middle + MARGIN)  # (T, 784)
    source_x = maps[:, 1, :1] * y + maps[:, 1, 1:] * x + (shifts[:, 1:] + middle + MARGIN)
    np.clip(source_y, 0, PADDED - 2, out=source_y)
    np.clip(source_x, 0, PADDED - 2, out=source_x)
    top, left = source_y.astype(np.intp), source_x.astype(np.intp)
    first = (np.arange(len(maps)) * PADDED * PADDED)[:, None]
    corners = (first + top * PADDED + left).reshape(-1)
    return corners, ((source_y - top).astype(np.float32).reshape(-1), (source_x - left).astype(np.float32).reshape(-1))


def _bilinear(fractions: tuple[Inputs, Inputs]) -> list[tuple[int, Inputs]]:
    """Return each of the four neighbours as its offset from the upper left one, and its weight."""
    y, x = fractions
    return [(0, (1 - y) * (1 - x)), (1, (1 - y) * x), (PADDED, y * (1 - x)), (PADDED + 1, y * x)]
