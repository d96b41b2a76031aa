"""Plots, as pictures (H, W, 3): digits with guesses, weights, confusions, curves, steps; and their PNG.

NumPy and zlib only. Every plot is a function of arrays: what to put into it, `show` says.
"""

import struct
import zlib
from collections.abc import Mapping
from math import ceil, floor, log10

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nn.cli.lettering import Colour, width, write
from nn.data.strokes import render

Pixels = NDArray[np.uint8]
Floats = NDArray[np.floating]

PAPER, INK, GREY, RED, BLUE = (255, 255, 255), (20, 20, 20), (120, 120, 120), (200, 0, 0), (0, 70, 170)
COLOURS: tuple[Colour, ...] = (BLUE, (210, 90, 0), (0, 130, 80), (150, 50, 160), GREY)
"""Of curves, in their order."""

ZOOM = 2
SIDE = 28 * ZOOM
MARGIN = 4
CELL_WIDTH = SIDE + 2 * MARGIN
CELL_HEIGHT = SIDE + 2 * MARGIN + 20
N_COLUMNS = 16


def png(picture: Pixels) -> bytes:
    """A picture, grey (H, W) or RGB (H, W, 3), as a PNG file (W3C, *Portable Network Graphics*, third edition)."""
    height, width = picture.shape[:2]
    colour_type = 0 if picture.ndim == 2 else 2
    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    rows = picture.reshape(height, -1)
    filtered = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1)  # filter 0 before each row
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(filtered.tobytes(), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def digit_sheet(pictures: Pixels, labels: NDArray[np.integer], guesses: NDArray[np.integer]) -> Pixels:
    """A sheet of pictures (N, 28, 28), white on black, with labels (N,) and guesses (N,); N is at least 1.

    Under each digit stands on the left what it is, on the right what it was read as; a mistake is framed in red.
    """
    n_rows = -(-len(pictures) // N_COLUMNS)
    n_columns = min(N_COLUMNS, len(pictures))
    sheet = _paper(n_rows * CELL_HEIGHT, n_columns * CELL_WIDTH)
    for number, (picture, label, guess) in enumerate(zip(pictures, labels, guesses, strict=True)):
        row, column = divmod(number, N_COLUMNS)
        top, left = row * CELL_HEIGHT, column * CELL_WIDTH
        _draw_cell(sheet[top : top + CELL_HEIGHT, left : left + CELL_WIDTH], picture, int(label), int(guess))
    return sheet


def weight_sheet(W: Floats, *, n_columns: int = 10, zoom: int = 3) -> Pixels:
    """What each hidden unit looks for: weights (784, H), one picture for each unit, blue above 0 and red below.

    Each unit has its own scale: its strongest weight is full colour.
    """
    units = W.T / np.maximum(np.abs(W.T).max(axis=1, keepdims=True), 1e-12)  # (H, 784), -1 … 1
    strength = np.abs(units)[..., None]
    colours = np.where(units[..., None] > 0, np.array(BLUE), np.array(RED))
    pictures = (255 - strength * (255 - colours)).astype(np.uint8).reshape(-1, 28, 28, 3)
    side = 28 * zoom + MARGIN
    sheet = _paper(-(-len(pictures) // n_columns) * side + MARGIN, n_columns * side + MARGIN, (225, 225, 225))
    for number, picture in enumerate(pictures):
        top, left = (MARGIN + place * side for place in divmod(number, n_columns))
        sheet[top : top + 28 * zoom, left : left + 28 * zoom] = picture.repeat(zoom, 0).repeat(zoom, 1)
    return sheet


def confusion_sheet(matrix: NDArray[np.integer], *, side: int = 44) -> Pixels:
    """Counts (10, 10) of digits (rows) read as digits (columns): what is right in blue, mistakes in red.

    A square is as dark as its part of the row, mistakes on a scale of their own, else none could be seen.
    """
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    is_right = np.eye(len(matrix), dtype=bool)
    most = max(float(shares[~is_right].max()), 1e-12)
    sheet = _paper((len(matrix) + 1) * side, (len(matrix) + 1) * side)
    write(sheet, "read as", top=6, left=side + 4)
    write(sheet, "is", top=side + 4, left=4)
    for digit in range(len(matrix)):
        for place in (
            {"top": side // 2, "left": (digit + 1) * side + 18},
            {"top": (digit + 1) * side + 15, "left": 18},
        ):
            write(sheet, str(digit), zoom=3, colour=GREY, **place)
        for guess in range(len(matrix)):
            top, left = (digit + 1) * side, (guess + 1) * side
            strength = shares[digit, guess] if digit == guess else shares[digit, guess] / most
            colour = np.array(BLUE if digit == guess else RED)
            sheet[top : top + side - 1, left : left + side - 1] = 255 - 0.8 * strength * (255 - colour)
            count = str(matrix[digit, guess])
            if count != "0":
                write(sheet, count, top=top + side // 2 - 5, left=left + (side - width(count)) // 2)
    return sheet


def curves(
    lines: Mapping[str, tuple[ArrayLike, ArrayLike]], *, across: str, up: str, size: tuple[int, int] = (300, 560)
) -> Pixels:
    """Named lines, each by its x and its y, with axes; what the axes mean is written beside them."""
    points = {
        name: np.stack([np.asarray(x, np.float64), np.asarray(y, np.float64)], 1) for name, (x, y) in lines.items()
    }
    every = np.concatenate(list(points.values()))
    low, high = every.min(axis=0), every.max(axis=0)
    high = np.where(high > low, high, low + 1)
    height, wide = size
    top, bottom, left, right = 30, height - 40, 60, wide - 16
    corner, scale = np.array([left, bottom]), np.array([right - left, top - bottom]) / (high - low)
    plot = _paper(height, wide)
    for x in _ticks(low[0], high[0]):
        at = round(left + (x - low[0]) * scale[0])
        plot[top : bottom + 5, at] = (225, 225, 225)
        write(plot, f"{x:g}", top=bottom + 9, left=at - width(f"{x:g}") // 2, colour=GREY)
    for y in _ticks(low[1], high[1]):
        at = round(bottom + (y - low[1]) * scale[1])
        plot[at, left - 5 : right] = (225, 225, 225)
        write(plot, f"{y:g}", top=at - 5, left=left - 10 - width(f"{y:g}"), colour=GREY)
    write(plot, across, top=height - 12, left=right - width(across))
    write(plot, up, top=10, left=8)
    name_at = right
    for (name, line), colour in reversed(list(zip(points.items(), COLOURS, strict=False))):
        _draw_line(plot, (corner + (line - low) * scale).astype(np.float32), colour)
        name_at -= width(name)
        write(plot, name, top=10, left=name_at, colour=colour)
        name_at -= 16
    return plot


def strip(pictures: Mapping[str, Pixels], *, side: int = 112) -> Pixels:
    """Grey pictures (H, W) of any size side by side, each enlarged or reduced to that longer side, its name below."""
    shown = [_resized(picture, side) for picture in pictures.values()]
    widths = [max(picture.shape[1], width(name)) + 2 * MARGIN for name, picture in zip(pictures, shown, strict=True)]
    sheet = _paper(side + 24, sum(widths))
    lefts = np.cumsum([0, *widths])
    for name, picture, left in zip(pictures, shown, lefts, strict=False):
        sheet[MARGIN : MARGIN + len(picture), left + MARGIN :][:, : picture.shape[1]] = picture[..., None]
        write(sheet, name, top=side + 9, left=int(left) + MARGIN)
    return sheet


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _paper(height: int, wide: int, colour: Colour = PAPER) -> Pixels:
    return np.full((height, wide, 3), colour, np.uint8)


def _draw_cell(cell: Pixels, picture: Pixels, label: int, guess: int) -> None:
    is_mistake = label != guess
    if is_mistake:
        cell[1 : SIDE + 2 * MARGIN - 1, 1:-1] = RED
    cell[MARGIN : MARGIN + SIDE, MARGIN : MARGIN + SIDE] = 255 - picture.repeat(ZOOM, 0).repeat(ZOOM, 1)[..., None]
    top = SIDE + 2 * MARGIN + 2
    write(cell, str(label), top=top, left=MARGIN + 8, zoom=3, colour=GREY)
    write(cell, str(guess), top=top, left=CELL_WIDTH - MARGIN - 17, zoom=3, colour=RED if is_mistake else INK)


def _draw_line(plot: Pixels, points: NDArray[np.float32], colour: Colour) -> None:
    ink = render([points], side_px=max(plot.shape), width_px=2)[: plot.shape[0], : plot.shape[1], None] / 255
    plot[:] = plot * (1 - ink) + np.array(colour) * ink


def _ticks(low: float, high: float) -> list[float]:
    """Four to nine round numbers from low to high."""
    step = 10.0 ** floor(log10((high - low) / 4))
    step *= next(factor for factor in (5, 2, 1) if (high - low) / (step * factor) >= 4)
    numbers = range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)
    return [round(number * step, 10) for number in numbers]


def _resized(picture: Pixels, side: int) -> Pixels:
    """The nearest pixels; the longer side is `side`."""
    longer = max(picture.shape)
    rows, columns = (np.arange(max(1, round(n * side / longer))) * longer // side for n in picture.shape)
    resized: Pixels = picture[rows.clip(max=picture.shape[0] - 1)[:, None], columns.clip(max=picture.shape[1] - 1)]
    return resized
