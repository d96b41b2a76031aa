"""The same digit written a little differently: smooth random changes of middle lines; NumPy only.

`warp` bends what is written, before slant and size are taken out; `jitter` moves the line that is in standard size. All
lines are changed at once, each in its own way.
Letters: N lines, P points; y and x as fractions of the digit where they are bent.
After P. Simard, D. Steinkraus, J. Platt, *Best practices for convolutional neural networks* (ICDAR 2003), section 2:
affine and elastic, the latter here by polynomials and bumps, for lines have no pixels to displace.
"""

import numpy as np
from numpy.typing import NDArray

from nn.lines import PICTURE_SIDE, Lines

Values = NDArray[np.float32]

HALF = np.float32(40)
"""About half of a line's extent in its pixels: what is bent is of the order of 1."""
ROTATION, SHEAR, STRETCH = 0.15, 0.15, 0.12
BEND, BUMP, N_BUMPS, BUMP_RADIUS = 0.10, 0.06, 2, 0.35
SHIFT_PX, RESIDUAL = 0.5, 0.05
"""Standard deviations at amount 1: rotations in radians, all others but the shift as fractions."""


def warp(lines: Lines, amount: float, rng: np.random.Generator) -> Lines:
    """The lines rotated, sheared, stretched and bent at random."""
    y, x = (_about_middle(axis, lines.length) / HALF for axis in (lines.y, lines.x))

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
    return Lines(y * HALF, x * HALF, lines.length)


def jitter(lines: Lines, amount: float, rng: np.random.Generator) -> Lines:
    """Lines in standard size rotated, sheared, stretched and moved a little: no slant or centre is exact."""

    def normal(deviation: float) -> Values:
        return np.float32(amount * deviation) * rng.standard_normal((len(lines.y), 1), np.float32)

    middle = np.float32((PICTURE_SIDE - 1) / 2)
    y, x = lines.y - middle, lines.x - middle
    shear, angle = normal(RESIDUAL), normal(RESIDUAL)
    stretched_y = (y + angle * x) * np.exp(normal(RESIDUAL)) + middle + normal(SHIFT_PX)
    stretched_x = (x + (shear - angle) * y) * np.exp(normal(RESIDUAL)) + middle + normal(SHIFT_PX)
    return Lines(stretched_y, stretched_x, lines.length)


def _about_middle(axis: Values, length: Values) -> Values:
    centred: Values = axis - (axis * length).sum(axis=1, keepdims=True) / length.sum(axis=1, keepdims=True)
    return centred
