"""How many digits a drawing holds, told from its parts and the gaps between them.

The parts are strokes that touch, or connected pieces of a picture. Parts above one another belong to one digit. A small
part, such as the bar of a 5, belongs to the digit that it overlaps most. Tall parts beside one another are several
digits. Slant is taken out first, because leaning digits overlap sideways without touching.
Letters: P points of ink, S strokes.
Source: R. Casey, E. Lecolinet, *A survey of methods and strategies in character segmentation*, IEEE Transactions on
Pattern Analysis and Machine Intelligence 18 (1996), section 2: dissection by white space, parts merged by overlap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from nn.preprocessing.components import components
from nn.preprocessing.strokes import grains
from nn.preprocessing.thinning import depths, resize, stroke_width

Values = NDArray[np.floating[Any]]
Counts = NDArray[np.intp]

TALL = 0.5
"""A part at least this share of the tallest one's height may be a digit by itself. If larger, a small digit beside a
large one is mistaken for a piece of it."""
MOST_OVERLAP = 0.4
"""Parts that share more than this of the narrower one's width are one digit. If larger, digits of several strokes fall
apart; if smaller, digits written closely are mistaken for one."""
STEM_BELOW = 0.22
"""A part to the right may be the stem of an open 4 if it ends lower by this share of the height. If larger, fewer
stems are found."""
STEM_NEAR = 0.25
"""Such a part is a stem if the gap before it is less than this share of the height. If larger, a digit beside another
is mistaken for its stem."""
MAX_SLANT = 0.7
"""Sideways for each step down: no more slant than this is taken out."""
WIDE_ALONE, WIDE_BESIDE = 1.6, 1.35
"""A part wider than this many heights holds digits that touch: the first where nothing else is drawn, the second beside
other digits. If smaller, broad zeros and twos are mistaken for two digits."""
WIDTH = 0.8
"""The width of a digit among digits that touch, in heights. If larger, fewer are counted."""
TOUCH = 0.06
"""Strokes nearer to each other than this share of the drawing's height touch. If larger, strokes of
neighbours touch."""
CORE = 0.4
"""Ink nearer to its edge than this share of half the stroke's width is left out, so that digits that barely touch come
apart. If larger, thin joints of a digit come apart, too."""
LEAST_PIECE = 0.01
"""Pieces of a smaller share of the largest one's area are dirt. If larger, bars of 5 are mistaken for dirt."""
FLAT = 0.3
"""If its height is less than this share of the mean width of its parts, a drawing is a dash or a dot, and no row of
digits. If larger, broad digits that touch are mistaken for one."""
MOST_POINTS = 128
"""Points of strokes that are compared with each other. If larger, it takes more time; if smaller, strokes that touch
come apart."""


@dataclass
class _Group:
    """The parts of one digit and the box around them, upright."""

    parts: list[int]
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Self) -> float:
        """Return the common width as a fraction of the narrower one's; it is negative if there is a gap."""
        narrower = max(min(self.right - self.left, other.right - other.left), 1e-6)
        return self.shared(other) / narrower

    def shared(self, other: Self) -> float:
        """Return the common width; if it is negative, there is a gap that is as wide."""
        return min(self.right, other.right) - max(self.left, other.left)

    def has_stem(self, other: Self) -> bool:
        """Tell whether the other part, to the right, is the stem of a 4 whose left side this is."""
        height = max(self.bottom, other.bottom) - min(self.top, other.top)
        return other.bottom - self.bottom > STEM_BELOW * height and -self.shared(other) < STEM_NEAR * height

    def take(self, other: Self) -> None:
        self.parts += other.parts
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)


