"""Every step of preprocessing for a drawing, and hints at what may have gone wrong on the paper."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backend.digits.drawings import Drawing, Grey
from backend.digits.errors import BlankDrawingRefusedError
from backend.digits.inference import n_seen
from nn.preprocessing import BlankDrawingError, steps, steps_of_strokes
from nn.preprocessing.components import components
from nn.preprocessing.ink import contrast, correct_illumination, crop, find_ink, grey
from nn.preprocessing.thinning import stroke_width

Pixels = NDArray[np.uint8]

# If one of these is larger, its hint comes more often; with WIDE, VERY_WIDE and TALL it comes less often.
SMALL = 0.2  # A digit is too small if its longer side is less than this share of the drawing's.
COARSE = 24  # It is also too small if its longer side has fewer pixels than this: they hold no shape.
THIN = 0.02  # A pen is too thin if its width is less than this share of the digit's longer side.
WIDE = 1.2  # Pieces side by side are several digits if together they are this much wider than high.
VERY_WIDE = 1.9  # One piece is several digits if it is this much wider than high.
TALL = 0.6  # A piece counts as a digit if it has at least this share of the whole height.
HINTS = ("too_small", "cut_off", "too_thin", "several_digits")


@dataclass(frozen=True)
class Steps:
    """The picture after each step by the step's name, in order, and the names of the hints."""

    pictures: dict[str, Pixels]
    hints: list[str]


def steps_of(drawing: Drawing) -> Steps:
    """Return every step of preprocessing for a drawing, the last being the network's picture, and the hints.

    Strokes have no paper, no edge and no pen that could be too thin: of the hints only several digits may hold.
    """
    if isinstance(drawing, list):
        hints = ["several_digits"] if n_seen(drawing) > 1 else []
        return Steps(pictures=steps_of_strokes(drawing), hints=hints)
    try:
        return Steps(pictures=steps(drawing), hints=_hints(drawing))
    except BlankDrawingError as error:
        raise BlankDrawingRefusedError("The drawing is blank. Draw a digit and send it again.") from error


def _hints(drawing: Grey) -> list[str]:
    whole = contrast(correct_illumination(grey(drawing)))
    ink = find_ink(drawing)
    found = (_is_small(whole), _is_cut_off(whole), _is_thin(ink), _is_several(ink))
    return [hint for hint, holds in zip(HINTS, found, strict=True) if holds]


def _is_small(whole: Pixels) -> bool:
    side = max(crop(whole).shape)
    return bool(side < SMALL * max(whole.shape)) or (side < COARSE and max(whole.shape) > COARSE + 4)


def _is_cut_off(whole: Pixels) -> bool:
    """Tell whether ink reaches one edge of the drawing, but not all four."""
    edges = (whole[0], whole[-1], whole[:, 0], whole[:, -1])
    n_touched = sum(bool((edge > 127).any()) for edge in edges)
    return 0 < n_touched < len(edges)


def _is_thin(ink: Pixels) -> bool:
    return bool(stroke_width(ink) < THIN * max(ink.shape))


def _is_several(ink: Pixels) -> bool:
    """Tell whether pieces as high as digits stand side by side, or one piece is wider than any digit."""
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
    """Return the first column, the last column and the height of a piece."""
    columns, rows = np.flatnonzero(piece.any(axis=0)), np.flatnonzero(piece.any(axis=1))
    return int(columns[0]), int(columns[-1]), int(rows[-1] - rows[0] + 1)
