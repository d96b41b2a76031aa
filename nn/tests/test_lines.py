"""Middle lines: thinned, opened, put upright and in size, drawn."""

import numpy as np
import pytest

from nn.lines import Lines, draw, fit, straighten
from nn.loops import depths, reopen
from nn.thinning import thin
from nn.warps import jitter, warp


def points(*pairs):
    return np.array(pairs, np.uint8)


def cross():
    black = np.zeros((40, 40), bool)
    black[5:35, 17:23] = True
    black[17:23, 5:35] = True
    return black


def random_lines(rng, n=5):
    return Lines.of([rng.integers(0, 80, (rng.integers(20, 60), 2)).astype(np.uint8) for _ in range(n)])


def test_a_bar_is_thinned_to_one_line_along_its_middle():
    black = np.zeros((20, 60), bool)
    black[8:13, 5:55] = True
    line = thin(black)
    assert set(line[:, 0]) == {10}
    assert np.ptp(line[:, 1]) > 40


def test_thinning_cuts_nothing_through_and_leaves_lines_one_pixel_wide():
    line = thin(cross())
    left = np.zeros((40, 40), int)
    left[line[:, 0], line[:, 1]] = 1
    assert (left[1:, 1:] + left[:-1, 1:] + left[1:, :-1] + left[:-1, :-1]).max() < 4
    assert np.ptp(line[:, 0]) > 20 < np.ptp(line[:, 1])


@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (1, 2), (3, 3), (30, 30), (1, 40)])
def test_no_line_ever_vanishes(shape):
    black = np.zeros((40, 50), bool)
    black[5 : 5 + shape[0], 5 : 5 + shape[1]] = True
    assert len(thin(black))


def test_depth_is_the_distance_from_the_edge():
    black = np.zeros((9, 9), bool)
    black[1:8, 1:8] = True
    assert depths(black)[4].tolist() == [0, 1, 2, 3, 4, 3, 2, 1, 0]


def test_a_disc_wider_than_the_pen_is_opened_and_a_stroke_is_not():
    y, x = np.indices((80, 80))
    black = (np.hypot(y - 25, x - 40) < 17) | ((np.abs(x - 52) < 7) & (y > 25) & (y < 75))
    opened = reopen(black, thin(black))
    assert not opened[25, 40]
    assert opened[60, 52]
    stroke = np.abs(x - 40) + 0 * y < 7
    stroke[:3] = stroke[-3:] = False
    assert reopen(stroke, thin(stroke)) is stroke


def test_a_crossing_is_no_filled_loop():
    assert reopen(cross(), thin(cross())) is not None
    assert reopen(cross(), thin(cross()))[20, 20]


def test_lines_of_unequal_length_are_drawn_as_if_each_were_alone(rng):
    many = [rng.integers(0, 80, (n, 2)).astype(np.uint8) for n in (1, 7, 60)]
    together = draw(fit(straighten(Lines.of(many))))
    for line, picture in zip(many, together, strict=True):
        alone = draw(fit(straighten(Lines.of([line]))))[0]
        assert np.abs(alone.astype(int) - picture).max() <= 1  # sums of float32 in another order


def test_a_slanted_line_is_put_upright():
    y = np.arange(60)
    line = straighten(Lines.of([np.stack([y, 10 + y // 2], axis=1).astype(np.uint8)]))
    assert np.ptp(line.x) < 2


def test_a_straightened_line_has_no_second_moment_yx_left(rng):
    lines = straighten(random_lines(rng))
    moments = (lines.y * lines.x * lines.length).sum(axis=1) / (lines.y**2 * lines.length).sum(axis=1)
    assert np.abs(moments).max() < 0.02


def test_extents_are_standard_and_the_aspect_softened():
    y, x = np.indices((61, 16)).reshape(2, -1)
    fitted = fit(straighten(Lines.of([np.stack([y, x], axis=1).astype(np.uint8)])))
    # A uniform line of length l has the standard deviation l / √12; 3.3 of them are its extent, 18 pixels.
    assert np.ptp(fitted.y) == pytest.approx(18 / 3.3 * 12**0.5, rel=0.02)
    assert np.ptp(fitted.x) == pytest.approx(np.ptp(fitted.y) * (16 / 61) ** 0.5, rel=0.06)


def test_a_point_is_drawn_with_the_pens_profile():
    picture = draw(
        Lines(np.full((1, 1), 13, np.float32), np.full((1, 1), 9, np.float32), np.full((1, 1), 0.01, np.float32))
    )
    assert picture[0, 13, 9] == 255
    # exp(-1 / (2 × 0.85²)) = 0.5006 of it, one pixel beside
    assert picture[0, 13, 10] == picture[0, 12, 9] == pytest.approx(0.5006 * 255, abs=1)


def test_no_change_at_amount_zero(rng):
    lines = straighten(random_lines(rng))
    unchanged = warp(lines, 0.0, rng)
    np.testing.assert_allclose(unchanged.y, lines.y, atol=1e-4)
    np.testing.assert_allclose(jitter(fit(lines), 0.0, rng).x, fit(lines).x, atol=1e-4)


def test_every_line_is_changed_in_its_own_way_and_the_same_seed_changes_alike(rng):
    lines = Lines.of([points((10, 20), (40, 30), (70, 20))] * 4)
    one, other = (warp(lines, 0.5, np.random.default_rng(3)) for _ in range(2))
    assert (one.y == other.y).all()
    assert len(np.unique(one.y[:, 0])) == 4
