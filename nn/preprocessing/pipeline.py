"""The steps from a drawing to the 28 × 28 picture that the network sees, slant and pen width removed.

This is the one preprocessing function: for storing, training and serving. `ink` makes the ink, which is stored;
`resize` brings it to one size, `thinning` narrows the strokes of thick pens, `normalization` takes out slant, size,
place and what is left of the pen's width. `steps` gives all of them, to be shown one by one.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nn.preprocessing.ink import (
    BlankDrawingError,
    contrast,
    correct_illumination,
    crop,
    find_ink,
    grey,
    shrink,
    without_specks,
)
from nn.preprocessing.normalization import GRID_SIDE, PICTURE_SIDE, InkPoints, draw, fit, straighten
from nn.preprocessing.thinning import stroke_width, thin_strokes

__all__ = ["PREPROCESSING_VERSION", "BlankDrawingError", "as_inputs", "find_ink", "place", "preprocess", "steps"]

PREPROCESSING_VERSION = 3
"""A network is served only with the version it was trained with."""

Pixels = NDArray[np.uint8]

FAINT = 10
"""Of 255: what has less ink on the grid, such as the blur of an edge, is no grain."""
MARGIN = 2


def preprocess(drawing: Pixels) -> Pixels:
    """The picture (28, 28) of a drawing: 0 ground … 255 ink. Raises as `find_ink` does."""
    return place(find_ink(drawing))


def place(ink: Pixels) -> Pixels:
    """The picture (28, 28) of an ink: upright, in standard size, its strokes as wide as every other ink's."""
    picture: Pixels = draw(fit(straighten(_grains(ink))))[0]
    return picture


def ink_points(ink: Pixels) -> tuple[Pixels, float]:
    """An ink's grains (P, 3), row, column and ink, on a grid whose longer side is 32; and how wide its strokes are."""
    narrow = halve(thin_strokes(resize(ink)))
    rows, columns = np.nonzero(narrow > FAINT)
    return np.stack([rows.astype(np.uint8), columns.astype(np.uint8), narrow[rows, columns]], axis=1), stroke_width(
        narrow
    )


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
    made["level"] = correct_illumination(made["grey"])
    made["contrast"] = contrast(made["level"])
    made["ink"] = shrink(without_specks(crop(made["contrast"])))
    made["resized"] = resize(made["ink"])
    made["narrowed"] = halve(thin_strokes(made["resized"]))
    grains = _grains(made["ink"])
    made["straightened"] = _shown(straighten(grains))
    made["picture"] = draw(fit(straighten(grains)))[0]
    return made


def resize(ink: Pixels) -> Pixels:
    """The ink with its longer side 64 pixels, twice that of the grid, and an empty margin; even in height and width."""
    if ink.dtype != np.uint8 or ink.ndim != 2 or not ink.any():
        raise BlankDrawingError
    factor = 2 * GRID_SIDE / max(ink.shape)
    height, width = (max(1, round(side * factor)) for side in ink.shape)
    resized = np.zeros((height + height % 2 + 2 * MARGIN, width + width % 2 + 2 * MARGIN), np.uint8)
    resized[MARGIN : MARGIN + height, MARGIN : MARGIN + width] = np.asarray(
        Image.fromarray(ink).resize((width, height), Image.Resampling.BICUBIC)
    )
    return resized


def halve(ink: NDArray[np.float32]) -> Pixels:
    """Ink with half the height and half the width, the strongest of it 255."""
    rows = ink[::2] + ink[1::2]
    halved = rows[:, ::2] + rows[:, 1::2]
    halved *= 255 / halved.max()
    return np.asarray(np.rint(halved), np.uint8)


def _grains(ink: Pixels) -> InkPoints:
    points, width = ink_points(ink)
    return InkPoints.of([points], np.array([width], np.float32))


def _shown(grains: InkPoints) -> Pixels:
    """InkPoints as a picture of the grid's pixels."""
    y, x = (np.rint(axis[0] - axis[0].min()).astype(np.intp) + MARGIN for axis in (grains.y, grains.x))
    picture = np.zeros((int(y.max()) + 1 + MARGIN, int(x.max()) + 1 + MARGIN), np.float32)
    np.maximum.at(picture, (y, x), grains.ink[0])
    return np.asarray(np.rint(picture * (255 / picture.max())), np.uint8)
