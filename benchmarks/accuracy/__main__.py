"""`python -m benchmarks.accuracy`: measure how much is read correctly, by writer, size, style and way of drawing.

MNIST's digits and made-up styles are read by the base network. It was trained on all writers of pendigits, so their
digits are read by networks that were trained without them (`folds`), by the recipe's short form. Choices are made on
the first fifteen writers (`--first`) and on MNIST's writers held back; the last fifteen and MNIST's test digits are the
report. `--network` and `--folds` name other networks; `--quick` trains on very little, to check that everything runs.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import folds
from benchmarks.accuracy.certainty import print_certain, print_made_up, print_no_digits
from benchmarks.accuracy.correctness import print_mnist, print_pens, print_sizes, print_variants
from benchmarks.accuracy.made_up import N_OF_STYLE
from benchmarks.accuracy.readers import Measured, Pens, mnist_parts
from benchmarks.accuracy.rows import print_heading, print_row
from benchmarks.accuracy.smoothness import share_outside
from benchmarks.accuracy.ways import from_drawing
from benchmarks.variants import draw
from nn.base import base_network, base_receipt
from nn.base.training_data import VALIDATION_WRITERS
from nn.data.corpora import PenDigit, pendigits_path, read_pendigits
from nn.data.strokes import clean, fit
from nn.network import Network
from nn.preprocessing import as_inputs, place_strokes, preprocess
from nn.serialization import split, unpack

N_NON_DIGITS = 2000
N_TIMED = 500


def main(arguments: list[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    every = 19 if options.quick else 1
    if not os.environ.get("DIGITS_CORPORA"):
        sys.exit("Accuracy is measured on real digits: `manage.py fetch_corpora` fetches them. Set DIGITS_CORPORA.")
    corpora = Path(os.environ["DIGITS_CORPORA"])
    network, rule = _network(options.network)
    measured = Measured(network, rule, *mnist_parts(corpora, every))
    pens = _pens(read_pendigits(pendigits_path(corpora)), options, corpora, network, every)
    plain, drawn = pens.read(), pens.read(from_drawing, "plain")
    print_mnist(measured)
    print_pens(pens, {"from strokes": plain, "from the page's picture": drawn})
    print_sizes(pens)
    if not options.brief:
        print_variants(pens, drawn)
    print_made_up(measured, N_OF_STYLE // every)
    print_no_digits(measured, pens, n=N_NON_DIGITS // every)
    print_certain(measured, {"MNIST test digits": measured.test.read(network), "pens, from strokes": plain})
    print_smoothness(measured)
    print_times(pens.digits[:N_TIMED])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description="Accuracy tables.")
    parser.add_argument("--quick", action="store_true", help="train on very little, to check that everything runs")
    parser.add_argument("--brief", action="store_true", help="leave out other drawings, which take most of the time")
    parser.add_argument("--full", action="store_true", help="train networks for writers left out by the full recipe")
    parser.add_argument("--first", action="store_true", help="measure the first fifteen writers, to choose on them")
    parser.add_argument(
        "--network",
        type=Path,
        help="the blob of a network to measure, with its receipt beside it; without --folds it reads the pens too",
    )
    parser.add_argument(
        "--folds", type=Path, help="a folder of networks for writers left out, named by them: 16-17-18-19-20.blob"
    )
    return parser


def _network(path: Path | None) -> tuple[Network, dict[str, Any]]:
    """Return the network that is measured, and its rule of certainty; the base network's where it has no receipt."""
    if path is None:
        return base_network(), base_receipt()["certain"]
    has_receipt = (path.parent / "receipt.json").exists()
    receipt = base_receipt(path.parent) if has_receipt else base_receipt()
    return unpack(split(path.read_bytes())), receipt["certain"]


def _pens(digits: Sequence[PenDigit], options: argparse.Namespace, corpora: Path, network: Network, every: int) -> Pens:
    """Return the digits of the writers that are measured, with the networks that read them."""
    writers = sorted({digit.writer for digit in digits if (digit.writer in VALIDATION_WRITERS) == options.first})
    networks: Mapping[int, Network]
    if options.folds:
        networks = folds.networks_in(options.folds)
    elif options.network:
        networks = dict.fromkeys(writers, network)
    else:
        plan = folds.QUICK if options.quick else folds.FULL if options.full else folds.IN_SHORT
        networks = folds.networks_without(folds.groups_of(writers), corpora, plan)
    return Pens([digit for digit in digits if digit.writer in writers and digit.writer in networks][::every], networks)


def print_smoothness(measured: Measured) -> None:
    shares = share_outside(measured.network.weights[0], measured.held_back.X)
    print_heading(
        "Weight energy of hidden units outside the directions of 99.9 % of the variance", [f"{len(shares)} units"]
    )
    print_row("mean", f"{shares.mean():.2%}")
    print_row("largest", f"{shares.max():.2%}")


def print_times(digits: Sequence[PenDigit]) -> None:
    network = base_network()
    drawings = [draw(digit) for digit in digits]
    strokes = [clean(fit(digit.strokes, y_up=True)) for digit in digits]
    pictures = [place_strokes(one).reshape(1, -1) for one in strokes]
    times = {
        "preprocessing of strokes": [_seconds(lambda one=one: place_strokes(one)) for one in strokes],  # type: ignore[misc]
        "preprocessing of 280 × 280": [_seconds(lambda one=one: preprocess(one)) for one in drawings],  # type: ignore[misc]
        "a prediction after it": [_seconds(lambda one=one: network.outputs(as_inputs(one))) for one in pictures],  # type: ignore[misc]
    }
    print_heading("Times, one digit after the other", [f"median of {len(digits)}"])
    for name, seconds in times.items():
        print_row(name, f"{1000 * statistics.median(seconds):.3f} ms")


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
