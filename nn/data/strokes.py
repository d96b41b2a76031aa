"""Pen strokes to a drawing, as a round pen on a canvas leaves it; NumPy only.

A stroke is an array of points (n, 2), x to the right and y down, in pixels of the canvas; one point is a dot.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]


def render(strokes: Sequence[Points], *, side_px: int = 280, width_px: float = 20.0) -> NDArray[np.uint8]:
    """Return the drawing (side, side), white ink (255) on black, of a round pen of this width; edges are anti-aliased.

    A pixel's ink is how much of it the pen covers, taken as 0.5 + half the width - distance from the line, within 0-1.
    Strokes outside the canvas are not drawn.
    """
    canvas = np.zeros((side_px, side_px), np.float32)
    for stroke in strokes:
        for start, end in zip(
            stroke[: max(1, len(stroke) - 1)], stroke[1:] if len(stroke) > 1 else stroke, strict=True
        ):
            _draw_segment(canvas, start, end, width_px / 2)
    canvas *= 255
    return np.rint(canvas, out=canvas).astype(np.uint8)


def fit(strokes: Sequence[Points], *, side_px: int = 280, fill: float = 0.75, y_up: bool = False) -> list[Points]:
    """Return strokes moved to the middle of a square canvas and scaled to fill this share of it, keeping their aspect.

    With `y_up` the strokes' y axis points up, as in pendigits. A lone point, which has no size, is only moved.
    """
    points = np.concatenate(list(strokes))
    low, high = points.min(axis=0), points.max(axis=0)
    extent = float((high - low).max())
    scale = side_px * fill / extent if extent else 1.0
    axes = np.array([scale, -scale if y_up else scale], np.float32)
    return [((stroke - (low + high) / 2) * axes + np.float32(side_px / 2)).astype(np.float32) for stroke in strokes]


def _draw_segment(canvas: NDArray[np.float32], start: Points, end: Points, radius: float) -> None:
    """Add the ink of one straight piece; only the box around it is computed."""
    reach = radius + 1
    (x0, y0), (x1, y1) = np.minimum(start, end) - reach, np.maximum(start, end) + reach
    left, top, right, bottom = (max(0, int(edge)) for edge in (x0, y0, x1 + 1, y1 + 1))
    window = canvas[top:bottom, left:right]
    if not window.size:
        return
    x = np.arange(left, left + window.shape[1], dtype=np.float32) + np.float32(0.5) - start[0]  # (w,)
    y = (np.arange(top, top + window.shape[0], dtype=np.float32) + np.float32(0.5) - start[1])[:, None]  # (h, 1)
    dx, dy = (float(d) for d in end - start)
    along = (x * dx + y * dy) / (dx * dx + dy * dy or 1.0)
    np.clip(along, 0, 1, out=along)  # 0 at the start … 1 at the end: the nearest point of the segment
    ink = radius + 0.5 - np.hypot(x - along * dx, y - along * dy)
    np.maximum(window, np.clip(ink, 0, 1, out=ink), out=window)
