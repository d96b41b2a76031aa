"""Inks of digits → pictures: slant, size and place taken out, every stroke as wide as any other; NumPy only.

An ink is taken as grains: points y (down) and x (to the right), with fractions, so that nothing is resampled twice,
each with its share of the ink. Drawing blurs what a thin pen left more than what a thick one did, so that all strokes
become equally wide and soft. All functions take many inks at once, for training changes and draws millions; a drawing
that is read is one ink.
Letters: N inks, P grains of the one with most; P is padded with grains of no ink.
Source: C.-L. Liu, K. Nakashima, H. Sako, H. Fujisawa, *Handwritten digit recognition: investigation of normalization
and feature extraction techniques*, Pattern Recognition 37 (2004): slant and size by moments, aspect adapted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]

GRID_SIDE = 32
"""The longer side of the grid whose pixels become grains."""
MAX_SLANT = 1.2
"""Pixels sideways for each down, at most: 50 degrees."""
DIGIT_SIDE = 18.0
"""The extent of the longer side of a digit; the pen adds to it what MNIST's 20 has."""
EXTENT = 3.3
"""A digit's extent in standard deviations of its ink."""
ASPECT = 0.4
"""The shorter side becomes longer × (shorter / longer) ** ASPECT: 1 would keep the aspect, 0 make squares."""
MAX_STRETCH = 1.7
LEAST_VARIANCE, LEAST_HEIGHT = np.float32(0.13), np.float32(0.45)
"""In squared pixels of the grid, added where a straight line would have none across: to extents and to slant."""
SOFTNESS = 1.0
"""Standard deviation of the ink across a stroke, in pixels of the picture, whatever pen it was drawn with."""
LEAST_BLUR = 0.45
"""In pixels of the picture, and in distances of grains that were stretched apart: less would show stripes."""
EVEN = np.float32(12)
"""What is even between two edges has the variance width² / 12."""
DARKNESS = 2.08
"""How black a stroke is: ink = 1 - exp(-density × DARKNESS)."""
PICTURE_SIDE = 28


@dataclass(frozen=True)
class InkPoints:
    """Points y, x (N, P) with their ink (N, P), the width of the strokes on the grid and how far it is enlarged (N, 1).

    The ink of a stroke adds up to 1 for each pixel of its length, however wide it is.
    """

    y: Values
    x: Values
    ink: Values
    width: Values
    scale_y: Values
    scale_x: Values

    @classmethod
    def of(cls, inks: Sequence[NDArray[np.uint8]], widths: Values) -> "InkPoints":
        """Inks as grains (P, 3), row, column and ink of 255, filled up to the longest; widths (N,) of their strokes."""
        n_grains = np.array([len(ink) for ink in inks])
        is_there = np.arange(n_grains.max()) < n_grains[:, None]
        y, x, ink = np.zeros((3, *is_there.shape), np.float32)
        y[is_there], x[is_there], ink[is_there] = np.concatenate(inks).T
        ink /= 255 * widths[:, None]
        scale = np.ones((len(inks), 1), np.float32)
        return cls(y, x, ink, widths[:, None], scale, scale)


def straighten(grains: InkPoints) -> InkPoints:
    """The grains about their centres of mass, sheared so that the second moment yx is zero: upright."""
    y, x = _centred(grains.y, grains.ink), _centred(grains.x, grains.ink)
    slant = _mean(y * x, grains.ink) / (_mean(y * y, grains.ink) + LEAST_HEIGHT)
    x -= np.clip(slant, -MAX_SLANT, MAX_SLANT) * y
    return replace(grains, y=y, x=x)


def fit(grains: InkPoints) -> InkPoints:
    """The grains, about their centres, in standard size in the middle of the picture.

    Extents are taken from second moments, the stroke's own width left out; the aspect is softened.
    """
    height, width = (_extent(axis, grains.ink, grains.width) for axis in (grains.y, grains.x))  # (N, 1)
    longer, shorter = np.maximum(height, width), np.minimum(height, width)
    by_longer = DIGIT_SIDE / longer
    by_shorter = np.minimum(DIGIT_SIDE * (shorter / longer) ** ASPECT / shorter, MAX_STRETCH * by_longer)
    by_y, by_x = np.where(height >= width, by_longer, by_shorter), np.where(height >= width, by_shorter, by_longer)
    middle, ink = np.float32((PICTURE_SIDE - 1) / 2), grains.ink * np.sqrt(by_y * by_x)
    y, x = grains.y * by_y + middle, grains.x * by_x + middle
    return InkPoints(y, x, ink, grains.width, grains.scale_y * by_y, grains.scale_x * by_x)


def draw(grains: InkPoints, softness: float | Values = SOFTNESS) -> NDArray[np.uint8]:
    """The pictures (N, 28, 28), 0 ground … 255 ink: each grain is shared among four pixels, and blurred.

    The softness is one for all or (N, 1). The blackest place of each picture is 255.
    """
    n_inks, last = len(grains.y), np.float32(PICTURE_SIDE - 1.001)
    y, x = np.clip(grains.y, 0, last), np.clip(grains.x, 0, last)
    top, left = y.astype(np.intp), x.astype(np.intp)
    down, right = y - top, x - left
    first = top * PICTURE_SIDE + left
    first += np.arange(n_inks)[:, None] * PICTURE_SIDE**2
    density = np.zeros(n_inks * PICTURE_SIDE**2)
    for offset, share in (
        (0, (1 - down) * (1 - right)),
        (1, (1 - down) * right),
        (PICTURE_SIDE, down * (1 - right)),
        (PICTURE_SIDE + 1, down * right),
    ):
        density += np.bincount((first + offset).ravel(), (share * grains.ink).ravel(), len(density))
    unblurred: Values = density.astype(np.float32).reshape(n_inks, PICTURE_SIDE, PICTURE_SIDE)
    blurred = _blur(grains.width, grains.scale_y, softness) @ unblurred @ _blur(grains.width, grains.scale_x, softness)
    pictures = 1 - np.exp(-DARKNESS * blurred)
    return np.asarray(np.rint(pictures * (255 / pictures.max(axis=(1, 2), keepdims=True))), np.uint8)


def _mean(of: Values, ink: Values) -> Values:
    mean: Values = (of * ink).sum(axis=1, keepdims=True) / ink.sum(axis=1, keepdims=True)
    return mean


def _centred(axis: Values, ink: Values) -> Values:
    centred: Values = axis - _mean(axis, ink)
    return centred


def _extent(axis: Values, ink: Values, width: Values) -> Values:
    """(N, 1); a line has some width, too: what is added keeps it from being nothing."""
    variance = np.maximum(_mean(axis * axis, ink) - width * width / EVEN, 0)
    return np.asarray(EXTENT * np.sqrt(variance + LEAST_VARIANCE), np.float32)


def _blur(width: Values, scale: Values, softness: float | Values) -> Values:
    """The profiles (N, 28, 28), to multiply from either side, that make strokes as soft as that: variances add up."""
    least, missing = LEAST_BLUR * np.maximum(scale, 1), np.square(softness) - np.square(width * scale) / EVEN
    variance = np.asarray(np.maximum(missing, np.square(least)))[:, :, None]
    distance = np.subtract.outer(np.arange(PICTURE_SIDE), np.arange(PICTURE_SIDE))
    profile = np.exp(-np.square(distance) / (2 * variance)) / np.sqrt(2 * np.pi * variance)
    return np.asarray(profile, np.float32)
