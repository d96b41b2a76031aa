"""Tables of what is read rightly: of MNIST by who wrote it, of pens by writer, digit, style, size and drawing."""

from collections.abc import Mapping
from functools import partial

import numpy as np

from benchmarks.accuracy.pictures import Picture
from benchmarks.accuracy.readers import Measured, Pens, Reading
from benchmarks.accuracy.rows import (
    N_SHARE,
    POINTS_LOST,
    accuracy_of_writers,
    lost,
    mean_over_writers,
    print_heading,
    print_row,
    share,
    worst_writer,
)
from benchmarks.accuracy.styles import STYLES, style_of
from benchmarks.accuracy.ways import SIZES, from_drawing, from_strokes
from benchmarks.variants import VARIANTS, draw
from nn.data.corpora import PenDigit

GOOD = 0.95
"""The share that should be read of each writer's digits; how many writers are below it is printed."""


def print_mnist(measured: Measured) -> None:
    parts = (measured.test, measured.held_back)
    readings = [part.read(measured.network) for part in parts]
    columns = [f"{name}: {N_SHARE}" for name in ("test digits", "writers held back")]
    print_heading("MNIST", columns)
    print_row("all", *(share(reading.is_right) for reading in readings))
    both = list(zip(readings, parts, strict=True))
    print_row("  by employees", *(reading.accuracy_of(~part.are_by_students) for reading, part in both))
    print_row("  by students", *(reading.accuracy_of(part.are_by_students) for reading, part in both))
    for digit in range(10):
        print_row(f"  digit {digit}", *(reading.accuracy_of(reading.labels == digit) for reading in readings))


def print_pens(pens: Pens, readings: Mapping[str, Reading]) -> None:
    """Print a column for each way in which the same digits come in."""
    title = f"Pen digits by {len(np.unique(pens.writers))} writers"
    print_heading(title, [f"{way}: {N_SHARE}" for way in readings])
    both = list(readings.values())
    print_row("mean over writers", *(mean_over_writers(pens, reading) for reading in both))
    of_writers = [accuracy_of_writers(pens, reading) for reading in both]
    worst = [worst_writer(of_each) for of_each in of_writers]
    print_row("  worst writer", *(of_each[writer] for of_each, writer in zip(of_writers, worst, strict=True)))
    print_row("  number of the worst writer", *map(str, worst))
    n_below = [sum(one.fraction < GOOD for one in of_each.values()) for of_each in of_writers]
    print_row(f"  writers below {GOOD:.0%}", *(f"{n} of {len(of_writers[0])}" for n in n_below))
    for digit in range(10):
        print_row(f"  digit {digit}", *(reading.accuracy_of(reading.labels == digit) for reading in both))
    styles = np.array([style_of(digit) or "" for digit in pens.digits])
    for label, style in [(label, style) for label, names in STYLES.items() for style in names]:
        chosen = (pens.labels == label) & (styles == style)
        print_row(f"  {style} {label}", *(reading.accuracy_of(chosen) for reading in both))


def print_sizes(pens: Pens) -> None:
    """Print the share of digits that is read at each size on the sheet, and what is lost against the largest size."""
    ways = {"from strokes": from_strokes, "from pictures drawn with a pen of 20 of 280 px": _from_drawing}
    for name, way in ways.items():
        print_heading(f"Pen digits by size of writing, {name}", [N_SHARE, POINTS_LOST])
        of_sizes = [pens.read(partial(way, fill=size), f"{size:.0%} {name}") for size in SIZES]
        for size, reading in zip(SIZES, of_sizes, strict=True):
            print_row(f"{size:.0%} of the sheet", share(reading.is_right), lost(of_sizes[-1], reading))


def _from_drawing(digit: PenDigit, *, fill: float) -> Picture:
    return from_drawing(digit, partial(draw, fill=fill))


def print_variants(pens: Pens, plain: Reading) -> None:
    """Print how much is lost when the same digits are drawn in other ways."""
    print_heading("Pen digits, drawn otherwise", [N_SHARE, POINTS_LOST])
    for name, draw_variant in VARIANTS.items():
        varied = pens.read(partial(from_drawing, draw_digit=draw_variant), name)
        print_row(name, share(varied.is_right), lost(plain, varied))
