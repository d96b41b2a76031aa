"""The ink of a drawing as it is stored: its PNG, and the SHA-256 that names it. Nothing of Django is imported here."""

import hashlib
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def sha256_of(drawing: NDArray[np.uint8], *also: int) -> str:
    """Return the SHA-256 of a drawing's shape and values, and of the numbers `also`."""
    return hashlib.sha256(repr((drawing.shape, also)).encode() + drawing.tobytes()).hexdigest()


def to_png(grey: NDArray[np.uint8]) -> bytes:
    """Return a grey picture (H, W) as PNG bytes."""
    out = BytesIO()
    Image.fromarray(grey).save(out, format="PNG")
    return out.getvalue()
