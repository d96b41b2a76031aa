"""Tables of what is certain: of made-up styles, of what is no digit, and of what is read rightly or misread."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy import made_up
from benchmarks.accuracy.pictures import Picture, inputs
from benchmarks.accuracy.readers import Measured, Pens, Reading
from benchmarks.accuracy.rows import N_SHARE, print_heading, print_row, share
from nn.base.training_data import render_with_random_pen
from nn.data.negatives import fragment, scribble
from nn.data.strokes import Points, clean, fit
from nn.preprocessing import place_strokes, preprocess


def print_made_up(measured: Measured, n: int) -> None:
    """Print how the network reads n digits of each made-up style, from strokes."""
    columns = [f"{name}: {N_SHARE}" for name in ("read", "certain", "certain and wrong")]
    print_heading("Made-up styles, from strokes", columns)
    of_all = []
    for label, style in made_up.OUTLINES:
        digits = made_up.digits_of(label, style, n)
        X = inputs((place_strokes(clean(strokes)) for strokes in digits), n, f"{label} {style}")
        reading = Reading(X, measured.network.outputs(X), np.full(n, label, np.uint8))
        of_all.append(reading)
        _print_made_up(f"{label} {style}", reading, measured)
    columns_of_all = zip(*((one.X, one.outputs, one.labels) for one in of_all), strict=True)
    _print_made_up("all", Reading(*map(np.concatenate, columns_of_all)), measured)


def _print_made_up(name: str, reading: Reading, measured: Measured) -> None:
    certain = measured.certain(reading)
    print_row(name, *map(share, (reading.is_right, certain, certain & ~reading.is_right)))


def print_no_digits(measured: Measured, pens: Pens, *, n: int) -> None:
    """Print how uncertain the network is of scribbles and fragments of digits, from strokes and from drawings."""
    rng = np.random.default_rng(1)
    kinds = {
        "random smooth strokes": [scribble(rng) for _ in range(n)],
        "fragments of digits": [
            fragment(pens.digits[row].strokes, rng) for row in rng.integers(len(pens.digits), size=n)
        ],
    }

    def from_drawing(strokes: Sequence[Points]) -> Picture:
        return preprocess(render_with_random_pen(strokes, rng))

    ways: dict[str, Callable[[Sequence[Points]], Picture]] = {"from strokes": _placed, "any pen and size": from_drawing}
    uncertain = {
        name: [~measured.certain(_read_as_none(measured, inputs(map(way, kind), n, name))) for way in ways.values()]
        for name, kind in kinds.items()
    }
    print_heading("Uncertain of what is no digit", [f"{way}: {N_SHARE}" for way in ways])
    print_row("all", *(share(np.concatenate(both)) for both in zip(*uncertain.values(), strict=True)))
    for name, of_ways in uncertain.items():
        print_row(f"  {name}", *map(share, of_ways))


def _read_as_none(measured: Measured, X: NDArray[np.float32]) -> Reading:
    """Return the outputs for what is no digit; its labels are of no use."""
    return Reading(X, measured.network.outputs(X), np.zeros(len(X), np.uint8))


def _placed(strokes: Sequence[Points]) -> Picture:
    return place_strokes(clean(fit(strokes, y_up=True)))


def print_certain(measured: Measured, readings: Mapping[str, Reading]) -> None:
    """Print how much is certain of what is read rightly, by digit, and of what is misread."""
    print_heading("Certain", [f"{name}: {N_SHARE}" for name in readings])
    certain = [(measured.certain(reading), reading) for reading in readings.values()]
    print_row("of what is read rightly", *(share(flags[reading.is_right]) for flags, reading in certain))
    for digit in range(10):
        chosen = [flags[reading.is_right & (reading.labels == digit)] for flags, reading in certain]
        print_row(f"  digit {digit}", *map(share, chosen))
    print_row("of what is misread", *(share(flags[~reading.is_right]) for flags, reading in certain))
