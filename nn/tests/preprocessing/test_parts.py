"""Parts of a drawing: how many digits it holds, from pen strokes and from pictures."""

import numpy as np
import pytest

from nn.data.strokes import fit, render
from nn.preprocessing import BlankDrawingError, find_ink, n_digits_in_ink, n_digits_in_strokes


def line(*points):
    return np.array(points, np.float32)


def ring(x, y, width=60, height=100):
    angle = np.linspace(0, 2 * np.pi, 40)
    return np.stack([x + width / 2 * np.sin(angle), y - height / 2 * np.cos(angle)], axis=1).astype(np.float32)


def moved(stroke, x, y=0):
    return stroke + np.array([x, y], np.float32)


BAR, ZERO = line((0, 0), (0, 100)), ring(0, 50)
SEVEN, CROSS = line((0, 0), (60, 0), (20, 100)), line((20, 50), (60, 50))
FIVE, FIVES_BAR = line((10, 0), (5, 45), (50, 50), (50, 95), (0, 100)), line((22, -6), (60, -8))
OPEN_FOUR = [line((0, 0), (-5, 60), (45, 62)), line((55, 10), (50, 100))]
SINGLE = {
    "one": [BAR],
    "zero": [ZERO],
    "slashed zero": [ZERO, line((-40, 95), (40, 5))],
    "crossed seven": [SEVEN, CROSS],
    "five with its bar apart": [FIVE, FIVES_BAR],
    "open four": OPEN_FOUR,
    "eight of two rings": [ring(0, 25, 45, 48), ring(0, 77, 50, 46)],
    "zero of two halves that nearly touch": [ZERO[:21], moved(ZERO[20:], -1)],
    "zero drawn twice": [ZERO, ZERO + 3],
    "dot": [line((5, 5))],
    "dash": [line((0, 0), (100, 2))],
    "broad zero": [ring(0, 50, 150, 100)],
}
SEVERAL = {
    "10": [BAR, moved(ZERO, 60)],
    "11": [BAR, moved(BAR, 30)],
    "17": [BAR, moved(SEVEN, 25), moved(CROSS, 25)],
    "42": [*OPEN_FOUR, line((75, 10), (110, 5), (115, 40), (70, 100), (120, 100))],
    "100": [BAR, moved(ZERO, 60), moved(ZERO, 140)],
    "51": [FIVE, FIVES_BAR, moved(BAR, 85)],
    "a small 0 beside a large 1": [BAR, moved(ZERO * 0.6, 50, 40)],
}


def leaning(strokes, slant):
    return [(stroke - stroke[:, 1:] * (slant, 0)).astype(np.float32) for stroke in strokes]


def drawn(strokes, width_px):
    return find_ink(render(fit(strokes), width_px=width_px))


@pytest.mark.parametrize("slant", [0.0, 0.5])
@pytest.mark.parametrize("name", SINGLE)
def test_the_parts_of_one_digit_are_one_digit(name, slant):
    strokes = leaning(SINGLE[name], slant)
    assert n_digits_in_strokes(strokes) == 1
    assert [n_digits_in_ink(drawn(strokes, width_px)) for width_px in (8, 20)] == [1, 1]


@pytest.mark.parametrize("slant", [0.0, 0.5])
@pytest.mark.parametrize("name", SEVERAL)
def test_digits_beside_one_another_are_counted(name, slant):
    strokes, expected = leaning(SEVERAL[name], slant), len(name) if name.isdigit() else 2
    assert n_digits_in_strokes(strokes) == expected
    assert [n_digits_in_ink(drawn(strokes, width_px)) for width_px in (8, 14)] == [expected, expected]


def test_digits_whose_edges_touch_are_told_apart():
    assert n_digits_in_ink(drawn([BAR, moved(ZERO, 41.5)], 20)) == 2


def test_digits_that_touch_are_counted_by_their_width():
    assert n_digits_in_ink(drawn([ZERO, moved(ZERO, 62), moved(ZERO, 124)], 14)) == 2
    assert n_digits_in_ink(drawn([BAR, ring(70, 50, 76), ring(148, 50, 76)], 20)) == 3


def test_the_order_of_strokes_does_not_matter():
    assert n_digits_in_strokes(SEVERAL["51"][::-1]) == 2


def test_dirt_is_no_digit():
    drawing = render(fit([ZERO]), width_px=14)
    drawing[100:102, 20:22] = 255
    assert n_digits_in_ink(drawing) == 1


def test_a_long_scribble_of_many_strokes_is_counted_with_little_memory(rng):
    strokes = [rng.normal(0, 50, (64, 2)).astype(np.float32) for _ in range(64)]
    assert n_digits_in_strokes(strokes) == 1


def test_nothing_drawn_is_refused():
    with pytest.raises(BlankDrawingError):
        n_digits_in_strokes([])
    with pytest.raises(BlankDrawingError):
        n_digits_in_ink(np.zeros((20, 20), np.uint8))
