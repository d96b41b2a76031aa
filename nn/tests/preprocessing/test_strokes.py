"""Strokes become pictures straight from their path, as drawings of a middling pen do."""

import numpy as np
import pytest

from nn.data.strokes import clean, render
from nn.data.strokes import fit as fit_to_canvas
from nn.preprocessing import BlankDrawingError, place_strokes, preprocess, steps_of_strokes, stroke_points
from nn.preprocessing.normalization import InkPoints, draw, fit, ink_points, straighten

SEVEN = [[(80, 70), (200, 75), (130, 220)], [(120, 140), (190, 140)]]


def strokes(*point_lists):
    return [np.array(points, np.float32) for points in point_lists]


def difference(one, other):
    """Return the mean difference of two pictures as a share of the ink of the first."""
    return np.abs(one.astype(int) - other).sum() / one.sum()


def test_strokes_look_like_a_drawing_of_them():
    drawn = preprocess(render(fit_to_canvas(strokes(*SEVEN)), width_px=16))
    assert difference(drawn, place_strokes(strokes(*SEVEN))) < 0.25


def test_place_and_size_change_nothing():
    moved = [stroke * 0.1 + 500 for stroke in strokes(*SEVEN)]
    np.testing.assert_allclose(place_strokes(moved).astype(int), place_strokes(strokes(*SEVEN)), atol=1)


def test_times_change_nothing():
    timed = [np.column_stack([stroke, np.arange(len(stroke))]).astype(np.float32) for stroke in strokes(*SEVEN)]
    assert (place_strokes(timed) == place_strokes(strokes(*SEVEN))).all()


def test_cleaning_hardly_changes_the_picture(rng):
    angle = np.linspace(0, 6, 200)
    spiral = np.column_stack([50 * angle * np.cos(angle), 50 * angle * np.sin(angle), 10 * angle]).astype(np.float32)
    assert difference(place_strokes([spiral]), place_strokes(clean([spiral]))) < 0.02


def test_a_pixel_of_path_has_the_ink_of_a_pixel_of_path_in_a_picture():
    grains, width = stroke_points(strokes([(0, 0), (100, 0)]))
    points = InkPoints.of([grains], np.array([width], np.float32))
    assert points.ink.sum() == pytest.approx(32, rel=0.01)  # less what the grid of the crowding rounds
    assert np.diff(np.sort(grains[:, 1])) == pytest.approx(32 / len(grains), rel=1e-4)


def test_no_ink_lies_between_strokes():
    grains, _ = stroke_points(strokes([(0, 0), (0, 100)], [(50, 0), (50, 100)]))
    assert set(grains[:, 1].tolist()) == {0, 16}


@pytest.mark.parametrize("dot", [[(7, 7)], [(7, 7)] * 5])
def test_a_dot_has_ink_in_the_middle_of_its_picture(dot):
    picture = place_strokes(strokes(dot))
    assert picture[13:15, 13:15].min() == 255
    assert (picture == picture[::-1, ::-1]).all()


def test_a_dot_beside_a_line_is_drawn_where_it_is():
    grains, _ = stroke_points(strokes([(0, 0), (0, 100)], [(50, 50)], [(90, 0), (90, 100)]))
    assert (grains[:, :2] == [16, 16]).all(axis=1).sum() == 1


def test_a_small_stroke_far_outside_is_left_out_and_one_nearby_stays():
    seven, speck, nearby = strokes(*SEVEN), [(600, 400), (604, 404)], [(210, 200), (214, 204)]
    assert (place_strokes([*seven, *strokes(speck)]) == place_strokes(seven)).all()
    assert difference(place_strokes(seven), place_strokes([*seven, *strokes(nearby)])) > 0.02


def test_a_stroke_drawn_twice_hardly_changes_the_picture(rng):
    bar, foot = strokes(*SEVEN)
    trembling = bar + rng.normal(0, 1, bar.shape).astype(np.float32)
    for again in (bar, bar[::-1], trembling):
        assert difference(place_strokes([bar, foot]), place_strokes([bar, foot, again])) < 0.1


def test_a_stem_that_goes_up_and_down_again_is_as_one_that_goes_down():
    flag, down, up = (40, 30), (60, 0), (60, 100)
    once, twice = place_strokes(strokes([flag, down, up])), place_strokes(strokes([flag, down, up, down, up]))
    assert difference(once, twice) < 0.1


def test_a_line_is_put_upright_in_the_middle():
    picture = place_strokes(strokes([(0, 0), (30, 100)]))
    columns = np.flatnonzero(picture.max(axis=0) > 60)
    assert (columns[0] + columns[-1]) / 2 == 13.5
    assert len(columns) <= 6


@pytest.mark.parametrize("nothing", [[], [np.empty((0, 3), np.float32)]])
def test_nothing_drawn_is_blank(nothing):
    with pytest.raises(BlankDrawingError):
        place_strokes(nothing)
    with pytest.raises(BlankDrawingError):
        stroke_points(nothing)


def test_the_longest_scribble_has_few_grains(rng):
    grains, _ = stroke_points([rng.uniform(0, 300, (4096, 2)).astype(np.float32)])
    assert len(grains) <= 1025


def test_steps_end_with_the_picture():
    steps = steps_of_strokes(strokes(*SEVEN))
    assert list(steps) == ["grains", "straightened", "picture"]
    assert (steps["picture"] == place_strokes(strokes(*SEVEN))).all()


def test_grains_and_pixels_are_drawn_together(rng):
    ink = np.zeros((40, 40), np.uint8)
    ink[4:36, 18:22] = 255
    grains, width = stroke_points(strokes(*SEVEN))
    pixels, ink_width = ink_points(ink)
    pictures = draw(fit(straighten(InkPoints.of([grains, pixels], np.array([width, ink_width], np.float32)))))
    assert np.abs(pictures[0].astype(int) - place_strokes(strokes(*SEVEN))).max() <= 1
