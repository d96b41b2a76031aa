"""The paper of a photograph made even: light that falls off, shadows and grain are not ink.

The paper's brightness is a quadratic surface, fitted so that ink does not count (least squares, again and again without
what lies far off), and what paper differs from it near by. All on a coarse picture, for light changes slowly.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
Values = NDArray[np.float64]

MIN_SIDE = 64
"""Smaller pictures are no photographs."""
SAME = 3
"""Grey levels within which a ground drawn by a program stays."""
SIDE = 160
"""Photographs are made so small first: the mean over pixels has less grain."""
N_CELLS = 32
"""Cells along the longer side of the coarse picture."""
SPREAD = 3.0
"""Cells, one standard deviation: how far paper tells of the paper beside it."""
N_FITS, N_LOOKS = 6, 4
FAR = 2.5
"""In standard deviations: what lies farther off the surface is no paper."""
NEAR = 0.08
"""Part of the paper's brightness by which paper may differ from what is expected of it."""
GROUND = 128
OFFSET = 64.0
"""Added to all brightness, so that the grain of dark paper is not magnified."""
FAINT, FAINTEST = 0.35, 0.22
"""Parts of the strongest ink, and of what the paper reflects, below which all is paper."""


def is_uneven(grey: Pixels) -> bool:
    """Whether less than half of the pixels (H, W) have the commonest level: a drawing's ground would."""
    if min(grey.shape) < MIN_SIDE:
        return False
    levels = np.array(Image.fromarray(grey).histogram())
    commonest = int(levels.argmax())
    return bool(2 * levels[max(0, commonest - SAME) : commonest + SAME + 1].sum() < grey.size)


def flatten_background(grey: Pixels) -> Pixels:
    """A photograph (H, W) with its paper everywhere 128 and its ink darker or lighter, its longer side at most 160.

    What is left is in proportion to how much light each place reflects: ink in the shadow is as dark as any other.
    """
    small = _resized(grey, min(SIDE, max(grey.shape)), Image.Resampling.BOX)
    coarse = _resized(small, N_CELLS, Image.Resampling.BOX)
    paper = _resized(_paper(coarse), max(small.shape), Image.Resampling.BICUBIC, shape=small.shape)
    reflected = (small + OFFSET) / (paper + OFFSET) - 1
    reflected[np.abs(reflected) < max(FAINTEST, FAINT * float(np.abs(reflected).max()))] = 0
    return (GROUND + np.clip(GROUND * reflected, -GROUND, GROUND - 1)).astype(np.uint8)


def _paper(coarse: Values) -> Values:
    """The brightness of the paper in every cell (h, w), under the ink too.

    What the surface leaves over is learned from paper near by, and paper is what lies close to what was learned: so the
    edge of a shadow, which no surface follows, is found from either side.
    """
    surface, is_paper = _surface(coarse)
    blur_y, blur_x = (_blur(n_cells) for n_cells in coarse.shape)
    for _ in range(N_LOOKS):
        weight = blur_y @ is_paper @ blur_x
        paper = surface + blur_y @ (is_paper * (coarse - surface)) @ blur_x / (weight + 0.1)
        is_paper = (np.abs(coarse - paper) < NEAR * (paper + OFFSET)).astype(np.float64)
    return paper


def _surface(coarse: Values) -> tuple[Values, Values]:
    """The quadratic surface of the paper, and 1 for each cell that is paper, else 0; both (h, w)."""
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
    """Another size of a picture, its values with fractions."""
    height, width = shape or (max(1, round(side * longer_side / max(grey.shape))) for side in grey.shape)
    picture = Image.fromarray(grey if grey.dtype == np.uint8 else grey.astype(np.float32)).convert("F")
    return np.asarray(picture.resize((width, height), resample), np.float64)
