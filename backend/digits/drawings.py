"""Drawings as arrays of grey. They are read from a PNG with strict checks, and stored as a PNG."""

import hashlib
import struct
import zlib
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from backend.digits import png
from backend.digits.errors import InvalidImageError

STRIP = 128 * 1024  # pixels turned grey at once; if it is larger, the copies of a large drawing take more memory
DATA_URL = "data:image/png;base64,"

Drawing = NDArray[np.uint8]  # (H, W) grey, or (H, W, 2) with opacity


def from_png(data: bytes) -> Drawing:
    """Return the drawing in a PNG of at most 1024×1024 pixels, 8 bits, one frame, or raise InvalidImageError.

    It is turned upright, as the PNG's Exif says.
    """
    try:
        with Image.open(BytesIO(png.checked(data)), formats=("PNG",)) as image:
            return _upright(_grey(image), png.orientation(data))
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error) as error:
        raise InvalidImageError("The PNG is damaged and cannot be read. Save it again, or draw it again.") from error


def to_png(grey: NDArray[np.uint8]) -> bytes:
    """Return a grey picture (H, W) as PNG bytes."""
    out = BytesIO()
    Image.fromarray(grey).save(out, format="PNG")
    return out.getvalue()


def picture_png(picture: bytes) -> bytes:
    """Return a stored picture (784 bytes) as a PNG of 28×28."""
    return to_png(np.frombuffer(picture, dtype=np.uint8).reshape(28, 28))


def sha256_of(drawing: Drawing, *also: int) -> str:
    """Return the SHA-256 of a drawing's shape and values, and of the numbers `also`."""
    return hashlib.sha256(repr((drawing.shape, also)).encode() + drawing.tobytes()).hexdigest()


def _upright(drawing: Drawing, orientation: int) -> Drawing:
    """Return a drawing turned and mirrored as an orientation of Exif (1 to 8) wants it shown."""
    turned = drawing.swapaxes(0, 1) if orientation >= 5 else drawing
    down, across = (-1 if orientation in flipped else 1 for flipped in ((3, 4, 7, 8), (2, 3, 6, 7)))
    return np.ascontiguousarray(turned[::down, ::across])


def _grey(image: Image.Image) -> Drawing:
    """Return luminance (ITU-R 601), and opacity where there is one; strip by strip, since copies cost memory."""
    has_alpha = image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info
    width, height = image.size
    n_rows = max(1, STRIP // width)
    drawing = np.empty((height, width, 2) if has_alpha else (height, width), np.uint8)
    for top in range(0, height, n_rows):
        strip = image if n_rows >= height else image.crop((0, top, width, min(top + n_rows, height)))
        grey = strip.convert("RGBA").convert("LA") if has_alpha else strip.convert("L")
        drawing[top : top + n_rows] = np.asarray(grey)
    return drawing
