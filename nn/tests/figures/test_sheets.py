"""Sheets, read back pixel by pixel."""

import numpy as np

from nn.figures.sheets import BLUE, INK, RED, digit_sheet, strip, style_sheet, weight_sheet


def shows(picture, colour):
    """Return a mask of the pixels that have exactly this colour."""
    return (picture == colour).all(axis=2)


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


def test_a_strip_shows_pictures_of_all_sizes_equally_high():
    pictures = {
        name: np.full(shape, 7, np.uint8) for name, shape in (("A", (280, 280)), ("B", (28, 28)), ("C", (5, 1)))
    }
    sheet = strip(pictures, side=56)
    columns = (sheet == 7).all(axis=2)[4:60].all(axis=0)
    assert columns.sum() == 56 + 56 + 11  # and as wide as they were in proportion


def test_labels_and_guesses_stand_below_their_digit():
    sheet = digit_sheet(np.zeros((1, 28, 28), np.uint8), np.array([8]), np.array([8]))
    below = sheet[64:].min(axis=2) < 200
    left, right = np.array_split(below, 2, axis=1)
    assert left.any()
    assert right.any()


def test_a_step_s_name_fits_below_its_picture():
    narrow = np.full((28, 1), 7, np.uint8)
    sheet = strip({"straightened": narrow}, side=28)
    columns = np.flatnonzero((sheet[32:] < 128).all(axis=2).any(axis=0))
    assert columns.min() >= 4
    assert columns.max() < sheet.shape[1] - 1


def test_styles_stand_in_columns_with_their_names_before_them():
    pictures = {name: [np.full((20, 20), ink, np.uint8)] * 3 for name, ink in (("A", 100), ("B", 150), ("C", 200))}
    sheet = style_sheet(pictures, n_columns=2, name_width=30)
    assert sheet.shape == (40, 180, 3)
    for top, left, ink in ((0, 30, 100), (20, 30, 150), (0, 120, 200)):
        assert (sheet[top : top + 20, left : left + 60] == 255 - ink).all()
        assert shows(sheet[top : top + 20, left - 30 : left], INK).any()
