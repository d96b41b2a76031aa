"""Negatives: random smooth strokes and fragments of digits, from which a network learns when to be unsure.

A stroke is an array of points (n, 2), x to the right; y points as in the digits that fragments are taken from.
"""

from collections.abc import Sequence

import numpy as np

from nn.data.strokes import Points

STRAIGHT = 1.08
"""A piece whose line is shorter than this many times the distance of its ends is a good 1, and no fragment. If larger,
fragments are more bent."""
N_TRIES = 20
"""Pieces tried before a whole stroke is taken; more tries find a bent piece more often."""


def scribble(rng: np.random.Generator) -> list[Points]:
    """Return one to five random smooth strokes, near each other."""
    reach = rng.uniform(4, 16)
    n_strokes = rng.choice([1, 2, 3, 4, 5], p=[0.4, 0.25, 0.15, 0.1, 0.1])
    wildness = rng.uniform(0.06, 0.3)
    return [_curve(rng, wildness) + rng.normal(0, reach, 2).astype(np.float32) for _ in range(n_strokes)]


def fragment(strokes: Sequence[Points], rng: np.random.Generator) -> list[Points]:
    """Return a bent piece of a digit's longest stroke, 15 to 45 % of its points; all of it where no piece is bent."""
    stroke = max(strokes, key=len)
    for _ in range(N_TRIES):
        n_points = max(3, int(len(stroke) * rng.uniform(0.15, 0.45)))
        first = rng.integers(max(1, len(stroke) - n_points + 1))
        piece = stroke[first : first + n_points]
        if _is_bent(piece):
            return [piece]
    return [stroke]


def _curve(rng: np.random.Generator, wildness: float) -> Points:
    """Return a line of even steps whose curvature wanders, and whose direction turns by the curvature."""
    n_points = int(rng.integers(15, 80))
    curvature = np.empty(n_points)
    bend = turn = rng.normal(0, wildness)
    for point in range(n_points):
        turn = 0.9 * turn + 0.1 * bend + rng.normal(0, wildness / 2)
        curvature[point] = turn
    direction = rng.uniform(0, 2 * np.pi) + np.cumsum(curvature)
    steps = np.stack([np.cos(direction), np.sin(direction)], axis=1) * rng.uniform(0.5, 1.5)
    return np.cumsum(steps, axis=0).astype(np.float32)


def _is_bent(piece: Points) -> bool:
    length = float(np.hypot(*np.diff(piece, axis=0).T).sum())
    return length > STRAIGHT * float(np.hypot(*(piece[-1] - piece[0])))
