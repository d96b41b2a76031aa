"""Lines of the paper are taken off; straight strokes of digits never are, even in a picture cut to the digit."""

import numpy as np
import pytest

from nn.data.strokes import fit, render
from nn.preprocessing import find_ink, preprocess
from nn.preprocessing.ink import find_ink_and_doubt
from nn.preprocessing.ruled_lines import has_line, without_rules

SEVEN = [np.array([[80, 70], [200, 75], [130, 220]], np.float32), np.array([[120, 140], [190, 140]], np.float32)]
STRAIGHT_SEVEN = [np.array([[60, 60], [220, 60], [120, 220]], np.float32)]
STRAIGHT_FOUR = [
    np.array([[180, 60], [60, 170], [220, 170]], np.float32),
    np.array([[180, 60], [180, 220]], np.float32),
]
CROSSED_SEVEN = [
    np.array([[60, 60], [220, 60], [220, 220]], np.float32),
    np.array([[70, 150], [180, 165]], np.float32),
]
FOOTED_ONE = [
    np.array([[100, 90], [140, 60], [140, 195]], np.float32),
    np.array([[80, 220], [200, 220]], np.float32),
]
ONE = [np.array([[140, 60], [140, 220]], np.float32)]
FIVE_WITH_ITS_BAR_APART = [
    np.array([[80, 60], [200, 60]], np.float32),
    np.array([[80, 90], [80, 140], [170, 140], [200, 180], [160, 220], [80, 220]], np.float32),
]


def framed(drawing, width, *sides):
    """Return the drawing with a line of this width at its edge on these sides: 0 top, then against the clock."""
    lined = drawing.copy()
    for side in sides:
        np.rot90(lined, -side)[:width] = 255
    return lined


def cut(drawing):
    rows, columns = np.flatnonzero(drawing.any(axis=1)), np.flatnonzero(drawing.any(axis=0))
    return drawing[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def difference(first, second):
    """Return the mean distance of two pictures; two different digits are 40 to 80 apart."""
    return np.abs(first.astype(int) - second).mean()


@pytest.mark.parametrize("invert", [False, True], ids=["light on dark", "dark on light"])
@pytest.mark.parametrize("width", [1, 2, 4])
@pytest.mark.parametrize("sides", [(0, 1, 2, 3), (0, 1), (0, 2), (1, 3), (0,), (1,), (2,), (3,)])
def test_a_line_at_the_edges_is_taken_off(seven, sides, width, invert):
    lined = framed(seven, width, *sides)
    assert (preprocess(255 - lined if invert else lined) == preprocess(seven)).all()


@pytest.mark.parametrize("slope", [-0.05, 0.0, 0.03])
def test_a_rule_that_crosses_the_digit_is_taken_off_and_the_strokes_stay(seven, slope):
    y, x = np.indices(seven.shape)
    ruled = np.where(np.abs(y - 180 - slope * (x - 140)) < 2, np.uint8(255), seven)
    assert difference(preprocess(ruled), preprocess(seven)) < 3


def test_squared_paper_is_taken_off(seven):
    squared = seven.copy()
    squared[25::60, :] = squared[27::60, :] = squared[:, 35::60] = squared[:, 36::60] = 150
    squared[26::60, :] = 150
    assert difference(preprocess(squared), preprocess(seven)) < 5


def test_a_box_that_stands_inside_the_picture_is_taken_off(seven):
    boxed = seven.copy()
    boxed[20:23, 20:260] = boxed[257:260, 20:260] = boxed[20:260, 20:23] = boxed[20:260, 257:260] = 255
    assert difference(preprocess(boxed), preprocess(seven)) < 2


def test_grey_paper_on_a_white_sheet_is_the_ground(seven):
    sheet = np.full((500, 460), 255, np.uint8)
    sheet[60:340, 100:380] = 180 - seven // 2
    assert difference(preprocess(sheet), preprocess(seven)) < 1


def test_a_dark_band_along_the_edge_is_taken_off(seven):
    banded = framed(seven, 24, 1)
    assert (preprocess(banded) == preprocess(seven)).all()


@pytest.mark.parametrize("width_px", [3, 8, 20, 36])
@pytest.mark.parametrize(
    "strokes",
    [SEVEN, STRAIGHT_SEVEN, CROSSED_SEVEN, STRAIGHT_FOUR, ONE, FOOTED_ONE, FIVE_WITH_ITS_BAR_APART],
    ids=["7", "straight 7", "upright 7 with a cross-bar apart", "straight 4", "1", "1 with a foot apart", "5"],
)
def test_no_bar_of_a_digit_is_taken_off_in_a_picture_cut_to_it(strokes, width_px):
    drawing = render(fit(strokes), width_px=width_px)
    if not (cut(drawing) == 255).all():
        assert (without_rules(cut(drawing))[0] == cut(drawing)).all()
    assert (without_rules(drawing)[0] == drawing).all()


def test_digits_cut_out_of_their_pictures_are_read_as_with_a_margin(pen_digits):
    """Check every pen, both polarities; a picture that is all ink has no ground."""
    n_other, n = 0, 0
    for digit in pen_digits[:160:4]:
        for width_px in (8, 28, 40):
            drawing = render(fit(digit.strokes, y_up=True), width_px=width_px)
            for flush in (cut(drawing), 255 - cut(drawing)):
                n_other += difference(preprocess(flush), preprocess(drawing)) > 3
                n += 1
    assert n_other <= 0.01 * n


def test_a_line_through_a_thin_digit_that_it_joins_is_left_and_told():
    thin = render(fit(SEVEN), width_px=4)
    crossed = thin.copy()
    crossed[200:204] = 255
    ink, is_doubtful = find_ink_and_doubt(crossed)
    assert is_doubtful
    assert (ink == find_ink(crossed)).all()
    assert not find_ink_and_doubt(thin)[1]


def test_a_drawing_of_a_line_alone_stays():
    line = np.zeros((280, 280), np.uint8)
    line[130:150] = 255
    assert find_ink(line).shape == (9, 128)


@pytest.mark.parametrize("slope", [-0.12, -0.05, 0, 0.03, 0.12])
@pytest.mark.parametrize("shape", [(160, 160), (150, 1024), (9, 12)])
def test_a_black_line_of_any_slope_is_found_from_edge_to_edge_and_no_line_with_a_gap(shape, slope):
    height, width = shape
    slope = min(slope, (height - 6) / width, key=abs)
    rows = np.rint((height - 1) / 2 + slope * (np.arange(width) - (width - 1) / 2)).astype(int)
    black = np.abs(np.arange(height)[:, None] - rows) <= max(2, width // 160)
    assert has_line(black)
    assert has_line(black.T)
    black[:, width // 2 : width // 2 + max(2, width // 40)] = False
    assert not has_line(black)
    assert not has_line(black.T)


def test_a_line_with_a_bump_is_no_line():
    bump = np.maximum(0, 6 - np.abs(np.arange(160) - 80))
    black = np.abs(np.arange(160)[:, None] - 70 - bump) <= 1
    assert not has_line(black)
    assert not has_line(black.T)
