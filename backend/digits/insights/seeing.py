"""How a drawing is seen: what every step of preprocessing makes of it, and what may have gone wrong on the paper."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backend.digits.drawings import Drawing
from backend.digits.errors import BlankDrawingRefusedError
from nn.preprocessing import BlankDrawingError, steps
from nn.preprocessing.components import components
from nn.preprocessing.ink import contrast, correct_illumination, crop, find_ink, grey
from nn.preprocessing.thinning import stroke_width

Pixels = NDArray[np.uint8]

SMALL = 0.2  # the digit's longer side, as a share of the drawing's
COARSE = 24  # pixels of the digit's longer side: fewer hold no shape
THIN = 0.02  # the pen's width, as a share of the digit's longer side
WIDE = 1.2  # a digit this much wider than high, in pieces side by side, is several
VERY_WIDE = 1.9  # so much in one piece
TALL = 0.6  # of the height of all: pieces this high may be digits of their own
HINTS = ("too_small", "cut_off", "too_thin", "several_digits")


@dataclass(frozen=True)
class Seen:
    """Every step's picture by its name, in their order, the last being the network's; and the names of the hints."""

    steps: dict[str, Pixels]
    hints: list[str]


def seen(drawing: Drawing) -> Seen:
    try:
        return Seen(steps=steps(drawing), hints=_hints(drawing))
    except BlankDrawingError as error:
        raise BlankDrawingRefusedError("The drawing is blank. Draw a digit and send it again.") from error


def _hints(drawing: Drawing) -> list[str]:
    whole = contrast(correct_illumination(grey(drawing)))
    ink = find_ink(drawing)
    found = (_is_small(whole), _is_cut_off(whole), _is_thin(ink), _is_several(ink))
    return [hint for hint, holds in zip(HINTS, found, strict=True) if holds]


def _is_small(whole: Pixels) -> bool:
    side = max(crop(whole).shape)
    return bool(side < SMALL * max(whole.shape)) or (side < COARSE and max(whole.shape) > COARSE + 4)


def _is_cut_off(whole: Pixels) -> bool:
    """Whether ink reaches the edge of the drawing, and there is more of the drawing than the digit alone."""
    edges = (whole[0], whole[-1], whole[:, 0], whole[:, -1])
    n_touched = sum(bool((edge > 127).any()) for edge in edges)
    return 0 < n_touched < len(edges)


def _is_thin(ink: Pixels) -> bool:
    return bool(stroke_width(ink) < THIN * max(ink.shape))


def _is_several(ink: Pixels) -> bool:
    """Whether pieces as high as digits stand side by side, or one piece is wider than any digit."""
    height, width = ink.shape
    if width < WIDE * height:
        return False
    black = ink > 127
    pieces, areas, _ = components(black)
    spans = [_span(black & (pieces == piece)) for piece in range(len(areas))]
    tall = sorted((left, right) for left, right, rows in spans if rows >= TALL * height)
    side_by_side = any(right < left for (_, right), (left, _) in pairwise(tall))
    return side_by_side or width > VERY_WIDE * height


def _span(piece: NDArray[np.bool_]) -> tuple[int, int, int]:
    """First and last column, and the height, of a piece."""
    columns, rows = np.flatnonzero(piece.any(axis=0)), np.flatnonzero(piece.any(axis=1))
    return int(columns[0]), int(columns[-1]), int(rows[-1] - rows[0] + 1)
