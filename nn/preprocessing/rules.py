"""Rules of paper taken off an ink: the lines of a box, a frame, squared or ruled paper, and a dark band along an edge.

A rule is straight, thin, and runs from one edge of the picture to another, as no stroke of a digit does that has room
around it. In a picture that is cut to the digit a bar may do so, but a bar is as wide as the other strokes and joins
them. A rule is taken off column by column, where the ink on it is no thicker than the rule: strokes that cross it stay.
Letters: H × W pixels of ink, 0 ground … 255.
Source: C. Dalitz, M. Droettboom, B. Pranzas, I. Fujinaga, *A comparative study of staff removal algorithms*, IEEE PAMI
30 (2008): of its methods, the one that removes the short vertical runs along each line.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nn.preprocessing.components import components
from nn.preprocessing.thinning import stroke_width

Pixels = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Counts = NDArray[np.intp]

SIDE = 320
"""The longer side of the picture in which rules are looked for. If larger, it takes more time."""
MAX_SLOPE, N_SLOPES = 0.12, 49
"""Pixels down for each pixel across, seven degrees; and how many slopes are tried. If more, it takes more time."""
FULL = 0.75
"""The share of its length that a rule has ink on. If larger, faint rules stay; if smaller, bars of digits are rules."""
SHORTEST = 0.5
"""The least length of a rule as a share of the picture's side. If smaller, more is found at the picture's corners."""
THIN, BROAD = 0.06, 0.2
"""How thick a rule may be, as a share of the picture's shorter side, inside it and along its edge."""
LIKE_PEN = 0.6
"""A rule thinner than this share of the pen's width is no stroke. If larger, bars of digits are taken off."""
JOINED = 0.02
"""A stroke joins a rule if the ink on it is thicker over more than this share of its length. If larger, bars that touch
the rest of their digit are taken off."""
MANY, HAIR = 3, 0.05
"""So many rules, each thinner than this share of the picture, are paper. If fewer, a 4 may be taken for paper."""
LEAST_REST = 0.15
"""What is left must be as long as this share of the picture. If larger, small digits keep their rules."""
SCRAP = 0.25
"""Pieces at the edge with less ink than this share of the largest are left over from rules and taken off with them."""


@dataclass(frozen=True)
class Removal:
    """What is left of an ink without the rules in it, their thicknesses, and whether strokes of the rest join them."""

    rest: Pixels
    thicknesses: list[int]
    n_joined: int


def without_rules(ink: Pixels) -> Pixels:
    """Return the ink (H, W), not yet cropped, without rules; the same array if there are none.

    If there are, the longer side of what is returned is at most 320.
    """
    if not _touches_opposite_edges(ink):
        return ink
    removal = _remove(_at_most(ink, SIDE))
    return _without_scraps(removal.rest) if _are_rules(removal) else ink


def _touches_opposite_edges(ink: Pixels) -> bool:
    top, bottom, left, right = (bool(edge.any()) for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1]))
    return (top and bottom) or (left and right)


def _at_most(ink: Pixels, side: int) -> Pixels:
    if max(ink.shape) <= side:
        return ink
    height, width = (max(1, round(n_pixels * side / max(ink.shape))) for n_pixels in ink.shape)
    return np.asarray(Image.fromarray(ink).resize((width, height), Image.Resampling.BOX))


def _remove(ink: Pixels) -> Removal:
    """Take off whatever may be a rule, first what lies, then what stands."""
    rest, thicknesses, n_joined = ink, list[int](), 0
    for turn in (0, 1):
        turned = rest if turn == 0 else rest.T
        cleaned, found, joined = _remove_lying(turned)
        rest = cleaned if turn == 0 else cleaned.T
        thicknesses += found
        n_joined += joined
    return Removal(rest, thicknesses, n_joined)


