"""How hands write 0 to 4: plans of strokes in a box that is 100 high, with widths and angles drawn at random.

Each form keeps away from other digits: the flag of a 1 is steep where the bar of a 7 is level, an open 4 is wide open.
"""

from math import cos, radians, sin

import numpy as np

from nn.data.styles.curves import Piece, Plan, arc

Rng = np.random.Generator


def plain_zero(rng: Rng) -> list[Plan]:
    start = rng.uniform(-180, 180)
    return [[arc((30, 50), (rng.uniform(20, 36), 50), start, start + _turn(rng) * rng.uniform(350, 395))]]


def open_zero(rng: Rng) -> list[Plan]:
    start, gap = rng.uniform(-110, -60), rng.uniform(18, 40)
    ring = arc((30, 50), (rng.uniform(22, 34), 50), start, start - 360 + gap)
    return [[ring]]


def zero_of_halves(rng: Rng) -> list[Plan]:
    rx, apart = rng.uniform(20, 34), rng.uniform(-4, 6)
    left = arc((30 - apart, 50), (rx, 50), -90 + rng.uniform(-8, 20), -270 - rng.uniform(-8, 20))
    right = arc((30 + apart, 50 + rng.normal(0, 3)), (rx, 50), -90 - rng.uniform(-8, 20), 90 + rng.uniform(-8, 20))
    return [[left], [right]]


def slashed_zero(rng: Rng, *, reach: tuple[float, float], backwards: bool = False) -> list[Plan]:
    """Return a 0 with a slash that ends at these shares of the way to the ring."""
    ring, rx = _ring(rng)
    tilt = radians(rng.uniform(32, 62))
    x, y = rx * cos(tilt) * (-1 if backwards else 1), 50 * sin(tilt)
    up, down = rng.uniform(*reach, 2)
    return [[ring], [[(30 + up * x, 50 - up * y), (30 - down * x, 50 + down * y)]]]


def zero_slashed_without_lift(rng: Rng) -> list[Plan]:
    rx, start, reach = rng.uniform(24, 36), rng.uniform(-65, -35), rng.uniform(0.9, 1.35)
    ring = arc((30, 50), (rx, 50), start, start - 360)
    tilt = radians(start)
    return [[ring, [(30 - reach * rx * cos(tilt), 50 - reach * 50 * sin(tilt))]]]


def dotted_zero(rng: Rng) -> list[Plan]:
    ring, _ = _ring(rng)
    x, y, length, tilt = rng.uniform(26, 34), rng.uniform(42, 58), rng.uniform(0, 9), rng.uniform(0, 6)
    return [[ring], [[(x, y), (x + length * cos(tilt), y + length * sin(tilt))]]]


def barred_zero(rng: Rng) -> list[Plan]:
    ring, rx = _ring(rng)
    left, right = rng.uniform(0.45, 0.95, 2)
    return [[ring], [[(30 - left * rx, 50 + rng.uniform(-4, 8)), (30 + right * rx, 50 + rng.uniform(-8, 4))]]]


def looped_zero(rng: Rng) -> list[Plan]:
    size = rng.uniform(0.7, 1.2)
    curl = [(x * size + 32, y * size + 4) for x, y in [(-9, 3), (-8, 12), (3, 13), (16, 4)]]
    return [[arc((30, 52), (rng.uniform(24, 34), 48), -90, -415) + curl]]


def bar_one(rng: Rng) -> list[Plan]:
    tilt, bend = rng.uniform(-8, 30), rng.normal(0, 2)
    stem: Piece = [(30 + tilt, 0), (30 + bend, 50), (30 - tilt, 100)]
    return [[stem[:: -1 if rng.random() < 0.25 else 1]]]


def flagged_one(rng: Rng, *, drop: tuple[float, float], bend: float = 0.0) -> list[Plan]:
    """Return a 1 whose flag falls by so much; the more it is bent, the deeper it hangs."""
    return [_flag_and_stem(rng, drop=drop, bend=bend)]


