"""Styles of handwriting, found by rules on the pen's strokes: how Europeans and Americans write 1, 4, 7 and 9.

Letters: h is the height of the digit; y points up, as in pendigits. The rules were made by looking at digits of all
writers with their labels, not at the guesses of any network.
"""

import numpy as np
from numpy.typing import NDArray

from nn.data.corpora import PenDigit
from nn.data.strokes import fit, render

Points = NDArray[np.float32]

STYLES = {
    1: ("plain", "flagged", "based"),
    4: ("open", "closed"),
    7: ("uncrossed", "crossed"),
    9: ("looped", "tailed"),
}
"""The styles of those digits that are written in several."""

EYE_PX = 40
"""The largest area inside a loop that a pen makes by going back on its line; the digit is 67 pixels high."""


def style_of(digit: PenDigit) -> str | None:
    """Return the style of a 1, 4, 7 or 9; None for the other digits."""
    rules = {1: _style_of_one, 4: _style_of_four, 7: _style_of_seven, 9: _style_of_nine}
    return rules[digit.label](digit.strokes) if digit.label in rules else None


def _style_of_one(strokes: list[Points]) -> str:
    """Return the style of a 1 of height h.

    It is based if the ink of its lowest eighth is wider than 0.3 h, and flagged if the pen starts 0.15 h below the top.
    """
    low, high = _extent(strokes)
    points = np.concatenate(strokes)
    foot = points[points[:, 1] < low + (high - low) / 8, 0]
    if np.ptp(foot) > 0.3 * (high - low):
        return "based"
    return "flagged" if strokes[0][0, 1] < high - 0.15 * (high - low) else "plain"


def _style_of_four(strokes: list[Points]) -> str:
    """Return the style of a 4: closed if a thin pen's ink encloses a larger area than EYE_PX."""
    ink = render(fit(strokes, side_px=90, y_up=True), side_px=90, width_px=4) > 0
    outside = np.zeros_like(ink)
    outside[0], outside[-1], outside[:, 0], outside[:, -1] = True, True, True, True
    outside &= ~ink
    while True:
        grown = outside.copy()
        grown[1:] |= outside[:-1]
        grown[:-1] |= outside[1:]
        grown[:, 1:] |= outside[:, :-1]
        grown[:, :-1] |= outside[:, 1:]
        grown &= ~ink
        if (grown == outside).all():
            return "closed" if (~ink & ~outside).sum() > EYE_PX else "open"
        outside = grown


def _style_of_seven(strokes: list[Points]) -> str:
    """Return the style of a 7 of height h.

    It is crossed if a stroke beside the longest is wider than it is high and lies between 0.15 h and 0.8 h.
    """
    low, high = _extent(strokes)
    longest = max(strokes, key=_length)
    for stroke in strokes:
        width, height = np.ptp(stroke, axis=0)
        at = (stroke[:, 1].mean() - low) / (high - low)
        if stroke is not longest and width > height and 0.15 < at < 0.8:
            return "crossed"
    return "uncrossed"


def _style_of_nine(strokes: list[Points]) -> str:
    """Return the style of a 9: tailed if the last eighth of its longest stroke runs more sideways than down."""
    stroke = max(strokes, key=_length)
    covered = np.concatenate([[0], np.hypot(*np.diff(stroke, axis=0).T).cumsum()])
    tail = stroke[covered >= covered[-1] * 7 / 8]
    width, height = np.abs(tail[-1] - tail[0])
    return "tailed" if width > height else "looped"


def _extent(strokes: list[Points]) -> tuple[float, float]:
    y = np.concatenate(strokes)[:, 1]
    return float(y.min()), float(y.max())


def _length(stroke: Points) -> float:
    return float(np.hypot(*np.diff(stroke, axis=0).T).sum())
