"""The ways in which a digit of pendigits becomes the network's picture: from its strokes, or from a drawing."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.variants import FILL, SIDE_PX, Draw, draw
from nn.data.corpora import PenDigit
from nn.data.strokes import Points, clean, fit
from nn.preprocessing import place_strokes, preprocess

Picture = NDArray[np.uint8]
Way = Callable[[PenDigit], Picture]

SIZES = (0.2, 0.3, 0.5, 0.75)
"""Shares of the sheet's side that the longer side of a digit takes."""


def from_strokes(digit: PenDigit, *, fill: float = FILL) -> Picture:
    """Return the picture of a digit that was written so large that it fills this share of the sheet.

    The sheet tells where the pen was in whole pixels, so small writing comes in coarser steps.
    """
    return place_strokes(as_strokes(digit, fill=fill))


def as_strokes(digit: PenDigit, *, fill: float = FILL) -> list[Points]:
    """Return the cleaned strokes of a digit written on the sheet, in whole pixels."""
    written = fit(digit.strokes, side_px=SIDE_PX, fill=fill, y_up=True)
    return clean([np.rint(stroke) for stroke in written])


def from_drawing(digit: PenDigit, draw_digit: Draw = draw) -> Picture:
    """Return the picture of a drawing, by default as the page drew it before it sent strokes: 20 px of 280 wide."""
    return preprocess(draw_digit(digit))
