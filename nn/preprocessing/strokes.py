"""The points of ink that pen strokes leave.

They come from the path, so no pen width is guessed, and nothing is drawn, thresholded or thinned. *Grains* lie along
the path at equal distances, each with the length of path that it stands for. The steps after that are those of
pictures: `straighten`, `fit`, `draw`. The *grid* is the square of `GRID_SIDE` pixels to which `thinning` scales
pictures, too.
Letters: n points of the strokes (x, y; further columns, such as the time, are ignored), G grains.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from nn.preprocessing.errors import BlankDrawingError
from nn.preprocessing.ink import SPECK_SIDE
from nn.preprocessing.normalization import InkPoints, Values, draw, fit, shown, straighten
from nn.preprocessing.thinning import GRID_SIDE

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]

SPACING = 1.0
"""Pixels of the grid between grains. If larger, there are fewer; from about 2 on, strokes get stripes."""
MOST_GRAINS = 1024
"""A path that is longer than this many grains gets them farther apart. If larger, long scribbles take longer."""
DOT_LENGTH = 2.0
"""The least length, in pixels of the grid, that a stroke counts for, since a pen that only touches leaves ink, too. If
larger, dots weigh more."""
WIDTH = 0.1
"""The width given to a path, in pixels of the grid, because `normalization` wants one. It is small, since a path has
none; if larger, strokes of the picture are sharper."""
SHARING = 1.2
"""How near, as a standard deviation in pixels of the grid, paths must be to count as one line drawn twice. If larger,
paths farther apart do, and small loops weigh less."""
N_CELLS = GRID_SIDE + 1
NEARNESS = np.exp(-np.square(np.subtract.outer(np.arange(N_CELLS), np.arange(N_CELLS))) / (2 * SHARING**2))


def place_strokes(strokes: Sequence[Values]) -> Pixels:
    """Return the picture (28, 28) of strokes, with the values of `place`: 0 for ground … 255 for ink.

    A stroke is an array (n, 2) of x and y, y down; further columns are ignored. Raises BlankDrawingError if no stroke
    has a point.
    """
    picture: Pixels = draw(fit(straighten(_points_of(strokes))))[0]
    return picture


def steps_of_strokes(strokes: Sequence[Values]) -> dict[str, Pixels]:
    """Return the result of every step by its name, in their order, as pictures; the last is the network's input."""
    points = _points_of(strokes)
    upright = straighten(points)
    return {"grains": shown(points), "straightened": shown(upright), "picture": draw(fit(upright))[0]}


def stroke_points(strokes: Sequence[Values]) -> tuple[Values, float]:
    """Return the grains (G, 3) of strokes, row, column and ink of each on the grid, and the width of the strokes.

    A path one pixel long has 255 times the width of ink, as in pictures. Raises BlankDrawingError without points.
    """
    rows, columns, length, _ = grains(strokes)
    length /= np.maximum(_crowding(rows, columns, length), 1)
    return np.array([rows, columns, length * (255 * WIDTH)], np.float32).T, WIDTH


def grains(strokes: Sequence[Values]) -> tuple[Floats, Floats, Floats, NDArray[np.intp]]:
    """Return row, column and length of path (G,) of grains on the grid, and the number of each one's stroke.

    Strokes without points, and specks, are left out before strokes are numbered. Raises BlankDrawingError without
    points.
    """
    return _grains(*_on_grid([strokes[index] for index in kept_strokes(strokes)]))


def _points_of(strokes: Sequence[Values]) -> InkPoints:
    grains, width = stroke_points(strokes)
    return InkPoints.of([grains], np.array([width], np.float32))


def kept_strokes(strokes: Sequence[Values]) -> list[int]:
    """Return the indices of the strokes that have points and are no specks. Raises BlankDrawingError without points.

    A stroke is small if it is below a share of the largest one; a small stroke is a speck if it is farther than that
    from the box around all strokes that are not small.
    """
    given = [index for index, stroke in enumerate(strokes) if len(stroke)]
    if not given:
        raise BlankDrawingError
    if len(given) == 1:
        return given
    low, high = (np.array([end(strokes[index][:, :2], axis=0) for index in given]) for end in (np.min, np.max))
    sides = (high - low).max(axis=1)  # of low and high (n, 2)
    small = SPECK_SIDE * sides.max()
    is_small = sides < small
    if not is_small.any():
        return given
    gaps = np.maximum(low[~is_small].min(axis=0) - high, low - high[~is_small].max(axis=0)).max(axis=1)
    return [index for index, is_speck in zip(given, is_small & (gaps > small), strict=True) if not is_speck]


def _on_grid(strokes: list[Values]) -> tuple[Floats, Floats, list[int]]:
    """Return x (n,) and y (n,) of all points, scaled so that the longer side is the grid's, and where strokes start."""
    points = np.concatenate(strokes)[:, :2].T.astype(np.float64)
    points -= points.min(axis=1, keepdims=True)
    extent = points.max()
    points *= GRID_SIDE / extent if extent else 0.0
    return points[0], points[1], [0, *accumulate(len(stroke) for stroke in strokes[:-1])]


def _grains(x: Floats, y: Floats, starts: list[int]) -> tuple[Floats, Floats, Floats, NDArray[np.intp]]:
    """Return y, x, length of path and stroke (G,) of grains, each stroke's at equal distances."""
    along = np.zeros(len(x))  # the way between strokes, too, so that two of them share no place along it
    np.hypot(x[1:] - x[:-1], y[1:] - y[:-1], out=along[1:])
    along = along.cumsum()
    first, last = along[starts], along[[*(start - 1 for start in starts[1:]), -1]]
    lengths = last - first
    n_grains = np.maximum(np.rint(lengths / max(SPACING, lengths.sum() / MOST_GRAINS)), 1).astype(np.intp)
    stroke = np.arange(len(starts)).repeat(n_grains)
    nth = np.arange(len(stroke)) - (n_grains.cumsum() - n_grains)[stroke]
    at = first[stroke] + (nth + 0.5) * (lengths / n_grains)[stroke]
    length = (np.maximum(lengths, DOT_LENGTH) / n_grains)[stroke]
    return np.interp(at, along, y), np.interp(at, along, x), length, stroke


def _crowding(rows: Floats, columns: Floats, length: Floats) -> Floats:
    """Return for each grain (G,) how many straight paths would leave the ink near it: about 2 if drawn twice."""
    cells = np.rint(rows).astype(np.intp) * N_CELLS + np.rint(columns).astype(np.intp)
    ink = np.bincount(cells, length, N_CELLS**2).reshape(N_CELLS, N_CELLS)
    near = NEARNESS @ ink @ NEARNESS / (SHARING * np.sqrt(2 * np.pi))
    crowding: Floats = near.ravel()[cells]
    return crowding
