"""What the base network is made from, as grains of ink: MNIST, the pen strokes of all writers, and what is no digit.

The last 5,000 of MNIST's 60,000 training digits are held back: choices are made on them, and on writers left out.
MNIST's test digits are measured when all is chosen, never to choose. Everything goes through `nn.preprocessing`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nn.data.corpora import N_HELD_BACK, CorpusError, PenDigit, load_mnist, pendigits_path, read_pendigits
from nn.data.negatives import fragment, scribble
from nn.data.strokes import Points, fit, render
from nn.preprocessing.pipeline import find_ink, ink_points

PointArray = NDArray[np.uint8]
"""An ink as grains (P, 3): see `nn.preprocessing.normalization`."""
Progress = Callable[[Iterable[int], int, str], Iterator[int]]
"""Passes items on and shows how many of how many are done, under a title."""

PENS = ((20.0, 0.75), (8.0, 0.75), (28.0, 0.75), (20.0, 0.4), (20.0, 1 / 3))
"""Width of the pen on a canvas of 280 pixels, and the part of the canvas that the digit fills."""
VALIDATION_WRITERS = tuple(range(1, 16))
"""Choices are made on these, left out; the other fifteen are measured when all is chosen."""
N_NO_DIGITS = 16_000
"""Scribbles, and as many bits of digits at most."""


@dataclass(frozen=True)
class DigitSet:
    """Inks of digits, the widths of their strokes (N,), their labels (N,), and who wrote them (N,): 0 for MNIST."""

    inks: list[PointArray]
    widths: NDArray[np.float32]
    labels: NDArray[np.uint8]
    writers: NDArray[np.uint8]

    def chosen(self, is_chosen: NDArray[np.bool_]) -> "DigitSet":
        inks = [self.inks[row] for row in np.flatnonzero(is_chosen)]
        return DigitSet(inks, self.widths[is_chosen], self.labels[is_chosen], self.writers[is_chosen])


@dataclass(frozen=True)
class TrainingData:
    """MNIST in its parts; the digits of pendigits once for each of `PENS`; scribbles and bits, with their writers.

    A bit is of its writer's digit; scribbles are shared out among the writers, to be left out with them.
    """

    train: DigitSet
    held_back: DigitSet
    test: DigitSet
    pens: list[DigitSet]
    no_digits: DigitSet

    def without(self, writers: Sequence[int]) -> "TrainingData":
        """The material but for what these writers wrote."""
        return self._of(lambda written: ~np.isin(written.writers, writers))

    def only(self, writers: Sequence[int]) -> "TrainingData":
        """The material with what these writers wrote, and of what is no digit with theirs alone."""
        return self._of(lambda written: np.isin(written.writers, writers))

    def _of(self, choose: Callable[[DigitSet], NDArray[np.bool_]]) -> "TrainingData":
        pens = [written.chosen(choose(written)) for written in self.pens]
        return TrainingData(self.train, self.held_back, self.test, pens, self.no_digits.chosen(choose(self.no_digits)))


def load(
    corpora: Path, *, limit: int | None = None, progress: Progress = lambda items, _n, _title: iter(items)
) -> TrainingData:
    """All of it; with `limit`, so many digits at most of each kind to train on. Raises CorpusError where it is missing.

    Scribbles and bits are always the same ones.
    """
    mnist, digits = load_mnist(corpora), read_pendigits(pendigits_path(corpora))
    n_train = len(mnist.train_images) - N_HELD_BACK
    if n_train < 1:
        raise CorpusError(f"expected more than {N_HELD_BACK} training digits, got {len(mnist.train_images)}")
    first, rest = slice(0, n_train if limit is None else min(limit, n_train)), slice(n_train, None)
    digits = digits if limit is None else digits[:: -(-len(digits) // limit)]
    return TrainingData(
        train=_of_mnist(mnist.train_images[first], mnist.train_labels[first], progress),
        held_back=_of_mnist(mnist.train_images[rest], mnist.train_labels[rest], progress),
        test=_of_mnist(mnist.test_images, mnist.test_labels, progress),
        pens=[of_pens(digits, width_px=width_px, fill=fill, progress=progress) for width_px, fill in PENS],
        no_digits=_no_digits(digits, N_NO_DIGITS if limit is None else min(limit, N_NO_DIGITS), progress),
    )


def of_pens(digits: Sequence[PenDigit], *, width_px: float, fill: float, progress: Progress) -> DigitSet:
    """The inks of digits drawn with a pen of this width, filling that part of the canvas."""
    title = f"pen {width_px:g} px, {fill:.0%}"
    drawings = (
        render(fit(digits[row].strokes, fill=fill, y_up=True), width_px=width_px)
        for row in progress(range(len(digits)), len(digits), title)
    )
    return _digit_set(drawings, [digit.label for digit in digits], [digit.writer for digit in digits])


def _of_mnist(pictures: NDArray[np.uint8], labels: NDArray[np.uint8], progress: Progress) -> DigitSet:
    drawings = (pictures[row] for row in progress(range(len(pictures)), len(pictures), "MNIST"))
    return _digit_set(drawings, labels, np.zeros(len(labels)))


def _no_digits(digits: Sequence[PenDigit], n: int, progress: Progress) -> DigitSet:
    """n scribbles and n bits of digits, drawn with any pen in any size; labels are 0 and mean nothing."""
    rng = np.random.default_rng(0)
    of_bits = rng.integers(len(digits), size=n)
    scribbles = (scribble(rng) for _ in progress(range(n), n, "scribbles"))
    bits = (fragment(digits[of_bits[row]].strokes, rng) for row in progress(range(n), n, "bits of digits"))
    drawings = (render_with_random_pen(strokes, rng) for strokes in chain(scribbles, bits))
    return _digit_set(drawings, np.zeros(2 * n), 2 * [digits[row].writer for row in of_bits])


def render_with_random_pen(strokes: Sequence[Points], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A drawing of strokes as pendigits has them, y pointing up, with any pen in any size."""
    return render(fit(strokes, fill=rng.uniform(1 / 3, 0.75), y_up=True), width_px=rng.uniform(8, 28))


def _digit_set(drawings: Iterable[NDArray[np.uint8]], labels: ArrayLike, writers: ArrayLike) -> DigitSet:
    grained = [ink_points(find_ink(drawing)) for drawing in drawings]
    widths = np.array([width for _, width in grained], np.float32)
    return DigitSet([ink for ink, _ in grained], widths, np.asarray(labels, np.uint8), np.asarray(writers, np.uint8))
