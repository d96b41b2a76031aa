"""How hands write 5 and 6. The bowl of a 6 closes, at least nearly."""

from nn.data.styles.curves import Piece, Plan, Rng, arc


def five_with_loose_bar(rng: Rng, *, away: tuple[float, float], above: tuple[float, float]) -> list[Plan]:
    """Return a 5 whose bar, written last, begins by `away` to the right of its stem and by `above` above it."""
    stem, bowl = _stem_and_bowl(rng)
    x, y = stem[0]
    left = (x + rng.uniform(*away), y - rng.uniform(*above))
    bar = [left, (rng.uniform(50, 68), left[1] + rng.uniform(-10, 4))]
    return [[stem, bowl], [bar[:: -1 if rng.random() < 0.15 else 1]]]


def five_without_lift(rng: Rng) -> list[Plan]:
    stem, bowl = _stem_and_bowl(rng)
    return [[[(rng.uniform(46, 60), stem[0][1] + rng.uniform(-8, 3)), stem[0]], stem[1:], bowl]]


def s_five(rng: Rng) -> list[Plan]:
    x, y = rng.uniform(4, 12), rng.uniform(34, 44)
    back = [(rng.uniform(46, 58), rng.uniform(-2, 5)), (28, 2), (x + 4, 8), (x, 0.6 * y), (x + 8, y), (30, y + 8)]
    right = rng.uniform(46, 58)
    return [[[*back, (right - 3, y + 20), (right, 76), (right - 14, 94), (22, 100), (rng.uniform(-4, 6), 92)]]]


def angular_five(rng: Rng) -> list[Plan]:
    x, y, right = rng.uniform(4, 14), rng.uniform(38, 50), rng.uniform(46, 58)
    top = [(rng.uniform(46, 60), rng.uniform(-3, 3)), (x, 0)]
    return [
        [
            top,
            [(x - rng.uniform(0, 6), y)],
            [(right, y + rng.uniform(0, 8))],
            [(right - 6, 96)],
            [(rng.uniform(-4, 4), 98)],
        ]
    ]


def curled_five(rng: Rng) -> list[Plan]:
    stem, bowl = _stem_and_bowl(rng)
    x, y = bowl[-1]
    size = rng.uniform(0.6, 1.2)
    curl = [(x + size * dx, y + size * dy) for dx, dy in [(-3, -9), (4, -15), (10, -12)]]
    return [
        [stem, bowl + curl],
        [[(stem[0][0] + rng.uniform(-2, 4), stem[0][1]), (rng.uniform(48, 62), rng.uniform(-4, 4))]],
    ]


def big_bellied_five(rng: Rng) -> list[Plan]:
    x, y = rng.uniform(8, 16), rng.uniform(22, 30)
    bowl = arc((26, (y + 100) / 2), (rng.uniform(30, 38), (100 - y) / 2), -110, 130)
    return [[[(x + 3, 0), (x, y + 4)], bowl], [[(x + 3, 0), (rng.uniform(46, 58), rng.uniform(-4, 4))]]]


def small_bellied_five(rng: Rng) -> list[Plan]:
    x, y = rng.uniform(8, 16), rng.uniform(54, 62)
    bowl = arc((x + 16, (y + 100) / 2), (rng.uniform(22, 30), (100 - y) / 2), -115, 130)
    return [[[(x + 3, 0), (x, y + 2)], bowl], [[(x + 3, 0), (rng.uniform(42, 56), rng.uniform(-6, 4))]]]


def curved_six(rng: Rng, *, bowl: tuple[float, float] = (40, 56)) -> list[Plan]:
    """Return a 6 of one curve whose bowl is as high as `bowl` says."""
    return [[[(rng.uniform(34, 50), rng.uniform(-2, 6)), *_back_of_six(rng, rng.uniform(*bowl))]]]


def curled_six(rng: Rng) -> list[Plan]:
    size = rng.uniform(0.6, 1.2)
    curl = [(40 + size * x, 4 + size * y) for x, y in [(12, 14), (13, 4), (4, -3)]]
    return [[curl + _back_of_six(rng, rng.uniform(40, 54))]]


def straight_six(rng: Rng) -> list[Plan]:
    high = rng.uniform(36, 52)
    x, y, rx = rng.uniform(0, 6), 100 - 0.6 * high, rng.uniform(20, 28)
    bowl = arc((x + rx, 100 - high / 2), (rx, high / 2), 180, -rng.uniform(155, 205))
    return [[[(rng.uniform(24, 50), 0), ((x + 20) / 2 + 4, y / 2), (x + 2, y), *bowl]]]


def spiral_six(rng: Rng) -> list[Plan]:
    back = _back_of_six(rng, rng.uniform(44, 58))[:-1]
    return [[[(rng.uniform(34, 50), rng.uniform(-2, 6)), *back, (20, rng.uniform(66, 74)), (rng.uniform(18, 30), 80)]]]


def six_in_two(rng: Rng) -> list[Plan]:
    high, x = rng.uniform(40, 54), rng.uniform(2, 8)
    y, rx = 100 - high / 2, rng.uniform(20, 27)
    stem: Piece = [(rng.uniform(30, 46), 0), (12, 34), (x, 66), (x + 6, 92), (x + rx, 100)]
    return [[stem], [arc((x + rx, y), (rx, high / 2), -180 + rng.uniform(-8, 8), 90 + rng.uniform(0, 20))]]


def six_with_bowl_turned(rng: Rng) -> list[Plan]:
    high, x = rng.uniform(38, 50), rng.uniform(0, 6)
    rx = rng.uniform(20, 28)
    bowl = arc((x + rx, 100 - high / 2), (rx, high / 2), -180, rng.uniform(150, 190))
    return [[[(rng.uniform(24, 44), 0), (12, 30), (x, 60), (x + 1, 86)], bowl]]


def _stem_and_bowl(rng: Rng) -> tuple[Piece, Piece]:
    """Return the stem of a 5 and its bowl from after the corner to the lower left."""
    x, y, right = rng.uniform(6, 16), rng.uniform(36, 48), rng.uniform(46, 60)
    low = 100 - y
    bowl = [(x + 14, y - rng.uniform(-2, 7)), (right - 8, y + 0.12 * low), (right, y + 0.48 * low)]
    end = (rng.uniform(-6, 6), 100 - rng.uniform(2, 0.25 * low))
    return [(x, 0), (x - rng.uniform(0, 6), y)], [*bowl, (right - 10, y + 0.84 * low), (26, 100), end]


def _back_of_six(rng: Rng, high: float) -> Piece:
    """Return the way down the back of a 6 and round its bowl to where that closes."""
    right, y = min(rng.uniform(46, 58), rng.uniform(1.1, 1.6) * high), 100 - high
    back = [(22, 12), (7, 38), (1, 66), (8, 91), (0.5 * right + 1, 100)]
    return [
        *back,
        (right - 6, 92),
        (right, 100 - 0.55 * high),
        (0.8 * right, y + 4),
        (0.5 * right, y + 1),
        (rng.uniform(3, 9), y + 0.4 * high),
    ]
