"""Sheets of pictures (H, W, 3): digits with guesses or by style, weights of hidden units, steps of preprocessing."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Pixels = NDArray[np.uint8]
Colour = tuple[int, int, int]

PAPER, INK, GREY, RED, BLUE = (255, 255, 255), (20, 20, 20), (120, 120, 120), (200, 0, 0), (0, 70, 170)

ZOOM = 2
SIDE = 28 * ZOOM
MARGIN = 4
CELL_WIDTH = SIDE + 2 * MARGIN
CELL_HEIGHT = SIDE + 2 * MARGIN + 20
N_COLUMNS = 16


def digit_sheet(pictures: Pixels, labels: NDArray[np.integer], guesses: NDArray[np.integer]) -> Pixels:
    """Return a sheet of pictures (N, 28, 28), white on black, with labels (N,) and guesses (N,); N is at least 1.

    Under each digit stands its label on the left and the guess on the right; a mistake is framed in red.
    """
    n_rows = -(-len(pictures) // N_COLUMNS)
    sheet = _paper(n_rows * CELL_HEIGHT, min(N_COLUMNS, len(pictures)) * CELL_WIDTH)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(15)
    for number, (picture, label, guess) in enumerate(zip(pictures, labels, guesses, strict=True)):
        top, left = number // N_COLUMNS * CELL_HEIGHT, number % N_COLUMNS * CELL_WIDTH
        if label != guess:
            pen.rectangle((left + 1, top + 1, left + CELL_WIDTH - 2, top + CELL_WIDTH - 2), fill=RED)
        large = Image.fromarray(255 - picture).resize((SIDE, SIDE), Image.Resampling.NEAREST)
        sheet.paste(large.convert("RGB"), (left + MARGIN, top + MARGIN))
        below = top + CELL_HEIGHT - 4
        pen.text((left + MARGIN + 8, below), str(label), GREY, font, anchor="ls")
        pen.text((left + CELL_WIDTH - MARGIN - 8, below), str(guess), INK if label == guess else RED, font, anchor="rs")
    return np.array(sheet)


def weight_sheet(W: NDArray[np.floating], *, n_columns: int = 10, zoom: int = 3) -> Pixels:
    """Return one picture for each hidden unit of weights (784, H), blue above 0 and red below.

    Each unit has its scale: its strongest weight has full colour.
    """
    units = W.T / np.maximum(np.abs(W.T).max(axis=1, keepdims=True), 1e-12)  # (H, 784), -1 … 1
    strength = np.abs(units)[..., None]
    colours = np.where(units[..., None] > 0, np.array(BLUE), np.array(RED))
    pictures = (255 - strength * (255 - colours)).astype(np.uint8).reshape(-1, 28, 28, 3)
    side = 28 * zoom + MARGIN
    shape = (-(-len(pictures) // n_columns) * side + MARGIN, n_columns * side + MARGIN, 3)
    sheet = np.full(shape, 225, np.uint8)
    for number, picture in enumerate(pictures):
        top, left = (MARGIN + place * side for place in divmod(number, n_columns))
        sheet[top : top + 28 * zoom, left : left + 28 * zoom] = picture.repeat(zoom, 0).repeat(zoom, 1)
    return sheet


def style_sheet(styles: Mapping[str, Sequence[Pixels]], *, n_columns: int = 2, name_width: int = 250) -> Pixels:
    """Return a row for each style, with its name and its pictures (S, S), white on black, all of the same S.

    The rows stand in columns, from top to bottom; every style has as many pictures as the first, which is at least one.
    """
    rows = [np.concatenate(list(pictures), axis=1) for pictures in styles.values()]
    height, width = rows[0].shape
    n_rows = -(-len(rows) // n_columns)
    sheet = _paper(n_rows * height, n_columns * (name_width + width))
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(14)
    for number, (name, row) in enumerate(zip(styles, rows, strict=True)):
        top, left = number % n_rows * height, number // n_rows * (name_width + width)
        pen.text((left + MARGIN, top + height // 2), name, INK, font, anchor="lm")
        sheet.paste(Image.fromarray(255 - row).convert("RGB"), (left + name_width, top))
    return np.array(sheet)


def strip(pictures: Mapping[str, Pixels], *, side: int = 112) -> Pixels:
    """Return grey pictures (H, W) of any size side by side, each with its longer side `side`, its name below."""
    font = ImageFont.load_default(12)
    shown = [_resized(picture, side) for picture in pictures.values()]
    widths = [
        max(picture.width, round(font.getlength(name))) + 2 * MARGIN
        for name, picture in zip(pictures, shown, strict=True)
    ]
    sheet = _paper(side + 24, sum(widths))
    left = MARGIN
    for name, picture, width in zip(pictures, shown, widths, strict=True):
        sheet.paste(picture.convert("RGB"), (left, MARGIN))
        ImageDraw.Draw(sheet).text((left, side + 19), name, INK, font, anchor="ls")
        left += width
    return np.array(sheet)


def _paper(height: int, width: int) -> Image.Image:
    return Image.new("RGB", (width, height), PAPER)


def _resized(picture: Pixels, side: int) -> Image.Image:
    height, width = (max(1, round(length * side / max(picture.shape))) for length in picture.shape)
    return Image.fromarray(picture).resize((width, height), Image.Resampling.NEAREST)
