"""Inks of digits to pictures: slant, size and place are taken out, and all strokes become equally wide. NumPy only.

An ink becomes points: y (down) and x (to the right), with fractions, each with its share of the ink. So nothing is
resampled twice. Drawing blurs the strokes of a thin pen more than those of a thick one, so that all become equally wide
and soft. All functions take many inks at once, because training changes and draws millions; a drawing that is read is
one ink.
Letters: N inks, P points of the ink with most; an ink with fewer is padded with points of no ink.
Source: C.-L. Liu, K. Nakashima, H. Sako, H. Fujisawa, *Handwritten digit recognition: investigation of normalization
and feature extraction techniques*, Pattern Recognition 37 (2004): slant and size by moments, aspect adapted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nn.preprocessing.thinning import stroke_width

Values = NDArray[np.float32]

Pixels = NDArray[np.uint8]
PointArray = NDArray[np.uint8] | NDArray[np.float32]
"""An ink as points (P, 3): row, column and ink of each (255 for a full pixel): pixels of pictures, grains of paths."""

FAINT = 10
"""A pixel of the grid with less ink than this, of 255, becomes no point. If larger, thin strokes lose their edges."""
MAX_SLANT = 1.2
"""Pixels sideways for each pixel down, 50 degrees: no more slant than this is taken out."""
DIGIT_SIDE = 18.0
"""The extent of the longer side of a digit; with the width of the pen it is 20 pixels, as in MNIST. If larger, its
edges are cut."""
EXTENT = 3.3
"""A digit's extent in standard deviations of its ink. If larger, digits are drawn smaller."""
ASPECT = 0.4
"""The shorter side becomes longer × (shorter / longer) ** ASPECT: 1 would keep the aspect, 0 make squares."""
MAX_STRETCH = 1.7
"""The shorter side is enlarged at most this much more than the longer one. If larger, a 1 becomes broad."""
LEAST_VARIANCE, LEAST_HEIGHT = np.float32(0.13), np.float32(0.45)
"""Added to the variance of which an extent is the root, and to the denominator of the slant, in squared pixels of the
grid, because a straight line has no extent across. If larger, narrow digits stay narrow, and flat strokes are sheared
less."""
SOFTNESS = 1.0
"""Standard deviation of the ink across a stroke, in pixels of the picture, for any pen. If larger, strokes are wide."""
LEAST_BLUR = 0.45
"""The least blur, in pixels of the picture, or of the grid where that is enlarged. If smaller, strokes have stripes."""
EVEN = np.float32(12)
"""A quantity spread evenly between two edges has the variance width² / 12."""
DARKNESS = 2.08
"""The blackness of strokes: ink = 1 - exp(-density × DARKNESS). If larger, strokes are blacker and wider."""
PICTURE_SIDE = 28
DISTANCES = np.abs(np.subtract.outer(np.arange(PICTURE_SIDE), np.arange(PICTURE_SIDE)))
"""Between any two rows of the picture, in pixels."""
SHOWN_MARGIN = 2
"""Empty pixels around points that are shown. If larger, they are shown smaller, and no reading changes."""


@dataclass(frozen=True)
class InkPoints:
    """Points y, x (N, P) and their ink (N, P), the width of the strokes on the grid, and the grid's enlargement (N, 1).

    The ink of a stroke adds up to 1 for each pixel of its length, however wide it is.
    """

    y: Values
    x: Values
    ink: Values
    width: Values
    scale_y: Values
    scale_x: Values

    @classmethod
    def of(cls, inks: Sequence[PointArray], widths: Values) -> "InkPoints":
        """Return the points of inks, each filled up to the longest; widths (N,) are those of their strokes."""
        n_points = np.array([len(ink) for ink in inks])
        is_there = np.arange(n_points.max()) < n_points[:, None]
        y, x, ink = np.zeros((3, *is_there.shape), np.float32)
        y[is_there], x[is_there], ink[is_there] = np.concatenate(inks).T
        ink /= 255 * widths[:, None]
        scale = np.ones((len(inks), 1), np.float32)
        return cls(y, x, ink, widths[:, None], scale, scale)


def ink_points(narrow: Pixels) -> tuple[PointArray, float]:
    """Return the points (P, 3) of an ink on the grid, and how wide its strokes are."""
    rows, columns = np.nonzero(narrow > FAINT)
    points = np.stack([rows.astype(np.uint8), columns.astype(np.uint8), narrow[rows, columns]], axis=1)
    return points, stroke_width(narrow)


