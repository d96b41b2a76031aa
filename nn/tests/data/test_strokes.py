"""Strokes, drawn on a canvas with a round pen."""

import numpy as np
import pytest

from nn.data.strokes import fit, render


def line(*points):
    return np.array(points, np.float32)


def test_a_dot_has_the_area_of_its_disc():
    ink = render([line((20, 20))], side_px=40, width_px=10).sum() / 255
    assert ink == pytest.approx(np.pi * 25, rel=0.02)


def test_a_line_is_as_wide_and_as_long_as_asked():
    ink = render([line((10, 20), (50, 20))], side_px=60, width_px=6)
    assert np.flatnonzero(ink[:, 30]).tolist() == list(range(17, 23))
    assert ink.sum() / 255 == pytest.approx(40 * 6 + np.pi * 9, rel=0.02)


def test_edges_are_anti_aliased():
    ink = render([line((10, 20.5), (50, 20.5))], side_px=60, width_px=6)
    assert ink[17:25, 30].tolist() == [128, 255, 255, 255, 255, 255, 128, 0]


def test_strokes_that_cross_do_not_add_up():
    cross = render([line((10, 20), (30, 20)), line((20, 10), (20, 30))], side_px=40, width_px=5)
    assert cross.max() == 255


def test_repeated_points_are_a_dot():
    dot, repeated = line((20, 20)), line((20, 20), (20, 20), (20, 20))
    assert (render([dot], side_px=40) == render([repeated], side_px=40)).all()


def test_no_strokes_leave_an_empty_canvas():
    assert not render([]).any()


def test_what_lies_outside_the_canvas_is_not_drawn():
    assert not render([line((-50, -50), (-40, -300), (900, -300))]).any()
    assert render([line((-50, 140), (500, 140))]).any()


def test_fitted_strokes_fill_the_canvas_and_keep_their_aspect():
    (stroke,) = fit([line((0, 0), (10, 20))], side_px=280, fill=0.5)
    assert stroke.tolist() == [[105, 70], [175, 210]]


def test_fitting_turns_strokes_whose_y_axis_points_up():
    (stroke,) = fit([line((0, 0), (10, 20))], side_px=280, fill=0.5, y_up=True)
    assert stroke.tolist() == [[105, 210], [175, 70]]


def test_a_lone_point_is_moved_to_the_middle():
    assert fit([line((3, 4))])[0].tolist() == [[140, 140]]
