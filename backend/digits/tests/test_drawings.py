"""Tests of the ink that is drawn from strokes, for people and for programs that know only pictures."""

import numpy as np
import pytest

from backend.digits.drawings import ink_of, sha256_of_ink, sha256_of_packed
from backend.tests.strokes import CROSSED_SEVEN
from nn.base import base_network
from nn.data.strokes import clean, pack
from nn.preprocessing import as_inputs, place, place_strokes


def cleaned(strokes: list[list[list[float]]]) -> list[np.typing.NDArray[np.float32]]:
    return clean([np.array(stroke, np.float32) for stroke in strokes])


@pytest.mark.parametrize("way", ["wide", "high", "square"])
def test_an_ink_is_as_large_as_allowed_and_cropped(way: str) -> None:
    x, y = {"wide": (300, 40), "high": (40, 300), "square": (300, 300)}[way]
    ink = ink_of(cleaned([[[0, 0], [x, y]], [[0, y], [x, 0]]]))
    assert max(ink.shape) == 128
    assert all(edge.max() > 0 for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1]))
    assert (ink.shape[1] == 128, ink.shape[0] == 128) == (way != "high", way != "wide")


def test_a_dot_is_a_round_spot_of_the_pen() -> None:
    ink = ink_of(cleaned([[[5, 5]]]))
    assert ink.shape[0] == ink.shape[1] == pytest.approx(0.08 * 128, abs=2)
    assert ink.mean() == pytest.approx(255 * np.pi / 4, rel=0.15)  # the share of a square that its circle fills


def test_the_pen_is_eight_hundredths_of_the_longer_side() -> None:
    line = ink_of(cleaned([[[0, 0], [0, 500]]]))
    assert line.shape[1] == pytest.approx(0.08 * 128, abs=1.5)
    assert (line[64] > 127).sum() == pytest.approx(0.08 * 128, abs=1)


def test_every_stroke_is_drawn_and_nothing_between_them() -> None:
    ink = ink_of(cleaned([[[0, 0], [0, 100]], [[100, 0], [100, 100]]]))
    assert [int(value) for value in ink[64, [5, 64, 122]] > 127] == [1, 0, 1]


def test_the_network_reads_an_ink_as_it_reads_its_strokes() -> None:
    """Check that a program that makes pictures from inks alone still sees the digit."""
    strokes = cleaned(CROSSED_SEVEN)
    pictures = np.stack([place_strokes(strokes), place(ink_of(strokes))])
    assert base_network().outputs(as_inputs(pictures.reshape(2, 784))).argmax(axis=1).tolist() == [7, 7]


@pytest.mark.parametrize(("n_sides", "pen"), [(40, 0.08), (100, 0.04), (400, 0.01)])
def test_a_pen_that_would_cover_four_sheets_with_ink_is_finer(n_sides: int, pen: float) -> None:
    """Go up and down one line, each time the whole side: four sheets are 40 sides of 10 %, or 400 of 1 %."""
    ink = ink_of([np.array([[0, 100 * (at % 2), 0] for at in range(n_sides + 1)], np.float32)])
    assert ink.shape[1] == pytest.approx(pen * 128, abs=1.5)


@pytest.mark.parametrize("strokes", [CROSSED_SEVEN, [[[5, 5, 70]]], [[[0, 0, 3], [9, 4, 70000]], [[2, 2, 80000]]]])
def test_packed_strokes_have_the_hash_of_the_strokes_themselves(strokes: list[list[list[float]]]) -> None:
    drawn = cleaned(strokes)
    assert sha256_of_packed(pack(drawn)) == sha256_of_ink(drawn)
