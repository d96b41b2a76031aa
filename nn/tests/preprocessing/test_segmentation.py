"""Pieces of a number are brought together to digits: a reader is weighed against gaps and overlaps."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from nn.preprocessing import BlankDrawingError, place, preprocess, split_picture, split_strokes
from nn.preprocessing.segmentation import MOST_PIECES, MOST_READ, best_row
from nn.tests.preprocessing.photographs import photograph


def row(left, right, sure, orders=None):
    """Return the best row where the reader is as sure of runs as `sure` says, and doubts all others."""
    left, right = np.array(left, float), np.array(right, float)
    return best_row(left, right, orders or [range(len(left))], lambda runs: [sure.get(run, -1.0) for run in runs])


def test_pieces_are_one_digit_where_the_reader_is_sure_of_them_together():
    assert row([0, 0.3], [0.4, 0.6], {(0, 1): 0.2}) == [(0, 1)]
    assert row([0, 0.3], [0.4, 0.6], {(0,): 0.2, (1,): 0.2}) == [(0,), (1,)]


def test_a_wide_gap_parts_what_the_reader_would_take_as_one():
    sure = {(0, 1): 0.3, (0,): -0.1, (1,): -0.1}
    assert row([0, 0.45], [0.4, 0.8], sure) == [(0, 1)]
    assert row([0, 0.8], [0.4, 1.2], sure) == [(0,), (1,)]


def test_pieces_above_one_another_stay_together_though_each_is_like_a_digit():
    sure = {(0, 1): -0.2, (0,): 0.3, (1,): 0.3}
    assert row([0, 0.02], [0.5, 0.5], sure) == [(0, 1)]
    assert row([0, 0.4], [0.38, 0.8], sure) == [(0,), (1,)]


def test_a_bar_drawn_at_the_end_belongs_to_the_digit_that_it_crosses():
    """Draw 7, 1, and then the bar of the 7: only by place do its strokes follow each other."""
    left, right = [0, 0.7, 0.1], [0.5, 0.72, 0.4]
    sure = {(0, 2): 0.3, (1,): 0.2, (0,): 0.1}
    assert row(left, right, sure, [[0, 1, 2], [0, 2, 1]]) == [(0, 2), (1,)]


def test_digits_come_from_left_to_right_in_whatever_order_they_were_drawn():
    sure = {(0,): 0.3, (1,): 0.3, (2,): 0.3}
    assert row([2, 1, 0], [2.5, 1.5, 0.5], sure, [[0, 1, 2], [2, 1, 0]]) == [(2,), (1,), (0,)]


def test_more_pieces_than_are_looked_at_are_one():
    n = MOST_PIECES + 1
    assert row(range(n), range(1, n + 1), {}) == [tuple(range(n))]


def test_many_pieces_are_read_in_one_order_alone_the_last():
    """Draw as many pieces as are looked at to and fro: both orders together have almost twice as many runs."""
    to_and_fro = [*range(0, MOST_PIECES, 2), *range(MOST_PIECES - 1, 0, -2)]
    n_read = []

    def judge(runs):
        n_read.append(len(runs))
        return [0.3 if len(run) == 2 and run[0] % 2 == 0 and run[1] == run[0] + 1 else -1.0 for run in runs]

    left = np.arange(MOST_PIECES, dtype=float)
    found = best_row(left, left + 0.95, [to_and_fro, range(MOST_PIECES)], judge)
    assert found == [(piece, piece + 1) for piece in range(0, MOST_PIECES, 2)]
    assert n_read == [MOST_READ]


def sure_of_all(pictures):
    assert pictures.shape[1:] == (28, 28)
    return [0.3] * len(pictures)


def test_strokes_without_points_and_specks_belong_to_no_digit():
    bar = np.array([[0, 0], [0, 100]], np.float32)
    none, speck = np.empty((0, 2), np.float32), np.array([[300, 50]], np.float32)
    assert split_strokes([none, bar + np.float32([60, 0]), speck, bar], sure_of_all) == [[3], [1]]
    with pytest.raises(BlankDrawingError):
        split_strokes([none], sure_of_all)


def picture(side=400):
    """Return a large picture of three blocks, each 40 columns wide."""
    drawing = np.full((side, side), 255, np.uint8)
    for left in (100, 180, 260):
        drawing[120:220, left : left + 40] = 0
    return drawing


def test_boxes_are_in_pixels_of_the_picture():
    digits, has_rules = split_picture(picture(), sure_of_all)
    assert not has_rules
    assert [digit.box[0] for digit in digits] == pytest.approx([100, 180, 260], abs=2)
    assert [digit.box[2] for digit in digits] == pytest.approx([40] * 3, abs=2)
    assert {digit.box[1] for digit in digits} <= set(range(118, 123))
    assert all(digit.ink.max() == 255 and digit.ink.min() > 0 for digit in digits)


def test_boxes_are_right_where_the_picture_is_ruled_and_made_smaller():
    ruled = np.repeat(np.repeat(picture(), 2, axis=0), 2, axis=1)
    ruled[100::200] = 90
    digits, _ = split_picture(ruled, sure_of_all)
    assert [digit.box[0] for digit in digits] == pytest.approx([200, 360, 520], abs=8)


def test_boxes_are_in_pixels_of_a_photograph_that_is_made_smaller_to_be_read():
    digits, _ = split_picture(photograph(255 - picture(), np.random.default_rng(0)), sure_of_all)
    for digit, left in zip(digits, (100, 180, 260), strict=True):  # the photograph is tilted by at most 6 degrees
        assert digit.box == pytest.approx((left, 120, 40, 100), abs=16)


def test_boxes_are_in_pixels_of_the_sheet_on_which_the_paper_lies():
    sheet = np.full((600, 800), 60, np.uint8)
    sheet[150:550, 250:650] = picture()
    digits, _ = split_picture(sheet, sure_of_all)
    for digit, left in zip(digits, (350, 430, 510), strict=True):
        assert digit.box == pytest.approx((left, 270, 40, 100), abs=2)


@pytest.mark.parametrize("grey", [160, 200, 235])
def test_ink_that_is_fainter_than_the_rules_of_its_paper_is_taken_apart(grey):
    """Draw two bars in grey between two black rules."""
    paper = np.full((200, 200), 255, np.uint8)
    paper[20:22] = paper[180:182] = 0
    paper[50:150, 50:66] = paper[50:150, 120:136] = grey
    digits, _ = split_picture(paper, sure_of_all)
    assert [digit.box[0] for digit in digits] == pytest.approx([50, 120], abs=2)
    assert all(digit.ink.max() == 255 for digit in digits)


def with_faint_block(level):
    """Return the picture of three blocks, the middle one with `level` of 255 of the contrast of the others."""
    paper = picture()
    paper[:, 180:220][paper[:, 180:220] == 0] = 255 - level
    return paper


@pytest.mark.parametrize("level", [40, 95, 120])
def test_a_digit_that_is_fainter_than_its_neighbours_is_not_lost(level):
    digits, is_doubtful = split_picture(with_faint_block(level), sure_of_all)
    assert [digit.box[0] for digit in digits] == pytest.approx([100, 180, 260], abs=2)
    assert all(digit.ink.max() == 255 for digit in digits)
    assert not is_doubtful


def test_faint_ink_that_is_like_no_digit_is_left_out_and_makes_the_rest_doubtful():
    digits, is_doubtful = split_picture(with_faint_block(60), lambda pictures: [-0.1] * len(pictures))
    assert [digit.box[0] for digit in digits] == pytest.approx([100, 260], abs=2)
    assert is_doubtful


def test_faint_specks_are_no_digits_and_raise_no_doubt():
    paper = picture()
    paper[300:304, 50:54] = 200
    digits, is_doubtful = split_picture(paper, sure_of_all)
    assert (len(digits), is_doubtful) == (3, False)


def test_faint_ink_that_touches_a_digit_makes_it_doubtful():
    paper = picture()
    paper[120:220, 300:340] = 190
    digits, is_doubtful = split_picture(paper, sure_of_all)
    assert (len(digits), is_doubtful) == (3, True)


def blurred(paper, sigma_px):
    return np.asarray(Image.fromarray(paper).filter(ImageFilter.GaussianBlur(sigma_px)))


@pytest.mark.parametrize("sigma_px", [2, 4, 8, 12])
@pytest.mark.parametrize("n_blocks", [1, 3])
def test_soft_edges_raise_no_doubt_and_belong_to_their_digits(n_blocks, sigma_px):
    paper = picture()
    paper[:, 100 + 80 * n_blocks :] = 255
    digits, is_doubtful = split_picture(blurred(paper, sigma_px), sure_of_all)
    assert (len(digits), is_doubtful) == (n_blocks, False)
    assert digits[0].box[0] <= 100 - sigma_px


def test_one_unsharp_digit_has_the_ink_that_it_has_by_itself():
    paper = np.full((300, 300), 255, np.uint8)
    paper[60:72, 90:200] = paper[60:240, 188:200] = 0  # a 7
    for sigma_px in (3, 6, 9):
        digits, is_doubtful = split_picture(blurred(paper, sigma_px), sure_of_all)
        assert not is_doubtful
        assert (place(digits[0].ink) == preprocess(blurred(paper, sigma_px))).mean() > 0.9


@pytest.mark.parametrize("sigma_px", [2, 4])
def test_unsharp_faint_ink_that_touches_a_digit_makes_it_doubtful(sigma_px):
    paper = picture()
    paper[120:220, 300:340] = 190
    digits, is_doubtful = split_picture(blurred(paper, sigma_px), sure_of_all)
    assert (len(digits), is_doubtful) == (3, True)


def test_of_many_faint_pieces_none_is_read():
    """Lay a pattern of faint bars around the digits: each would be placed and read, which takes long."""
    paper, n_read = picture(), []
    for top in range(20, 390, 60):
        for left in range(5, 390, 20):
            cell = paper[top : top + 40, left : left + 8]
            cell[...] = np.where((cell == 255).all(), 200, cell)

    def count(pictures):
        n_read.append(len(pictures))
        return [0.3] * len(pictures)

    digits, is_doubtful = split_picture(paper, count)
    assert (len(digits), is_doubtful) == (3, True)
    assert sum(n_read) <= MOST_PIECES


def test_a_picture_without_ink_has_no_digits():
    with pytest.raises(BlankDrawingError):
        split_picture(np.zeros((30, 30), np.uint8), sure_of_all)
