"""The pieces of a number joined to digits: the row of digits with the highest score, with the help of a reader.

Pieces are strokes, or connected pieces of ink. Gaps alone cannot tell whether two pieces are one digit or two, for the
stem of a 4 may stand apart and neighbours may touch. So every run of at most `MOST_JOINED` pieces is tried as a digit.
A reader says how sure it is of each run, gaps inside a digit and overlaps of neighbours lower the score, and dynamic
programming finds the row of digits whose scores have the largest sum.
Letters: N pieces, R runs.
Source: R. Casey, E. Lecolinet, *A survey of methods and strategies in character segmentation*, IEEE Transactions on
Pattern Analysis and Machine Intelligence 18 (1996), section 4: recognition-based segmentation.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating[Any]]
Run = tuple[int, ...]
"""The numbers of one digit's pieces, in rising order."""
Judge = Callable[[list[Run]], Sequence[float]]
"""Takes runs, returns how sure a reader is of each: 0 at the threshold of certainty, above it positive, below it
negative."""

MOST_JOINED = 4
"""A digit has at most this many pieces. If larger, more runs are read, and each takes time."""
MOST_PIECES = 24
"""A drawing of more pieces is not taken apart. If larger, scribbles take longer."""
MOST_READ = 90
"""Where the orders have more runs than this together, as many as one order of `MOST_PIECES` has, only the last order is
looked at. If larger, scribbles take longer; if smaller, long numbers drawn to and fro are taken apart by place alone.
"""
SURE, UNSURE = 0.3, -3.0
"""A reader's sureness of a run is limited to `UNSURE` below and `SURE` above. If `SURE` is larger, a 4 and a 5, of
which readers are surest, are found in other digits; at 0 neighbours that touch are joined more often."""
GAP_COSTS = 3.0
"""The cost of a gap inside a digit that is as wide as the number is high. If larger, parts of one digit come apart; at
1, three in a hundred numbers more are taken apart wrongly."""
OVERLAP_COSTS = 1.0
"""The cost of two neighbours of which one covers the whole width of the other. If larger, digits that touch are joined
more often; if smaller, single digits of several strokes come apart."""
DIGIT_COSTS = 0.15
"""The cost of each digit. If larger, neighbours are joined more often; if smaller, single digits come apart."""
LEAST_WIDTH = 0.1
"""Where an overlap is measured, a narrower digit counts as this wide, in heights of the number. If larger, neighbours
may overlap a 1 more."""


@dataclass(frozen=True)
class _Row:
    """A row of digits from the left, its score, and the edges of its last digit."""

    score: float
    runs: tuple[Run, ...]
    left: float
    right: float


def best_row(left: Values, right: Values, orders: Sequence[Sequence[int]], judge: Judge) -> list[Run]:
    """Return the pieces of each digit, from left to right.

    `left` and `right` (N,) are the edges of the pieces in heights of the number. The pieces of a digit follow each
    other in one of the `orders`, such as the order of drawing; the last order is the one that is never left out.
    """
    if not 1 < len(left) <= MOST_PIECES:
        return [tuple(range(len(left)))]
    runs = _runs_of(orders)
    if len(runs) > MOST_READ:
        orders = orders[-1:]
        runs = _runs_of(orders)
    sure = dict(zip(runs, judge(runs), strict=True))
    scores = {run: min(max(sure[run], UNSURE), SURE) - GAP_COSTS * _gaps(left, right, run) for run in runs}
    rows = [_best_in(order, left, right, scores) for order in orders]
    return list(max(rows, key=lambda row: row.score).runs)


def _runs_of(orders: Sequence[Sequence[int]]) -> list[Run]:
    return sorted({tuple(sorted(run)) for order in orders for run in _runs(order)})


def _runs(order: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(len(order)):
        for end in range(first + 1, min(len(order), first + MOST_JOINED) + 1):
            yield order[first:end]


def _gaps(left: Values, right: Values, run: Run) -> float:
    """Return the sum of the gaps between the pieces of a run."""
    pieces = sorted(run, key=lambda piece: float(left[piece]))
    reached = np.maximum.accumulate(right[pieces])[:-1]
    return float(np.maximum(left[pieces][1:] - reached, 0).sum())


def _best_in(order: Sequence[int], left: Values, right: Values, scores: dict[Run, float]) -> _Row:
    """Return the best row of all pieces in one order, by dynamic programming over the last digit.

    Each digit's middle is to the right of the middle of the one before. All pieces as one digit are always a row.
    """
    rows: dict[int, list[_Row]] = {0: [_Row(0.0, (), -np.inf, -np.inf)]}  # by the number of pieces that are used up
    for end in range(1, len(order) + 1):
        rows[end] = []
        for first in range(max(0, end - MOST_JOINED), end):
            run = tuple(sorted(order[first:end]))
            own_left, own_right = float(left[list(run)].min()), float(right[list(run)].max())
            before = [
                (row.score - OVERLAP_COSTS * _overlap(row, own_left, own_right), row)
                for row in rows[first]
                if row.left + row.right < own_left + own_right
            ]
            if before:
                score, row = max(before, key=lambda pair: pair[0])
                score += scores[run] - DIGIT_COSTS
                rows[end].append(_Row(score, (*row.runs, run), own_left, own_right))
    whole = _Row(-np.inf, (tuple(range(len(order))),), float(left.min()), float(right.max()))
    return max([*rows[len(order)], whole], key=lambda row: row.score)


def _overlap(row: _Row, left: float, right: float) -> float:
    """Return the share of the narrower one of two neighbours that the other covers, 0 to about 1."""
    shared = min(row.right, right) - max(row.left, left)
    return max(0.0, shared) / max(LEAST_WIDTH, min(right - left, row.right - row.left)) if row.runs else 0.0
