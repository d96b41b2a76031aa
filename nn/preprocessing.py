"""A drawing of any size, place and polarity → the 28 × 28 picture that the network sees. Pillow is used here alone.

This is the one preprocessing function: for storing, training and serving. Its steps, in order: `grey`, `contrast`,
`crop`, `shrink` make the ink, which is stored; `scale`, `centre` make the picture from the ink, as MNIST's makers did
(Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Proc. IEEE 86, 1998, section III.A). Each is a function of one array, so
that they can be shown one by one. H × W below are the height and width in pixels.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PREPROCESSING_VERSION = 1
"""A network is served only with the version it was trained with."""

Pixels = NDArray[np.uint8]

INK_SIDE = 128
DIGIT_SIDE = 20
PICTURE_SIDE = 28
MIN_CONTRAST = 20
"""Grey levels (of 255) by which ink must differ from its ground: paper that is merely uneven is blank."""
NOISE_FLOOR = 20
"""After contrast is stretched to 0-255, less than this is ground."""
OPAQUE = 128
TWO_TONED = 64
"""Opaque pixels whose luminance spans more than this may hold a drawing on a ground of their own."""


class BlankDrawingError(ValueError):
    """There is no ink to read; the message is for the person who draws."""

    def __init__(self) -> None:
        super().__init__("The drawing is blank. Draw a digit, then try again.")


def preprocess(drawing: Pixels) -> Pixels:
    """The picture (28, 28) of a drawing: 0 ground … 255 ink. Raises as `find_ink` does."""
    return place(find_ink(drawing))


def find_ink(drawing: Pixels) -> Pixels:
    """The ink of a drawing, cropped, white (255) on black (0), its longer side at most 128.

    The drawing is grey (H, W), grey with alpha (H, W, 2), RGB (H, W, 3) or RGBA (H, W, 4).
    Raises BlankDrawingError without ink, ValueError for another shape or type.
    """
    return shrink(crop(contrast(grey(drawing))))


def place(ink: Pixels) -> Pixels:
    """The picture (28, 28) of an ink: scaled to 20 × 20 keeping its aspect, its centre of mass in the middle."""
    return centre(scale(ink))


def as_inputs(pictures: Pixels) -> NDArray[np.float32]:
    """Pictures (N, 28, 28) or (N, 784) as inputs of the network, (N, 784) in [0, 1]."""
    inputs = pictures.reshape(len(pictures), PICTURE_SIDE**2).astype(np.float32)
    inputs /= 255
    return inputs


def grey(drawing: Pixels) -> Pixels:
    """One value for each pixel (H, W): its luminance, or its opacity where only that tells ink from ground."""
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


def contrast(grey: Pixels) -> Pixels:
    """The distance of each pixel from the ground, 0 … 255 for the blackest ink; the ground is what the border shows.

    Ink is on one side of the ground, darker or lighter: the side that differs more from it, summed over the drawing,
    unevenness of the ground left out.
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
    """The smallest part that holds all the ink."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        raise BlankDrawingError
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def shrink(ink: Pixels) -> Pixels:
    """The ink with its longer side at most 128, each new pixel the mean of those it covers; thin lines stay white."""
    if max(ink.shape) <= INK_SIDE:
        return np.ascontiguousarray(ink)
    return _resized(ink, INK_SIDE, Image.Resampling.BOX)


def scale(ink: Pixels) -> Pixels:
    """The ink with its longer side 20 pixels, the other in proportion and at least 1."""
    if ink.dtype != np.uint8 or ink.ndim != 2 or not ink.any():
        raise BlankDrawingError
    if max(ink.shape) == DIGIT_SIDE:
        return ink
    return _resized(ink, DIGIT_SIDE, Image.Resampling.BILINEAR)


def centre(digit: Pixels) -> Pixels:
    """The digit (at most 28 × 28) in a picture, its centre of mass at the middle as nearly as whole pixels allow.

    A digit whose mass lies far from its middle would stick out: it is moved back, no ink is ever cut off.
    """
    height, width = digit.shape
    mass = digit.sum(dtype=np.int64)
    centre_y = digit.sum(axis=1, dtype=np.int64) @ np.arange(height) / mass
    centre_x = digit.sum(axis=0, dtype=np.int64) @ np.arange(width) / mass
    top = min(max(round(PICTURE_SIDE / 2 - centre_y), 0), PICTURE_SIDE - height)
    left = min(max(round(PICTURE_SIDE / 2 - centre_x), 0), PICTURE_SIDE - width)
    picture = np.zeros((PICTURE_SIDE, PICTURE_SIDE), np.uint8)
    picture[top : top + height, left : left + width] = digit
    return picture


def _luminance(rgb: Pixels) -> Pixels:
    return np.asarray(Image.fromarray(np.ascontiguousarray(rgb)).convert("L"))  # ITU-R 601


def _flatten(luminance: Pixels, alpha: Pixels) -> Pixels:
    """A drawing with transparency as one grey picture.

    Where what is opaque has one tone, or is strokes and no surface, its opacity is the drawing. A surface with two
    tones is a drawing on a ground of its own, and what is transparent is taken for more of that ground.
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
    """Whether it fills more than half of the box around it, as paper does and strokes do not."""
    box = np.ptp(np.flatnonzero(opaque.any(axis=1))) + 1, np.ptp(np.flatnonzero(opaque.any(axis=0))) + 1
    return bool(opaque.sum() * 2 > box[0] * box[1])


def _border(grey: Pixels) -> Pixels:
    return np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])


def _stretch(ink: NDArray[np.int16] | Pixels, strongest: int) -> Pixels:
    """Ink with `strongest` made 255 and everything in proportion."""
    levels = np.arange(strongest + 1) * 255 // strongest
    return levels.astype(np.uint8)[ink]


def _resized(ink: Pixels, longer_side: int, resample: Image.Resampling) -> Pixels:
    """Ink of another size, strokes as white as before; Pillow's filters take in every pixel that a new one covers."""
    height, width = (max(1, round(side * longer_side / max(ink.shape))) for side in ink.shape)
    resized = np.asarray(Image.fromarray(ink).resize((width, height), resample))
    return _stretch(resized, max(1, int(resized.max())))
