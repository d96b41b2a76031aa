"""The data that the base network is made from, as points of ink: MNIST, strokes of pens, made-up styles, negatives.

Of MNIST's training digits those of some writers are held back (`nn.data.corpora.are_held_back`): choices are made on
them, and on writers of pendigits left out. MNIST's test digits are measured after all choices, never to choose.
Everything goes through `nn.preprocessing`: strokes straight from their path, and drawn with a pen as a picture, too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nn.data.corpora import CorpusError, PenDigit, load_mnist, pendigits_path, read_pendigits
from nn.data.negatives import fragment, scribble
from nn.data.strokes import Points, fit, render
from nn.data.styles import styled_digits
from nn.preprocessing import find_ink, stroke_points
from nn.preprocessing.normalization import PointArray, ink_points
from nn.preprocessing.thinning import halve, resize, thin_strokes

Progress = Callable[[Iterable[int], str, int], Iterable[int]]
"""Passes items on and shows, under a title, how many of n are done; called as `tqdm.tqdm` is."""

PENS = ((20.0, 0.75), (20.0, 1 / 3))
"""Width of the pen on a canvas of 280 pixels, and the share of the canvas that the digit fills. Thinner pens are left
out: their pictures look like those from strokes."""
VALIDATION_WRITERS = tuple(range(1, 16))
"""These are left out of training, and choices are made on them; the other fifteen are measured after all choices."""
N_STYLED = 8_000
"""Digits in made-up styles. If more, these are read better, and other digits a little worse."""
N_NO_DIGITS = 10_000
"""Scribbles, and as many fragments of digits. If more, fewer scribbles are called certain, digits are read a little
worse, and training takes longer."""
N_PER_DRAWN = 2
"""One in this many negatives is drawn with a pen, whose thick ink runs together. If larger, the data is made sooner,
and more scribbles of thick pens are called certain."""


@dataclass(frozen=True)
class DigitSet:
    """Inks as points, the widths of their strokes (N,), their labels (N,), and their writers (N,), 0 for none."""

    inks: list[PointArray]
    widths: NDArray[np.float32]
    labels: NDArray[np.uint8]
    writers: NDArray[np.uint8]

    def chosen(self, is_chosen: NDArray[np.bool_]) -> "DigitSet":
        inks = [self.inks[row] for row in np.flatnonzero(is_chosen)]
        return DigitSet(inks, self.widths[is_chosen], self.labels[is_chosen], self.writers[is_chosen])


@dataclass(frozen=True)
class TrainingData:
    """MNIST in its parts; the digits of pendigits as strokes, and drawn with each of `PENS`; styles; negatives.

    A fragment belongs to the writer of its digit; scribbles are shared out among the writers, to be left out with them.
    """

    train: DigitSet
    held_back: DigitSet
    test: DigitSet
    strokes: DigitSet
    pens: list[DigitSet]
    styles: DigitSet
    no_digits: DigitSet

    def without(self, writers: Sequence[int]) -> "TrainingData":
        """Return the data without these writers' digits and negatives."""
        return self._of(lambda digits: ~np.isin(digits.writers, writers))

    def only(self, writers: Sequence[int]) -> "TrainingData":
        """Return the data with the pen digits and negatives of these writers alone."""
        return self._of(lambda digits: np.isin(digits.writers, writers))

    def _of(self, choose: Callable[[DigitSet], NDArray[np.bool_]]) -> "TrainingData":
        def chosen(digits: DigitSet) -> DigitSet:
            return digits.chosen(choose(digits))

        pens = [chosen(digits) for digits in self.pens]
        return replace(self, strokes=chosen(self.strokes), pens=pens, no_digits=chosen(self.no_digits))


def quiet(items: Iterable[int], _title: str, _n: int) -> Iterable[int]:
    """Show no progress."""
    return items


