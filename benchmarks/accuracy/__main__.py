"""`python -m benchmarks.accuracy`: measure how much is read correctly, by writer and by way of drawing.

MNIST's test digits are read by the base network. The base network was trained on all writers of pendigits, so a digit
of pendigits is read by a network that was trained without its writer (`folds`). The recipe was chosen on the first
fifteen writers, so the last fifteen are the report. `--quick` trains on very little, to check that everything runs.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks import folds
from benchmarks.accuracy.readers import Flags, Pens, Reading, inputs, read_mnist
from benchmarks.accuracy.styles import STYLES, style_of
from benchmarks.intervals import loss_interval, mean_interval
from benchmarks.variants import VARIANTS, Drawing, draw
from nn.base import base_network, base_receipt
from nn.base.thresholds import is_certain
from nn.base.training_data import VALIDATION_WRITERS, render_with_random_pen
from nn.data.corpora import pendigits_path, read_pendigits
from nn.data.negatives import fragment, scribble
from nn.metrics import Accuracy
from nn.preprocessing import as_inputs, preprocess

N_NON_DIGITS = 2000
N_TIMED = 500


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description="Accuracy tables.")
    parser.add_argument("--quick", action="store_true", help="train on very little, to check that everything runs")
    plan, every = (folds.QUICK, 19) if parser.parse_args(arguments).quick else (folds.FULL, 1)
    if not os.environ.get("DIGITS_CORPORA"):
        sys.exit("Accuracy is measured on real digits: `manage.py fetch_corpora` fetches them. Set DIGITS_CORPORA.")
    corpora = Path(os.environ["DIGITS_CORPORA"])
    digits = read_pendigits(pendigits_path(corpora))
    writers = sorted({digit.writer for digit in digits})
    networks = folds.networks_without(folds.groups_of(writers), corpora, plan)
    halves = [
        Pens([digit for digit in digits if digit.writer in half][::every], networks)
        for half in (VALIDATION_WRITERS, [writer for writer in writers if writer not in VALIDATION_WRITERS])
    ]
    last, mnist, readings = halves[-1], read_mnist(corpora, every), [pens.read() for pens in halves]
    print_mnist(mnist)
    print_pens(halves, readings)
    print_variants(last, readings[-1])
    print_certain(last, readings[-1], mnist, n=N_NON_DIGITS // every)
    print_times([draw(digit) for digit in last.digits[:N_TIMED]])


def print_mnist(mnist: Reading) -> None:
    print_heading("MNIST test digits, read by the base network", ["n  correct    95 % interval"])
    print_row("all", [mnist.accuracy_of(mnist.labels >= 0)])
    for digit in range(10):
        print_row(f"  digit {digit}", [mnist.accuracy_of(mnist.labels == digit)])


def print_pens(halves: Sequence[Pens], readings: Sequence[Reading]) -> None:
    """Print a column for the writers that the recipe was chosen on, and one for those that are reported."""
    columns = [f"{name}: n  correct    95 % interval" for name in ("first 15 writers", "last 15 writers")]
    print_heading("Pen digits, each read by a network trained without its writer", columns)
    means = [mean_over_writers(pens, reading) for pens, reading in zip(halves, readings, strict=True)]
    print(f"{'mean over writers':32}" + "".join(f"{mean:>50}" for mean in means))
    for digit in range(10):
        print_row(f"  digit {digit}", [reading.accuracy_of(reading.labels == digit) for reading in readings])
    styles = [np.array([style_of(digit) or "" for digit in pens.digits]) for pens in halves]
    for label, style in [(label, style) for label, names in STYLES.items() for style in names]:
        chosen = [(pens.labels == label) & (names == style) for pens, names in zip(halves, styles, strict=True)]
        print_row(f"  {style} {label}", [reading.accuracy_of(c) for reading, c in zip(readings, chosen, strict=True)])


def print_variants(pens: Pens, plain: Reading) -> None:
    """Print how much is lost when the same digits are drawn in other ways."""
    print_heading("Last 15 writers, drawn otherwise", ["n  correct    95 % interval", "points lost    95 % interval"])
    for name, draw_variant in VARIANTS.items():
        varied = pens.read(draw_variant, name)
        low, high = (100 * bound for bound in loss_interval(plain.is_right, varied.is_right))
        lost = f"{100 * (plain.is_right.mean() - varied.is_right.mean()):.2f}   {low:.2f} to {high:.2f}"
        print_row(name, [varied.accuracy_of(varied.labels >= 0)], lost)


def print_certain(pens: Pens, plain: Reading, mnist: Reading, *, n: int) -> None:
    """Print how certain the base network's rule is of scribbles, of fragments, and of digits that no training saw."""
    rule = base_receipt()["certain"]
    rng = np.random.default_rng(1)
    scribbles = base_network().outputs(
        inputs((render_with_random_pen(scribble(rng), rng) for _ in range(n)), n, "scribbles")
    )
    bitten = rng.integers(len(pens.digits), size=n)
    fragments = (render_with_random_pen(fragment(pens.digits[row].strokes, rng), rng) for row in bitten)
    of_fragments = pens.outputs(fragments, pens.writers[bitten], "fragments of digits")
    print_heading("Certain or not", ["n    share    95 % interval"])
    uncertain = [~is_certain(outputs, rule) for outputs in (scribbles, of_fragments)]
    print_row("uncertain: negatives", [_share(np.concatenate(uncertain))])
    print_row("  random smooth strokes", [_share(uncertain[0])])
    print_row("  fragments of digits", [_share(uncertain[1])])
    for name, reading in (("MNIST test digits", mnist), ("last 15 writers", plain)):
        print_row(f"certain: {name}, read", [_share(is_certain(reading.outputs[reading.is_right], rule))])


def print_times(drawings: Sequence[Drawing]) -> None:
    network = base_network()
    pictures = [preprocess(drawing)[None] for drawing in drawings]
    preparing = [_seconds(preprocess, drawing) for drawing in drawings]
    predicting = [_seconds(lambda picture: network.outputs(as_inputs(picture)), picture) for picture in pictures]
    print_heading("Times, one drawing after the other", [f"median of {len(drawings)}"])
    for name, times in (("preprocessing of 280 × 280", preparing), ("a prediction after it", predicting)):
        print(f"{name:32}{f'{1000 * statistics.median(times):.3f} ms':>50}")


def print_heading(title: str, columns: Sequence[str]) -> None:
    print(f"\n{title}\n{'':32}" + "".join(f"{column:>50}" for column in columns))


def print_row(name: str, measured: Sequence[Accuracy], *more: str) -> None:
    print(f"{name:32}" + "".join(f"{cell:>50}" for cell in [*map(_cell, measured), *more]))


def mean_over_writers(pens: Pens, reading: Reading) -> str:
    fractions = [reading.accuracy_of(pens.writers == writer).fraction for writer in np.unique(pens.writers)]
    low, high = mean_interval(np.array(fractions))
    return f"{len(pens.digits):,}{np.mean(fractions):9.2%}   {low:.2%} – {high:.2%}"


def _cell(measured: Accuracy) -> str:
    low, high = measured.interval
    return f"{measured.count:,}{measured.fraction:9.2%}   {low:.2%} – {high:.2%}" if measured.count else "0"


def _share(flags: Flags) -> Accuracy:
    return Accuracy(int(flags.sum()), len(flags))


def _seconds(run: Callable[[Drawing], object], drawing: Drawing) -> float:
    started = time.perf_counter()
    run(drawing)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
