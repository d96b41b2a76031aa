"""Digits drawn in many ways: each variant differs from the plain drawing in what its name says, and in nothing else."""

import numpy as np
import pytest

from benchmarks.variants import VARIANTS, draw
from nn.data.corpora import PenDigit

SEVEN = PenDigit(7, 1, 1, [np.array([[10, 100], [70, 100], [40, 0]], np.float32)])


def box(drawing):
    """Return left, top, right and bottom of the ink, in pixels."""
    rows, columns = np.flatnonzero((drawing > 127).any(axis=1)), np.flatnonzero((drawing > 127).any(axis=0))
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1


def height(drawing):
    return box(drawing)[3] - box(drawing)[1]


def test_all_that_was_promised_is_drawn():
    assert list(VARIANTS) == [
        "plain",
        "pen 8 px",
        "pen 14 px",
        "pen 28 px",
        "half of the canvas",
        "half, pen in proportion",
        "a third of the canvas",
        "a third, pen in proportion",
        "top left corner",
        "top right corner",
        "bottom left corner",
        "bottom right corner",
        "dark on light",
    ]
    assert all(variant(SEVEN).shape == (280, 280) for variant in VARIANTS.values())


def test_the_plain_drawing_fills_three_quarters_with_a_pen_of_20_px():
    assert height(draw(SEVEN)) == pytest.approx(0.75 * 280 + 20, abs=2)


@pytest.mark.parametrize("width", [8, 14, 28])
def test_another_pen_changes_the_ink_alone(width):
    assert height(VARIANTS[f"pen {width} px"](SEVEN)) == pytest.approx(210 + width, abs=2)


@pytest.mark.parametrize(
    ("name", "extent", "pen"),
    [
        ("half of the canvas", 140, 20),
        ("half, pen in proportion", 140, 40 / 3),
        ("a third of the canvas", 280 / 3, 20),
        ("a third, pen in proportion", 280 / 3, 80 / 9),
    ],
)
def test_small_drawings_have_their_size_and_pen(name, extent, pen):
    assert height(VARIANTS[name](SEVEN)) == pytest.approx(extent + pen, abs=2)


@pytest.mark.parametrize(
    ("corner", "edges"),
    [("top left", (0, 1)), ("top right", (2, 1)), ("bottom left", (0, 3)), ("bottom right", (2, 3))],
)
def test_in_a_corner_the_whole_digit_touches_its_edges(corner, edges):
    drawing = VARIANTS[f"{corner} corner"](SEVEN)
    at_edges = [box(drawing)[edge] for edge in edges]
    assert at_edges == pytest.approx([0 if edge < 2 else 280 for edge in edges], abs=1)
    assert drawing.sum() == pytest.approx(draw(SEVEN).sum(), rel=0.002)


def test_dark_on_light_is_the_plain_drawing_turned_round():
    assert (VARIANTS["dark on light"](SEVEN) == 255 - draw(SEVEN)).all()
