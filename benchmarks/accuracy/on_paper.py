"""`python -m benchmarks.accuracy.on_paper`: measure how digits are read from paper, photographs and flush pictures.

Two of three digits are of the last fifteen writers of pendigits, the others MNIST's test digits. The base network was
trained on those writers, so only the differences between kinds of paper count.
"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.accuracy.papers import PAPERS, Drawing, Ink, Rng, mnist_ink, pen_ink
from nn.base import base_network, base_receipt
from nn.base.thresholds import Guesses, is_certain
from nn.base.training_data import VALIDATION_WRITERS
from nn.data.corpora import load_mnist, pendigits_path, read_pendigits
from nn.data.likelihoods import shipped_likelihoods
from nn.preprocessing import BlankDrawingError, as_inputs, find_ink_and_doubt, place

Inks = list[tuple[Ink, int]]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Accuracy by kind of paper.")
    parser.add_argument("--digits", type=int, default=600, help="how many digits are put on each paper")
    parser.add_argument("--seed", type=int, default=9, help="names the set of pictures")
    options = parser.parse_args(arguments)
    inks = inks_of(Path(os.environ["DIGITS_CORPORA"]), options.digits, np.random.default_rng(options.seed))
    for name in PAPERS:
        print(f"{name:30}{row(name, inks, options.seed)}", flush=True)


def inks_of(corpora: Path, n: int, rng: Rng) -> Inks:
    """Return the inks of n digits and their labels."""
    pens = [pen for pen in read_pendigits(pendigits_path(corpora)) if pen.writer not in VALIDATION_WRITERS]
    mnist = load_mnist(corpora)
    chosen = [pens[at] for at in rng.permutation(len(pens))[: 2 * n // 3]]
    rows = rng.permutation(len(mnist.test_labels))[: n - len(chosen)]
    of_mnist = [(mnist_ink(mnist.test_images[at], rng), int(mnist.test_labels[at])) for at in rows]
    return [(pen_ink(pen, rng), pen.label) for pen in chosen] + of_mnist


def drawings(name: str, inks: Inks, seed: int) -> Iterator[Drawing]:
    """Yield the digits on one kind of paper; each picture depends on the seed, the kind and its number alone."""
    for number, (ink, _) in enumerate(inks):
        yield PAPERS[name](ink, np.random.default_rng([seed, number, list(PAPERS).index(name)]))


def row(name: str, inks: Inks, seed: int) -> str:
    """Return the share that is read, the share of right guesses that is certain, and how many mistakes are certain."""
    labels = np.array([label for _, label in inks])
    pictures, doubts = zip(*(_seen(drawing) for drawing in drawings(name, inks, seed)), strict=True)
    X = as_inputs(np.array(pictures))
    outputs = base_network().outputs(X)
    is_right = outputs.argmax(axis=1) == labels
    certain = is_certain(Guesses.of(outputs, shipped_likelihoods()(X)), base_receipt()["certain"]) & ~np.array(doubts)
    of_right = certain[is_right].mean() if is_right.any() else 0.0
    return f"{is_right.mean():8.2%} read, {of_right:.1%} of them certain; misread {(~is_right).sum()}, " + (
        f"{certain[~is_right].sum()} of them certain"
    )


def _seen(drawing: Drawing) -> tuple[Drawing, bool]:
    try:
        ink, is_doubtful = find_ink_and_doubt(drawing)
    except BlankDrawingError:
        return np.zeros((28, 28), np.uint8), True
    return place(ink), is_doubtful


if __name__ == "__main__":
    main()
