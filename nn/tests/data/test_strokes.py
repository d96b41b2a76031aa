"""Strokes: drawn on a canvas with a round pen, fitted to it, cleaned, and packed as bytes."""

import zlib

import numpy as np
import pytest

from nn.data.strokes import TOLERANCE, clean, fit, pack, render, unpack


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


def test_cleaned_strokes_fill_a_thousand_units_from_the_first_millisecond():
    bar, foot = clean([line((-10, 5, 40), (30, 5, 60.4)), line((10, 25, 90))])
    assert bar.tolist() == [[0, 0, 0], [1000, 0, 20]]
    assert foot.tolist() == [[500, 500, 50]]


def test_points_without_a_time_get_time_zero():
    assert clean([line((0, 0), (4, 2))])[0].tolist() == [[0, 0, 0], [1000, 500, 0]]


def test_points_that_a_line_explains_are_dropped_and_bends_stay():
    bent = line((0, 0, 0), (100, 1, 10), (500, 0, 20), (500, 400, 30), (501, 700, 40), (500, 1000, 50))
    assert clean([bent])[0].tolist() == [[0, 0, 0], [500, 0, 20], [501, 700, 40], [500, 1000, 50]]


def test_repeated_points_are_dropped_and_the_first_stays():
    rested = line((0, 0, 0), (0, 0, 500), (10, 0, 510), (10, 0, 900))
    assert clean([rested])[0].tolist() == [[0, 0, 0], [1000, 0, 510]]


def test_a_path_that_goes_back_keeps_its_turn():
    assert clean([line((0, 0, 0), (10, 0, 5), (0, 0, 9))])[0].tolist() == [[0, 0, 0], [1000, 0, 5], [0, 0, 9]]


def test_a_ring_that_ends_where_it_began_stays_a_ring():
    angle = np.linspace(0, 2 * np.pi, 41)
    ring = np.column_stack([500 + 100 * np.cos(angle), 300 + 100 * np.sin(angle), angle]).astype(np.float32)
    (_, kept) = clean([line((0, 0, 0), (1000, 0, 0), (1000, 600, 0)), ring])
    assert np.ptp(kept, axis=0)[:2] == pytest.approx(200, abs=2)


@pytest.mark.parametrize("dot", [[(7, 3, 9)], [(7, 3, 9)] * 4])
def test_a_dot_is_at_the_origin(dot):
    assert [stroke.tolist() for stroke in clean([line(*dot)])] == [[[0, 0, 0]]]


def test_cleaning_leaves_out_strokes_without_points():
    assert clean([]) == clean([np.empty((0, 3), np.float32)]) == []


def random_strokes(rng, n_points):
    """Return a random walk in three strokes, of any size and place."""
    steps = np.column_stack([rng.normal(size=(n_points, 2)), rng.exponential(8, n_points)])
    walk = np.cumsum(steps, axis=0) * [*rng.uniform(0.01, 50, 2), 1] + rng.uniform(-1000, 1000, 3)
    return np.split(walk.astype(np.float32), np.sort(rng.integers(n_points, size=2)))


def test_cleaning_twice_is_cleaning_once(rng):
    for n_points in (1, 2, 3, 40, 100, 400):
        once = clean(random_strokes(rng, n_points))
        twice = clean(once)
        assert [stroke.tolist() for stroke in twice] == [stroke.tolist() for stroke in once]


def test_no_point_that_was_dropped_is_farther_than_the_tolerance(rng):
    angle = np.linspace(0, 2 * np.pi, 300)
    circle = np.column_stack([500 + 500 * np.cos(angle), 500 + 500 * np.sin(angle), angle]).astype(np.float32)
    (kept,) = clean([circle])
    assert len(kept) < 60
    middles = (kept[1:, :2] + kept[:-1, :2]) / 2  # of the pieces, where they are farthest from the circle
    assert np.abs(np.hypot(*(middles - 500).T) - 500).max() <= TOLERANCE + 1


def test_packed_strokes_come_back_as_they_were(rng):
    cleaned = clean(random_strokes(rng, 100))
    assert [stroke.tolist() for stroke in unpack(pack(cleaned))] == [stroke.tolist() for stroke in cleaned]
    assert all(stroke.dtype == np.float32 for stroke in unpack(pack(cleaned)))
    assert unpack(pack([])) == []


def test_packed_strokes_are_laid_out_as_written():
    body = bytes([1, 0, 2, 0, 0, 0, 232, 3, 0, 0, 250, 0, 0, 0, 0, 0, 90, 0, 0, 0])
    assert pack([line((0, 0, 0), (1000, 250, 90))]) == b"\1" + zlib.crc32(body).to_bytes(4, "little") + body


def test_every_damaged_byte_and_every_length_is_refused():
    data = pack(clean([line((0, 0, 0), (5, 9, 20)), line((3, 3, 30))]))
    for place in range(len(data)):
        for damaged in (data[:place], data[:place] + bytes([data[place] ^ 16]) + data[place + 1 :]):
            with pytest.raises(ValueError, match="expected"):
                unpack(damaged)
    with pytest.raises(ValueError, match="expected"):
        unpack(data + b"\0")


def body_with(counts, x, y, t):
    body = b"".join(np.array(part, kind).tobytes() for part, kind in ((counts, "<u2"), (x + y, "<u2"), (t, "<u4")))
    return b"\1" + zlib.crc32(body).to_bytes(4, "little") + body


@pytest.mark.parametrize(
    "data",
    [
        body_with([1, 1], [1001], [0], [0]),
        body_with([1, 2], [0, 1], [0, 1], [5, 4]),
        body_with([2, 1, 0], [0], [0], [0]),
        body_with([2, 1], [0], [0], [0]),
        body_with([1, 2], [0], [0], [0]),
    ],
)
def test_bytes_with_a_right_checksum_but_wrong_strokes_are_refused(data):
    with pytest.raises(ValueError, match="expected"):
        unpack(data)


@pytest.mark.parametrize("points", [(0.5, 0, 0), (-1, 0, 0), (1001, 0, 0), (0, 0, 0.5), (0, 0, 2**32), (0, 0)])
def test_only_cleaned_strokes_are_packed(points):
    with pytest.raises(ValueError, match="expected"):
        pack([line(points)])


def test_strokes_with_times_are_drawn_as_those_without():
    timed, plain = line((0, 0, 0), (10, 20, 9)), line((0, 0), (10, 20))
    assert (render(fit([timed])) == render(fit([plain]))).all()
    assert (render([timed]) == render([plain])).all()
