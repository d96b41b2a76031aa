"""The background of a photograph made even, so that light that falls off, shadows and grain are not mistaken for ink.

The paper's brightness is a quadratic surface, corrected by nearby paper. The surface is fitted by least
squares, again and again without the pixels that lie far off it, so that ink does not count. All of this happens on a
coarse picture, because light changes slowly.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
Values = NDArray[np.float64]
Counts = NDArray[np.int_]

MIN_SIDE = 64
"""A picture with a shorter side below this is no photograph. If larger, small photographs are read as they are."""
SAME = 3
"""Grey levels within which a background drawn by a program stays. If larger, photographs are mistaken for drawings."""
TWO_TONES = 0.75
"""The share of pixels that have ground's or ink's level, give or take one, in a drawing with much ink. If larger,
drawings of thick pens are mistaken for photographs."""
SIDE = 160
"""The longer side to which photographs are reduced first, because the mean over pixels has less grain. If larger, more
grain stays."""
N_CELLS = 32
"""Cells along the longer side of the coarse picture. If larger, broad strokes count as paper."""
SPREAD = 3.0
"""Standard deviation, in cells, of the neighbourhood that tells of a cell's paper. If larger, edges of shadows blur."""
N_FITS, N_LOOKS = 6, 4
"""Rounds of fitting the surface, and of learning from nearby paper. More rounds take longer. Half or double
`N_LOOKS` moves no picture of `test_version` by more than 0.02 grey levels."""
FAR = 2.5
"""A cell farther off the surface than this many standard deviations is no paper. If larger, ink bends the surface."""
NEAR = 0.08
"""The share of its expected brightness by which paper may differ from it. If larger, pale ink counts as paper."""
GROUND = 128
OFFSET = 64.0
"""Added to all brightness, so that the grain of dark paper is not magnified. If larger, ink in shadow is weaker."""
FAINT, FAINTEST = 0.35, 0.22
"""Shares of the strongest ink, and of the light that paper reflects: all that is fainter than either is paper.
If larger, pale strokes break."""


def count_levels(grey: Pixels) -> Counts:
    """Return the number of pixels of each level (256,). `bincount` would need eight bytes for each pixel."""
    return np.array(Image.fromarray(grey).histogram())


def is_uneven(grey: Pixels, counts: Counts | None = None) -> bool:
    """Tell whether the pixels (H, W) have many levels, unlike those of a drawing made by a program.

    Half of such a drawing has the commonest level, or three quarters have the two commonest, ground and ink.
    `counts` are those of its levels (256,), where they are known.
    """
    if min(grey.shape) < MIN_SIDE:
        return False
    levels = (count_levels(grey) if counts is None else counts).copy()
    commonest = int(levels.argmax())
    if 2 * levels[max(0, commonest - SAME) : commonest + SAME + 1].sum() >= grey.size:
        return False
    n_of_two = 0
    for _ in range(2):
        commonest = int(levels.argmax())
        tone = slice(max(0, commonest - 1), commonest + 2)
        n_of_two += int(levels[tone].sum())
        levels[tone] = 0
    return n_of_two < TWO_TONES * grey.size


def flatten_background(grey: Pixels) -> Pixels:
    """Return a photograph (H, W) with its paper everywhere 128, ink darker or lighter, its longer side at most 160.

    How dark a pixel is depends on the share of light that its place reflects, so ink in shadow is as dark as any other.
    """
    small = _resized(grey, min(SIDE, max(grey.shape)), Image.Resampling.BOX)
    coarse = _resized(small, N_CELLS, Image.Resampling.BOX)
    paper = _resized(_paper(coarse), max(small.shape), Image.Resampling.BICUBIC, shape=small.shape)
    reflected = (small + OFFSET) / (paper + OFFSET) - 1
    reflected[np.abs(reflected) < max(FAINTEST, FAINT * float(np.abs(reflected).max()))] = 0
    return (GROUND + np.clip(GROUND * reflected, -GROUND, GROUND - 1)).astype(np.uint8)


def _paper(coarse: Values) -> Values:
    """Return the brightness of the paper in every cell (h, w), under the ink too.

    The difference from the surface is learned from nearby paper, and a cell is paper if it is close to what was
    learned. So the edge of a shadow, which no surface follows, is found from either side.
    """
    surface, is_paper = _surface(coarse)
    blur_y, blur_x = (_blur(n_cells) for n_cells in coarse.shape)
    for _ in range(N_LOOKS):
        weight = blur_y @ is_paper @ blur_x
        paper = surface + blur_y @ (is_paper * (coarse - surface)) @ blur_x / (weight + 0.1)
        is_paper = (np.abs(coarse - paper) < NEAR * (paper + OFFSET)).astype(np.float64)
    return paper


def _surface(coarse: Values) -> tuple[Values, Values]:
    """Return the quadratic surface of the paper, and 1 for each cell that is paper, else 0; both (h, w)."""
    y, x = (axis.ravel() / N_CELLS - 0.5 for axis in np.indices(coarse.shape))
    terms = np.stack([np.ones_like(y), y, x, y * y, y * x, x * x], axis=1)
    is_paper = np.ones(coarse.size)
    for _ in range(N_FITS):
        weighted = terms * is_paper[:, None]
        factors = np.linalg.lstsq(weighted, coarse.ravel() * is_paper, rcond=None)[0]
        distance = np.abs(coarse.ravel() - terms @ factors)
        is_paper = (distance <= max(3.0, FAR * 1.4826 * float(np.median(distance)))).astype(np.float64)
    return (terms @ factors).reshape(coarse.shape), is_paper.reshape(coarse.shape)


def _blur(n_cells: int) -> Values:
    distance = np.subtract.outer(np.arange(n_cells), np.arange(n_cells))
    weights = np.exp(-(distance**2) / (2 * SPREAD**2))
    blur: Values = weights / weights.sum(axis=1).max()
    return blur


def _resized(
    grey: NDArray[np.generic], longer_side: int, resample: Image.Resampling, *, shape: tuple[int, ...] | None = None
) -> Values:
    """Return a picture in another size, its values with fractions."""
    height, width = shape or (max(1, round(side * longer_side / max(grey.shape))) for side in grey.shape)
    picture = Image.fromarray(grey if grey.dtype == np.uint8 else grey.astype(np.float32)).convert("F")
    return np.asarray(picture.resize((width, height), resample), np.float64)
