"""The slope along which the ink of a picture forms the clearest lines, as rules of paper do; NumPy only.

Counts of black pixels are taken from sums over rows, so the time of a slope depends on how often its lines change
rows, not on the pixels of the picture.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Counts = NDArray[np.intp]

MAX_SLOPE, N_SLOPES = 0.12, 49
"""The steepest slope of a rule, in pixels down for each pixel across (seven degrees), and how many slopes are tried. If
larger, it takes more time."""
SHORTEST = 0.5
"""The least length of a rule as a share of the picture's side. If smaller, more false rules are found at the
picture's corners."""
AT_ONCE = 7
"""Slopes that are tried together. If larger, it takes more memory: all 49 take five megabytes, and are no faster."""


def shift_of(slope: float, width: int) -> Counts:
    """Return how many rows lower a line of this slope is, in each column, than in the middle."""
    return np.asarray(np.rint(slope * (np.arange(width) - (width - 1) / 2)), np.intp)


def best_slope(black: Flags, shortest: float = SHORTEST, n_slopes: int = N_SLOPES) -> tuple[float, NDArray[np.float64]]:
    """Return the slope along which the ink forms the clearest lines, and each line's share of ink, 0 if it is short.

    Line r of a slope has row r + shift(column) - max(shift): line 0 is the first to touch the picture. No slope is
    steep, so the shifts of neighbouring columns differ by at most 1. No side of the picture (H, W) is above 32,767.
    """
    height, width = black.shape
    slopes, ends, n_runs = _runs_of_slopes(width, n_slopes)
    until = np.zeros((width + 1, height), np.int16)  # black pixels of each row before each column, at most 320
    np.cumsum(black.T, axis=0, out=until[1:])
    best = (-1.0, 0.0, np.zeros(height))
    for first in range(0, n_slopes, AT_ONCE):
        some = slice(first, first + AT_ONCE)
        on_line, length = _sums_of_lines(until, ends[some])
        shares = np.where(length >= shortest * width, on_line / np.maximum(1, length), 0.0)
        cubes = shares * shares * shares  # several times as fast as **
        for slope, n, share, cube in zip(slopes[some], n_runs[some], shares, cubes, strict=True):
            n_lines = height + int(n) - 1
            sharpness = float(cube[:n_lines].sum())
            if sharpness > best[0]:
                best = (sharpness, float(slope), share[:n_lines])
    return best[1], best[2]


@lru_cache(maxsize=8)
def _runs_of_slopes(width: int, n_slopes: int) -> tuple[NDArray[np.float64], Counts, Counts]:
    """Return the slopes (S,), the ends (S, K + 1) of their runs of columns with the same shift, and the runs' number.

    Runs stand in the order of their lines, each one line further than the run before: from the right where a slope
    rises. Slopes with fewer than K runs end with empty ones.
    """
    slopes = np.linspace(-MAX_SLOPE, MAX_SLOPE, n_slopes)
    rows = []
    for slope in slopes:
        shift = shift_of(float(slope), width)
        row = [0, *(np.flatnonzero(shift[1:] != shift[:-1]) + 1).tolist(), width]
        rows.append(row[::-1] if slope > 0 else row)
    most = max(map(len, rows))
    ends = np.array([row + row[-1:] * (most - len(row)) for row in rows], np.intp)
    return slopes, ends, np.array([len(row) - 1 for row in rows], np.intp)


def _sums_of_lines(until: NDArray[np.int16], ends: Counts) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Return the black pixels and the pixels of each line (S, L), from counts (W + 1, H) before each column."""
    height = until.shape[1]
    n_slopes, n_runs = ends.shape[0], ends.shape[1] - 1
    n_lines = height + n_runs - 1
    skewed = np.zeros((n_slopes, n_runs, n_lines + 1), np.int16)
    seen = until.take(ends, axis=0)
    np.abs(seen[:, 1:] - seen[:, :-1], out=skewed[:, :, :height])
    more = np.zeros((n_slopes, n_lines), np.int16)  # by how many columns a line is longer than the one before
    widths = np.abs(np.diff(ends, axis=1))
    more[:, :n_runs] = widths
    more[:, height:] -= widths[:, :-1].astype(np.int16)
    # Read with rows one shorter, each row begins one place further to the right than the one above.
    rows = skewed.reshape(n_slopes, -1)[:, : n_runs * n_lines].reshape(n_slopes, n_runs, n_lines)
    return rows.sum(axis=1, dtype=np.int16), more.cumsum(axis=1, dtype=np.int16)
