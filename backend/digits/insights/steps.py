"""Every step of preprocessing for a drawing, and hints at what may have gone wrong on the paper."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.digits.drawings import Drawing
from backend.digits.inference import n_seen, preprocessing
from nn.preprocessing import steps, steps_of_strokes
from nn.preprocessing.ink import crop
from nn.preprocessing.thinning import stroke_width

Pixels = NDArray[np.uint8]

# If one of these is larger, its hint comes more often.
SMALL = 0.2  # A digit is too small if its longer side is less than this share of the paper's.
COARSE = 24  # It is also too small if its longer side has fewer pixels than this: they hold no shape.
THIN = 0.02  # A pen is too thin if its width is less than this share of the digit's longer side.
HINTS = ("too_small", "cut_off", "too_thin", "several_digits", "ruled")


@dataclass(frozen=True)
class Steps:
    """The picture after each step by the step's name, in order, and the names of the hints."""

    pictures: dict[str, Pixels]
    hints: list[str]


def steps_of(drawing: Drawing) -> Steps:
    """Return every step of preprocessing for a drawing, the last being the network's picture, and the hints.

    Strokes have no paper, no edge and no pen that could be too thin: they can only have the hint `several_digits`.
    """
    with preprocessing():
        if isinstance(drawing, list):
            hints = ["several_digits"] if n_seen(drawing) > 1 else []
            return Steps(pictures=steps_of_strokes(drawing), hints=hints)
        pictures, rest, has_rules = steps(drawing)
        return Steps(pictures, _hints(pictures["contrast"], rest, pictures["ink"], has_rules=has_rules))


def _hints(whole: Pixels, rest: Pixels, ink: Pixels, *, has_rules: bool) -> list[str]:
    """Return the hints about the ink that is guessed, and about the paper on which it was found without its rules."""
    found = (_is_small(rest, on=whole), _is_cut_off(rest), _is_thin(ink), n_seen(ink) > 1, has_rules)
    return [hint for hint, holds in zip(HINTS, found, strict=True) if holds]


def _is_small(rest: Pixels, *, on: Pixels) -> bool:
    """Tell whether the ink without rules, which may have fewer pixels than the paper that it is `on`, is too small."""
    side = max(crop(rest).shape) * max(on.shape) / max(rest.shape)
    return bool(side < SMALL * max(on.shape)) or (side < COARSE and max(on.shape) > COARSE + 4)


def _is_cut_off(rest: Pixels) -> bool:
    """Tell whether ink without rules reaches an edge of the paper, but not all four."""
    edges = (rest[0], rest[-1], rest[:, 0], rest[:, -1])
    n_touched = sum(bool((edge > 127).any()) for edge in edges)
    return 0 < n_touched < len(edges)


def _is_thin(ink: Pixels) -> bool:
    return bool(stroke_width(ink) < THIN * max(ink.shape))
