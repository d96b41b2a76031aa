"""Measure how often numbers of two and three digits are read right, and how often single digits are seen as one.

Run `python -m benchmarks.accuracy.readings --folds FOLDER`, where `FOLDER` has networks named by the writers whom they
never saw. Mixtures of Gaussians for the second opinion never saw them either; those that ship, which say whether a
picture looks like a digit, saw them: where numbers are taken apart, and what is unsure. Numbers are put together from
pendigits: digits of one writer in different sizes and heights, some sevens crossed. *Apart* means gaps of a tenth to
two fifths of the height; *touching* means overlaps up to 15 % of it. They come as strokes, and as pictures of pens that
are 8 and 12 % as wide as a digit is high. Rules were chosen on writers 1–15 (`--validation`); this reports writers
16–30.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import folds
from benchmarks.accuracy.numbers import share
from nn.base import base_receipt
from nn.base.thresholds import Guesses, is_certain, margins
from nn.base.training_data import VALIDATION_WRITERS
from nn.data.corpora import PenDigit, pendigits_path, read_pendigits
from nn.data.likelihoods import Likelihoods, shipped_likelihoods
from nn.data.strokes import Points, clean, fit, render
from nn.network import Network
from nn.online.memory import Memory, remember
from nn.online.second_opinion import with_second_opinion
from nn.preprocessing import as_inputs, n_digits_in_strokes, place, place_strokes, split_picture, split_strokes

APART, TOUCHING = (0.1, 0.4), (-0.15, 0.0)
"""The least and the largest gap between neighbours, in heights."""
PENS = (0.08, 0.12)
"""Widths of pens, in heights of a digit, by turns."""
SIDE_PX = 560
Y_DOWN = np.array([1, -1], np.float32)
"""Pendigits' y points up."""
N_TAUGHT = 20
SEED = 2026
SAW_THEM = (
    "Numbers are taken apart, and called unsure, with the mixtures that ship, which saw the writers: their threshold is"
    " chosen for them, and mixtures of other digits have other likelihoods."
)
CROSSED = 0.5
"""The share of the sevens of one stroke that get a cross-bar."""


@dataclass(frozen=True)
class Number:
    """A number as one writer would draw it: its digits, and the strokes (n, 2) of each, y down."""

    writer: int
    labels: list[int]
    digits: list[list[Points]]

    @property
    def strokes(self) -> list[Points]:
        return [stroke for digit in self.digits for stroke in digit]


@dataclass(frozen=True)
class Reader:
    """A network and mixtures that never saw a writer, with or without the memory of twenty of the writer's digits."""

    network: Network
    pens: Likelihoods
    memory: Memory | None

    def how_sure(self, pictures: NDArray[np.uint8]) -> Sequence[float]:
        """Return how sure the network or the memory is that each picture is a digit, as the program asks."""
        X = as_inputs(pictures)
        alone, log_likelihoods = self.network.outputs(X), shipped_likelihoods()(X)
        both = [
            margins(Guesses.of(outputs, log_likelihoods), base_receipt()["certain"])
            for outputs in (alone, self._corrected(X, alone))
        ]
        surer: list[float] = np.maximum(*both).tolist()
        return surer

    def read(self, pictures: list[NDArray[np.uint8]]) -> tuple[list[int], bool]:
        """Return the digits, and whether all are certain."""
        X = as_inputs(np.array(pictures))
        alone = self.network.outputs(X)
        corrected = self._corrected(X, alone)
        digits = with_second_opinion(alone, corrected, self.pens(X)).argmax(axis=1)
        guesses = Guesses.of(corrected, shipped_likelihoods()(X))
        are_certain = is_certain(guesses, base_receipt()["certain"]) & (digits == guesses.digits)
        return digits.tolist(), bool(are_certain.all())

    def _corrected(self, X: NDArray[np.float32], alone: NDArray[np.float32]) -> NDArray[np.float32]:
        return alone if self.memory is None else self.memory.correct(X, alone)


def numbers(digits: Sequence[PenDigit], n: int, gap: tuple[float, float], rng: np.random.Generator) -> list[Number]:
    """Return n numbers of two and three digits, by all writers in turn."""
    by_hand: dict[tuple[int, int], list[PenDigit]] = {}
    for digit in digits:
        by_hand.setdefault((digit.writer, digit.label), []).append(digit)
    writers = sorted({digit.writer for digit in digits})
    made = []
    for row in range(n):
        writer, labels = writers[row % len(writers)], rng.integers(0, 10, 2 + row % 2).tolist()
        ones = [by_hand[writer, label] for label in labels]
        made.append(Number(writer, labels, _side_by_side([of[rng.integers(len(of))] for of in ones], gap, rng)))
    return made


def _side_by_side(digits: Sequence[PenDigit], gap: tuple[float, float], rng: np.random.Generator) -> list[list[Points]]:
    placed, right = [], 0.0
    for digit in digits:
        strokes = [stroke * Y_DOWN for stroke in digit.strokes]
        if digit.label == 7 and len(strokes) == 1 and rng.random() < CROSSED:
            strokes.append(_cross_bar(strokes[0]))
        points = np.concatenate(strokes)
        extent = np.ptp(points, axis=0)
        scale = rng.uniform(0.75, 1.25) / max(extent[1], extent[0] / 2)
        moved = np.array([right, rng.uniform(-0.15, 0.15)]) - points.min(axis=0) * scale
        placed.append([(stroke * scale + moved).astype(np.float32) for stroke in strokes])
        right += float(extent[0] * scale) + rng.uniform(*gap)
    return placed


