"""Connected components: the pieces of a black and white picture, found by its runs; NumPy only.

Runs of one row that touch runs of the row before, also at a corner, belong to the same piece.
Source: A. Rosenfeld, J. Pfaltz, *Sequential operations in digital picture processing*, JACM 13 (1966).
"""

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.intp]


def components(black: NDArray[np.bool_]) -> tuple[Counts, Counts, Counts]:
    """Return the number of each pixel's piece (H, W), and the areas and longer sides of the pieces.

    White pixels have the number 0, too. At least one pixel must be black.

    >>> pieces, areas, sides = components(np.array([[1, 0, 1], [0, 1, 0], [0, 0, 0], [1, 0, 0]], bool))
    >>> areas.tolist(), sides.tolist()
    ([3, 1], [3, 1])
    """
    row, start, end = _runs(black)
    parents = _joined(row.tolist(), start.tolist(), end.tolist())
    _, piece = np.unique(parents, return_inverse=True)
    areas = np.bincount(piece, end - start)
    heights, widths = (_extents(piece, *ends) for ends in ((row, row + 1), (start, end)))
    pieces = np.zeros(black.shape, np.intp)
    pieces[black] = piece.repeat(end - start)
    return pieces, areas.astype(np.intp), np.maximum(heights, widths)


def strongest_of_cells(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Return the strongest of the pixels (H, W) in each cell (h, w) of `side` × `side` pixels.

    It compares whole rows, several times as fast as `reduceat`, which goes from pixel to pixel.

    >>> strongest_of_cells(np.array([[1, 2, 3], [9, 5, 6], [7, 8, 4]], np.uint8), 2).tolist()
    [[9, 6], [8, 4]]
    """
    for _ in range(2):
        strongest = pixels[::side].copy()
        for row in range(1, side):
            others = pixels[row::side]
            np.maximum(strongest[: len(others)], others, out=strongest[: len(others)])
        pixels = strongest.T
    return pixels


def _extents(piece: Counts, first: Counts, end: Counts) -> Counts:
    """Return how far each piece reaches along one axis, from the ends of its runs."""
    low, high = np.full(piece.max() + 1, first.max()), np.zeros(piece.max() + 1, np.intp)
    np.minimum.at(low, piece, first)
    np.maximum.at(high, piece, end)
    extents: Counts = high - low
    return extents


def _runs(black: NDArray[np.bool_]) -> tuple[Counts, Counts, Counts]:
    """Return row, first column and the column after the last of every run, row by row."""
    height, width = black.shape
    padded = np.zeros((height, width + 2), np.int8)
    padded[:, 1:-1] = black
    row, start = np.nonzero(np.diff(padded) > 0)
    end = np.nonzero(np.diff(padded) < 0)[1]
    return row, start, end


def _joined(row: list[int], start: list[int], end: list[int]) -> list[int]:
    """Return, for every run, the first run of its piece."""
    parents = list(range(len(row)))
    above = 0  # the first run that may touch this one
    for run in range(len(row)):
        while row[above] < row[run] - 1 or (row[above] == row[run] - 1 and end[above] < start[run]):
            above += 1
        other = above
        while row[other] == row[run] - 1 and start[other] <= end[run]:
            root, other_root = _root(parents, run), _root(parents, other)
            parents[max(root, other_root)] = min(root, other_root)
            other += 1
    return [_root(parents, run) for run in range(len(row))]


def _root(parents: list[int], run: int) -> int:
    while parents[run] != run:
        parents[run] = run = parents[parents[run]]
    return run
