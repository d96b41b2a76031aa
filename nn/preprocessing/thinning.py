"""Strokes of a thick pen made as narrow as others, so that the loops it has nearly filled open; NumPy only.

The edge of the ink is peeled off, again and again: how often a pixel survives is its depth. What is shallower than the
pen is too wide for is left but faint, so that nothing is cut through where a stroke is thinner than the rest.
Letters: H × W pixels of ink, 0 ground … 255; widths and depths are in pixels.
"""

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Values = NDArray[np.float32]

NARROW = 2.7
"""Half of the width, of an ink 64 pixels long, that strokes are peeled down to; narrower ones stay as they are."""
FAINT_EDGE = 0.5
"""What remains, as a part, of ink that is peeled off."""
LEAST = 20
"""Of 255: peeling ends when no ink is stronger."""


def thin_strokes(ink: Pixels) -> Values:
    """The ink (H, W), 0-1 and more where it is deep, its strokes as narrow as a thin pen's. Its edges must be empty."""
    surplus = np.float32(max(0.0, stroke_width(ink) / 2 - NARROW))
    depth = depths(ink, at_most=int(surplus) + 2)
    return np.asarray(np.clip(depth - surplus, 0, 1) + np.float32(FAINT_EDGE) * np.minimum(depth, 1))


def stroke_width(ink: NDArray[np.uint8 | np.float32]) -> float:
    """How wide its strokes are: a stroke of length l and width w has an ink of l w, and edges of 2 l."""
    padded = np.pad(ink, 1).astype(np.float32)
    down, across = np.diff(padded, axis=0)[:, 1:], np.diff(padded, axis=1)[1:]
    return 2 * float(padded.sum()) / float(np.hypot(down, across).sum())


def depths(ink: Pixels, *, at_most: int) -> Values:
    """How far (H, W) a pixel is from the edge, in pixels, a grey one less than one that is full.

    By turns over four and eight neighbours, which peels octagons: near enough to circles.
    """
    depth, left, is_eighth = np.zeros(ink.shape, np.uint16), ink, True
    for _ in range(at_most):
        depth += left
        left, is_eighth = _peeled(left, is_eighth), not is_eighth
        if left.max() < LEAST:
            break
    return depth.astype(np.float32) / np.float32(255)


def _peeled(ink: Pixels, is_eighth: bool) -> Pixels:
    """Each pixel as faint as the faintest of its neighbours."""
    left = ink.copy()
    np.minimum(left[1:], ink[:-1], out=left[1:])
    np.minimum(left[:-1], ink[1:], out=left[:-1])
    rows = left.copy() if is_eighth else ink
    np.minimum(left[:, 1:], rows[:, :-1], out=left[:, 1:])
    np.minimum(left[:, :-1], rows[:, 1:], out=left[:, :-1])
    return left