def _cross_bar(seven: Points) -> Points:
    """Return a bar through the middle of the stem of a seven."""
    height = float(np.ptp(seven[:, 1]))
    stem = seven[len(seven) // 3 :]
    x, y = stem[np.abs(stem[:, 1] - seven[:, 1].min() - height / 2).argmin()]
    return np.array([[x - 0.2 * height, y + 0.02 * height], [x + 0.2 * height, y - 0.02 * height]], np.float32)


def readers(
    digits: Sequence[PenDigit], networks: dict[int, Network], mixtures: dict[int, Likelihoods], n_taught: int
) -> dict[int, Reader]:
    """Return a reader for each writer; its memory has the writer's first digits."""
    made = {}
    for writer in sorted({digit.writer for digit in digits}):
        own = _of(writer, digits)[:n_taught]
        memory = None
        if own:
            X = as_inputs(np.array([place_strokes(clean(_upright(digit))) for digit in own]))
            memory = remember(X, np.array([digit.label for digit in own]), networks[writer].outputs(X))
        made[writer] = Reader(networks[writer], mixtures[writer], memory)
    return made


def _of(writer: int, digits: Sequence[PenDigit]) -> list[PenDigit]:
    return [digit for digit in digits if digit.writer == writer]


def _upright(digit: PenDigit) -> list[Points]:
    return [stroke * Y_DOWN for stroke in digit.strokes]


def from_strokes(strokes: Sequence[Points], reader: Reader) -> list[NDArray[np.uint8]]:
    """Return the picture of each digit that is found in strokes."""
    cleaned = clean(strokes)
    found = split_strokes(cleaned, reader.how_sure)
    return [place_strokes([cleaned[index] for index in digit]) for digit in found]


def from_picture(strokes: Sequence[Points], pen: float, height: float, reader: Reader) -> list[NDArray[np.uint8]]:
    """Return the picture of each digit that is found in a drawing by a pen `pen` times as wide as digits are high."""
    fitted = fit(strokes, side_px=SIDE_PX)
    by_px = np.ptp(np.concatenate(fitted)[:, 1]) / np.ptp(np.concatenate(strokes)[:, 1])
    drawing = render(fitted, side_px=SIDE_PX, width_px=max(2.0, pen * height * float(by_px)))
    return [place(digit.ink) for digit in split_picture(drawing, reader.how_sure)[0]]


def report(title: str, made: Sequence[Number], by_writer: dict[int, Reader]) -> None:
    """Print how many numbers are right, and how many right or unsure: digit by digit, from strokes, from pictures."""
    right = dict.fromkeys(("each digit by itself", "from strokes", "from a picture"), 0)
    safe = dict.fromkeys(right, 0)
    for row, number in enumerate(made):
        reader = by_writer[number.writer]
        heights = [np.ptp(np.concatenate(digit)[:, 1]) for digit in number.digits]
        ways = (
            [place_strokes(clean(digit)) for digit in number.digits],
            from_strokes(number.strokes, reader),
            from_picture(number.strokes, PENS[row % 2], float(np.mean(heights)), reader),
        )
        for way, pictures in zip(right, ways, strict=True):
            read, is_certain = reader.read(pictures)
            right[way] += read == number.labels
            safe[way] += read == number.labels or not is_certain
    for way, count in right.items():
        print(f"{title}, {way}: right {share(count, len(made))}; right or unsure {share(safe[way], len(made))}")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--numbers", type=int, default=500)
    parser.add_argument("--every", type=int, default=1, help="take every n-th single digit")
    parser.add_argument("--validation", action="store_true", help="writers 1–15, to choose rules on")
    options = parser.parse_args()
    pens = read_pendigits(pendigits_path(options.corpora))
    digits = [digit for digit in pens if (digit.writer in VALIDATION_WRITERS) == options.validation]
    networks, mixtures = folds.networks_in(options.folds), folds.mixtures_in(options.folds, options.corpora)
    others = [digit for writer in sorted(networks) for digit in _of(writer, digits)[N_TAUGHT:]]
    for n_taught in (0, N_TAUGHT):
        by_writer = readers(digits, networks, mixtures, n_taught)
        for title, gap in (("apart", APART), ("touching", TOUCHING)):
            rng = np.random.default_rng(SEED + options.validation)
            made = numbers(others, options.numbers, gap, rng)
            report(f"{title}, {n_taught} digits taught", made, by_writer)
    print(SAW_THEM)
    by_writer = readers(digits, networks, mixtures, 0)
    singles = digits[:: options.every]
    for way in ("strokes", "a picture"):
        n_one = n_alone = n_with_opinion = 0
        for row, digit in enumerate(singles):
            reader, strokes = by_writer[digit.writer], _upright(digit)
            found = (
                from_strokes(strokes, reader) if way == "strokes" else from_picture(strokes, PENS[row % 2], 1.0, reader)
            )
            if len(found) == 1:
                n_one += 1
                n_alone += reader.network.outputs(as_inputs(np.array(found)))[0].argmax() == digit.label
                n_with_opinion += reader.read(found)[0] == [digit.label]
        print(f"single digits from {way}: seen as one {share(n_one, len(singles))}")
        print(f"  of these read by the network: {n_alone}")
        print(f"  with a second opinion, which only numbers get: {n_with_opinion}")
    n_apart = sum(n_digits_in_strokes(clean(_upright(digit))) == 1 for digit in singles)
    print(f"single digits seen as one by the gaps between strokes alone: {share(n_apart, len(singles))}")


if __name__ == "__main__":
    main()
