"""The lines of paper are taken off an ink: of ruled or squared paper, a box or a frame, and a dark band along an edge.

Such a line is called a *rule* here. A rule is straight, thin, and runs from one edge of the picture to another; no
stroke does so if the digit has room around it. In a picture that is cut to the digit a bar may do so, but a bar is as
thick as the other strokes and joins them. A rule is taken off column by column, where the ink on it is no thicker than
the rule, so that strokes that cross it stay.
Letters: H × W pixels of ink, 0 ground … 255.
Source: C. Dalitz, M. Droettboom, B. Pranzas, I. Fujinaga, *A comparative study of staff removal algorithms*, IEEE PAMI
30 (2008): of its methods, the one that removes the short vertical runs along each line.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nn.preprocessing.components import components, strongest_of_cells
from nn.preprocessing.slopes import N_SLOPES, best_slope, shift_of
from nn.preprocessing.thinning import stroke_width

Pixels = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Counts = NDArray[np.intp]

SIDE = 320
"""The longer side of the picture in which rules are looked for. If larger, it takes more time."""
FULL = 0.75
"""A rule has ink on at least this share of its length. If larger, faint rules stay; if smaller, bars of digits
are mistaken for rules."""
WHOLE, ALL_BLACK = 0.99, 0.995
"""A line tells ink from ground if it is at least the first share of the picture's side long, and at least the
second share of its pixels are black. If larger, fewer lines do."""
THIN, BROAD = 0.06, 0.2
"""How thick a rule may be, as a share of the picture's shorter side, inside it and along its edge. If larger, bars of
digits are mistaken for rules."""
LIKE_PEN = 0.6
"""A rule thinner than this share of the pen's width is no stroke. If larger, bars of digits are taken off."""
JOINED, JOINED_BY_FRAMES = 0.02, 0.2
"""Strokes join a line if on more than this share of its length the ink is thicker than the line. A line as thick as
the strokes is a rule only if they do not join it; for two or more lines along edges the second share holds. If larger,
bars that touch the rest of their digit are taken off."""
OUTSIDE = 0.12
"""A rule lies along an edge if it is no farther away than this share of the picture. If larger, more are frames."""
ALONG = 0.3
"""Ink along an edge is on more than this share of it. If smaller, strokes that end at the edge are looked at."""
MANY, HAIR = 3, 0.05
"""At least this many rules, each thinner than this share of the picture's longer side, are lines of paper. If fewer are
enough, a 4 may be mistaken for paper."""
MOST_INK = 0.5
"""A picture with ink on more than this share of it is no digit on paper. If larger, pictures of stripes take long."""
MOST_RULES = 16
"""Lines of one direction that are looked at. If larger, a picture made of stripes takes long."""
LEAST_REST = 0.15
"""The ink that is left must be at least as long as this share of the picture. If larger, rules stay on small digits."""
LEAST_HEIGHT = 0.25
"""Where lines are as thick as the pen, what is left must be this high, or the lines are strokes of a 7 and what is left
is its cross-bar. If larger, small digits keep frames of thick lines."""
HALF = 127
"""From this level (of 255) on, a pixel of a black and white picture made smaller is black. If larger, thin lines are
lost."""
N_CELLS = 128
"""Cells along the longer side of the grid on which pieces are told apart. If larger, a chessboard takes long. Half or
double changes no picture of the tests."""
SCRAP = 0.25
"""Pieces at the edge with less ink than this share of the largest are left over from rules and taken off with them. If
larger, bars of digits are, too."""


@dataclass(frozen=True)
class Removal:
    """The rest of an ink after all lines that may be rules were taken off, and three facts about each of these lines.

    They are its thickness, the share of its length on which strokes join it, and whether it is along an edge.
    """

    rest: Pixels
    thicknesses: list[int]
    joined: list[float]
    is_outside: list[bool]


def without_rules(ink: Pixels) -> tuple[Pixels, bool]:
    """Return the ink (H, W) without rules, and whether lines that stay on it may be rules.

    The ink is the same array if nothing was taken off; else its longer side is at most 320. Only thin lines may be
    rules: bars of a digit that the picture is cut to are thicker.
    """
    if not _may_have_rules(ink):
        return ink, False
    small = at_most(ink, SIDE)
    if (small > 0).mean() > MOST_INK:
        return ink, False
    removal = _remove(small)
    are_rules = _are_rules(removal)
    rest = without_strips(_without_scraps(removal.rest) if are_rules else small)
    if are_rules or rest is not small:
        return rest, False
    return ink, min(removal.thicknesses, default=ink.size) <= max(1, HAIR * max(small.shape))


