"""A drawing of a number, taken apart into a drawing of each digit, from left to right.

A reader of digits helps: a function that takes pictures and says how sure it is of each. `segmentation` weighs that
against the gaps. Slant is taken out before gaps are measured.
Letters: P points of ink, N pieces, R pictures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.preprocessing.components import components
from nn.preprocessing.ink import NOISE_FLOOR, SPECK_SIDE, crop, find_number_ink, shrink, stretch
from nn.preprocessing.parts import LEAST_PIECE, TALL, slant
from nn.preprocessing.pipeline import place
from nn.preprocessing.segmentation import MOST_PIECES, Judge, Run, best_row
from nn.preprocessing.strokes import grains, kept_strokes, place_strokes

Values = NDArray[np.floating[Any]]
Counts = NDArray[np.intp]
Pixels = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Reader = Callable[[Pixels], Sequence[float]]
"""Takes pictures (R, 28, 28), returns how sure it is of each: 0 at the threshold of certainty, above it positive, below
it negative."""

DARK = 100
"""Pixels with less ink than this, of 255 for the strongest around them, do not connect pieces. If larger, thin strokes
break; if smaller, neighbours are joined."""
STEPS: tuple[tuple[Any, Any], ...] = (
    (np.s_[1:], np.s_[:-1]),
    (np.s_[:-1], np.s_[1:]),
    (np.s_[:, 1:], np.s_[:, :-1]),
    (np.s_[:, :-1], np.s_[:, 1:]),
)
"""All pixels that have a neighbour above, below, to the left or to the right, and these neighbours."""


@dataclass(frozen=True)
class InkOfDigit:
    """The ink of one digit of a picture, and its box in the picture: left, top, width and height in pixels."""

    ink: Pixels
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class _Pieces:
    """The piece of each pixel (H, W), -1 for the ground and for specks, and which of the N pieces are faint (N,).

    A piece is faint if none of its pixels is dark beside the strongest ink of the drawing. The largest area and the
    longest side are those of pieces that are not faint.
    """

    of_pixel: Counts
    is_faint: Flags
    largest: int
    longest: int


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
    """Return the digits of a drawing, from left to right, and whether there may be more on it.

    There may be where lines are left that may be rules of the paper, or ink that is in no digit. `drawing` has the form
    that `find_ink` accepts. Digits that touch are returned as one. Raises BlankDrawingError without ink.
    """
    found = find_number_ink(drawing)
    pieces = _pieces(found.ink)

    def ink_of(run: Run) -> Pixels:
        is_in = np.zeros(len(pieces.is_faint) + 1, np.uint8)  # the last is the ground's
        is_in[list(run)] = 1
        return found.ink * is_in[pieces.of_pixel]

    def judge(runs: list[Run]) -> Sequence[float]:
        return reader(np.array([place(_cut(ink_of(run))) for run in runs]))

    pieces = _without_unsure(pieces, judge)
    rows, columns = np.nonzero(pieces.of_pixel >= 0)
    left, right = _edges(rows.astype(np.float64), columns.astype(np.float64), pieces.of_pixel[rows, columns])
    by_place = [int(piece) for piece in np.argsort(left + right, kind="stable")]
    inks = [ink_of(run) for run in best_row(left, right, [by_place], judge)]
    is_doubtful = found.has_rules or _is_left(found.ink, pieces)
    return [InkOfDigit(_cut(ink), found.box_of(ink)) for ink in inks], is_doubtful


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


def _pieces(ink: Pixels) -> _Pieces:
    """Return the pieces of an ink (H, W).

    Ink that hangs together is an island. Only the dark pixels of an island part the pieces in it, by its own strongest
    ink: one digit may be written with less pressure than the next.
    """
    is_ink = ink >= NOISE_FLOOR
    islands, n_pixels, _ = components(is_ink)
    strongest = np.zeros(len(n_pixels), np.uint8)
    np.maximum.at(strongest, islands[is_ink], ink[is_ink])
    around = strongest[islands]
    dark = is_ink & (ink >= DARK / 255 * around)
    pieces, areas, sides = components(dark)
    is_faint = np.zeros(len(areas), bool)
    is_faint[pieces[dark]] = around[dark] < DARK
    largest, longest = int(areas[~is_faint].max()), int(sides[~is_faint].max())
    is_piece = _are_large(areas, sides, largest, longest)
    number = np.where(is_piece, np.cumsum(is_piece) - 1, -1)
    piece_of_pixel = np.where(dark, number[pieces], -1)
    _take_soft_edges(piece_of_pixel, ink, dark)
    return _Pieces(piece_of_pixel, is_faint[is_piece], largest, longest)


def _take_soft_edges(piece_of_pixel: Counts, ink: Pixels, dark: Flags) -> None:
    """Give each piece the soft edge around its dark pixels: as far as the ink falls from pixel to pixel.

    In an unsharp picture that is far. Ink that stays even or rises again is other ink, such as a fainter digit.
    """
    is_soft = (ink > 0) & ~dark
    falls = [is_soft[here] & (ink[here] < ink[neighbour]) for here, neighbour in STEPS]
    is_growing = True
    while is_growing:
        is_growing = False
        for (here, neighbour), is_lower in zip(STEPS, falls, strict=True):
            taken = is_lower & (piece_of_pixel[here] < 0) & (piece_of_pixel[neighbour] >= 0)
            piece_of_pixel[here][taken] = piece_of_pixel[neighbour][taken]
            is_growing |= bool(taken.any())


def _are_large(areas: Counts, sides: Counts, largest: int, longest: int) -> Flags:
    """Tell which pieces are no specks beside the largest and the longest one."""
    return (areas >= LEAST_PIECE * largest) & ((sides >= SPECK_SIDE * longest) | (areas >= SPECK_SIDE**2 * largest))


def _without_unsure(pieces: _Pieces, judge: Judge) -> _Pieces:
    """Return the pieces without the faint ones of which the reader is unsure: they may be smudges.

    Where there are more pieces than a row may have, no faint one is looked at.
    """
    unsure = pieces.is_faint.copy()
    faint: list[Run] = [(int(piece),) for piece in np.flatnonzero(pieces.is_faint)]
    if not faint:
        return pieces
    if len(unsure) <= MOST_PIECES:
        unsure[pieces.is_faint] = np.array(judge(faint)) < 0
    number = np.append(np.where(unsure, -1, np.cumsum(~unsure) - 1), -1)  # the last is the ground's
    return replace(pieces, of_pixel=number[pieces.of_pixel], is_faint=pieces.is_faint[~unsure])


def _is_left(ink: Pixels, pieces: _Pieces) -> bool:
    """Tell whether ink that is in no piece is no speck."""
    is_left = (pieces.of_pixel < 0) & (ink >= NOISE_FLOOR)
    if not is_left.any():
        return False
    _, areas, sides = components(is_left)
    return bool(_are_large(areas, sides, pieces.largest, pieces.longest).any())


def _cut(ink: Pixels) -> Pixels:
    return stretch(shrink(crop(ink)))