def n_digits_in_strokes(strokes: Sequence[Values]) -> int:
    """Return how many digits the strokes hold, each an array (n, 2) of x and y; further columns are ignored.

    Raises BlankDrawingError if no stroke has a point.

    >>> bar = np.array([[0, 0], [0, 9]], np.float32)
    >>> n_digits_in_strokes([bar]), n_digits_in_strokes([bar, bar + [6, 0]])
    (1, 2)
    """
    y, x, _, stroke = grains(strokes)
    if stroke[-1] == 0 and _is_narrow(y, x):
        return 1
    step = -(-len(stroke) // MOST_POINTS)
    is_looked_at = (np.arange(len(stroke)) % step == 0) | (np.diff(stroke, prepend=-1) > 0)
    y, x, stroke = y[is_looked_at], x[is_looked_at], stroke[is_looked_at]
    return _n_digits(y, x, _stroke_parts(y, x, stroke))


def n_digits_in_ink(ink: NDArray[np.uint8]) -> int:
    """Return how many digits an ink (H, W) holds, 0 ground … 255 ink, at least 1. Raises BlankDrawingError without ink.

    Digits that touch are counted by their width.
    """
    return _n_digits(*_ink_parts(ink))


def _is_narrow(y: Values, x: Values) -> bool:
    """Tell whether the points are too narrow for digits that touch, whatever their slant.

    This check saves most of the computing.
    """
    return bool(np.ptp(x) < (WIDE_ALONE - MAX_SLANT) * np.ptp(y))


def _n_digits(y: Values, x: Values, part: Counts) -> int:
    """Return how many digits are seen: those that stand apart, and those that touch, by their width.

    `y` and `x` are points (P,) of ink, `part` (P,) their parts, 0 to n - 1, none empty.
    """
    groups = _groups(y, x, part)
    height = max(1e-6, *(group.bottom - group.top for group in groups))
    wide = WIDE_ALONE if len(groups) == 1 else WIDE_BESIDE
    widths = [(group.right - group.left) / height for group in groups]
    if FLAT * sum(widths) > len(widths):
        return len(groups)
    return sum(max(1, round(width / WIDTH)) if width > wide else 1 for width in widths)


def _stroke_parts(y: Values, x: Values, stroke: Counts) -> Counts:
    """Return the part (P,) of every point; `stroke` (P,) is its stroke, 0 to S - 1, and never falls."""
    firsts = np.flatnonzero(np.diff(stroke, prepend=-1))
    if len(firsts) == 1:
        return np.zeros_like(stroke)
    distance = np.square(np.subtract.outer(y, y)) + np.square(np.subtract.outer(x, x))
    nearest = np.minimum.reduceat(np.minimum.reduceat(distance, firsts, axis=0), firsts, axis=1)  # (S, S)
    joined = nearest <= (TOUCH * max(np.ptp(y), FLAT * np.ptp(x))) ** 2
    for _ in range(len(firsts).bit_length()):
        joined = joined @ joined  # of booleans: joined by way of another stroke
    return np.unique(joined.argmax(axis=1), return_inverse=True)[1][stroke]


def _ink_parts(ink: NDArray[np.uint8]) -> tuple[Values, Values, Counts]:
    """Return points y and x (P,) of the core of an ink (H, W), in pixels of the ink resized to 64, and their parts."""
    resized = resize(ink)
    half = stroke_width(resized) / 2
    depth = depths(resized, at_most=int(half) + 1)
    core = depth > min(CORE * half, 0.5 * float(depth.max()))
    pieces, areas, _ = components(core)
    rows, columns = np.nonzero(core & (areas[pieces] >= LEAST_PIECE * areas.max()))
    part = np.unique(pieces[rows, columns], return_inverse=True)[1]
    return rows.astype(np.float32), columns.astype(np.float32), part


def _groups(y: Values, x: Values, part: Counts) -> list[_Group]:
    n_parts = int(part.max()) + 1
    tops, bottoms = _ends(y, part, n_parts)
    is_tall = bottoms - tops >= TALL * (bottoms - tops).max()
    lefts, rights = _ends(x - slant(y, x, part, is_tall) * y, part, n_parts)
    parts = [_Group([n], *map(float, (lefts[n], tops[n], rights[n], bottoms[n]))) for n in range(n_parts)]
    parts.sort(key=lambda one: one.left + one.right)
    groups: list[_Group] = []
    for one in (one for one in parts if is_tall[one.parts[0]]):
        if groups and (groups[-1].overlap(one) > MOST_OVERLAP or groups[-1].has_stem(one)):
            groups[-1].take(one)
        else:
            groups.append(one)
    for small in (one for one in parts if not is_tall[one.parts[0]]):
        max(groups, key=small.shared).take(small)
    return groups


def slant(y: Values, x: Values, part: Counts, is_tall: NDArray[np.bool_]) -> float:
    """Return how far the tall parts lean, sideways for each step down, each about its own middle."""
    n_points = np.bincount(part)
    dy, dx = (axis - (np.bincount(part, axis) / n_points)[part] for axis in (y, x))
    counted = is_tall[part]
    down = float(np.square(dy[counted]).sum())
    return float(np.clip((dy * dx)[counted].sum() / down, -MAX_SLANT, MAX_SLANT)) if down else 0.0


def _ends(axis: Values, part: Counts, n_parts: int) -> tuple[Values, Values]:
    """Return where each part begins and ends along one axis, (n,) each."""
    low, high = np.full(n_parts, np.inf, np.float32), np.full(n_parts, -np.inf, np.float32)
    np.minimum.at(low, part, axis)
    np.maximum.at(high, part, axis)
    return low, high
