"""Digits in made-up styles: they are the same ones every time, each written anew along its outline."""

import numpy as np
import pytest

from benchmarks.accuracy import made_up
from benchmarks.accuracy.made_up import OUTLINES, digits_of


@pytest.fixture
def steady_hand(monkeypatch):
    """Write outlines as they are: nothing moves, bends, trembles, slants or turns."""
    for name in ("CORNER_SPREAD", "BEND", "TREMOR", "TURN"):
        monkeypatch.setattr(made_up, name, 0.0)
    monkeypatch.setattr(made_up, "SLANT", (0.0, 0.0))
    monkeypatch.setattr(made_up, "NARROWEST", 1.0)
    monkeypatch.setattr(made_up, "WIDEST", 1.0)


def test_a_steady_hand_follows_the_outline(steady_hand, monkeypatch):
    monkeypatch.setitem(OUTLINES, (1, "flagged"), ("M 0 30 L 0 0 L 60 0 M 0 80 C 0 120 60 120 60 80",))
    ((angle, arc),) = digits_of(1, "flagged", 1)
    assert [angle[0, :2].tolist(), angle[-1, :2].tolist()] == [[0, 30], [60, 0]]
    assert (np.minimum(angle[:, 0], angle[:, 1]) < 1.5).all()  # the corner lies between two points
    assert [arc[0, :2].tolist(), arc[-1, :2].tolist()] == [[0, 80], [60, 80]]
    assert arc[:, 1].max() == pytest.approx(110, abs=0.1)  # 80 / 4 + 3 / 4 * 120, halfway along the curve
    steps = np.hypot(*np.diff(arc[:, :2], axis=0).T)
    assert steps.min() == pytest.approx(steps.max(), rel=0.02)


def test_slant_and_width_change_the_whole_digit(steady_hand, monkeypatch):
    monkeypatch.setitem(OUTLINES, (1, "flagged"), ("M 0 100 L 0 0 L 60 0",))
    monkeypatch.setattr(made_up, "SLANT", (0.2, 0.2))
    monkeypatch.setattr(made_up, "NARROWEST", 0.5)
    monkeypatch.setattr(made_up, "WIDEST", 0.5)
    (((bottom), *_, (end)),) = digits_of(1, "flagged", 1)[0]
    assert bottom[:2].tolist() == pytest.approx([-20, 100])
    assert end[:2].tolist() == pytest.approx([30, 0])


def test_every_style_gives_whole_digits_with_times_that_rise():
    for (label, style), outlines in OUTLINES.items():
        digits = digits_of(label, style, len(outlines))
        assert [len(strokes) for strokes in digits] == [outline.count("M") for outline in outlines]
        for strokes in digits:
            points = np.concatenate(strokes)
            assert np.isfinite(points).all()
            assert (np.diff(points[:, 2]) > 0).all()
            assert np.ptp(points[:, 1]) > 80


def test_digits_are_the_same_ones_every_time_and_each_is_another():
    first, again = digits_of(7, "crossed", 6), digits_of(7, "crossed", 6)
    assert all(np.array_equal(a, b) for a, b in zip(first[5], again[5], strict=True))
    assert not np.array_equal(first[0][0], first[3][0])  # of the same outline
    other = digits_of(7, "serifed", 1)[0][0]
    assert not np.array_equal(first[0][0], other)
