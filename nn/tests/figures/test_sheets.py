"""Plots, read back pixel by pixel, and the PNG that they are written as."""

import io
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from nn.cli.lettering import GLYPHS, width, write
from nn.cli.plots import BLUE, COLOURS, RED, confusion_sheet, curves, digit_sheet, png, strip, weight_sheet


def shows(picture, colour):
    """Where the picture has exactly this colour."""
    return (picture == colour).all(axis=2)


@pytest.mark.parametrize("shape", [(1, 1), (5, 7), (3, 4, 3)])
def test_png_is_read_by_another_program_as_it_was_written(rng, shape):
    picture = rng.integers(0, 256, shape).astype(np.uint8)
    assert (np.asarray(Image.open(io.BytesIO(png(picture)))) == picture).all()


def test_only_mistakes_are_marked():
    sheet = digit_sheet(np.zeros((2, 28, 28), np.uint8), np.array([3, 4]), np.array([3, 9]))
    right, wrong = np.array_split(shows(sheet, RED), 2, axis=1)
    assert not right.any()
    assert wrong.any()


def test_ink_is_dark_on_paper_and_twice_its_size():
    pictures = np.zeros((1, 28, 28), np.uint8)
    pictures[0, 0, 0] = 255
    sheet = digit_sheet(pictures, np.array([1]), np.array([1]))
    assert (sheet[4:6, 4:6] == 0).all()
    assert (sheet[6:8, 4:6] == 255).all()


def test_a_sheet_grows_by_rows():
    heights = [len(digit_sheet(np.zeros((n, 28, 28), np.uint8), np.zeros(n, int), np.zeros(n, int))) for n in (16, 17)]
    assert heights[1] == 2 * heights[0]


def test_a_weight_above_0_is_blue_one_below_is_red_and_none_is_white():
    W = np.zeros((784, 2), np.float32)
    W[0] = 4, -0.5
    sheet = weight_sheet(W, n_columns=2, zoom=1)
    assert sheet[4, 4].tolist() == list(BLUE)
    assert sheet[4, 36].tolist() == list(RED)  # each unit has its own scale
    assert (sheet[5:32, 4:32] == 255).all()


def test_a_unit_without_weights_is_white():
    assert (weight_sheet(np.zeros((784, 1)), n_columns=1, zoom=1)[4:32, 4:32] == 255).all()


def test_all_units_have_their_picture():
    assert weight_sheet(np.ones((784, 30)), zoom=1).shape == (3 * 32 + 4, 10 * 32 + 4, 3)


def test_confusions_are_red_where_they_happen_and_the_more_the_darker():
    matrix = np.diag(np.full(10, 90))
    matrix[3, 5], matrix[4, 9] = 10, 5
    sheet = confusion_sheet(matrix, side=40).astype(int)
    redness = {place: -sheet[(place[0] + 1) * 40 + 3, (place[1] + 1) * 40 + 3, 1] for place in ((3, 5), (4, 9), (5, 3))}
    assert redness[3, 5] > redness[4, 9] > redness[5, 3] == -255
    right = sheet[4 * 40 + 3, 4 * 40 + 3]
    assert right[2] > right[0]  # blue


def test_digits_that_never_came_up_are_no_confusion():
    confusion_sheet(np.zeros((10, 10), int))  # warns, which fails, where it divides by 0


def test_a_curve_begins_at_the_left_and_rises_to_the_right():
    plot = curves({"one": ([0, 1, 2], [0.0, 1.0, 4.0])}, across="x", up="y")
    rows, columns = np.nonzero(shows(plot, COLOURS[0])[25:262])
    assert rows[columns.argmin()] > rows[columns.argmax()]
    assert (columns.min(), columns.max()) == pytest.approx((60, 544), abs=2)


def test_each_curve_has_a_colour_of_its_own_in_which_its_name_is_written():
    plot = curves({"one": ([0, 1], [0, 1]), "two": ([0, 1], [1, 0])}, across="x", up="y")
    for colour in COLOURS[:2]:
        assert shows(plot, colour)[:25].any()
        assert shows(plot, colour)[40:250].any()


@pytest.mark.parametrize(("x", "y"), [([1], [2]), ([1, 2], [3, 3])])
def test_a_point_or_a_level_line_can_be_drawn(x, y):
    plot = curves({"one": (x, y)}, across="x", up="y")[40:]
    assert np.ptp(plot, axis=2).any()  # something coloured among the grey


def test_a_strip_shows_pictures_of_all_sizes_equally_high():
    pictures = {
        name: np.full(shape, 7, np.uint8) for name, shape in (("A", (280, 280)), ("B", (28, 28)), ("C", (5, 1)))
    }
    sheet = strip(pictures, side=56)
    columns = (sheet == 7).all(axis=2)[4:60].all(axis=0)
    assert columns.sum() == 56 + 56 + 11  # and as wide as they were in proportion


def test_letters_are_drawn_where_and_as_large_as_asked():
    picture = np.full((12, 20, 3), 255, np.uint8)
    write(picture, "l", top=1, left=2, zoom=2, colour=(0, 0, 0))
    drawn = (picture == 0).all(axis=2)
    assert drawn.nonzero()[0].min() == 1
    assert drawn.nonzero()[1].min() == 2
    assert drawn[1:9, 4:].sum() == 0  # an L: nothing to the right of its stem but in the last row
    assert drawn[9:11, 2:8].all()
    assert width("l", 2) == 6


def test_text_that_does_not_fit_is_cut():
    picture = np.zeros((3, 6, 3), np.uint8)
    write(picture, "888", top=1, left=0, colour=(9, 9, 9))
    assert (picture == 9).any()


def test_no_two_letters_look_alike():
    alike = [pair for pair in pairwise(sorted(GLYPHS.values())) if len({*pair}) == 1]
    assert alike == []
