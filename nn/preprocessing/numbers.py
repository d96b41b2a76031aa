"""A drawing of a number, taken apart into a drawing of each digit, from left to right.

A reader of digits helps: a function that takes pictures and says how sure it is of each. `segmentation` weighs that
against the gaps. Slant is taken out before gaps are measured.
Letters: P points of ink, N pieces, R pictures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.preprocessing.components import components
from nn.preprocessing.ink import SPECK_SIDE, crop, find_number_ink, shrink
from nn.preprocessing.parts import LEAST_PIECE, TALL, slant
from nn.preprocessing.pipeline import place
from nn.preprocessing.segmentation import Run, best_row
from nn.preprocessing.strokes import grains, kept_strokes, place_strokes

Values = NDArray[np.floating[Any]]
Counts = NDArray[np.intp]
Pixels = NDArray[np.uint8]
Reader = Callable[[Pixels], Sequence[float]]
"""Takes pictures (R, 28, 28), returns how sure it is of each: 0 at the threshold of certainty, above it positive, below
it negative."""

DARK = 100
"""Pixels with less ink than this, of 255, do not connect pieces. If larger, thin strokes break; if smaller, neighbours
are joined."""
N_SPREADS = 2
"""How far, in pixels, the soft edge of a piece may reach beyond its dark pixels. If larger, it takes more time."""


@dataclass(frozen=True)
class InkOfDigit:
    """The ink of one digit of a picture, and its box in the picture: left, top, width and height in pixels."""

    ink: Pixels
    box: tuple[int, int, int, int]


def split_strokes(strokes: Sequence[Values], reader: Reader) -> list[list[int]]:
    """Return, for each digit from left to right, the indices of its strokes.

    A stroke is an array (n, 2) of x and y; further columns are ignored. Strokes without points, and specks, belong to
    no digit. Raises BlankDrawingError if no stroke has a point.
    """
    kept = kept_strokes(strokes)
    if len(kept) == 1:
        return [kept]
    y, x, _, stroke = grains([strokes[index] for index in kept])
    left, right = _edges(y, x, stroke)
    by_place = [int(piece) for piece in np.argsort(left + right, kind="stable")]

    def judge(runs: list[Run]) -> Sequence[float]:
        return reader(np.array([place_strokes([strokes[kept[piece]] for piece in run]) for run in runs]))

    return [[kept[piece] for piece in run] for run in best_row(left, right, [range(len(kept)), by_place], judge)]


def split_picture(drawing: Pixels, reader: Reader) -> tuple[list[InkOfDigit], bool]:
    """Return the digits of a drawing, from left to right, and whether lines left on it may be ruled paper.

    `drawing` has the form that `find_ink` accepts. Digits that touch are returned as one. Raises BlankDrawingError
    without ink.
    """
    found = find_number_ink(drawing)
    piece_of_pixel, n_pieces = _pieces(found.ink)
    rows, columns = np.nonzero(piece_of_pixel >= 0)
    left, right = _edges(rows.astype(np.float64), columns.astype(np.float64), piece_of_pixel[rows, columns])

    def ink_of(run: Run) -> Pixels:
        return np.where(np.isin(piece_of_pixel, run), found.ink, np.uint8(0))

    def judge(runs: list[Run]) -> Sequence[float]:
        return reader(np.array([place(_cut(ink_of(run))) for run in runs]))

    by_place = [int(piece) for piece in np.argsort(left + right, kind="stable")]
    row = best_row(left, right, [by_place], judge) if n_pieces > 1 else [(0,)]
    inks = [ink_of(run) for run in row]
    return [InkOfDigit(_cut(ink), found.box_of(ink)) for ink in inks], found.has_rules


def _edges(y: Values, x: Values, piece: Counts) -> tuple[Values, Values]:
    """Return the left and right edge (N,) of each piece after slant is taken out.

    The unit is the height of the tallest piece.
    `y` and `x` (P,) are points, `piece` (P,) the number of each point's piece, 0 to N - 1; every piece has a point.
    """
    top, bottom = _ends(y, piece)
    heights = bottom - top
    x = x - slant(y, x, piece, heights >= TALL * heights.max()) * y
    left, right = _ends(x, piece)
    height = max(float(heights.max()), 1e-6)
    return left / height, right / height


def _ends(axis: Values, piece: Counts) -> tuple[Values, Values]:
    order = np.argsort(piece, kind="stable")
    firsts = np.flatnonzero(np.diff(piece[order], prepend=-1))
    return np.minimum.reduceat(axis[order], firsts), np.maximum.reduceat(axis[order], firsts)


def _pieces(ink: Pixels) -> tuple[Counts, int]:
    """Return the piece of each pixel (H, W), -1 for the ground and for specks, and how many pieces there are."""
    dark = ink >= DARK
    pieces, areas, sides = components(dark)
    is_piece = (areas >= LEAST_PIECE * areas.max()) & (
        (sides >= SPECK_SIDE * sides.max()) | (areas >= SPECK_SIDE**2 * areas.max())
    )
    number = np.where(is_piece, np.cumsum(is_piece) - 1, -1)
    piece_of_pixel = np.where(dark, number[pieces], -1)
    for _ in range(N_SPREADS):
        for target, source in (
            (np.s_[1:], np.s_[:-1]),
            (np.s_[:-1], np.s_[1:]),
            (np.s_[:, 1:], np.s_[:, :-1]),
            (np.s_[:, :-1], np.s_[:, 1:]),
        ):
            is_soft = (piece_of_pixel[target] < 0) & (ink[target] > 0) & ~dark[target]
            piece_of_pixel[target] = np.where(is_soft, piece_of_pixel[source], piece_of_pixel[target])
    return piece_of_pixel, int(is_piece.sum())


def _cut(ink: Pixels) -> Pixels:
    return shrink(crop(ink))
