"""Papers, pens and cameras made up by rules: frames, squared and ruled paper, photographs, pictures cut to the digit.

Every maker of `PAPERS` takes a digit's ink, 0 … 1 in a square (S, S), and returns a grey picture of it. `pen_ink` and
`mnist_ink` make such inks. All is drawn from one random generator, so that a seed names a set of pictures.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from nn.data.corpora import PenDigit
from nn.data.strokes import fit, render

Ink = NDArray[np.float32]
Drawing = NDArray[np.uint8]
Rng = np.random.Generator
Paper = Callable[[Ink, Rng], Drawing]


def pen_ink(digit: PenDigit, rng: Rng) -> Ink:
    """Return the ink of a pen digit, 120 to 360 pixels wide, drawn with a thin or a thick pen."""
    side_px = int(rng.integers(120, 361))
    width_px = side_px / 280 * rng.uniform(8, 28)
    strokes = fit(digit.strokes, side_px=side_px, fill=rng.uniform(0.5, 0.75), y_up=True)
    return _as_ink(render(strokes, side_px=side_px, width_px=width_px))


def mnist_ink(picture: Drawing, rng: Rng) -> Ink:
    """Return the ink of a digit of MNIST: one time in four as it is, else enlarged four to ten times."""
    if rng.random() < 0.25:
        return _as_ink(picture)
    side_px = int(rng.integers(112, 281))
    enlarged = Image.fromarray(picture).resize((side_px, side_px), Image.Resampling.BICUBIC)
    return np.clip((np.asarray(enlarged, np.float32) - 64) / 128, 0, 1)


def plain(ink: Ink, rng: Rng) -> Drawing:
    """Draw on plain paper."""
    return _coloured(ink, rng)


def framed_on(n_sides: int) -> Paper:
    """Return a maker of pictures with a line of 1 to 4 pixels at the very edge on `n_sides` sides."""

    def framed(ink: Ink, rng: Rng) -> Drawing:
        lines, width = np.zeros_like(ink), _line_width(ink, rng)
        for side in rng.permutation(4)[:n_sides]:
            np.rot90(lines, int(side))[:width] = rng.uniform(0.7, 1)
        return _coloured(np.maximum(ink, lines), rng)

    return framed


def boxed(ink: Ink, rng: Rng) -> Drawing:
    """Draw a box around the digit that stands inside the picture."""
    side = len(ink)
    box, width, margin = np.zeros_like(ink), _line_width(ink, rng), int(rng.integers(1, max(2, side // 12)))
    box[margin : side - margin, margin : side - margin] = rng.uniform(0.7, 1)
    inside = slice(margin + width, side - margin - width)
    box[inside, inside] = 0
    return _coloured(np.maximum(ink, box), rng)


def cell(ink: Ink, rng: Rng) -> Drawing:
    """Cut one cell from squared paper: its rules are slightly off the picture's edges, and may cross the digit."""
    return _coloured(np.maximum(ink, _cell_rules(ink, rng)), rng)


def squared(ink: Ink, rng: Rng) -> Drawing:
    """Draw over several cells of squared paper."""
    ink = _enlarged(ink)
    return _coloured(np.maximum(ink, _squared_rules(ink, rng)), rng)


def ruled(ink: Ink, rng: Rng) -> Drawing:
    """Draw on paper with one to six horizontal rules, which may cross the digit."""
    ink = _enlarged(ink)
    return _coloured(np.maximum(ink, _horizontal_rules(ink, rng)), rng)


def photographed(rules: Callable[[Ink, Rng], Ink] | None = None) -> Paper:
    """Return a maker of photographs, of plain paper or with such rules."""

    def photograph(ink: Ink, rng: Rng) -> Drawing:
        ink = _enlarged(ink)
        on_paper = ink if rules is None else np.maximum(ink, rules(ink, rng))
        return _camera(on_paper, rng)

    return photograph


