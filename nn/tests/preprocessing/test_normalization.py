"""Normalization: inks become upright and of standard size and softness, and distortions change them at random."""

import numpy as np
import pytest

from nn.base.distortions import jitter, warp
from nn.preprocessing.normalization import SOFTNESS, InkPoints, draw, fit, straighten


def inked(*pairs):
    return np.array([(*pair, 255) for pair in pairs], np.uint8)


def ink_points(*inks, width=1.0):
    return InkPoints.of(inks, np.full(len(inks), width, np.float32))


def random_points(rng, n=5):
    return ink_points(*(random_ink(rng, rng.integers(20, 60)) for _ in range(n)))


def random_ink(rng, n):
    return np.concatenate([rng.integers(0, 32, (n, 2)), rng.integers(1, 256, (n, 1))], axis=1).astype(np.uint8)


def test_inks_of_unequal_size_are_drawn_as_if_each_were_alone(rng):
    many = [random_ink(rng, n) for n in (1, 7, 60)]
    for ink, picture in zip(many, draw(fit(straighten(ink_points(*many)))), strict=True):
        alone = draw(fit(straighten(ink_points(ink))))[0]
        assert np.abs(alone.astype(int) - picture).max() <= 1  # sums of float32 in another order


def test_a_slanted_line_is_put_upright():
    y = np.arange(30)
    line = straighten(ink_points(inked(*zip(y, 4 + y // 2, strict=True))))
    assert np.ptp(line.x) < 2


def test_straightened_ink_has_no_second_moment_yx_left(rng):
    points = straighten(random_points(rng))
    moments = (points.y * points.x * points.ink).sum(axis=1) / (points.y**2 * points.ink).sum(axis=1)
    assert np.abs(moments).max() < 0.02


def test_extents_are_standard_and_the_aspect_softened():
    y, x = np.indices((31, 16)).reshape(2, -1)
    fitted = fit(straighten(ink_points(inked(*zip(y, x, strict=True)), width=0.1)))
    # Ink that is even along a length l has the standard deviation l / √12; 3.3 of these are its extent, 18 pixels. From
    # the first point to the last, which are the middles of pixels, the length is a pixel less.
    assert np.ptp(fitted.y) == pytest.approx(18 / 3.3 * 12**0.5 * 30 / 31, rel=0.01)
    assert np.ptp(fitted.x) == pytest.approx(18 / 3.3 * 12**0.5 * (16 / 31) ** 0.4 * 15 / 16, rel=0.02)


def test_a_point_of_a_thin_pen_is_drawn_with_the_standard_softness():
    at, faint, nothing, whole = (np.full((1, 1), value, np.float32) for value in (13, 0.01, 0, 1))
    picture = draw(InkPoints(at, at, faint, nothing, whole, whole))[0]
    assert picture[13, 13] == 255
    beside = np.exp(-1 / (2 * SOFTNESS**2))  # of the normal distribution, one pixel away
    assert picture[13, 14] == picture[12, 13] == pytest.approx(beside * 255, abs=1)


def test_a_thick_stroke_is_blurred_less_than_a_thin_one_and_both_come_out_alike():
    y = np.arange(4, 24, 0.25, np.float32)

    def stroke(width):
        across = np.arange(-width / 2, width / 2, 0.25, np.float32) + np.float32(0.125)
        points_y, points_x = (axis.ravel()[None] for axis in np.meshgrid(y, 13.5 + across))
        ink, scale = np.full_like(points_y, 0.25 / len(across)), np.full((1, 1), 0.25, np.float32)
        return draw(InkPoints(points_y, points_x, ink, np.full((1, 1), 4 * width, np.float32), scale, scale))[0]

    # Of 255: a thick stroke's ink is even across, a thin one's is blurred, so they are not quite the same.
    assert np.abs(stroke(0.5)[8:20].astype(int) - stroke(3.0)[8:20]).max() < 20


def test_points_that_are_stretched_apart_leave_no_stripes():
    y, x = np.indices((31, 6)).reshape(2, -1)
    picture = draw(fit(straighten(ink_points(inked(*zip(y, x, strict=True)), width=5.0))))[0].astype(int)
    # Across its middle the ink rises to one top and falls again; stripes would fall by tens between them.
    rise, fall = np.maximum.accumulate(picture[14]), np.maximum.accumulate(picture[14][::-1])[::-1]
    assert (np.minimum(rise, fall) - picture[14]).max() <= 8


def test_no_change_at_amount_zero(rng):
    points = straighten(random_points(rng))
    np.testing.assert_allclose(warp(points, 0.0, rng).y, points.y, atol=1e-4)
    np.testing.assert_allclose(jitter(fit(points), 0.0, rng).x, fit(points).x, atol=1e-4)


def test_every_ink_is_changed_in_its_own_way_and_the_same_seed_changes_alike():
    points = ink_points(*[inked((5, 10), (20, 15), (30, 10))] * 4)
    first, again = (warp(points, 0.5, np.random.default_rng(3)) for _ in range(2))
    assert (first.y == again.y).all()
    assert len(np.unique(first.y[:, 0])) == 4
