"""The traits of a hand's pen, each by itself on a plain line."""

import numpy as np
import pytest

from nn.data.styles import hands
from nn.data.styles.curves import lengths_along
from nn.data.styles.hands import finish, write

TRAITS = ("SHAKY", "LIFTED", "HOOKED", "RETRACED", "REVERSED", "REORDERED")
LINE = np.stack([np.full(101, 30), np.linspace(0, 100, 101)], axis=1).astype(np.float32)
CORNERED = np.array([(0, 0), (60, 0), (60, 100)], np.float32)


@pytest.fixture
def only(monkeypatch):
    """Return a function that leaves these traits to every hand and takes all others, and all bends, away."""

    def leave(*traits):
        for trait in TRAITS:
            monkeypatch.setattr(hands, trait, 1.0 if trait in traits else 0.0)
        monkeypatch.setattr(hands, "_bent", lambda points, *_: points)

    return leave


def test_a_plain_pen_follows_its_line_from_end_to_end(only, rng):
    only()
    for _ in range(20):
        (stroke,) = finish([LINE], rng)
        assert stroke[[0, -1]] == pytest.approx(LINE[[0, -1]], abs=1e-3)
        assert (stroke[:, 0] == 30).all()
        assert (np.diff(stroke[:, 1]) > 0).all()


def test_hands_are_slow_and_fast(only, rng):
    only()
    spacings = [100 / (len(finish([LINE], rng)[0]) - 1) for _ in range(200)]
    low, high = hands.STEPS
    assert low * 0.95 < min(spacings) < low * 1.2
    assert high * 0.85 < max(spacings) < high * 1.05


def test_a_shaky_hand_leaves_its_line_by_little(only, rng):
    only("SHAKY")
    (stroke,) = finish([LINE], rng)
    assert 0.1 < np.std(stroke[:, 0]) < 1.5


def test_a_lifted_pen_breaks_a_line_by_a_short_gap(only, rng):
    only("LIFTED")
    for _ in range(20):
        upper, lower = finish([LINE], rng)
        assert 1 <= lower[0, 1] - upper[-1, 1] <= 5 + 2 * 1.2 * hands.STEPS[1]


def test_a_hook_is_a_short_tick_at_one_end(only, rng):
    only("HOOKED")
    for _ in range(20):
        (stroke,) = finish([LINE], rng)
        moved = np.hypot(*(stroke[[0, -1]] - LINE[[0, -1]]).T)
        assert sorted(moved > 0.5) == [False, True]
        assert moved.max() < 8


def test_a_piece_is_written_twice_beside_itself(only, rng):
    only("RETRACED")
    for _ in range(20):
        _, again = finish([LINE], rng)
        assert 10 <= np.ptp(again[:, 1]) <= 75
        assert np.ptp(again[:, 0]) < 1e-3
        assert abs(again[0, 0] - 30) < 6


def test_strokes_are_written_backwards_and_in_another_order(only, rng):
    only("REVERSED")
    assert {bool(finish([LINE], rng)[0][0, 1] > 50) for _ in range(20)} == {False, True}
    only("REORDERED")
    assert {bool(finish([LINE, CORNERED], rng)[0][0, 0] > 1) for _ in range(20)} == {False, True}


def test_most_strokes_are_neither_broken_nor_written_twice(rng):
    n_plain = sum(len(strokes) == 1 for strokes in (finish([LINE], rng) for _ in range(500)))
    assert n_plain / 500 == pytest.approx((1 - hands.LIFTED) * (1 - hands.RETRACED), abs=0.06)  # four deviations


@pytest.fixture
def plain(monkeypatch):
    """Take all traits away, but leave the bends."""
    for trait in TRAITS:
        monkeypatch.setattr(hands, trait, 0.0)


@pytest.mark.usefixtures("plain")
def test_hands_lean_by_their_slant_and_differ_in_width(rng):
    slants, widths = [], []
    for _ in range(200):
        bar, stem = write([[[(0, 0), (60, 0)]], [[(30, 0), (30, 100)]]], rng)
        (right, down), (width, _) = stem[-1] - stem[0], bar[-1] - bar[0]
        slants.append(-right / down)
        widths.append(width / 60)
    low, high = hands.SLANTS
    assert low - 0.2 < min(slants) < low + 0.1  # the warp and a turn by some 3 degrees come to it
    assert high - 0.1 < max(slants) < high + 0.2
    low, high = np.exp(hands.ASPECTS)
    assert min(widths) == pytest.approx(low, abs=0.12)
    assert max(widths) == pytest.approx(high, abs=0.12)


@pytest.mark.usefixtures("plain")
def test_what_touches_stays_together(rng):
    for _ in range(50):
        upper, lower = finish([LINE[:51], LINE[50:]], rng)
        assert upper[-1] == pytest.approx(lower[0], abs=1e-3)


def test_a_dot_stays_a_dot(only, rng):
    only()
    (dot,) = finish([LINE[:1]], rng)
    assert lengths_along(dot)[-1] == 0
