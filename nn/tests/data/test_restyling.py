"""Real digits in other styles: every rule fits real digits, changes what it names, and keeps the rest."""

import numpy as np
import pytest

from nn.data.corpora import PenDigit
from nn.data.styles import restyled
from nn.data.styles.changed_five_to_nine import (
    crossed_seven,
    five_with_joined_bar,
    five_with_moved_bar,
    nine_with_foot,
    serifed_seven,
    uncrossed_seven,
)
from nn.data.styles.changed_strokes import lengthened_stem, shortened
from nn.data.styles.changed_zero_to_four import (
    bar_one,
    flagged_one,
    footed_one,
    marked_zero,
    opened_four,
    three_with_flat_top,
)
from nn.data.styles.curves import arc, smooth
from nn.data.styles.restyling import CHANGES, KEPT


def line(*points):
    return np.array(points, np.float32)


RING = line(*arc((30, 50), (30, 50), -90, -450))
BAR = line((30, 0), (30, 50), (30, 100))
SEVEN = smooth([line((0, 0), (50, 0)), line((20, 100))])
CROSS = line((15, 50), (55, 50))
FIVE_BODY = line((10, 0), (8, 40), (50, 50), (50, 90), (0, 100))
FIVE_BAR = line((10, 0), (50, 0))
THREE = smooth([line((5, 10), (30, 0), (50, 15), (40, 40), (20, 46)), line((50, 60), (55, 80), (30, 100), (0, 90))])
FOUR = [line((10, 0), (0, 60), (60, 60)), line((40, 20), (40, 60), (40, 100))]
NINE = smooth([line(*arc((30, 25), (25, 25), 0, -360)), line((55, 50), (55, 100))])


def test_every_rule_fits_real_digits_and_is_used(pen_digits, rng):
    styles = {(digit.label, restyled(digit, rng).style) for digit in pen_digits[::6]}
    names = {(label, name) for label, changes in CHANGES.items() for name, _ in changes}
    assert names <= styles
    assert styles - names == {(label, "other proportions") for label in range(10)}


def test_strokes_of_restyled_digits_are_what_a_pen_could_leave(pen_digits, rng):
    for digit in pen_digits[::20]:
        changed = restyled(digit, rng)
        assert changed.label == digit.label
        assert 1 <= len(changed.strokes) <= 10
        for stroke in changed.strokes:
            assert stroke.dtype == np.float32
            assert stroke.shape[1:] == (2,)
            assert 2 <= len(stroke) <= 600
            assert np.isfinite(stroke).all()
            assert np.abs(stroke).max() < 150


def test_a_restyled_digit_stands_upright_as_y_points_down(rng):
    seven = PenDigit(7, 1, 1, [line((100, 400), (300, 400), (200, 100))])
    points = np.concatenate(restyled(seven, rng).strokes)
    top, foot = points[points[:, 1] < -30], points[points[:, 1] > 30]
    assert np.ptp(top[:, 0]) > 2 * np.ptp(foot[:, 0])


@pytest.mark.parametrize("label", range(10))
def test_a_digit_of_one_dot_or_of_one_flat_line_passes_unharmed(label, rng):
    for strokes in ([line((250, 250))], [line((100, 250), (300, 250))]):
        for _ in range(5):
            changed = restyled(PenDigit(label, 1, 1, strokes), rng)
            assert all(np.isfinite(stroke).all() for stroke in changed.strokes)


def test_the_same_seed_changes_a_digit_in_the_same_way():
    digit = PenDigit(5, 1, 1, [FIVE_BODY, FIVE_BAR])
    first, second = (restyled(digit, np.random.default_rng(3)) for _ in range(2))
    assert [stroke.tobytes() for stroke in first.strokes] == [stroke.tobytes() for stroke in second.strokes]


def test_some_digits_keep_their_style(rng):
    kept = [restyled(PenDigit(3, 1, 1, [THREE * (1, -1)]), rng).style == "other proportions" for _ in range(400)]
    assert np.mean(kept) == pytest.approx(KEPT, abs=0.08)  # about four standard deviations


@pytest.mark.parametrize(("reach", "crosses"), [((0.4, 0.9), False), ((1.15, 1.4), True)])
def test_a_slash_ends_inside_or_outside_the_ring_as_asked(reach, crosses, rng):
    ring, slash = marked_zero([RING], rng, angles=(-60, -40), reach=reach)
    assert ring is RING
    ((x, y), (u, v)) = slash
    assert x > 30 > u
    assert y < 50 < v
    assert (np.hypot((slash[:, 0] - 30) / 30, (slash[:, 1] - 50) / 50) > 1).tolist() == [crosses, crosses]


