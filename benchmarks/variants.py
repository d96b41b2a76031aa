"""Draw a digit in many ways on a canvas of 280 × 280: with several pens, small, in the corners, dark on light."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nn.data.corpora import PenDigit
from nn.data.strokes import Points, fit, render

Drawing = NDArray[np.uint8]
Draw = Callable[[PenDigit], Drawing]

SIDE_PX = 280
PEN_PX = 20.0
FILL = 0.75
"""The plain drawing is light on dark, in the middle, and fills this share of the canvas's height or width."""


def draw(
    digit: PenDigit,
    *,
    width_px: float = PEN_PX,
    fill: float = FILL,
    corner: tuple[int, int] | None = None,
    is_dark: bool = False,
) -> Drawing:
    """Draw the digit; in a corner (0 left or 1 right, 0 top or 1 bottom), its ink touches the edges."""
    strokes = fit(digit.strokes, side_px=SIDE_PX, fill=fill, y_up=True)
    if corner is not None:
        strokes = _moved(strokes, corner, width_px / 2)
    drawing = render(strokes, side_px=SIDE_PX, width_px=width_px)
    return 255 - drawing if is_dark else drawing


VARIANTS: dict[str, Draw] = {
    "plain": draw,
    **{f"pen {width:g} px": partial(draw, width_px=width) for width in (8, 14, 28)},
    "half of the canvas": partial(draw, fill=1 / 2),
    "half, pen in proportion": partial(draw, fill=1 / 2, width_px=PEN_PX / FILL / 2),
    "a third of the canvas": partial(draw, fill=1 / 3),
    "a third, pen in proportion": partial(draw, fill=1 / 3, width_px=PEN_PX / FILL / 3),
    **{
        f"{vertical} {horizontal} corner": partial(draw, corner=(x, y))
        for y, vertical in enumerate(("top", "bottom"))
        for x, horizontal in enumerate(("left", "right"))
    },
    "dark on light": partial(draw, is_dark=True),
}


def _moved(strokes: Sequence[Points], corner: tuple[int, int], margin: float) -> list[Points]:
    points = np.concatenate(list(strokes))
    low, high = points.min(axis=0), points.max(axis=0)
    shift = np.where(corner, SIDE_PX - margin - high, margin - low).astype(np.float32)
    return [stroke + shift for stroke in strokes]
