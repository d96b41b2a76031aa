"""A drawing of any size, place and polarity → the 28 × 28 picture that the network sees, slant and pen width removed.

This is the one preprocessing function: for storing, training and serving. `nn.ink` makes the ink, which is stored;
`enlarge`, `blacken`, `nn.loops` and `nn.thinning` reduce it to its middle line, whatever pen drew it; `nn.lines` takes
out slant, size and place and draws the line again with the one pen that every picture is drawn with. `steps` gives all
of them, to be shown one by one. Pillow is used here, in `nn.ink` and in `nn.paper` alone.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from nn.ink import BlankDrawingError, contrast, crop, find_ink, grey, level, shrink, without_specks
from nn.lines import PICTURE_SIDE, Lines, draw, fit, straighten
from nn.loops import reopen
from nn.thinning import thin

__all__ = ["PREPROCESSING_VERSION", "BlankDrawingError", "as_inputs", "find_ink", "place", "preprocess", "steps"]

PREPROCESSING_VERSION = 2
"""A network is served only with the version it was trained with."""

Pixels = NDArray[np.uint8]

WORK_SIDE = 80
"""The longer side on which the line is found: four times the digit's 20."""
MARGIN = 3
SMOOTHING = 0.7
"""Standard deviation of the blur before the ink is made black and white: rough edges would grow twigs."""
MIN_THRESHOLD, MAX_THRESHOLD = 0.5, 0.85
"""Parts of the strongest ink near by from which on a pixel is black: high where the pen is thick, so that small loops
stay open; low where it is thin or the drawing coarse, so that faint lines do not break."""
FAINT = 0.25
"""Part of the strongest ink anywhere below which nothing is black."""
CELL = 8
"""Near by is within one or two cells of so many pixels."""


def preprocess(drawing: Pixels) -> Pixels:
    """The picture (28, 28) of a drawing: 0 ground … 255 ink. Raises as `find_ink` does."""
    return place(find_ink(drawing))


def place(ink: Pixels) -> Pixels:
    """The picture (28, 28) of an ink: its middle line, upright, in standard size, drawn with the standard pen."""
    picture: Pixels = draw(fit(straighten(Lines.of([middle_line(ink)]))))[0]
    return picture


def middle_line(ink: Pixels) -> Pixels:
    """The points (P, 2) of an ink's middle line, row and column on a grid whose longer side is 80 and a margin."""
    black = blacken(enlarge(ink))
    line = thin(black)
    opened = reopen(black, line)
    return line if opened is black else thin(opened)


def as_inputs(pictures: Pixels) -> NDArray[np.float32]:
    """Pictures (N, 28, 28) or (N, 784) as inputs of the network, (N, 784) in [0, 1]."""
    inputs = pictures.reshape(len(pictures), PICTURE_SIDE**2).astype(np.float32)
    inputs /= 255
    return inputs


def steps(drawing: Pixels) -> dict[str, Pixels]:
    """What every step makes of a drawing, named, in their order, as pictures of different sizes; the last is the input.

    Raises as `find_ink` does.
    """
    made = {"grey": grey(drawing)}
    made["level"] = level(made["grey"])
    made["contrast"] = contrast(made["level"])
    made["ink"] = shrink(without_specks(crop(made["contrast"])))
    made["enlarged"] = enlarge(made["ink"])
    black = blacken(made["enlarged"])
    opened = reopen(black, thin(black))
    lines = Lines.of([thin(opened)])
    made["black"] = black * np.uint8(255)
    made["opened"] = opened * np.uint8(255)
    made["middle line"] = _dots(lines)
    made["straightened"] = _dots(straighten(lines))
    made["picture"] = draw(fit(straighten(lines)))[0]
    return made


def enlarge(ink: Pixels) -> Pixels:
    """The ink with its longer side 80 pixels, an empty margin around it, slightly blurred."""
    if ink.dtype != np.uint8 or ink.ndim != 2 or not ink.any():
        raise BlankDrawingError
    factor = WORK_SIDE / max(ink.shape)
    height, width = (max(1, round(side * factor)) for side in ink.shape)
    resample = Image.Resampling.BICUBIC if factor > 1 else Image.Resampling.BOX
    canvas = np.zeros((height + 2 * MARGIN, width + 2 * MARGIN), np.uint8)
    canvas[MARGIN:-MARGIN, MARGIN:-MARGIN] = np.asarray(Image.fromarray(ink).resize((width, height), resample))
    return np.asarray(Image.fromarray(canvas).filter(ImageFilter.GaussianBlur(SMOOTHING)))


def blacken(enlarged: Pixels) -> NDArray[np.bool_]:
    """Where the ink is.

    The threshold is the share of the ink that is full: nearly all of what a thick pen leaves, half of a thin one's.
    """
    strongest = np.maximum(_strongest_near_by(enlarged), FAINT / MIN_THRESHOLD * int(enlarged.max()))
    n_black = int((enlarged > MIN_THRESHOLD * strongest).sum())
    share = int((enlarged > MAX_THRESHOLD * strongest).sum()) / n_black
    black: NDArray[np.bool_] = enlarged > min(max(share, MIN_THRESHOLD), MAX_THRESHOLD) * strongest
    return black


def _strongest_near_by(enlarged: Pixels) -> Pixels:
    """For each pixel, the strongest in its cell of 8 × 8 and the eight cells around that."""
    height, width = enlarged.shape
    rows, columns = np.arange(0, height, CELL), np.arange(0, width, CELL)
    cells = np.pad(np.maximum.reduceat(np.maximum.reduceat(enlarged, rows, axis=0), columns, axis=1), 1)
    cells = np.maximum(np.maximum(cells[:-2], cells[1:-1]), cells[2:])
    cells = np.maximum(np.maximum(cells[:, :-2], cells[:, 1:-1]), cells[:, 2:])
    strongest: Pixels = cells.repeat(CELL, axis=0)[:height].repeat(CELL, axis=1)[:, :width]
    return strongest


def _dots(line: Lines) -> Pixels:
    """A line as white dots on black, to be shown."""
    y, x = (np.rint(axis[0] - axis[0].min()).astype(np.intp) + MARGIN for axis in (line.y, line.x))
    picture = np.zeros((int(y.max()) + 1 + MARGIN, int(x.max()) + 1 + MARGIN), np.uint8)
    picture[y, x] = 255
    return picture
