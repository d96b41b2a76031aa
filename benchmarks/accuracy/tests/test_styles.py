"""Rules that tell styles of handwriting apart, on strokes made by hand (y points up)."""

import numpy as np
import pytest

from benchmarks.accuracy.styles import STYLES, style_of
from nn.data.corpora import PenDigit

Stroke = list[tuple[int, int]]

STEM: Stroke = [(50, 100), (50, 66), (50, 33), (50, 0)]
FLAGGED: Stroke = [(20, 70), (50, 100), (50, 50), (50, 0)]
BASE: Stroke = [(20, 0), (50, 0), (80, 0)]
ANGLE: Stroke = [(40, 100), (10, 40), (80, 40)]
CLOSED: Stroke = [(60, 0), (60, 100), (10, 40), (80, 40)]
LEG: Stroke = [(60, 60), (60, 30), (60, 0)]
SEVEN: Stroke = [(10, 100), (70, 100), (50, 50), (30, 0)]
CROSS: Stroke = [(30, 50), (50, 51), (70, 52)]
LOOP: Stroke = [(60, 90), (40, 100), (20, 80), (40, 60), (60, 80), (60, 50)]


@pytest.mark.parametrize(
    ("label", "strokes", "style"),
    [
        (1, [STEM], "plain"),
        (1, [FLAGGED], "flagged"),
        (1, [FLAGGED, BASE], "based"),
        (4, [ANGLE, LEG], "open"),
        (4, [CLOSED], "closed"),
        (7, [SEVEN], "uncrossed"),
        (7, [SEVEN, CROSS], "crossed"),
        (9, [[*LOOP, (60, 20), (60, 0)]], "looped"),
        (9, [[*LOOP, (60, 10), (50, 0), (30, 0), (10, 0)]], "tailed"),
    ],
)
def test_each_style_is_told_by_its_strokes(label: int, strokes: list[Stroke], style: str) -> None:
    points = [np.array(stroke, np.float32) for stroke in strokes]
    assert style_of(PenDigit(label, writer=1, number=1, strokes=points)) == style
    assert style in STYLES[label]


def test_other_digits_have_no_style() -> None:
    assert style_of(PenDigit(3, writer=1, number=1, strokes=[np.array(STEM, np.float32)])) is None
