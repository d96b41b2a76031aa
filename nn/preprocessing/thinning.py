"""Strokes of a thick pen made as narrow as others, so that the loops they have nearly filled open again.

An ink is brought to one size, thinned, and halved to the grid on which `normalization` goes on. Thinning peels the edge
off the ink again and again; how often a pixel survives is its depth. A pixel that is peeled off stays, but faint, so
that no stroke is cut through where it is thinner than the rest.
Letters: H × W pixels of ink, 0 ground … 255; widths and depths are in pixels.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nn.preprocessing.errors import BlankDrawingError

Pixels = NDArray[np.uint8]
Values = NDArray[np.float32]

GRID_SIDE = 32
"""The longer side of the grid to which an ink is scaled. A larger one keeps more detail and costs more points."""
MARGIN = 2
"""Empty pixels around a resized ink; peeling needs at least one."""
NARROW = 2.7
"""Strokes are thinned to twice this width, in pixels of an ink whose longer side has 64. If it is larger, loops stay
filled."""
FAINT_EDGE = 0.5
"""The share of an ink that stays where it is peeled off. If larger, thick strokes stay thick; at 0 thin ones break."""
LEAST = 20
"""Peeling ends when no ink is stronger than this, of 255. A larger value ends it sooner."""


def resize(ink: Pixels) -> Pixels:
    """Return the ink with its longer side 64 pixels, twice the grid's, in an empty margin; both sides are even."""
    if ink.dtype != np.uint8 or ink.ndim != 2 or not ink.any():
        raise BlankDrawingError
    factor = 2 * GRID_SIDE / max(ink.shape)
    height, width = (max(1, round(side * factor)) for side in ink.shape)
    resized = np.zeros((height + height % 2 + 2 * MARGIN, width + width % 2 + 2 * MARGIN), np.uint8)
    resized[MARGIN : MARGIN + height, MARGIN : MARGIN + width] = np.asarray(
        Image.fromarray(ink).resize((width, height), Image.Resampling.BICUBIC)
    )
    return resized


def thin_strokes(ink: Pixels) -> Values:
    """Return the ink (H, W), 0 to 1.5, with strokes as narrow as a thin pen's. The edges of `ink` must be empty."""
    surplus = np.float32(max(0.0, stroke_width(ink) / 2 - NARROW))
    depth = depths(ink, at_most=int(surplus) + 2)
    return np.asarray(np.clip(depth - surplus, 0, 1) + np.float32(FAINT_EDGE) * np.minimum(depth, 1))


def halve(ink: NDArray[np.float32]) -> Pixels:
    """Return the ink with half the height and half the width, its strongest pixel 255."""
    rows = ink[::2] + ink[1::2]
    halved = rows[:, ::2] + rows[:, 1::2]
    halved *= 255 / halved.max()
    return np.asarray(np.rint(halved), np.uint8)


def stroke_width(ink: NDArray[np.uint8 | np.float32]) -> float:
    """Return how wide the strokes of an ink are: a stroke of length l and width w has l w of ink, and 2 l of edges."""
    height, width = ink.shape
    padded = np.zeros((height + 2, width + 2), np.float32)
    padded[1:-1, 1:-1] = ink
    down, across = padded[1:, 1:] - padded[:-1, 1:], padded[1:, 1:] - padded[1:, :-1]
    return 2 * float(padded.sum()) / float(np.hypot(down, across).sum())


def depths(ink: Pixels, *, at_most: int) -> Values:
    """Return how far (H, W) each pixel is from the edge, in pixels; a grey pixel counts for less than a full one.

    It peels over four and eight neighbours by turns, which gives octagons: near enough to circles.
    """
    depth, left, has_eight = np.zeros(ink.shape, np.uint16), ink, True
    for _ in range(at_most):
        depth += left
        left, has_eight = _peeled(left, has_eight), not has_eight
        if left.max() < LEAST:
            break
    return depth.astype(np.float32) / np.float32(255)


def _peeled(ink: Pixels, has_eight: bool) -> Pixels:
    """Return each pixel as faint as the faintest of its four or eight neighbours."""
    left = ink.copy()
    np.minimum(left[1:], ink[:-1], out=left[1:])
    np.minimum(left[:-1], ink[1:], out=left[:-1])
    rows = left.copy() if has_eight else ink
    np.minimum(left[:, 1:], rows[:, :-1], out=left[:, 1:])
    np.minimum(left[:, :-1], rows[:, 1:], out=left[:, :-1])
    return left
