"""Digits in styles of handwriting that the corpora lack or hardly have, drawn anew from outlines made by hand.

They are for measuring only: nothing here is used in training, and these outlines and changes were made without looking
at those that training uses. Each style has two or three outlines; every digit is one of them with its corners moved,
its line bent and trembling, and the whole slanted, turned, narrowed or widened.

An outline is written as the paths of SVG are: M moves, L draws a line, C a cubic Bézier curve; y points down, and a
digit is about 100 units wide and 140 high. Source: W3C, *Scalable Vector Graphics (SVG) 2*, chapter Paths.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Stroke = NDArray[np.float32]
Floats = NDArray[np.float64]

SEED = 20_261_128
N_OF_STYLE = 200

ROUND = "M 54 8 C 24 4 10 40 10 72 C 10 104 26 136 52 134 C 78 132 90 100 90 68 C 90 36 76 8 50 9 "
WIDE = "M 50 20 C 22 20 8 46 8 74 C 8 102 26 124 50 124 C 76 124 94 100 94 72 C 94 44 74 20 46 21 "
NARROW = "M 60 8 C 40 2 24 40 24 74 C 24 110 36 136 52 134 C 70 132 78 96 78 66 C 78 34 70 10 54 8 "

OUTLINES: dict[tuple[int, str], tuple[str, ...]] = {
    (0, "slashed"): (
        f"{ROUND} M 94 14 L 8 128",
        f"{WIDE} M 76 44 L 28 102",
        f"{NARROW} M 86 22 L 16 122",
    ),
    (0, "barred"): (f"{ROUND} M 12 74 L 90 70", f"{WIDE} M 28 74 L 74 71", f"{NARROW} M 18 72 L 86 68"),
    (1, "flagged"): ("M 24 46 L 58 8 L 58 134", "M 20 44 C 36 36 50 22 56 8 L 52 134", "M 10 62 L 58 8 L 56 134"),
    (1, "footed"): ("M 50 8 L 50 132 M 22 132 L 80 131", "M 52 8 L 48 130 M 30 133 L 70 130"),
    (1, "flagged and footed"): (
        "M 26 34 L 54 8 L 54 130 M 22 131 L 84 130",
        "M 16 46 C 34 38 48 22 54 8 L 52 130 M 20 132 L 82 129",
        "M 26 32 L 54 8 L 54 130 L 24 131 L 84 130",
    ),
    (7, "crossed"): (
        "M 12 14 L 86 12 L 40 134 M 34 72 L 82 70",
        "M 12 16 L 86 14 C 66 48 50 90 46 134 M 32 76 L 80 70",
        "M 8 12 L 84 14 C 60 60 48 90 42 134 M 38 66 L 74 66",
    ),
    (7, "serifed"): (
        "M 14 36 L 14 12 L 86 12 L 42 134",
        "M 10 36 L 18 14 L 88 12 C 66 56 52 90 44 134",
        "M 16 10 L 14 34 M 16 14 L 86 12 L 40 134",
    ),
    (7, "crossed and serifed"): (
        "M 14 36 L 14 12 L 86 12 L 42 134 M 36 72 L 82 70",
        "M 10 36 L 18 14 L 88 12 C 66 56 52 90 44 134 M 34 76 L 80 70",
        "M 16 10 L 14 34 M 16 14 L 86 12 L 40 134 M 38 68 L 76 67",
    ),
    (4, "open, angle and long stem"): (
        "M 34 10 L 14 84 L 92 84 M 70 36 L 64 134",
        "M 30 10 C 24 40 18 62 12 80 L 90 76 M 72 12 L 68 134",
    ),
    (4, "open, of one stroke"): (
        "M 22 12 L 18 74 L 80 70 L 82 14 L 76 134",
        "M 26 10 C 20 30 14 56 18 70 C 24 78 60 76 78 64 L 84 12 L 76 134",
    ),
    (4, "open, with a short stem"): (
        "M 46 8 L 12 94 L 94 92 M 62 64 L 56 132",
        "M 40 8 L 10 86 L 90 86 M 62 54 L 62 134",
    ),
    (5, "with its bar apart"): (
        "M 28 24 L 22 66 C 50 50 88 64 84 98 C 80 128 44 140 14 124 M 42 8 L 92 6",
        "M 26 20 L 26 64 C 54 52 84 66 84 94 C 84 126 48 138 12 128 M 34 2 L 86 4",
        "M 30 22 C 24 40 24 54 24 66 C 50 54 86 66 82 98 C 76 130 40 138 16 120 M 46 14 L 94 8",
    ),
    (9, "with a flat foot"): (
        "M 82 34 C 72 4 18 4 16 42 C 16 76 70 80 82 36 C 84 70 84 104 80 128 L 24 130",
        "M 78 30 C 62 4 18 10 18 42 C 20 74 70 74 80 34 L 78 131 L 28 131",
    ),
    (9, "with a curled foot"): (
        "M 82 34 C 72 4 18 4 16 42 C 16 76 70 80 82 36 C 88 80 84 134 50 134 C 28 134 16 122 18 104",
        "M 78 30 C 62 2 16 10 18 42 C 20 72 68 74 80 34 C 84 90 84 132 52 134 C 30 134 18 120 28 108",
    ),
    (6, "with a curl"): (
        "M 72 32 C 90 26 84 6 64 8 C 34 12 14 60 14 94 "
        "C 14 122 32 136 52 134 C 76 132 88 112 82 94 C 74 72 32 74 20 104",
        "M 66 34 C 84 36 92 12 70 8 C 44 6 16 54 16 96 "
        "C 16 122 34 134 50 132 C 72 130 82 114 78 98 C 70 78 36 78 20 106",
    ),
    (2, "with a hooked top"): (
        "M 30 44 C 36 56 14 58 14 36 C 14 8 84 0 82 42 C 80 76 34 106 14 132 L 90 130",
        "M 26 32 C 36 42 18 54 12 40 C 10 16 44 4 66 12 C 94 26 76 70 14 130 L 92 128",
    ),
    (3, "with a hooked top"): (
        "M 28 34 C 34 44 12 46 14 28 C 20 4 82 4 80 34 C 78 58 54 64 40 66 C 66 62 92 76 88 102 C 82 136 34 140 12 116",
        "M 26 24 C 36 32 22 46 12 34 C 12 12 40 6 58 8 C 86 12 84 50 44 62 C 78 60 94 84 84 108 C 72 136 30 136 14 122",
    ),
    (7, "with a hooked top"): (
        "M 14 36 C 8 18 20 6 34 16 C 48 26 66 22 88 10 L 44 134",
        "M 12 32 C 12 14 22 10 36 16 C 50 22 68 20 88 12 C 68 52 52 90 46 134",
    ),
}
"""The outlines of each style of a digit."""

CORNER_SPREAD = 2.5
"""Standard deviation of a corner's place, in units of outlines. If larger, lines that should meet do not."""
SLANT, TURN = (-0.1, 0.3), 0.1
"""Horizontal shift for each unit of height, from leaning left to leaning right; and standard deviation of the turn, in
radians. If larger, digits lie on their side."""
NARROWEST, WIDEST = 0.75, 1.15
BEND, WAVE = 3.0, (110.0, 260.0)
"""Units by which waves bend a digit, and their lengths in units. If higher or shorter, straight lines wind."""
TREMOR = 0.6
"""Units by which a hand trembles. If larger, lines are ragged."""
STEP = 3.0
"""Units between points. If larger, curves become polygons."""
MS_OF_STEP, MS_BETWEEN_STROKES = 12, 150