def has_line(black: Flags) -> bool:
    """Tell whether black pixels (H, W) form a horizontal or vertical line through the picture.

    They are looked at in half the size and along half the slopes, because one line is enough.
    """
    small = at_most(np.where(black, np.uint8(255), np.uint8(0)), SIDE // 2) >= HALF
    return any(
        _has_path(turned) and best_slope(turned, WHOLE, N_SLOPES // 2 + 1)[1].max() >= ALL_BLACK
        for turned in (small, small.T)
    )


def _has_path(black: Flags) -> bool:
    """Tell whether black pixels (H, W) lead from left to right, at most one row up or down for each column.

    Where there is no such path there is no black line, and to look for paths takes a tenth of the time. A line in a
    picture of at most 160 pixels may miss one pixel, at either end.
    """
    width = black.shape[1]
    inner = black[:, 1 : width - 1] if width > 2 else black
    columns = [int.from_bytes(column) for column in np.packbits(inner.T, axis=1).tolist()]  # the rows as bits
    reached = columns[0]
    for column in columns[1:]:
        reached = (reached | reached << 1 | reached >> 1) & column
    return reached > 0


def without_strips(ink: Pixels) -> Pixels:
    """Return the ink without pieces along an edge, unless the rest is low or has ink at the edges, too."""
    if not any((edge > 0).mean() > ALONG for edge in _edges(ink)):
        return ink
    black = ink > 0
    pieces, areas = _pieces(black)
    height, width = (int(BROAD * side) for side in ink.shape)
    is_strip = np.zeros(len(areas), bool)
    for beyond in (np.s_[height:], np.s_[:-height], np.s_[:, width:], np.s_[:, :-width]):
        is_beyond = np.zeros(len(areas), bool)
        is_beyond[pieces[beyond][black[beyond]]] = True
        is_strip |= ~is_beyond
    rest = np.where(black & ~is_strip[pieces], ink, np.uint8(0))
    is_digit = rest.any(axis=1).sum() >= LEAST_HEIGHT * max(ink.shape) and not _is_at_edges(rest)
    return rest if is_digit else ink


def _may_have_rules(ink: Pixels) -> bool:
    """Tell whether there is ink on opposite edges, or along an edge."""
    top, bottom, left, right = ((edge > 0).mean() for edge in _edges(ink))
    return bool((top and bottom) or (left and right) or max(top, bottom, left, right) > ALONG)


def _edges(ink: Pixels) -> tuple[Pixels, Pixels, Pixels, Pixels]:
    return ink[0], ink[-1], ink[:, 0], ink[:, -1]


def _is_at_edges(ink: Pixels) -> bool:
    return any(edge.any() for edge in _edges(ink))


def at_most(ink: Pixels, side: int) -> Pixels:
    """Return a picture with its longer side at most `side`, each new pixel the mean of those it covers."""
    if max(ink.shape) <= side:
        return ink
    height, width = (max(1, round(n_pixels * side / max(ink.shape))) for n_pixels in ink.shape)
    return np.asarray(Image.fromarray(ink).resize((width, height), Image.Resampling.BOX))


def _remove(ink: Pixels) -> Removal:
    """Take off all lines that may be rules, first the horizontal, then the vertical ones."""
    first = _remove_horizontal(ink)
    then = _remove_horizontal(first.rest.T)
    return Removal(
        then.rest.T,
        first.thicknesses + then.thicknesses,
        first.joined + then.joined,
        first.is_outside + then.is_outside,
    )


def _are_rules(removal: Removal) -> bool:
    """Tell whether the lines that were taken off are rules.

    For this, enough ink must be left, and the lines must be thinner than its pen, or many and thin, or joined by no
    stroke.
    """
    rest, side = removal.rest, max(removal.rest.shape)
    if not removal.thicknesses or _extent(rest) < LEAST_REST * side:
        return False
    thickest, n_rules = max(removal.thicknesses), len(removal.thicknesses)
    if thickest <= LIKE_PEN * stroke_width(rest) or (n_rules >= MANY and thickest <= max(3, HAIR * side)):
        return True
    if rest.any(axis=1).sum() < LEAST_HEIGHT * side:
        return False
    if max(removal.joined) <= JOINED:
        return not _is_at_edges(_without_scraps(rest))
    is_frame = n_rules > 1 and all(removal.is_outside) and max(removal.joined) <= JOINED_BY_FRAMES
    return is_frame and not _is_at_edges(rest)


def _remove_horizontal(ink: Pixels) -> Removal:
    """Take off all horizontal lines that may be rules."""
    height, width = ink.shape
    black = ink > 0
    slope, share = best_slope(black)
    shift = shift_of(slope, width)
    rows = np.arange(len(share))[:, None] + shift - shift.max()  # (R, W): the row of each line in each column
    inside = (rows >= 0) & (rows < height)
    sheared = black[rows.clip(0, height - 1), np.arange(width)] & inside
    removal, gone = Removal(ink.copy(), [], [], []), np.zeros_like(sheared)
    for top, end in _bands(share)[:MOST_RULES]:
        is_at_edge = _is_at_edge(inside, top, end)
        if end - top > max(3, (BROAD if is_at_edge else THIN) * min(height, width)):
            continue
        runs, start, stop = _runs_through(sheared, top, end)
        thickness = int(np.median(runs[runs > 0]))
        if thickness > 2 * (end - top) + 2:
            continue
        is_stroke = runs > 1.5 * thickness + 1
        lines = np.arange(len(share))[:, None]
        gone |= (lines >= start) & (lines < stop) & ~is_stroke
        middle = (top + end + shift.min() - shift.max()) / 2
        removal.thicknesses.append(thickness)
        removal.joined.append(float(is_stroke.mean()))
        removal.is_outside.append(bool(min(middle, height - middle) < OUTSIDE * height))
    y, x = np.nonzero(gone & inside)
    removal.rest[rows[y, x], x] = 0
    return removal


def _is_at_edge(inside: Flags, top: int, end: int) -> bool:
    """Tell whether the lines just before or just after a band are partly outside the picture."""
    return top <= 1 or end >= len(inside) - 1 or not inside[top - 2].all() or not inside[end + 1].all()


def _bands(share: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the first line of each band of full lines, and the line after its last."""
    full = np.diff(np.concatenate([[0], (share >= FULL).astype(np.int8), [0]]))
    return list(zip(np.flatnonzero(full > 0).tolist(), np.flatnonzero(full < 0).tolist(), strict=True))


def _runs_through(sheared: Flags, top: int, end: int) -> tuple[Counts, Counts, Counts]:
    """Return for each column the ink that goes through the band without a gap: its length, its start and its end."""
    widened = slice(max(0, top - 1), end + 1)
    touched = sheared[widened].any(axis=0)
    middle = widened.start + sheared[widened].argmax(axis=0)  # the first ink of the column in the band
    below = np.arange(len(sheared))[:, None]
    stop = np.where(~sheared & (below >= middle), below, len(sheared)).min(axis=0)
    start = np.where(~sheared & (below < middle), below + 1, 0).max(axis=0)
    return np.where(touched, stop - start, 0), start, stop


def _without_scraps(rest: Pixels) -> Pixels:
    """Return the rest without small pieces at the picture's edge."""
    black = rest > 0
    if not black.any():
        return rest
    pieces, areas = _pieces(black)
    at_edge = np.zeros(len(areas), bool)
    for edge in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        at_edge[pieces[edge][black[edge]]] = True
    is_scrap = at_edge & (areas < SCRAP * areas.max())
    return np.where(black & ~is_scrap[pieces], rest, np.uint8(0))


def _extent(ink: Pixels) -> int:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return max(int(np.ptp(rows)), int(np.ptp(columns))) + 1 if len(rows) else 0


def _pieces(black: Flags) -> tuple[Counts, Counts]:
    """Return the number of each pixel's piece (H, W), and the areas of the pieces in cells of a coarse grid."""
    side = -(-max(black.shape) // N_CELLS)
    cells = strongest_of_cells(black.astype(np.uint8), side) > 0
    pieces, areas, _ = components(cells)
    return pieces.repeat(side, axis=0).repeat(side, axis=1)[: black.shape[0], : black.shape[1]], areas
