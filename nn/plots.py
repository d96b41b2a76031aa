"""Pictures of digits and guesses, as PNG; NumPy and zlib only.

A sheet shows each digit in a cell; under it, on the left what it is, on the right what it was read as. A mistake is
framed in red and its guess is red.
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

ZOOM = 2
FIGURE_ZOOM = 3
SIDE = 28 * ZOOM
MARGIN = 4
CELL_WIDTH = SIDE + 2 * MARGIN
CELL_HEIGHT = SIDE + 2 * MARGIN + 20
N_COLUMNS = 16
PAPER, INK, GREY, RED = (255, 255, 255), (20, 20, 20), (120, 120, 120), (200, 0, 0)

# The figures 0-9, 3 × 5 pixels each: one octal digit for each row, its bits the pixels from left to right.
FIGURES = ("75557", "26227", "71747", "71717", "55711", "74717", "74757", "71222", "75757", "75717")


def digit_sheet(pictures: Pixels, labels: NDArray[np.integer], guesses: NDArray[np.integer]) -> Pixels:
    """A sheet (H, W, 3) of pictures (N, 28, 28), white on black, with labels (N,) and guesses (N,); N is at least 1."""
    n_rows = -(-len(pictures) // N_COLUMNS)
    n_columns = min(N_COLUMNS, len(pictures))
    sheet = np.full((n_rows * CELL_HEIGHT, n_columns * CELL_WIDTH, 3), PAPER, np.uint8)
    for number, (picture, label, guess) in enumerate(zip(pictures, labels, guesses, strict=True)):
        row, column = divmod(number, N_COLUMNS)
        top, left = row * CELL_HEIGHT, column * CELL_WIDTH
        _draw_cell(sheet[top : top + CELL_HEIGHT, left : left + CELL_WIDTH], picture, int(label), int(guess))
    return sheet


def png(picture: Pixels) -> bytes:
    """A picture, grey (H, W) or RGB (H, W, 3), as a PNG file (W3C, *Portable Network Graphics*, third edition)."""
    height, width = picture.shape[:2]
    colour_type = 0 if picture.ndim == 2 else 2
    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    rows = picture.reshape(height, -1)
    filtered = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1)  # filter 0 before each row
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(filtered.tobytes(), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _draw_cell(cell: Pixels, picture: Pixels, label: int, guess: int) -> None:
    is_mistake = label != guess
    if is_mistake:
        cell[1 : SIDE + 2 * MARGIN - 1, 1:-1] = RED
    cell[MARGIN : MARGIN + SIDE, MARGIN : MARGIN + SIDE] = 255 - picture.repeat(ZOOM, 0).repeat(ZOOM, 1)[..., None]
    _draw_figure(cell, label, left=MARGIN + 8, colour=GREY)
    _draw_figure(cell, guess, left=CELL_WIDTH - MARGIN - 17, colour=RED if is_mistake else INK)


def _draw_figure(cell: Pixels, digit: int, *, left: int, colour: tuple[int, int, int]) -> None:
    bits = np.array([[int(row) >> shift & 1 for shift in (2, 1, 0)] for row in FIGURES[digit]], bool)
    glyph = bits.repeat(FIGURE_ZOOM, 0).repeat(FIGURE_ZOOM, 1)
    cell[SIDE + 2 * MARGIN + 2 :][: len(glyph), left : left + glyph.shape[1]][glyph] = colour
