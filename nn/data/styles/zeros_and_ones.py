"""How hands write 0 and 1. The flag of a 1 is steep, where the bar of a 7 is level."""

from math import cos, radians, sin

from nn.data.styles.curves import Piece, Plan, Rng, arc


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
    """Return a 0 with a slash whose ends are at the shares `reach` of the way to the ring."""
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
    """Return a 1 whose flag falls by `drop`; the larger `bend` is, the deeper the middle of the flag hangs."""
    return [_flag_and_stem(rng, drop=drop, bend=bend)]


def one_with_loose_flag(rng: Rng) -> list[Plan]:
    flag, stem = _flag_and_stem(rng, drop=(18, 42), bend=0)
    return [[[(31 + rng.uniform(-3, 2), rng.uniform(-2, 5)), *stem]], [[*flag[:-1], (30, rng.uniform(0, 4))]]]


def hooked_one(rng: Rng) -> list[Plan]:
    x, y = rng.uniform(5, 11), rng.uniform(8, 20)
    return [[[(30 - x, y), (30 - x / 3, y / 4), (31, rng.uniform(2, 6)), (31, 40), (30 + rng.normal(0, 2), 100)]]]


def footed_one(rng: Rng, *, drop: tuple[float, float] | None = None, lifted: bool = True) -> list[Plan]:
    """Return a 1 with a level foot under its stem, and a flag if `drop` is given."""
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


def _turn(rng: Rng) -> int:
    """Return 1 or -1."""
    return 1 if rng.random() < 0.5 else -1


def _ring(rng: Rng) -> tuple[Piece, float]:
    """Return a closed oval round (30, 50), begun near the top, and half its width."""
    rx, start = rng.uniform(24, 38), rng.uniform(-130, -20)
    return arc((30, 50), (rx, 50), start, start + _turn(rng) * rng.uniform(352, 380)), rx


def _flag_and_stem(rng: Rng, *, drop: tuple[float, float], bend: float) -> Plan:
    y = rng.uniform(*drop)
    x = y * rng.uniform(0.4, 0.85)
    hang = bend * rng.uniform(0.5, 1.2)
    return [[(30 - x, y), (30 - 0.42 * x + hang, 0.5 * y + hang), (30, 0)], [(30 + rng.normal(0, 2), 100)]]
