"""Loops that a thick pen has filled, opened again; NumPy only.

The middle of a round pen is never nearer to the edge of its ink than the pen's half width, and where two parts of a
stroke have run together, it went along the rim of what they fill: there the ink is deeper than the pen is wide. So what
is too deep is taken out, and what is left is thinned to a ring.
Letters: H × W black and white pixels; depth, in pixels, is 0 outside, 1 at the edge.
"""

import numpy as np
from numpy.typing import NDArray

Black = NDArray[np.bool_]

PEN_QUANTILE = 0.4
"""Of the depths along the middle line: the pen's half width, for most of the line is one stroke alone."""
TOO_DEEP = 1.6
"""In half widths: where two strokes cross at a right angle, ink is 1.4 deep."""
TOO_SHALLOW = 0.5
"""In half widths: as much is taken off outside, so that the ring comes to lie where the pen's middle was."""


def reopen(black: Black, line: NDArray[np.uint8]) -> Black:
    """The ink (H, W) without what is too deep for the pen that drew its middle line (P, 2); as it is, if nothing is."""
    depth = depths(black)
    half_width = float(np.quantile(depth[line[:, 0], line[:, 1]], PEN_QUANTILE))
    is_deep = depth > max(TOO_DEEP * half_width, half_width + 1)
    if not is_deep.any():
        return black
    opened: Black = (depth > TOO_SHALLOW * half_width) & ~is_deep
    return opened


def depths(black: Black) -> NDArray[np.uint8]:
    """How often the edge has to be peeled off before a pixel (H, W) goes: its distance from the edge.

    By turns over four and eight neighbours, which peels octagons: near enough to circles.
    """
    depth = np.zeros(black.shape, np.uint8)
    left, is_eighth = black, True
    while left.any():
        depth += left
        left = _peeled(left, is_eighth)
        is_eighth = not is_eighth
    return depth


def _peeled(black: Black, is_eighth: bool) -> Black:
    left = black.copy()
    left[1:] &= black[:-1]
    left[:-1] &= black[1:]
    left[:, 1:] &= black[:, :-1]
    left[:, :-1] &= black[:, 1:]
    if is_eighth:
        left[1:, 1:] &= black[:-1, :-1]
        left[1:, :-1] &= black[:-1, 1:]
        left[:-1, 1:] &= black[1:, :-1]
        left[:-1, :-1] &= black[1:, 1:]
    return left
