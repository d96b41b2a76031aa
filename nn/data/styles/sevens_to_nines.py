"""How hands write 7, 8 and 9. The bar of a 7 is level, and the bowl of a 9 closes, at least nearly."""

from math import cos, radians, sin

from nn.data.styles.curves import Piece, Plan, Rng, arc

FEET = ("straight", "bent", "flat", "curled", "turned")
"""Ends of the stem of a 9."""


def seven(rng: Rng, *, crossed: bool = False, serifed: bool = False, bend: tuple[float, float] = (-3, 3)) -> list[Plan]:
    """Return a 7; `bend` is how far the middle of its stem hangs to the left."""
    top = [(rng.uniform(0, 8), rng.uniform(-3, 6)), (rng.uniform(48, 62), rng.uniform(-3, 4))]
    foot, hang = (rng.uniform(8, 30), 100), rng.uniform(*bend)
    middle = ((top[1][0] + foot[0]) / 2 - hang, 46)
    serif: Plan = (
        [[(top[0][0] + rng.uniform(-5, 1), top[0][1] + rng.uniform(10, 26)), top[0]]] if serifed else [top[:1]]
    )
    return [[*serif, top[1:], [middle, foot]], *_bar_across(rng, middle, crossed=crossed)]


def hooked_seven(rng: Rng, *, crossed: bool = False) -> list[Plan]:
    right, foot = rng.uniform(48, 60), (rng.uniform(8, 28), 100)
    middle = ((right + foot[0]) / 2 - rng.uniform(-2, 6), 50)
    top = [
        (rng.uniform(-4, 2), rng.uniform(12, 22)),
        (6, 3),
        (20, rng.uniform(2, 8)),
        (right - 12, 3),
        (right, rng.uniform(4, 10)),
    ]
    return [[[*top, middle, foot]], *_bar_across(rng, middle, crossed=crossed)]


def waved_seven(rng: Rng) -> list[Plan]:
    wave = rng.uniform(3, 9)
    right, foot = rng.uniform(50, 62), (rng.uniform(8, 28), 100)
    top = [(rng.uniform(-4, 4), 6 + wave), (12, 4 - wave), (32, 6 + wave / 2), (right, 2 - wave / 2)]
    middle = ((right + foot[0]) / 2 - rng.uniform(0, 6), 48)
    return [[top, [middle, foot]], *_bar_across(rng, middle, crossed=rng.random() < 0.4)]


def seven_in_two(rng: Rng) -> list[Plan]:
    left, right = (rng.uniform(0, 8), rng.uniform(-3, 6)), (rng.uniform(48, 62), rng.uniform(-3, 4))
    stem = [(right[0] - rng.uniform(-2, 6), right[1] - rng.uniform(-3, 5)), (rng.uniform(8, 30), 100)]
    return [[[left, right]], [stem]]


def eight_of_circles(rng: Rng) -> list[Plan]:
    high = rng.uniform(40, 54)
    overlap, turn = rng.uniform(-2, 4), 1 if rng.random() < 0.5 else -1
    start, end = rng.uniform(-180, 180, 2)
    upper = arc(
        (30 + rng.uniform(-4, 4), high / 2),
        (rng.uniform(15, 23), high / 2),
        start,
        start + turn * rng.uniform(350, 385),
    )
    y = (high - overlap + 100) / 2
    lower = arc((30, y), (rng.uniform(20, 29), 100 - y), end, end + turn * rng.uniform(350, 385))
    return [[upper], [lower]][:: 1 if rng.random() < 0.7 else -1]


def eight_of_one_stroke(rng: Rng, *, start: tuple[float, float]) -> list[Plan]:
    """Return an 8 that crosses itself, begun at the share `start` of its way from the upper right, anticlockwise."""
    loop = _crossing_loop(rng)
    first = int(rng.uniform(*start) * len(loop))
    way = loop[first:] + loop[: first + 1]
    if rng.random() < 0.25:
        way = way[::-1]
    x, y = way[-1]
    return [[[*way[:-1], (x + rng.normal(0, 3), y + rng.normal(0, 3))]]]


def open_eight(rng: Rng) -> list[Plan]:
    loop = _crossing_loop(rng)
    (x, y), gap = loop[0], rng.uniform(6, 16)
    return [[[(x + 2, y + 3), *loop[1:-1], (x + gap, y - rng.uniform(0, 10))]]]


def eight_of_halves(rng: Rng) -> list[Plan]:
    """Return an 8 of an S and what closes it."""
    loop = _crossing_loop(rng)
    half = len(loop) * 6 // 10
    return [[loop[: half + 1]], [loop[half - 1 :] + loop[:2]]]


def eight_with_waist(rng: Rng) -> list[Plan]:
    y, rx, wide, waist = rng.uniform(40, 52), rng.uniform(15, 22), rng.uniform(22, 29), rng.uniform(3, 8)
    left = [
        (30, 0),
        (30 - rx * 0.8, 8),
        (30 - rx, y / 2),
        (30 - waist, y),
        (30 - wide, (y + 105) / 2),
        (30 - 0.75 * wide, 94),
    ]
    right = [(60 - x, y) for x, y in left[:0:-1]]
    return [[[*left, (30, 100), *right, (31, rng.uniform(-1, 3))]]]