def one_with_loose_flag(rng: Rng) -> list[Plan]:
    flag, stem = _flag_and_stem(rng, drop=(18, 42), bend=0)
    return [[[(31 + rng.uniform(-3, 2), rng.uniform(-2, 5)), *stem]], [[*flag[:-1], (30, rng.uniform(0, 4))]]]


def hooked_one(rng: Rng) -> list[Plan]:
    x, y = rng.uniform(6, 14), rng.uniform(8, 20)
    return [[[(30 - x, y), (30 - x / 3, y / 4), (31, rng.uniform(2, 6)), (31, 40), (30 + rng.normal(0, 2), 100)]]]


def footed_one(rng: Rng, *, drop: tuple[float, float] | None = None, lifted: bool = True) -> list[Plan]:
    """Return a 1 with a level foot under its stem, and a flag where its drop is named."""
    stem: Plan = [[(30, 0), (30, 100)]] if drop is None else _flag_and_stem(rng, drop=drop, bend=0)
    level, tilt = rng.uniform(97, 102), rng.uniform(-4, 4)
    foot = [(30 - rng.uniform(12, 30), level + tilt), (30 + rng.uniform(12, 30), level - tilt)]
    if lifted:
        return [stem, [foot[:: _turn(rng)]]]
    return [[*stem, foot[:1], foot[1:]]]


def one_with_flick(rng: Rng) -> list[Plan]:
    flag, _ = _flag_and_stem(rng, drop=(15, 40), bend=0)
    reach = rng.uniform(8, 18)
    return [[flag, [(30, 45), (30, 78), (31, 93), (36, 99), (36 + reach, 99 - rng.uniform(2, 10))]]]


def round_two(rng: Rng) -> list[Plan]:
    return [[_head_of_two(rng), _foot_of_two(rng)]]


def looped_two(rng: Rng) -> list[Plan]:
    size = rng.uniform(0.7, 1.4)
    loop = [(size * x, 96 + size * y) for x, y in [(4, -3), (-6, -2), (-7, -13), (4, -15), (20, -8)]]
    return [[_head_of_two(rng)[:-1] + loop + [(rng.uniform(40, 50), 97), (rng.uniform(54, 66), rng.uniform(86, 98))]]]


def z_two(rng: Rng) -> list[Plan]:
    left, right = (rng.uniform(-2, 8), rng.uniform(2, 10)), (rng.uniform(50, 60), rng.uniform(-1, 6))
    return [[[left, right], [(rng.uniform(-8, 2), rng.uniform(94, 99))], _foot_of_two(rng)[-1:]]]


def swan_two(rng: Rng) -> list[Plan]:
    wave = rng.uniform(4, 12)
    return [[_head_of_two(rng), [(16, 97 - wave), (32, 97), (46, 98 + wave / 3), (rng.uniform(58, 68), 94 - wave / 2)]]]


def curled_two(rng: Rng) -> list[Plan]:
    size = rng.uniform(0.7, 1.2)
    curl = [(8 + size * x, 18 + size * y) for x, y in [(10, 2), (8, 12), (-3, 12), (-6, 2)]]
    return [[curl + _head_of_two(rng)[1:], _foot_of_two(rng)]]


def two_in_two(rng: Rng) -> list[Plan]:
    left = (rng.uniform(-8, 8), rng.uniform(95, 103))
    return [[_head_of_two(rng)], [[left, *_foot_of_two(rng)]]]


def tailed_two(rng: Rng) -> list[Plan]:
    return [[_head_of_two(rng), [(24, 93), (46, 98), (rng.uniform(56, 70), rng.uniform(104, 118))]]]


def round_three(rng: Rng) -> list[Plan]:
    waist = _waist(rng)
    return [[_head_of_three(rng, waist), _belly_of_three(rng, waist)]]


def flat_three(rng: Rng) -> list[Plan]:
    waist = (rng.uniform(16, 30), rng.uniform(34, 46))
    bar: Piece = [(rng.uniform(0, 8), rng.uniform(0, 7)), (rng.uniform(44, 56), rng.uniform(-2, 5))]
    return [[bar, [waist], _belly_of_three(rng, waist)]]


