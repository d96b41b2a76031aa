"""Middle lines of digits → pictures: slant, size and place taken out, every line drawn with the same pen; NumPy only.

Points are kept as y (down) and x (to the right) with fractions, so that nothing is resampled twice. All functions take
many lines at once, for training changes and draws millions; a drawing that is read is one line.
Letters: N lines, P points of the longest; P is padded with points of length 0.
Source: C.-L. Liu, K. Nakashima, H. Sako, H. Fujisawa, *Handwritten digit recognition: investigation of normalization
and feature extraction techniques*, Pattern Recognition 37 (2004): slant and size by moments, aspect adapted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]

MAX_SLANT = 1.2
"""Pixels sideways for each down, at most: 50 degrees."""
DIGIT_SIDE = 18.0
"""The extent of the longer side of the line; the pen adds to it what MNIST's 20 has."""
EXTENT = 3.3
"""A digit's extent in standard deviations of its points."""
ASPECT = 0.5
"""The shorter side becomes longer × (shorter / longer) ** ASPECT: 1 would keep the aspect, 0 make squares."""
MAX_STRETCH = 3.0
PEN = 0.85
"""Standard deviation of the pen that draws the picture, in its pixels."""
DARKNESS = 2.08
"""How black that pen is: ink = 1 - exp(-density × DARKNESS)."""
PICTURE_SIDE = 28


@dataclass(frozen=True)
class Lines:
    """Points y, x (N, P) in pixels, and the length of line (N, P) that each stands for; 0 where a line has ended."""

    y: Values
    x: Values
    length: Values

    @classmethod
    def of(cls, points: Sequence[NDArray[np.uint8]]) -> "Lines":
        """Lines of points (P, 2), row and column, one pixel long each; filled up to the longest."""
        n_points = np.array([len(line) for line in points])
        is_there = np.arange(n_points.max()) < n_points[:, None]
        y, x = np.zeros((2, *is_there.shape), np.float32)
        y[is_there], x[is_there] = np.concatenate(points).T
        return cls(y, x, is_there.astype(np.float32))


def straighten(lines: Lines) -> Lines:
    """The lines about their centres of mass, sheared so that the second moment yx is zero: upright."""
    y, x = _centred(lines.y, lines.length), _centred(lines.x, lines.length)
    total = lines.length.sum(axis=1, keepdims=True)
    slant = (y * x * lines.length).sum(axis=1, keepdims=True)
    slant /= (y * y * lines.length).sum(axis=1, keepdims=True) + np.float32(2.8) * total
    return Lines(y, x - np.clip(slant, -MAX_SLANT, MAX_SLANT) * y, lines.length)


def fit(lines: Lines) -> Lines:
    """The lines, about their centres, in standard size in the middle of the picture.

    Extents are taken from second moments, the aspect is softened.
    """
    height, width = (_extent(axis, lines.length) for axis in (lines.y, lines.x))  # (N, 1)
    longer, shorter = np.maximum(height, width), np.minimum(height, width)
    by_longer = DIGIT_SIDE / longer
    by_shorter = np.minimum(DIGIT_SIDE * (shorter / longer) ** ASPECT / shorter, MAX_STRETCH * by_longer)
    by_y, by_x = np.where(height >= width, by_longer, by_shorter), np.where(height >= width, by_shorter, by_longer)
    middle = np.float32((PICTURE_SIDE - 1) / 2)
    return Lines(lines.y * by_y + middle, lines.x * by_x + middle, lines.length * np.sqrt(by_y * by_x))


def draw(lines: Lines, pen: float = PEN) -> NDArray[np.uint8]:
    """The pictures (N, 28, 28), 0 ground … 255 ink, drawn with a soft pen: each point is shared among four pixels.

    The blackest place of each picture is 255.
    """
    n_lines, last = len(lines.y), PICTURE_SIDE - 1.001
    y, x = np.clip(lines.y, 0, last), np.clip(lines.x, 0, last)
    top, left = y.astype(np.intp), x.astype(np.intp)
    down, right = y - top, x - left
    first = top * PICTURE_SIDE + left
    first += np.arange(n_lines)[:, None] * PICTURE_SIDE**2
    density = np.zeros(n_lines * PICTURE_SIDE**2)
    for offset, share in (
        (0, (1 - down) * (1 - right)),
        (1, (1 - down) * right),
        (PICTURE_SIDE, down * (1 - right)),
        (PICTURE_SIDE + 1, down * right),
    ):
        density += np.bincount((first + offset).ravel(), (share * lines.length).ravel(), len(density))
    profile = _profile(pen)
    pictures = profile @ density.astype(np.float32).reshape(n_lines, PICTURE_SIDE, PICTURE_SIDE) @ profile
    pictures = 1 - np.exp(-DARKNESS * pictures)
    pictures *= 255 / pictures.max(axis=(1, 2), keepdims=True)
    return np.rint(pictures, out=pictures).astype(np.uint8)


def _centred(axis: Values, length: Values) -> Values:
    middle = (axis * length).sum(axis=1, keepdims=True) / length.sum(axis=1, keepdims=True)
    centred: Values = axis - middle
    return centred


def _extent(axis: Values, length: Values) -> Values:
    """(N, 1); a line has some width, too: what is added keeps it from being nothing."""
    variance = (axis * axis * length).sum(axis=1, keepdims=True) / length.sum(axis=1, keepdims=True)
    extent: Values = EXTENT * np.sqrt(variance + np.float32(0.83))
    return extent


@cache
def _profile(pen: float) -> Values:
    """The pen's profile as a matrix (28, 28), to multiply from either side."""
    distance = np.subtract.outer(np.arange(PICTURE_SIDE), np.arange(PICTURE_SIDE))
    profile = np.exp(-(distance**2) / (2 * pen**2)) / (np.sqrt(2 * np.pi) * pen)
    values: Values = profile.astype(np.float32)
    return values
