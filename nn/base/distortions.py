"""Random smooth changes of inks, as if the same digit were written a little differently; NumPy only.

`warp` bends an ink before slant and size are taken out; `jitter` moves an ink that is in standard size. All inks are
changed at once, each in a different way.
While an ink is bent, y and x are in units of half its longer side.
Source: P. Simard, D. Steinkraus, J. Platt, *Best practices for convolutional neural networks* (ICDAR 2003), section 2:
affine and elastic changes. Their field of displacements, smoothed on a pixel grid, is replaced by polynomials and
bumps, which can be evaluated at any point.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nn.preprocessing.normalization import PICTURE_SIDE, InkPoints
from nn.preprocessing.thinning import GRID_SIDE

Values = NDArray[np.float32]

HALF = np.float32(GRID_SIDE / 2)
"""Half of an ink's longer side in pixels of the grid: coordinates are divided by it to be of the order of 1."""
N_BUMPS = 2
"""Bumps for each ink. If there are more, inks are bent in more places, and each takes time."""
BUMP_RADIUS = 0.35
"""A bump's standard deviation in half sides. If larger, a bump bends more of the ink."""

# Standard deviations at amount 1. If one is larger, training shows digits that nobody would write.
ROTATION = 0.15
"""The angle of rotation, in radians."""
SHEAR = 0.15
"""The shift of x for each unit of y."""
STRETCH = 0.12
"""The logarithm of the factor by which y is stretched and x is narrowed."""
BEND = 0.10
"""The coefficient of each polynomial term, in half sides."""
BUMP = 0.06
"""The height of each bump, in half sides."""
SHIFT_PX = 0.5
"""The shift in `jitter`, in pixels of the picture."""
RESIDUAL = 0.05
"""In `jitter`: the rotation in radians, the shear, and the logarithms of the factors of y and x, each drawn apart."""


def warp(points: InkPoints, amount: float, rng: np.random.Generator) -> InkPoints:
    """Return the inks rotated, sheared, stretched and bent at random."""
    y, x = (_about_middle(axis, points.ink) / HALF for axis in (points.y, points.x))

    def normal(deviation: float) -> Values:
        return np.float32(amount * deviation) * rng.standard_normal((len(y), 1), np.float32)

    angle, stretch = normal(ROTATION), np.exp(normal(STRETCH))
    cos, sin, shear = np.cos(angle), np.sin(angle), normal(SHEAR)
    y, x = (cos * y - sin * x) * stretch, (sin * y + cos * x) / stretch + shear * y
    terms = (y * y, y * x, x * x, y * y * y, y * y * x, y * x * x, x * x * x)
    y, x = (axis + sum(normal(BEND) * term for term in terms) for axis in (y, x))
    for _ in range(N_BUMPS):
        centre_y, centre_x = rng.uniform(-0.9, 0.9, (2, len(y), 1)).astype(np.float32)
        bump = np.exp(-((y - centre_y) ** 2 + (x - centre_x) ** 2) / np.float32(2 * BUMP_RADIUS**2))
        y, x = y + normal(BUMP) * bump, x + normal(BUMP) * bump
    return replace(points, y=y * HALF, x=x * HALF)


def jitter(points: InkPoints, amount: float, rng: np.random.Generator) -> InkPoints:
    """Return inks in standard size rotated, sheared, stretched and moved a little, as preprocessing is never exact."""

    def normal(deviation: float) -> Values:
        return np.float32(amount * deviation) * rng.standard_normal((len(points.y), 1), np.float32)

    middle = np.float32((PICTURE_SIDE - 1) / 2)
    y, x = points.y - middle, points.x - middle
    shear, angle = normal(RESIDUAL), normal(RESIDUAL)
    stretched_y = (y + angle * x) * np.exp(normal(RESIDUAL)) + middle + normal(SHIFT_PX)
    stretched_x = (x + (shear - angle) * y) * np.exp(normal(RESIDUAL)) + middle + normal(SHIFT_PX)
    return replace(points, y=stretched_y, x=stretched_x)


def _about_middle(axis: Values, ink: Values) -> Values:
    centred: Values = axis - (axis * ink).sum(axis=1, keepdims=True) / ink.sum(axis=1, keepdims=True)
    return centred
