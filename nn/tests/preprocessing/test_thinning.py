"""Thinning: thick strokes become narrower, thin ones stay as they are, and no stroke is cut through."""

import numpy as np
import pytest

from nn.preprocessing.thinning import depths, stroke_width, thin_strokes


def bar(width, length=60):
    ink = np.zeros((length + 8, 40), np.uint8)
    ink[4:-4, 20 - width // 2 : 20 - width // 2 + width] = 255
    return ink


@pytest.mark.parametrize("width", [2, 4, 8])
def test_the_width_of_a_long_stroke_is_measured(width):
    # Its two ends are edges, too: 60 × width of ink, 2 × (60 + width) of edge.
    assert stroke_width(bar(width)) == pytest.approx(width * 60 / (60 + width), rel=0.03)


def test_depth_is_the_distance_from_the_edge():
    ink = np.zeros((9, 9), np.uint8)
    ink[1:8, 1:8] = 255
    assert depths(ink, at_most=9)[4].tolist() == [0, 1, 2, 3, 4, 3, 2, 1, 0]


def test_grey_ink_is_less_deep_than_full_ink():
    ink = np.zeros((9, 9), np.uint8)
    ink[2:7, 2:7] = 51
    assert depths(ink, at_most=1).max() == pytest.approx(0.2)


def test_a_thin_stroke_keeps_its_shape():
    ink = bar(4)
    peeled = thin_strokes(ink)
    assert (peeled / peeled.max() * 255 == ink).all()


def test_a_thick_stroke_is_left_narrower():
    assert stroke_width(thin_strokes(bar(14))) < 0.8 * stroke_width(bar(14))


def test_the_eye_of_a_loop_that_a_thick_pen_left_small_stands_out():
    y, x = np.indices((48, 48))
    ring = np.where(np.abs(np.hypot(y - 24, x - 24) - 11) < 8, 255, 0).astype(np.uint8)  # an eye of six pixels

    def share_of_eye(ink):
        return 1 - ink[16:33, 16:33].mean() / ink.max()

    assert share_of_eye(thin_strokes(ring)) > share_of_eye(ring) + 0.2


def test_a_thin_part_of_a_thick_stroke_is_not_cut_through():
    ink = bar(14)
    ink[30:38] = 0
    ink[30:38, 19:21] = 255
    assert (thin_strokes(ink)[30:38, 19:21] > 0).all()