def looped_three(rng: Rng) -> list[Plan]:
    x, y = _waist(rng)
    size = rng.uniform(0.7, 1.5)
    loop = [(x + size * dx, y + size * dy) for dx, dy in [(-2, 1), (-9, -2), (-7, -9), (2, -7)]]
    return [[_head_of_three(rng, (x, y))[:-1] + loop + _belly_of_three(rng, (x, y))]]


def shallow_three(rng: Rng) -> list[Plan]:
    waist = (rng.uniform(24, 30), rng.uniform(42, 50))
    return [[_head_of_three(rng, waist) + _belly_of_three(rng, waist)]]


def curled_three(rng: Rng) -> list[Plan]:
    waist = _waist(rng)
    start, end = rng.uniform(0.6, 1.2, 2)
    head, belly = _head_of_three(rng, waist), _belly_of_three(rng, waist)
    (x, y), (u, v) = head[0], belly[-1]
    curl = [(x + start * dx, y + start * dy) for dx, dy in [(10, 2), (8, 9), (0, 8)]]
    tail = [(u + end * dx, v + end * dy) for dx, dy in [(-3, -10), (5, -15), (11, -10)]]
    return [[curl + head, belly + tail]] if rng.random() < 0.6 else [[head, belly + tail]]


def tailed_three(rng: Rng) -> list[Plan]:
    waist = _waist(rng)
    belly = _belly_of_three(rng, waist)[:-2]
    return [[_head_of_three(rng, waist), [*belly, (28, 102), (rng.uniform(-14, 4), rng.uniform(100, 116))]]]


def three_with_small_head(rng: Rng) -> list[Plan]:
    waist = (rng.uniform(22, 34), rng.uniform(26, 34))
    return [[_head_of_three(rng, waist), _belly_of_three(rng, waist)]]


def three_with_large_head(rng: Rng) -> list[Plan]:
    waist = (rng.uniform(18, 28), rng.uniform(56, 64))
    return [[_head_of_three(rng, waist), _belly_of_three(rng, waist)]]


def open_four(rng: Rng, *, level: tuple[float, float], stem_top: tuple[float, float]) -> list[Plan]:
    """Return a 4 of an L and a stem that crosses its bar at this level."""
    y, x = rng.uniform(*level), rng.uniform(36, 48)
    arm: Plan = [[(rng.uniform(6, 20), rng.uniform(-2, 8)), (rng.uniform(-4, 4), y)], [(x + rng.uniform(8, 26), y)]]
    stem = [(x + rng.uniform(0, 8), rng.uniform(*stem_top)), (x - rng.uniform(0, 6), 100)]
    return [arm, [stem]]


def cup_four(rng: Rng) -> list[Plan]:
    y, x = rng.uniform(36, 56), rng.uniform(42, 52)
    cup = [(rng.uniform(0, 8), rng.uniform(-2, 8)), (rng.uniform(-1, 4), 0.6 * y), (12, y), (28, y + 1)]
    end = (x + rng.uniform(-3, 14), y - rng.uniform(0, 8))
    return [[[*cup, end]], [[(x + rng.uniform(0, 6), rng.uniform(-4, 6)), (x - rng.uniform(0, 6), 100)]]]


def open_four_without_lift(rng: Rng) -> list[Plan]:
    y, x = rng.uniform(40, 62), rng.uniform(38, 48)
    up = (x + rng.uniform(0, 8), rng.uniform(2, y - 24))
    arm: Plan = [[(rng.uniform(6, 18), 0), (rng.uniform(-2, 4), y)], [(x, y - rng.uniform(0, 5))]]
    return [[*arm, [up], [(x - rng.uniform(0, 8), 100)]]]


def looped_four(rng: Rng) -> list[Plan]:
    y, size = rng.uniform(48, 60), rng.uniform(0.8, 1.3)
    loop = [(42 + size * dx, y + size * dy) for dx, dy in [(-14, 2), (2, -6), (9, -20), (4, -27), (-2, -18), (-4, 0)]]
    return [[[(rng.uniform(10, 22), 0), (rng.uniform(-2, 4), y)], [*loop, (rng.uniform(28, 38), 100)]]]