def straight_crossed_eight(rng: Rng) -> list[Plan]:
    rx, wide = rng.uniform(15, 23), rng.uniform(20, 28)
    head = [(30 + rx, 16), (30 + 0.4 * rx, 0), (30 - 0.6 * rx, 1), (30 - rx, 16)]
    return [
        [
            [
                *head,
                (30 + wide, 82),
                (30 + 0.5 * wide, 99),
                (30 - 0.5 * wide, 99),
                (30 - wide, 82),
                (30 + rx + rng.uniform(-2, 2), 14),
            ]
        ]
    ]


def nine(rng: Rng, *, bowl: tuple[float, float] = (40, 56), foot: str = "straight") -> list[Plan]:
    """Return a 9 of one stroke whose bowl is as high as `bowl` says, with one of `FEET`."""
    high = rng.uniform(*bowl)
    rx = high * rng.uniform(0.4, 0.58)
    x, raised = 30 + rx, rng.random() < 0.7
    ring = arc((30, high / 2), (rx, high / 2), rng.uniform(-60, -20) if raised else -8, -360 + rng.uniform(-8, 8))
    return [[ring, *([[(x, rng.uniform(2, 0.3 * high))]] if raised else []), *foot_of_nine(rng, foot, x)]]


def nine_in_two(rng: Rng) -> list[Plan]:
    high, rx = rng.uniform(38, 54), rng.uniform(18, 26)
    start = rng.uniform(-80, 20)
    ring = arc((30, high / 2), (rx, high / 2), start, start - rng.uniform(345, 380))
    x = 30 + rx + rng.uniform(-2, 3)
    stem = [(x, rng.uniform(-6, 0.4 * high)), (x - 1, 50)]
    return [[ring], [stem, *foot_of_nine(rng, "straight" if rng.random() < 0.5 else "bent", x)]]


def open_nine(rng: Rng) -> list[Plan]:
    high, rx = rng.uniform(40, 54), rng.uniform(19, 26)
    x = 30 + rx
    ring = arc((30, high / 2), (rx, high / 2), rng.uniform(-68, -48), -rng.uniform(345, 365))
    stem = [(x + rng.uniform(0, 3), rng.uniform(0, 8)), (x, 40)]
    return [[ring], [stem, *foot_of_nine(rng, "straight", x)]]


def hooked_nine(rng: Rng) -> list[Plan]:
    high, rx = rng.uniform(40, 52), rng.uniform(18, 25)
    x = 30 + rx
    hook = [(x + rng.uniform(3, 8), rng.uniform(2, 9)), (x - 3, 0)]
    ring = hook + arc((30, high / 2), (rx, high / 2), -80, -345)
    return [
        [
            ring,
            [(x, rng.uniform(0.06, 0.2) * high)],
            *foot_of_nine(rng, "straight" if rng.random() < 0.5 else "bent", x),
        ]
    ]


def _bar_across(rng: Rng, middle: tuple[float, float], *, crossed: bool) -> list[Plan]:
    """Return the bar of a 7 through its stem near this point, or none."""
    if not crossed:
        return []
    (x, y), tilt = middle, rng.uniform(-5, 5)
    y += rng.uniform(-4, 8)
    bar = [(x - rng.uniform(12, 24), y + tilt), (x + rng.uniform(12, 24), y - tilt)]
    return [[bar]]


def _crossing_loop(rng: Rng) -> Piece:
    """Return the closed way of an 8 from the upper right over the top, down, round and up again."""
    y, rx, wide, lean = rng.uniform(38, 52), rng.uniform(15, 23), rng.uniform(20, 29), rng.uniform(-3, 5)
    upper = [(30 + lean + rx * cos(radians(a)), y / 2 * (1 + sin(radians(a)))) for a in (-25, -65, -110, -155, 165)]
    low, up = (100 - y) / 2, [(30 + lean + rx * cos(radians(a)), y / 2 * (1 + sin(radians(a)))) for a in (20,)]
    lower = [(30 + wide * cos(radians(a)), 100 - low + low * sin(radians(a))) for a in (-25, 20, 65, 115, 160, 205)]
    return [*upper, (30 + rng.uniform(-3, 3), y), *lower, (30 + rng.uniform(-3, 3), y), *up, upper[0]]


def foot_of_nine(rng: Rng, foot: str, x: float) -> Plan:
    """Return the way down from the bowl to the end of one of `FEET`; x is where the bowl ends."""
    match foot:
        case "bent":
            return [[(x - 1, 60), (x - 6, 84), (x - 18, 98), (rng.uniform(2, 16), rng.uniform(94, 101))]]
        case "flat":
            return [[(x - rng.uniform(0, 6), 98)], [(rng.uniform(0, 16), rng.uniform(96, 101))]]
        case "curled":
            size = rng.uniform(0.7, 1.2)
            curl = [(x - 26 + size * dx, 98 + size * dy) for dx, dy in [(-6, 0), (-15, -8), (-10, -18), (-2, -16)]]
            return [[(x, 60), (x - 6, 88), (x - 14, 97), *curl]]
        case "turned":
            return [[(x - 2, 70), (x - 1, 94), (x + 6, 99), (x + rng.uniform(12, 22), rng.uniform(88, 96))]]
        case _:
            return [[(x - rng.uniform(-2, 22), 100)]]