def test_a_bar_gets_a_flag_that_is_steeper_than_the_bar_of_a_seven(rng):
    (flagged,) = flagged_one([BAR[::-1]], rng, drop=(10, 40))
    assert flagged[1:].tolist() == BAR.tolist()
    run, drop = flagged[1] - flagged[0]
    assert 0 < run < -drop


def test_a_flagged_one_gets_no_second_flag(rng):
    flagged = line((10, 30), *BAR)
    (other,) = flagged_one([flagged], rng, drop=(60, 61))
    assert len(other) == len(flagged)
    assert 60 <= other[0, 1] <= 61


def test_a_flag_is_taken_off_a_one_that_has_one(rng):
    flagged = line((-50, 40), (-30, 30), (-10, 15), *BAR)  # more points than the stem has
    for one in (flagged, flagged[::-1]):
        (bar,) = bar_one([one], rng)
        assert bar.tolist() == BAR.tolist()
    assert bar_one([BAR], rng) is None


def test_a_one_with_a_foot_in_its_stroke_keeps_its_flag(rng):
    footed = line((10, 30), *BAR, (10, 100), (60, 100))
    assert bar_one([footed], rng) is None
    assert flagged_one([footed], rng, drop=(10, 40)) is None


def test_a_foot_is_put_under_a_one_that_has_none(rng):
    bar, foot = footed_one([BAR], rng)
    assert bar is BAR
    assert foot[0, 0] < 30 < foot[1, 0]
    assert foot[:, 1] == pytest.approx(100, abs=4)
    assert footed_one([bar, foot], rng) is None


def test_a_three_with_a_flat_top_keeps_what_is_below_its_waist(rng):
    (flat,) = three_with_flat_top([THREE], rng)
    n_kept = (THREE[:, 1] > 60).sum()
    assert flat[-n_kept:].tolist() == THREE[-n_kept:].tolist()
    assert np.ptp(flat[:2, 1]) < 12


def test_only_the_stem_of_a_four_is_moved_and_it_still_meets_the_bar(rng):
    for _ in range(20):
        arm, stem = opened_four(FOUR, rng)
        assert arm is FOUR[0]
        assert stem[0, 0] <= 60
        assert np.ptp(stem - FOUR[1], axis=0) == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("strokes", [[FIVE_BODY, FIVE_BAR], [smooth([FIVE_BAR[::-1], *FIVE_BODY[1:, None]])]])
def test_the_bar_of_a_five_is_moved_and_its_body_stays(strokes, rng):
    body, bar = five_with_moved_bar(strokes, rng)
    assert body[-1].tolist() == FIVE_BODY[-1].tolist()
    assert bar[:, 1].max() < 12
    assert np.ptp(bar[:, 0]) > 25


def test_a_joined_bar_makes_a_five_one_stroke(rng):
    (five,) = five_with_joined_bar([FIVE_BODY, FIVE_BAR + line(5, -4)], rng)
    assert five.tolist() == [[50, 0], *FIVE_BODY.tolist()]


def test_a_seven_is_crossed_once(rng):
    for strokes in ([SEVEN], [SEVEN, CROSS]):
        stem, cross = crossed_seven(strokes, rng)
        assert stem is SEVEN
        assert cross[0, 0] < 35 < cross[1, 0]  # the stem, half way down


def test_a_cross_is_taken_away_where_a_bar_is_left(rng):
    assert uncrossed_seven([SEVEN, CROSS], rng) == [SEVEN]
    assert uncrossed_seven([SEVEN], rng) is None
    assert uncrossed_seven([line((20, 0), (40, 40), (20, 100)), CROSS], rng) is None


def test_a_serif_begins_below_the_bar(rng):
    (serifed,) = serifed_seven([SEVEN, CROSS], rng, crossed=False)
    assert serifed[1:].tolist() == SEVEN.tolist()
    assert 8 <= serifed[0, 1] <= 18


def test_a_nine_keeps_its_bowl_and_gets_another_foot(rng):
    (nine,) = nine_with_foot([NINE], rng)
    n_kept = int(np.flatnonzero(NINE[:, 1] < 58)[-1]) + 1
    assert nine[:n_kept].tolist() == NINE[:n_kept].tolist()
    assert nine[:, 1].max() > 90


def test_a_bowl_is_opened_a_little_or_not_at_all(rng):
    (opened,) = shortened([smooth([RING])], rng, start=0.05)
    assert 0 < np.hypot(*(opened[0] - opened[-1])) < 20
    assert shortened([smooth([BAR])], rng, start=0.2) is None


def test_a_stem_is_lengthened_where_it_ends_lowest(rng):
    arm, stem = FOUR[0], smooth([FOUR[1]])
    longer = lengthened_stem([arm, stem], rng)[1]
    assert longer[:-1].tolist() == stem.tolist()
    assert 104 < longer[-1, 1] < 117
    assert lengthened_stem([stem, smooth([arm])], rng) is None
