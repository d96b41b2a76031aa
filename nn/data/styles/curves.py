"""Pieces that digits are made of, and the smooth lines through them.

A *piece* is a list of points (x, y), y down, that a smooth line goes through. A *plan* of a stroke is a list of pieces:
each later piece begins with a corner where the one before ends, and a piece of one point is a straight line. Digits are
planned in a box that is 100 high and about 60 wide.
"""

from collections.abc import Sequence
from math import ceil, cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from nn.data.strokes import Points

Rng = np.random.Generator
Point = tuple[float, float]
Piece = list[Point]
Plan = list[Piece]

MAX_TURN = 40.0
"""Degrees between the points of an arc; if larger, arcs look less round."""
N_FINE = 8
"""Samples between two points of a piece; if larger, lines are smoother and take longer."""

_t = np.arange(1, N_FINE + 1, dtype=np.float32) / N_FINE
HERMITE = np.stack([2 * _t**3 - 3 * _t**2 + 1, -2 * _t**3 + 3 * _t**2, _t**3 - 2 * _t**2 + _t, _t**3 - _t**2], 1)
"""Weights (N_FINE, 4) of both ends of a piece and of the tangents there."""


def arc(middle: Point, radii: Point, start: float, end: float) -> Piece:
    """Return the points of an arc of an ellipse, in degrees from the right; angles grow clockwise, as y points down."""
    (x, y), (rx, ry) = middle, radii
    n_steps = max(1, ceil(abs(end - start) / MAX_TURN))
    angles = (radians(start + (end - start) * step / n_steps) for step in range(n_steps + 1))
    return [(x + rx * cos(angle), y + ry * sin(angle)) for angle in angles]


def smooth(plan: Sequence[Points]) -> Points:
    """Return a line (n, 2) through the pieces of a stroke, each (k, 2); corners are kept."""
    lines = [plan[0][:1]]
    for piece in (plan[0][1:], *plan[1:]):
        if len(piece):
            lines.append(_through(np.concatenate([lines[-1][-1:], piece])))
    return np.concatenate(lines)


def _through(points: Points) -> Points:
    """Return a line that begins after the first of the points (k, 2) and goes through all others.

    Cubic Hermite pieces whose tangents weigh both neighbours by their distance: Catmull and Rom (1974) as P. J. Barry
    and R. N. Goldman (1988) made it for points that are not equally far apart, with distances as knots.
    """
    steps = np.diff(points, axis=0)  # (k - 1, 2)
    lengths = np.hypot(steps[:, :1], steps[:, 1:]) + np.float32(1e-3)  # (k - 1, 1), above 0 for repeated points
    slopes = steps / lengths
    tangents = np.empty_like(points)
    tangents[0], tangents[-1] = slopes[0], slopes[-1]
    if len(points) > 2:
        before, after = lengths[:-1], lengths[1:]
        tangents[1:-1] = (slopes[:-1] * after + slopes[1:] * before) / (before + after)
        tangents[0] = 1.5 * slopes[0] - 0.5 * tangents[1]
        tangents[-1] = 1.5 * slopes[-1] - 0.5 * tangents[-2]
    ends = np.stack([points[:-1], points[1:], tangents[:-1] * lengths, tangents[1:] * lengths], axis=1)  # (k - 1, 4, 2)
    return np.asarray(HERMITE @ ends, np.float32).reshape(-1, 2)


def lengths_along(line: Points) -> NDArray[np.float32]:
    """Return how far each point (n,) of a line (n, 2) lies from its beginning, along the line."""
    steps = np.diff(line, axis=0)
    along = np.zeros(len(line), np.float32)
    np.cumsum(np.hypot(steps[:, 0], steps[:, 1]), out=along[1:])
    return along


def at_lengths(line: Points, along: NDArray[np.float32], wanted: NDArray[np.float32]) -> Points:
    """Return the points (m, 2) of a line that lie this far from its beginning; `along` is `lengths_along` of it."""
    return np.stack([np.interp(wanted, along, line[:, 0]), np.interp(wanted, along, line[:, 1])], axis=1).astype(
        np.float32
    )
