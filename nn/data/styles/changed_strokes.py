"""Changes that fit strokes of several digits, and measures of strokes.

Lines are in the box of the plans, 100 high, y down (see `curves`).
"""

import numpy as np

from nn.data.strokes import Points
from nn.data.styles.curves import Rng

Lines = list[Points]

GAP = 18.0
"""Widest gap, in hundredths of the height, in a bowl that is opened; if larger, a 9 comes near a 5, a 6 near a C."""


def lengthened_stem(lines: Lines, rng: Rng) -> Lines | None:
    """Return a digit whose last stroke goes further down, if that stroke ends lowest."""
    *others, stem = lines
    if stem[-1, 1] < box(lines)[1][1] - 3 or len(stem) < 6:
        return None
    way = stem[-1] - stem[-6]
    far = way * (rng.uniform(5, 16) / max(float(np.hypot(*way)), 1))
    return None if way[1] < np.abs(way[0]) else [*others, np.concatenate([stem, [stem[-1] + far]]).astype(np.float32)]


def shortened(lines: Lines, rng: Rng, *, start: float = 0.0, end: float = 0.0) -> Lines | None:
    """Cut off up to these shares of a stroke's points at its ends, if that opens a bowl a little."""
    if len(lines) != 1 or len(lines[0]) < 12:
        return None
    line = lines[0]
    first, last = (int(len(line) * share * rng.uniform(0.5, 1)) for share in (start, end))
    rest = line[first : len(line) - last]
    third = len(rest) // 3
    gaps = (_distance(rest[0], rest[third:]) if start else 0, _distance(rest[-1], rest[:-third]) if end else 0)
    return [rest] if max(gaps) < GAP else None


def box(lines: Lines) -> tuple[Points, Points]:
    """Return the upper left and the lower right corner of the box round lines."""
    points = np.concatenate(lines)
    return points.min(axis=0), points.max(axis=0)


def shift(rng: Rng, x: float, y: float) -> Points:
    return (rng.normal(0, 1, 2) * (x, y)).astype(np.float32)


def _distance(point: Points, line: Points) -> float:
    """Return the distance from a point to the nearest one of a line."""
    return float(np.hypot(*(line - point).T).min())
