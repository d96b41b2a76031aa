"""The ink of a drawing of any size, place and polarity; it is stored white on black, cropped.

`find_ink` takes the steps in the order of this file. Each is a function of one array, so that they can be shown one by
one. H × W below are the height and width in pixels.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nn.preprocessing.background import flatten_background, is_uneven
from nn.preprocessing.components import components

Pixels = NDArray[np.uint8]

INK_SIDE = 128
"""The longer side of an ink that is stored. If larger, it keeps more detail and takes more room in the database."""
MIN_CONTRAST = 20
"""Grey levels (of 255) by which ink must differ from its ground. If larger, faint pencil is called blank; if smaller,
paper that is merely uneven is called ink."""
NOISE_FLOOR = 20
"""After contrast is stretched to 0-255, less than this is ground. If larger, faint strokes break."""
OPAQUE = 128
"""From this opacity (of 255) on, a pixel counts as painted."""
TWO_TONED = 64
"""Opaque pixels whose luminance spans more than this may hold a drawing and its ground. If larger, pale ink is lost."""
SPECK_SIDE, SPECK_AREA = 0.2, 0.1
"""A piece of ink is a speck if its longer side and its area are below these shares of the largest piece's. If larger,
parts of digits are taken for dirt."""
N_CELLS = 64
"""Cells along the longer side of the grid on which pieces are told apart. If larger, strokes may fall
into more pieces; the double changes no picture of `test_version`."""


class BlankDrawingError(ValueError):
    """The drawing has no ink to read; the message is for the person who draws."""

    def __init__(self) -> None:
        super().__init__("The drawing is blank. Draw a digit, then try again.")


def find_ink(drawing: Pixels) -> Pixels:
    """Return the ink of a drawing, cropped, white (255) on black (0), its longer side at most 128.

    The drawing is grey (H, W), grey with alpha (H, W, 2), RGB (H, W, 3) or RGBA (H, W, 4).
    Raises BlankDrawingError without ink, ValueError for another shape or type.
    """
    even = correct_illumination(grey(drawing))
    ink = crop(contrast(even))
    return shrink(without_specks(ink))


def grey(drawing: Pixels) -> Pixels:
    """Return one value for each pixel (H, W): its luminance, or its opacity where only that tells ink from ground."""
    if drawing.dtype != np.uint8 or drawing.size == 0:
        raise ValueError(f"expected a drawing of uint8 with at least one pixel, got {drawing.dtype} {drawing.shape}")
    match drawing.shape:
        case (_, _):
            return drawing
        case (_, _, 2):
            return _flatten(drawing[..., 0], drawing[..., 1])
        case (_, _, 3):
            return _luminance(drawing)
        case (_, _, 4):
            return _flatten(_luminance(drawing[..., :3]), drawing[..., 3])
    raise ValueError(f"expected a drawing of shape (H, W) or (H, W, 2 to 4), got {drawing.shape}")


def correct_illumination(grey: Pixels) -> Pixels:
    """Return a photograph with its background made even; a drawing, whose background is even, as it is."""
    return flatten_background(grey) if is_uneven(grey) else grey


def contrast(grey: Pixels) -> Pixels:
    """Return how far each pixel is from the ground, 0 … 255 for the blackest ink; the ground is the border's median.

    Ink is either darker or lighter than the ground: whichever differs more from it in sum over the drawing. Differences
    below `MIN_CONTRAST` are not counted, because the ground may be uneven.
    """
    ground = int(np.median(_border(grey)))
    difference = grey.astype(np.int16)
    difference -= ground
    strong = difference[np.abs(difference) >= MIN_CONTRAST]
    if not len(strong):
        raise BlankDrawingError
    if strong.sum(dtype=np.int64) < 0:
        np.negative(difference, out=difference)
    np.maximum(difference, 0, out=difference)
    ink = _stretch(difference, int(difference.max()))
    ink[ink < NOISE_FLOOR] = 0
    return ink


def crop(ink: Pixels) -> Pixels:
    """Return the smallest part of the picture that holds all the ink."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        raise BlankDrawingError
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def without_specks(ink: Pixels) -> Pixels:
    """Return the ink without pieces much smaller than its largest one, cropped again if there were any."""
    side = -(-max(ink.shape) // N_CELLS)
    blocks = [np.arange(0, n_pixels, side) for n_pixels in ink.shape]
    cells = np.maximum.reduceat(np.maximum.reduceat(ink, blocks[0], axis=0), blocks[1], axis=1) > 0
    pieces, areas, sides = components(cells)
    is_speck = (areas < SPECK_AREA * areas.max()) & (sides < SPECK_SIDE * sides[areas.argmax()])
    if not is_speck.any():
        return ink
    specks = (cells & is_speck[pieces]).repeat(side, axis=0).repeat(side, axis=1)
    return crop(np.where(specks[: ink.shape[0], : ink.shape[1]], np.uint8(0), ink))


def shrink(ink: Pixels) -> Pixels:
    """Return the ink with its longer side at most 128, each new pixel the mean of those it covers.

    The result is stretched to 255 again, so that thin lines stay white.
    """
    if max(ink.shape) <= INK_SIDE:
        return np.ascontiguousarray(ink)
    height, width = (max(1, round(side * INK_SIDE / max(ink.shape))) for side in ink.shape)
    resized = np.asarray(Image.fromarray(ink).resize((width, height), Image.Resampling.BOX))
    return _stretch(resized, max(1, int(resized.max())))


def _luminance(rgb: Pixels) -> Pixels:
    return np.asarray(Image.fromarray(np.ascontiguousarray(rgb)).convert("L"))  # ITU-R 601


def _flatten(luminance: Pixels, alpha: Pixels) -> Pixels:
    """Return a drawing with transparency as one grey picture.

    If the opaque pixels have one tone, or form strokes and no surface, their opacity is the drawing. A surface with two
    tones is a drawing with its ground, and transparent pixels are taken for more of that ground.
    """
    opaque = alpha >= OPAQUE
    if opaque.all():
        return luminance
    if not opaque.any():
        return alpha
    tones = luminance[opaque]
    if int(tones.max()) - int(tones.min()) <= TWO_TONED or not _is_surface(opaque):
        return alpha
    return np.where(opaque, luminance, np.uint8(np.median(tones)))


def _is_surface(opaque: NDArray[np.bool_]) -> bool:
    """Tell whether the opaque pixels fill more than half of the box around them, as paper does and strokes do not."""
    box = np.ptp(np.flatnonzero(opaque.any(axis=1))) + 1, np.ptp(np.flatnonzero(opaque.any(axis=0))) + 1
    return bool(opaque.sum() * 2 > box[0] * box[1])


def _border(grey: Pixels) -> Pixels:
    return np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])


def _stretch(ink: NDArray[np.int16] | Pixels, strongest: int) -> Pixels:
    """Return ink with `strongest` made 255 and everything else in proportion."""
    levels = np.arange(strongest + 1) * 255 // strongest
    return levels.astype(np.uint8)[ink]