def closed_four(rng: Rng, *, level: tuple[float, float]) -> list[Plan]:
    """Return a 4 whose arm and stem meet at the top, with its bar at this level."""
    y, x = rng.uniform(*level), rng.uniform(34, 46)
    left, right = (rng.uniform(-6, 4), y), (x + rng.uniform(6, 24), y + rng.uniform(-4, 2))
    arm: Plan = [[(x, 0), left], [right]]
    return [arm, [[(x + rng.uniform(-2, 4), rng.uniform(-3, 4)), (x - rng.uniform(-2, 6), 100)]]]


def closed_four_without_lift(rng: Rng) -> list[Plan]:
    y, x = rng.uniform(52, 72), rng.uniform(34, 46)
    return [[[(x - rng.uniform(-2, 6), 100), (x, 0)], [(rng.uniform(-6, 4), y)], [(x + rng.uniform(6, 24), y)]]]


def four_in_three(rng: Rng) -> list[Plan]:
    y, x = rng.uniform(52, 70), rng.uniform(34, 46)
    apart = rng.uniform(0, 14)
    arm = [(x - apart, rng.uniform(-2, 4)), (rng.uniform(-4, 3), y + rng.uniform(-4, 2))]
    bar = [(rng.uniform(-8, 2), y), (x + rng.uniform(8, 24), y + rng.uniform(-4, 4))]
    return [[arm], [bar], [[(x + rng.uniform(0, 4), rng.uniform(-2, 8)), (x - rng.uniform(0, 5), 100)]]]


def _turn(rng: Rng) -> int:
    """Return 1 or -1."""
    return 1 if rng.random() < 0.5 else -1


def _ring(rng: Rng) -> tuple[Piece, float]:
    """Return a closed oval round (30, 50), begun near the top, and how wide it is from its middle."""
    rx, start = rng.uniform(24, 38), rng.uniform(-130, -20)
    return arc((30, 50), (rx, 50), start, start + _turn(rng) * rng.uniform(352, 380)), rx


def _flag_and_stem(rng: Rng, *, drop: tuple[float, float], bend: float) -> Plan:
    y = rng.uniform(*drop)
    x = y * rng.uniform(0.4, 0.85)
    hang = bend * rng.uniform(0.5, 1.2)
    return [[(30 - x, y), (30 - 0.42 * x + hang, 0.5 * y + hang), (30, 0)], [(30 + rng.normal(0, 2), 100)]]


def _head_of_two(rng: Rng) -> Piece:
    """Return the way from the upper left over the arch to the lower left corner."""
    left, top, right = rng.uniform(-2, 10), rng.uniform(20, 32), rng.uniform(46, 58)
    arch = [(left, top), (left + 9, 6), (29, 0), (right - 3, 9), (right, 27), (right - 13, 52)]
    return [*arch, (18, 80), (rng.uniform(-4, 4), rng.uniform(95, 99))]


def _foot_of_two(rng: Rng) -> Piece:
    end = (rng.uniform(50, 66), rng.uniform(92, 101))
    return [(28, 97 + rng.normal(0, 1.5)), end]


def _waist(rng: Rng) -> tuple[float, float]:
    return rng.uniform(18, 30), rng.uniform(40, 52)


def _head_of_three(rng: Rng, waist: tuple[float, float]) -> Piece:
    """Return the way from the upper left to the waist."""
    x, y = waist
    right = rng.uniform(42, 54)
    return [
        (rng.uniform(0, 9), 0.3 * y),
        (16, 3),
        (31, 0),
        (right - 4, 0.18 * y),
        (right - 1, 0.55 * y),
        (x + 12, 0.92 * y),
        (x, y),
    ]


def _belly_of_three(rng: Rng, waist: tuple[float, float]) -> Piece:
    """Return the way from behind the waist to the lower left."""
    x, y = waist
    right, low = rng.uniform(50, 62), 100 - y
    belly = [
        (x + 14, y + 0.06 * low),
        (right - 4, y + 0.28 * low),
        (right, y + 0.55 * low),
        (right - 10, y + 0.86 * low),
    ]
    return [*belly, (28, 100), (rng.uniform(-4, 8), 100 - rng.uniform(4, 0.3 * low))]