def straighten(points: InkPoints) -> InkPoints:
    """Return the points about their centres of mass, sheared so that the second moment yx is nearly zero: upright."""
    y, x = _centred(points.y, points.ink), _centred(points.x, points.ink)
    slant = _mean(y * x, points.ink) / (_mean(y * y, points.ink) + LEAST_HEIGHT)
    x -= np.clip(slant, -MAX_SLANT, MAX_SLANT) * y
    return replace(points, y=y, x=x)


def fit(points: InkPoints) -> InkPoints:
    """Return centred points in standard size in the middle of the picture.

    Extents come from second moments less the width of the stroke; the aspect is softened.
    """
    height, width = (_extent(axis, points.ink, points.width) for axis in (points.y, points.x))  # (N, 1)
    longer, shorter = np.maximum(height, width), np.minimum(height, width)
    by_longer = DIGIT_SIDE / longer
    by_shorter = np.minimum(DIGIT_SIDE * (shorter / longer) ** ASPECT / shorter, MAX_STRETCH * by_longer)
    by_y, by_x = np.where(height >= width, by_longer, by_shorter), np.where(height >= width, by_shorter, by_longer)
    middle, ink = np.float32((PICTURE_SIDE - 1) / 2), points.ink * np.sqrt(by_y * by_x)
    y, x = points.y * by_y + middle, points.x * by_x + middle
    return InkPoints(y, x, ink, points.width, points.scale_y * by_y, points.scale_x * by_x)


def draw(points: InkPoints, softness: float | Values = SOFTNESS) -> NDArray[np.uint8]:
    """Return pictures (N, 28, 28), 0 ground … 255 ink: each point is shared among four pixels, and blurred.

    The softness is one number for all or (N, 1). The blackest place of each picture is 255.
    """
    n_inks, last = len(points.y), np.float32(PICTURE_SIDE - 1.001)
    y, x = np.clip(points.y, 0, last), np.clip(points.x, 0, last)
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
        density += np.bincount((first + offset).ravel(), (share * points.ink).ravel(), len(density))
    unblurred: Values = density.astype(np.float32).reshape(n_inks, PICTURE_SIDE, PICTURE_SIDE)
    blurred = _blur(points.width, points.scale_y, softness) @ unblurred @ _blur(points.width, points.scale_x, softness)
    pictures = 1 - np.exp(-DARKNESS * blurred)
    return np.asarray(np.rint(pictures * (255 / pictures.max(axis=(1, 2), keepdims=True))), np.uint8)


def shown(points: InkPoints) -> Pixels:
    """Return the points of one ink as a picture with the pixels of the grid."""
    y, x = (np.rint(axis[0] - axis[0].min()).astype(np.intp) + SHOWN_MARGIN for axis in (points.y, points.x))
    picture = np.zeros((int(y.max()) + 1 + SHOWN_MARGIN, int(x.max()) + 1 + SHOWN_MARGIN), np.float32)
    np.maximum.at(picture, (y, x), points.ink[0])
    return np.asarray(np.rint(picture * (255 / picture.max())), np.uint8)


def as_inputs(pictures: Pixels) -> Values:
    """Return pictures (N, 28, 28) or (N, 784) as inputs of the network, (N, 784) in [0, 1]."""
    inputs = pictures.reshape(len(pictures), PICTURE_SIDE**2).astype(np.float32)
    inputs /= 255
    return inputs


def _mean(values: Values, ink: Values) -> Values:
    mean: Values = (values * ink).sum(axis=1, keepdims=True) / ink.sum(axis=1, keepdims=True)
    return mean


def _centred(axis: Values, ink: Values) -> Values:
    centred: Values = axis - _mean(axis, ink)
    return centred


def _extent(axis: Values, ink: Values, width: Values) -> Values:
    """Return the extents (N, 1); `LEAST_VARIANCE` keeps the extent across a straight line above 0."""
    variance = np.maximum(_mean(axis * axis, ink) - width * width / EVEN, 0)
    return np.asarray(EXTENT * np.sqrt(variance + LEAST_VARIANCE), np.float32)


def _blur(width: Values, scale: Values, softness: float | Values) -> Values:
    """Return matrices (N, 28, 28), to multiply from either side, that make all strokes this soft: variances add up."""
    least, missing = LEAST_BLUR * np.maximum(scale, 1), np.square(softness) - np.square(width * scale) / EVEN
    variance = np.maximum(missing, np.square(least))
    profile = np.exp(-np.square(np.arange(PICTURE_SIDE)) / (2 * variance)) / np.sqrt(2 * np.pi * variance)  # (N, 28)
    return np.take(profile.astype(np.float32), DISTANCES, axis=1)