def grey_on_white(ink: Ink, rng: Rng) -> Drawing:
    """Paste grey paper, a photograph or a drawing, on a white sheet."""
    side = len(ink := _enlarged(ink))
    paper = _camera(ink, rng) if rng.random() < 0.5 else _two_toned(ink, rng.uniform(130, 215), rng.uniform(0, 60))
    paper = np.minimum(paper, rng.integers(200, 235)).astype(np.uint8)
    margins = rng.integers(side // 20, side // 3, 4)
    sheet = np.full((side + margins[0] + margins[1], side + margins[2] + margins[3]), 255, np.uint8)
    sheet[margins[0] : margins[0] + side, margins[2] : margins[2] + side] = paper
    return sheet


def dark_band(ink: Ink, rng: Rng) -> Drawing:
    """Photograph the paper with something dark along one edge: a table, the book's fold, a finger."""
    photograph = _camera(_enlarged(ink), rng).astype(np.float32)
    side = len(photograph)
    edge = rng.uniform(0.02, 0.12) * side + rng.uniform(-0.06, 0.06) * (np.arange(side) - side / 2)
    depth = np.arange(side)[:, None] - edge
    band = 1 / (1 + np.exp(np.clip(depth / rng.uniform(0.3, 3), -30, 30)))
    dark = rng.uniform(15, 80) + rng.normal(0, 4, photograph.shape)
    turned = np.rot90(photograph, int(rng.integers(4)))
    turned[...] = turned * (1 - band) + dark * band
    return np.clip(photograph, 0, 255).astype(np.uint8)


def thick(ink: Ink, rng: Rng) -> Drawing:
    """Draw with a pen that is a thirteenth of the picture wider."""
    return _coloured(_thickened(ink), rng)


def flush_thick(ink: Ink, rng: Rng) -> Drawing:
    """Cut the picture to a digit drawn with such a pen."""
    return _coloured(_cut(_thickened(ink)), rng)


def flush(ink: Ink, rng: Rng) -> Drawing:
    """Cut the picture to the digit, with no margin at all."""
    return _coloured(_cut(ink), rng)


def flush_photograph(ink: Ink, rng: Rng) -> Drawing:
    """Cut a photograph to the digit."""
    return _camera(_cut(_enlarged(ink)), rng, turn=0)


def _line_width(ink: Ink, rng: Rng) -> int:
    """Return 1 to 4 pixels; 1 in a picture of 28, which shows nothing finer."""
    return int(rng.integers(1, 5)) if len(ink) > 60 else 1


def _cell_rules(ink: Ink, rng: Rng) -> Ink:
    side = len(ink)
    return _grid(ink, side * rng.uniform(0.9, 1.02), rng.uniform(-0.02, 0.1, 2) * side, rng)


def _squared_rules(ink: Ink, rng: Rng) -> Ink:
    return _grid(ink, len(ink) / rng.uniform(2, 6), rng.uniform(0, len(ink), 2), rng)


def _horizontal_rules(ink: Ink, rng: Rng) -> Ink:
    period = len(ink) / rng.uniform(1, 6)
    first, degrees = rng.uniform(0, period), rng.uniform(-3, 3)
    rules = _rules(ink.shape, (period, first), degrees, _line_width(ink, rng))
    return np.asarray(rules * rng.uniform(0.4, 1), np.float32)


def _grid(ink: Ink, period: float, first: NDArray[np.float64], rng: Rng) -> Ink:
    turn, width, strength = rng.uniform(-2, 2), _line_width(ink, rng), rng.uniform(0.4, 1)
    rows, columns = (_rules(ink.shape, (period, first[axis]), turn + 90 * axis, width) for axis in range(2))
    return np.asarray(np.maximum(rows, columns) * strength, np.float32)


def _rules(shape: tuple[int, ...], every: tuple[float, float], degrees: float, width: float) -> Ink:
    """Return parallel rules at the distance and from the offset in `every`, turned about the middle."""
    period, first = every
    middle = (shape[0] - 1) / 2
    y, x = np.indices(shape) - middle
    across = y * np.cos(np.deg2rad(degrees)) - x * np.sin(np.deg2rad(degrees)) + middle - first
    distance = np.abs((across + period / 2) % period - period / 2)
    return np.asarray(np.clip(width / 2 + 0.5 - distance, 0, 1), np.float32)


def _enlarged(ink: Ink) -> Ink:
    """Return an ink large enough for a photograph: MNIST's are enlarged."""
    if len(ink) >= 100:
        return ink
    factor = 160 // max(ink.shape)
    size = (ink.shape[1] * factor, ink.shape[0] * factor)
    enlarged = np.asarray(Image.fromarray(ink).resize(size, Image.Resampling.BICUBIC))
    return np.asarray(np.clip(2 * enlarged - 0.5, 0, 1), np.float32)


def _as_ink(picture: Drawing) -> Ink:
    return np.asarray(picture / np.float32(255), np.float32)


def _thickened(ink: Ink) -> Ink:
    wide = Image.fromarray(np.rint(255 * ink).astype(np.uint8)).filter(ImageFilter.MaxFilter(len(ink) // 26 * 2 + 1))
    return _as_ink(np.asarray(wide))


def _cut(ink: Ink) -> Ink:
    rows, columns = np.flatnonzero((ink > 0.3).any(axis=1)), np.flatnonzero((ink > 0.3).any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _coloured(ink: Ink, rng: Rng) -> Drawing:
    """Return a drawing, two times in three dark on light, with more or less contrast."""
    ground, pen = rng.uniform(200, 255), rng.uniform(0, 90)
    return _two_toned(ink, *((ground, pen) if rng.random() < 2 / 3 else (pen, ground)))


def _two_toned(ink: Ink, ground: float, pen: float) -> Drawing:
    return np.asarray(np.rint(ground + (pen - ground) * ink), np.uint8)


def _camera(ink: Ink, rng: Rng, turn: float = 4) -> Drawing:
    """Return a photograph: turned by some degrees, out of focus, in light that falls off, with a shadow and grain."""
    pale = rng.uniform(0.6, 0.9)
    margin = max(ink.shape) // 4
    padded = Image.fromarray(np.rint(255 * np.pad(ink, margin, mode="edge")).astype(np.uint8))
    turned = padded.rotate(rng.uniform(-turn, turn), Image.Resampling.BICUBIC)
    blurred = np.asarray(turned.filter(ImageFilter.GaussianBlur(rng.uniform(0, 0.006) * max(ink.shape))), np.float32)
    seen = blurred[margin : margin + ink.shape[0], margin : margin + ink.shape[1]] / 255
    y, x = (axis / max(ink.shape) for axis in np.indices(ink.shape))
    angle, edge = rng.uniform(0, 2 * np.pi, 2), rng.uniform(0.2, 0.8, 2)
    light = 1 - rng.uniform(0.05, 0.4) * (np.cos(angle[0]) * x + np.sin(angle[0]) * y + 1) / 2
    distance = np.cos(angle[1]) * (x - edge[0]) + np.sin(angle[1]) * (y - edge[1])
    light *= 1 - rng.uniform(0, 0.35) / (1 + np.exp(-distance / rng.uniform(0.05, 0.15)))
    reflected = rng.uniform(180, 245) * light * (1 - pale * seen)
    grain = rng.normal(0, rng.uniform(1, 5), ink.shape)
    return np.asarray(np.clip(np.rint(reflected + grain), 0, 255), np.uint8)


PAPERS: dict[str, Paper] = {
    "plain": plain,
    "line on four sides": framed_on(4),
    "line on two sides": framed_on(2),
    "line on one side": framed_on(1),
    "box inside": boxed,
    "cell of squared paper": cell,
    "squared paper": squared,
    "ruled paper": ruled,
    "cut flush": flush,
    "thick pen": thick,
    "thick pen, cut flush": flush_thick,
    "photograph": photographed(),
    "photograph, cell": photographed(_cell_rules),
    "photograph, squared": photographed(_squared_rules),
    "photograph, ruled": photographed(_horizontal_rules),
    "photograph, grey on white": grey_on_white,
    "photograph, dark band": dark_band,
    "photograph, cut flush": flush_photograph,
}
"""Makers of pictures by kind."""
