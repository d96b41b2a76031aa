"""Digits made up by rules: all styles and labels appear, and their strokes are what a pen could leave."""

from collections import Counter

import numpy as np
import pytest

from nn.data.strokes import fit, render
from nn.data.styles import NAMES, STYLES, styled_digits
from nn.data.styles.curves import arc, at_lengths, lengths_along, smooth


@pytest.fixture(scope="module")
def digits():
    return styled_digits(1000, np.random.default_rng(0))


def test_every_style_is_written_with_its_own_label(digits):
    assert {(digit.style, digit.label) for digit in digits} == {(style.name, style.label) for style in STYLES}


def test_names_are_different_and_say_the_digit():
    assert len(set(NAMES)) == len(STYLES)
    assert all(str(style.label) in style.name for style in STYLES)


def test_labels_are_about_equally_often(digits):
    counts = Counter(digit.label for digit in digits)
    assert sorted(counts) == list(range(10))
    assert all(60 < count < 140 for count in counts.values())  # 100 ± 4.2 standard deviations


def test_only_the_labels_asked_for_are_written(rng):
    assert {digit.label for digit in styled_digits(60, rng, digits=(3, 4))} == {3, 4}


def test_the_same_seed_writes_the_same_strokes():
    first, second = (styled_digits(50, np.random.default_rng(7)) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert one.style == other.style
        assert [stroke.tobytes() for stroke in one.strokes] == [stroke.tobytes() for stroke in other.strokes]


def test_no_two_digits_of_a_style_are_alike(rng):
    for style in STYLES:
        assert len({style.write(rng)[0].tobytes() for _ in range(3)}) == 3


def test_strokes_are_what_a_pen_could_leave(digits):
    for digit in digits:
        assert 1 <= len(digit.strokes) <= 8, digit.style
        for stroke in digit.strokes:
            assert stroke.dtype == np.float32
            assert stroke.shape[1:] == (2,)
            assert 2 <= len(stroke) <= 600, digit.style
            assert np.isfinite(stroke).all()


def test_digits_are_about_a_hundred_high_and_not_much_wider(digits):
    for digit in digits:
        points = np.concatenate(digit.strokes)
        width, height = np.ptp(points, axis=0)
        assert 80 < height < 150, digit.style
        assert width < 150, digit.style


def test_digits_can_be_drawn(digits):
    assert all(render(fit(digit.strokes), side_px=280).any() for digit in digits[:20])


def test_a_smooth_line_goes_through_its_points_and_keeps_corners():
    (x, y), corner, end = (0, 0), (10, 0), (10, 10)
    line = smooth([np.array([(x, y), corner], np.float32), np.array([end], np.float32)])
    assert line[0].tolist() == [0, 0]
    assert [10, 0] in line.tolist()
    assert line[-1].tolist() == [10, 10]
    assert (np.isclose(line[:, 1], 0) | np.isclose(line[:, 0], 10)).all()  # both sides are straight


def test_a_piece_begins_where_the_one_before_ends():
    line = smooth([np.array([(0, 0), (10, 0)], np.float32), np.array([(10, 10), (10, 20)], np.float32)])
    assert np.hypot(*np.diff(line, axis=0).T).max() < 3  # no jump from (10, 0) to (10, 10)


def test_a_smooth_line_through_points_of_a_circle_is_round():
    line = smooth([np.array(arc((0, 0), (10, 10), 0, 360), np.float32)])
    assert np.hypot(*line.T) == pytest.approx(10, rel=0.03)  # its ends do not know that it closes


def test_an_arc_turns_from_right_to_below_as_y_points_down():
    points = arc((1, 2), (3, 4), 0, 90)
    assert points[0] == pytest.approx((4, 2))
    assert points[-1] == pytest.approx((1, 6))


def test_points_lie_where_their_length_says():
    line = np.array([(0, 0), (3, 4), (3, 10)], np.float32)
    along = lengths_along(line)
    assert along.tolist() == [0, 5, 11]
    assert at_lengths(line, along, np.array([2.5, 8], np.float32)).tolist() == [[1.5, 2], [3, 7]]