def digits_of(label: int, style: str, n: int = N_OF_STYLE) -> list[list[Stroke]]:
    """Return n digits of a style as strokes (k, 3) of x, y down and milliseconds; always the same ones."""
    rng = np.random.default_rng([SEED, list(OUTLINES).index((label, style))])
    outlines = OUTLINES[label, style]
    return [_written(outlines[number % len(outlines)], rng) for number in range(n)]


def _written(outline: str, rng: np.random.Generator) -> list[Stroke]:
    """Return the strokes of an outline as one hand writes it once."""
    lines = [_even(np.concatenate(list(_pieces(path, rng)))) for path in outline.split("M")[1:]]
    bent, shape = _bent(lines, rng), _shape(rng)
    strokes, start_ms = [], 0
    for line in bent:
        times = start_ms + MS_OF_STEP * np.arange(len(line))
        start_ms = int(times[-1]) + MS_BETWEEN_STROKES
        strokes.append(np.column_stack([line @ shape.T, times]).astype(np.float32))
    return strokes


def _pieces(path: str, rng: np.random.Generator) -> Iterator[Floats]:
    """Yield the lines and curves of a path as points, each corner and control point moved at random."""
    parts = re.findall(r"([LC]?)((?:\s+-?[\d.]+)+)", path)
    here = np.zeros(2)
    for command, numbers in parts:
        corners = np.array(numbers.split(), float).reshape(-1, 2)
        corners += rng.normal(0, CORNER_SPREAD, corners.shape)
        t = np.linspace(0, 1, 60)[:, None]
        if command == "C":
            a, b, c = corners
            yield (1 - t) ** 3 * here + 3 * t * (1 - t) ** 2 * a + 3 * t**2 * (1 - t) * b + t**3 * c
        elif command == "L":
            yield here + t * (corners[-1] - here)
        here = corners[-1]


def _even(line: Floats) -> Floats:
    """Return points at about equal distances along a line (n, 2)."""
    along = np.concatenate([[0], np.hypot(*np.diff(line, axis=0).T).cumsum()])
    at = np.linspace(0, along[-1], max(2, round(along[-1] / STEP)))
    return np.column_stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)])


def _bent(lines: list[Floats], rng: np.random.Generator) -> list[Floats]:
    """Return lines bent by two waves across the digit, and trembling along each of them."""
    angles, phases = rng.uniform(0, 2 * np.pi, (2, 2))
    directions = np.column_stack([np.cos(angles), np.sin(angles)]) * (2 * np.pi / rng.uniform(*WAVE, (2, 1)))
    shifts = rng.normal(0, BEND, (2, 2))
    trembling = []
    for line in lines:
        noise = rng.normal(0, TREMOR, (len(line) + 4, 2))
        smooth = sum(noise[shift : shift + len(line)] for shift in range(5)) / np.sqrt(5)
        trembling.append(line + np.sin(line @ directions.T + phases) @ shifts + smooth)
    return trembling


def _shape(rng: np.random.Generator) -> Floats:
    """Return the matrix (2, 2) that slants, turns, and narrows or widens a digit."""
    turn, slant, width = rng.normal(0, TURN), rng.uniform(*SLANT), rng.uniform(NARROWEST, WIDEST)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    slanted = np.array([[width, -slant], [0, 1]])
    return np.asarray(turned @ slanted)