def load(corpora: Path, *, limit: int | None = None, progress: Progress = quiet) -> TrainingData:
    """Read all data. `limit` is the largest number of training digits of each kind; None for all.

    Scribbles and fragments are always the same ones. Raises CorpusError where a corpus is missing.
    """
    mnist, digits = load_mnist(corpora), read_pendigits(pendigits_path(corpora))
    trained_on, held_back = np.flatnonzero(~mnist.is_held_back)[:limit], np.flatnonzero(mnist.is_held_back)
    if not len(trained_on):
        raise CorpusError(f"expected training digits of more writers than are held back, got {len(held_back)} digits")
    digits = digits if limit is None else digits[:: -(-len(digits) // limit)]
    return TrainingData(
        train=_of_mnist(mnist.train_images[trained_on], mnist.train_labels[trained_on], progress),
        held_back=_of_mnist(mnist.train_images[held_back], mnist.train_labels[held_back], progress),
        test=_of_mnist(mnist.test_images, mnist.test_labels, progress),
        strokes=of_strokes(
            [upright(digit) for digit in digits], [digit.label for digit in digits], [digit.writer for digit in digits]
        ),
        pens=[of_pens(digits, width_px=width_px, fill=fill, progress=progress) for width_px, fill in PENS],
        styles=_of_styles(N_STYLED if limit is None else min(limit, N_STYLED)),
        no_digits=_no_digits(digits, N_NO_DIGITS if limit is None else min(limit, N_NO_DIGITS), progress),
    )


def of_strokes(drawings: Iterable[Sequence[Points]], labels: ArrayLike, writers: ArrayLike) -> DigitSet:
    """Return the inks of strokes, y down, straight from their path."""
    return _digit_set(map(stroke_points, drawings), labels, writers)


def upright(digit: PenDigit) -> list[Points]:
    """Return the strokes of a digit of pendigits, where y points up, with y down."""
    return [stroke * np.array([1, -1], np.float32) for stroke in digit.strokes]


def of_pens(digits: Sequence[PenDigit], *, width_px: float, fill: float, progress: Progress) -> DigitSet:
    """Return the inks of digits drawn with a pen of this width, filling this share of the canvas."""
    title = f"pen {width_px:g} px, {fill:.0%}"
    drawings = (
        render(fit(digits[row].strokes, fill=fill, y_up=True), width_px=width_px)
        for row in progress(range(len(digits)), title, len(digits))
    )
    return _digit_set(map(_points_of, drawings), [digit.label for digit in digits], [digit.writer for digit in digits])


def _of_mnist(pictures: NDArray[np.uint8], labels: NDArray[np.uint8], progress: Progress) -> DigitSet:
    drawings = (pictures[row] for row in progress(range(len(pictures)), "MNIST", len(pictures)))
    return _digit_set(map(_points_of, drawings), labels, np.zeros(len(labels)))


def _of_styles(n: int) -> DigitSet:
    """Return n digits in made-up styles; nobody is their writer."""
    digits = styled_digits(n, np.random.default_rng(0))
    return of_strokes([digit.strokes for digit in digits], [digit.label for digit in digits], np.zeros(n))


def _no_digits(digits: Sequence[PenDigit], n: int, progress: Progress) -> DigitSet:
    """Return n scribbles and n fragments of digits, half as strokes, half drawn; labels are 0 and mean nothing."""
    rng = np.random.default_rng(0)
    fragmented = rng.integers(len(digits), size=n)
    scribbles = (scribble(rng) for _ in progress(range(n), "scribbles", n))
    fragments = (fragment(digits[fragmented[row]].strokes, rng) for row in progress(range(n), "fragments of digits", n))
    inks = (
        stroke_points([stroke * np.array([1, -1], np.float32) for stroke in strokes])
        if row % N_PER_DRAWN
        else _points_of(render_with_random_pen(strokes, rng))
        for row, strokes in enumerate(chain(scribbles, fragments))
    )
    return _digit_set(inks, np.zeros(2 * n), 2 * [digits[row].writer for row in fragmented])


def render_with_random_pen(strokes: Sequence[Points], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a drawing of strokes as pendigits has them, y pointing up, with any pen in any size."""
    return render(fit(strokes, fill=rng.uniform(1 / 3, 0.75), y_up=True), width_px=rng.uniform(8, 28))


def _points_of(drawing: NDArray[np.uint8]) -> tuple[PointArray, float]:
    return ink_points(halve(thin_strokes(resize(find_ink(drawing)))))


def _digit_set(inks: Iterable[tuple[PointArray, float]], labels: ArrayLike, writers: ArrayLike) -> DigitSet:
    points, widths = zip(*inks, strict=True)
    return DigitSet(
        list(points), np.array(widths, np.float32), np.asarray(labels, np.uint8), np.asarray(writers, np.uint8)
    )
