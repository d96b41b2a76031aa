"""Letters and figures of 3 × 5 pixels, for the plots: small letters are written as capitals."""

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Colour = tuple[int, int, int]

CHARACTERS = "0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ .,-+/%():=×"
# One octal digit for each row from the top, its bits the pixels from left to right.
ROWS = """
    75557 26227 71747 71717 55711 74717 74757 71222 75757 75717 00000
    25755 65656 34443 65556 74647 74644 34553 55755 72227 11152 55655 44447 57755
    65555 25552 65644 25563 65655 34216 72222 55557 55552 55775 55255 55222 71247 00000
    00002 00024 00700 02720 11244 51245 24442 21112 02020 07070 05250
"""
GLYPHS = dict(zip(CHARACTERS, ROWS.split(), strict=True))


def write(picture: Pixels, text: str, *, top: int, left: int, zoom: int = 2, colour: Colour = (20, 20, 20)) -> None:
    """Draws the text on a picture (H, W, 3); raises KeyError for a character that is not here."""
    for number, character in enumerate(text.upper()):
        rows = [[int(row) >> shift & 1 for shift in (2, 1, 0)] for row in GLYPHS[character]]
        glyph = np.array(rows, bool).repeat(zoom, 0).repeat(zoom, 1)
        place = picture[top : top + len(glyph), left + number * 4 * zoom :][:, : glyph.shape[1]]
        place[glyph[: place.shape[0], : place.shape[1]]] = colour


def width(text: str, zoom: int = 2) -> int:
    """The pixels that the text is wide."""
    return zoom * max(0, 4 * len(text) - 1)