def _are_rules(removal: Removal) -> bool:
    """Tell whether what was taken off are rules: enough is left, and they are thinner than it, many, or apart."""
    rest, side = removal.rest, max(removal.rest.shape)
    if not removal.thicknesses or _extent(rest) < LEAST_REST * side:
        return False
    if max(removal.thicknesses) <= LIKE_PEN * stroke_width(rest):
        return True
    if len(removal.thicknesses) >= MANY and max(removal.thicknesses) <= max(3, HAIR * side):
        return True
    cleaned = _without_scraps(rest)
    edges = (cleaned[0], cleaned[-1], cleaned[:, 0], cleaned[:, -1])
    return not removal.n_joined and not any(edge.any() for edge in edges)


def _remove_lying(ink: Pixels) -> tuple[Pixels, list[int], int]:
    """Return the ink without lines that lie, their thicknesses, and how many are joined by strokes."""
    height, width = ink.shape
    black = ink > 0
    slope, share = _best_slope(black)
    shift = _shift(slope, width)
    rows = np.arange(len(share))[:, None] + shift - shift.max()  # (R, W): the row of each line in each column
    inside = (rows >= 0) & (rows < height)
    columns = np.arange(width)
    sheared = black[rows.clip(0, height - 1), columns] & inside
    gone, thicknesses, n_joined = np.zeros_like(sheared), list[int](), 0
    for top, end in _bands(share):
        if end - top > max(3, (BROAD if _is_at_edge(inside, top, end) else THIN) * min(height, width)):
            continue
        runs, start, stop = _runs_through(sheared, top, end)
        thickness = int(np.median(runs[runs > 0]))
        erased = (runs > 0) & (runs <= 1.5 * thickness + 1)
        n_joined += bool((runs > 1.5 * thickness + 1).mean() > JOINED)
        at = np.arange(len(share))[:, None]
        gone |= (at >= start) & (at < stop) & erased
        thicknesses.append(thickness)
    if not thicknesses:
        return ink, [], 0
    cleaned = ink.copy()
    y, x = np.nonzero(gone & inside)
    cleaned[rows[y, x], x] = 0
    return cleaned, thicknesses, n_joined


def _is_at_edge(inside: Flags, top: int, end: int) -> bool:
    """Tell whether the lines before or after a band are not wholly inside the picture."""
    return top <= 1 or end >= len(inside) - 1 or not inside[top - 2].all() or not inside[end + 1].all()


def _shift(slope: float, width: int) -> Counts:
    """Return how many rows lower a line of this slope is, in each column, than in the middle."""
    return np.rint(slope * (np.arange(width) - (width - 1) / 2)).astype(np.intp)


def _best_slope(black: Flags) -> tuple[float, NDArray[np.float64]]:
    """Return the slope along which the ink is most in lines, and each line's share of ink; lines too short have 0.

    Line r of a slope has row r + shift(column) - max(shift), so that line 0 is the first to touch the picture.
    """
    height, width = black.shape
    y, x = np.nonzero(black)
    best = (-1.0, 0.0, np.zeros(height))
    for slope in np.linspace(-MAX_SLOPE, MAX_SLOPE, N_SLOPES):
        shift = _shift(float(slope), width)
        n_lines = height + int(np.ptp(shift))
        on_line = np.bincount(y - shift[x] + shift.max(), minlength=n_lines)
        starts = np.bincount(shift.max() - shift, minlength=n_lines + 1)
        length = (starts - np.bincount(shift.max() - shift + height, minlength=n_lines + 1)).cumsum()[:n_lines]
        share = np.where(length >= SHORTEST * width, on_line / np.maximum(1, length), 0.0)
        sharpness = float((share**3).sum())
        if sharpness > best[0]:
            best = (sharpness, float(slope), share)
    return best[1], best[2]


def _bands(share: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return first line and the line after the last of each band of full lines."""
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
    pieces, areas, _ = components(black)
    at_edge = np.zeros(len(areas), bool)
    for edge in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        at_edge[pieces[edge][black[edge]]] = True
    is_scrap = at_edge & (areas < SCRAP * areas.max())
    return np.where(black & ~is_scrap[pieces], rest, np.uint8(0))


def _extent(ink: Pixels) -> int:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return max(int(np.ptp(rows)), int(np.ptp(columns))) + 1 if len(rows) else 0
