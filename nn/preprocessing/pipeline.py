"""The steps from a drawing to the 28 × 28 picture that the network sees, in their order.

`preprocess` runs all of them. The database stores the ink, the result of `find_ink`; `place` runs the steps after it.
`steps` returns every step's result, to be shown one by one.
"""

import numpy as np
from numpy.typing import NDArray

from nn.preprocessing.ink import find_ink, ink_steps
from nn.preprocessing.normalization import InkPoints, draw, fit, ink_points, shown, straighten
from nn.preprocessing.thinning import halve, resize, thin_strokes

Pixels = NDArray[np.uint8]

PREPROCESSING_VERSION = 4
"""A network is served only with the version that it was trained with; raise it with any change of a picture."""


def preprocess(drawing: Pixels) -> Pixels:
    """Return the picture (28, 28) of a drawing: 0 ground … 255 ink. Raises as `find_ink` does."""
    ink = find_ink(drawing)
    return place(ink)


def place(ink: Pixels) -> Pixels:
    """Return the picture (28, 28) of an ink: upright, in standard size, with strokes of standard width."""
    narrow = halve(thin_strokes(resize(ink)))
    upright = straighten(_points_of(narrow))
    picture: Pixels = draw(fit(upright))[0]
    return picture


def steps(drawing: Pixels) -> tuple[dict[str, Pixels], Pixels, bool]:
    """Return the result of every step by its name, in their order, as pictures of different sizes.

    The last is the network's input. The ink without rules, and whether it may have some, come from `ink_steps`. Raises
    as `find_ink` does.
    """
    results, rest, has_rules = ink_steps(drawing)
    results["resized"] = resize(results["ink"])
    results["narrowed"] = halve(thin_strokes(results["resized"]))
    upright = straighten(_points_of(results["narrowed"]))
    results["straightened"] = shown(upright)
    results["picture"] = draw(fit(upright))[0]
    return results, rest, has_rules


def _points_of(narrow: Pixels) -> InkPoints:
    points, width = ink_points(narrow)
    return InkPoints.of([points], np.array([width], np.float32))
