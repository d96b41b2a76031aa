"""A hand: what changes in one person's writing of a planned digit from one time to the next.

Points lie a little beside their plan; the whole is warped, slanted and stretched; the pen shakes, lifts, leaves hooks
and writes a piece twice; and it leaves more points where it is slow.
"""

from collections.abc import Sequence

import numpy as np

from nn.data.strokes import Points
from nn.data.styles.curves import Plan, Rng, at_lengths, lengths_along, smooth

JITTER = 1.1
"""Standard deviation of every planned point, in hundredths of the digit's height; if larger, forms are less alike."""
WARP = 2.6
"""Largest shift by the smooth warp of the whole, in the same unit; if larger, forms are less alike."""
SLANTS = (-0.22, 0.42)
"""How far the top lies to the right of the foot, in heights; if wider, a leaning 1 comes near a 7."""
ASPECTS = (-0.28, 0.28)
"""Logarithms of how much wider than planned a digit is; if wider, circles are flat and a 1's flag comes near a bar."""
STEPS = (1.5, 7.0)
"""Distance of the pen's points in hundredths of the height; if larger, curves become polygons."""
SHAKY, LIFTED, HOOKED, RETRACED, REVERSED, REORDERED = 0.12, 0.08, 0.12, 0.05, 0.1, 0.1
"""Shares of the digits with these traits; if larger, fewer are plain."""


def write(plans: Sequence[Plan], rng: Rng) -> list[Points]:
    """Return the strokes (n, 2), y down, about 100 high, that a hand leaves where these were planned."""
    flat = np.array([point for plan in plans for piece in plan for point in piece], np.float32)
    flat += rng.normal(0, JITTER, flat.shape).astype(np.float32)
    pieces = iter(np.split(flat, np.cumsum([len(piece) for plan in plans for piece in plan])[:-1]))
    return finish([smooth([next(pieces) for _ in plan]) for plan in plans], rng)


def finish(lines: Sequence[Points], rng: Rng, *, slants: tuple[float, float] = SLANTS) -> list[Points]:
    """Return lines (n, 2) about 100 high as this hand's pen leaves them: bent as a whole, sampled, perhaps broken."""
    ends = np.cumsum([len(line) for line in lines])[:-1]
    lines = np.split(_bent(np.concatenate(lines), rng, slants), ends)
    step = np.exp(rng.uniform(*np.log(STEPS)))
    shaking = rng.uniform(0.3, 0.9) if rng.random() < SHAKY else 0.0
    hooked = rng.random() < HOOKED
    strokes = [_sampled(line, step, shaking, rng, hooked=hooked) for line in lines]
    if rng.random() < LIFTED:
        strokes = _lifted(strokes, rng)
    if rng.random() < RETRACED:
        strokes = _retraced(strokes, rng)
    if rng.random() < REVERSED:
        strokes = [stroke[::-1] if rng.random() < 0.5 else stroke for stroke in strokes]
    if len(strokes) > 1 and rng.random() < REORDERED:
        strokes = [strokes[place] for place in rng.permutation(len(strokes))]
    return [np.ascontiguousarray(stroke, np.float32) for stroke in strokes]


def _bent(points: Points, rng: Rng, slants: tuple[float, float]) -> Points:
    """Return points shifted by two slow waves, then slanted, stretched and turned; what touches stays together."""
    waves = points @ rng.normal(0, 0.03, (2, 2)) + rng.uniform(0, 2 * np.pi, 2)  # radians, (n, 2)
    shifted = points + rng.uniform(0, WARP, 2) * np.sin(waves)
    y = shifted[:, 1] - 50
    x = (shifted[:, 0] - 30) * np.exp(rng.uniform(*ASPECTS)) - rng.uniform(*slants) * y
    turn = rng.normal(0, 0.05)
    c, s = np.cos(turn), np.sin(turn)
    bent: Points = np.stack([c * x - s * y, s * x + c * y], axis=1).astype(np.float32)
    return bent


def _sampled(line: Points, step: float, shaking: float, rng: Rng, *, hooked: bool) -> Points:
    """Return points about one step apart, closer at the ends where the pen is slow."""
    if hooked:
        line = _with_hook(line, rng)
    along = lengths_along(line)
    n_points = max(2, round(float(along[-1]) / step) + 1)
    even = np.linspace(0, 1, n_points, dtype=np.float32)
    eased = even - np.sin(2 * np.pi * even) * np.float32(rng.uniform(0, 0.1))
    points = at_lengths(line, along, eased * along[-1])
    if shaking:
        points[1:-1] += rng.normal(0, shaking, points[1:-1].shape).astype(np.float32)
    return points


def _with_hook(line: Points, rng: Rng) -> Points:
    """Return a line with a tick before its beginning, where the pen was already down, or after its end."""
    reach = np.array([rng.uniform(-6, 4), -rng.uniform(1, 5)], np.float32)
    return (
        np.concatenate([[line[0] + reach], line]) if rng.random() < 0.5 else np.concatenate([line, [line[-1] + reach]])
    )


def _lifted(strokes: list[Points], rng: Rng) -> list[Points]:
    """Return strokes of which the longest is broken by a short gap where the pen did not write."""
    longest = max(range(len(strokes)), key=lambda place: len(strokes[place]))
    stroke = strokes[longest]
    along = lengths_along(stroke)
    gap = rng.uniform(1, 5)
    start = rng.uniform(0.15, 0.8) * float(along[-1])
    halves = [stroke[along <= start], stroke[along >= start + gap]]
    if min(map(len, halves)) < 2:
        return strokes
    return [*strokes[:longest], *halves, *strokes[longest + 1 :]]


def _retraced(strokes: list[Points], rng: Rng) -> list[Points]:
    """Return strokes and a piece of one of them, written once more a little beside it."""
    stroke = strokes[int(rng.integers(len(strokes)))]
    n_points = max(2, int(len(stroke) * rng.uniform(0.2, 0.5)))
    first = int(rng.integers(len(stroke) - n_points + 1))
    return [*strokes, stroke[first : first + n_points] + rng.normal(0, 1.2, 2).astype(np.float32)]
