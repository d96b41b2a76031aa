"""How hands write 2, 3 and 4. A 3 keeps its waist, and an open 4 is wide open."""

from nn.data.styles.curves import Piece, Plan, Rng


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
    """Return a 4 of an L and a stem that crosses its bar at `level`."""
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
    """Return a 4 whose arm and stem meet at the top, with its bar at `level`."""
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
    """Return the way from after the waist to the lower left."""
    x, y = waist
    right, low = rng.uniform(50, 62), 100 - y
    belly = [
        (x + 14, y + 0.06 * low),
        (right - 4, y + 0.28 * low),
        (right, y + 0.55 * low),
        (right - 10, y + 0.86 * low),
    ]
    return [*belly, (28, 100), (rng.uniform(-4, 8), 100 - rng.uniform(4, 0.3 * low))]
