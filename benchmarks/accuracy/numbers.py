"""Measure how often several digits are noticed, and how often one digit is mistaken for several.

Run `python -m benchmarks.accuracy.numbers`.
Numbers are put together from pendigits: digits of one writer in one height, with gaps of a tenth to two fifths of it,
in a square. They come as strokes, and as pictures of a thin and a fat pen. The rules were chosen on writers 1–15 with
another seed; this reports writers 16–30 and MNIST's test digits.
"""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nn.base.training_data import VALIDATION_WRITERS
from nn.data.corpora import PenDigit, load_mnist, pendigits_path, read_pendigits
from nn.data.strokes import Points, clean, fit, render
from nn.metrics import Accuracy
from nn.preprocessing import find_ink, n_digits_in_ink, n_digits_in_strokes

NUMBERS = ("10", "11", "17", "42", "100")
WIDTHS_PX = (12.0, 20.0)
"""Pens on a canvas of 280 pixels, three quarters of which the number fills."""
GAP = (0.1, 0.4)
"""The least and the largest gap between neighbours, in heights. Smaller ones touch in the picture of a fat pen."""
SEED = 2026


def numbers(digits: Sequence[PenDigit], n: int, rng: np.random.Generator) -> Iterator[tuple[str, list[Points]]]:
    """Yield n numbers as text and as strokes (y down), each of digits of one writer."""
    writers = sorted({digit.writer for digit in digits})
    by_hand: dict[tuple[int, int], list[PenDigit]] = {(digit.writer, digit.label): [] for digit in digits}
    for digit in digits:
        by_hand[digit.writer, digit.label].append(digit)
    for row in range(n):
        number, writer = NUMBERS[row % len(NUMBERS)], int(rng.choice(writers))
        chosen = [by_hand[writer, int(character)] for character in number]
        yield number, _side_by_side([ones[rng.integers(len(ones))] for ones in chosen], rng)


def _side_by_side(digits: Sequence[PenDigit], rng: np.random.Generator) -> list[Points]:
    strokes: list[Points] = []
    right = 0.0
    for digit in digits:
        points = np.concatenate(digit.strokes) * (1, -1)
        low, extent = points.min(axis=0), np.ptp(points, axis=0)
        scale = rng.uniform(0.85, 1.15) / max(extent[1], extent[0] / 2)
        place = np.array([right, rng.uniform(-0.05, 0.05)])
        strokes += [((stroke * (1, -1) - low) * scale + place).astype(np.float32) for stroke in digit.strokes]
        right += float(extent[0] * scale + rng.uniform(*GAP))
    return strokes


def counts(strokes: Sequence[Points]) -> NDArray[np.intp]:
    """Return how many digits are seen in strokes, and in their picture with each of `WIDTHS_PX`."""
    pictures = (find_ink(render(fit(strokes), width_px=width_px)) for width_px in WIDTHS_PX)
    return np.array([n_digits_in_strokes(clean(strokes)), *map(n_digits_in_ink, pictures)])


def share(number: int, count: int) -> str:
    accuracy = Accuracy(number, count)
    low, high = accuracy.interval
    return f"{number} of {count} ({accuracy.fraction:.1%}, {low:.1%}–{high:.1%})"


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--numbers", type=int, default=500)
    parser.add_argument("--every", type=int, default=1, help="take every n-th single digit")
    parser.add_argument(
        "--validation", action="store_true", help="writers 1–15 and MNIST held back, to choose rules on"
    )
    options = parser.parse_args()
    pens = read_pendigits(pendigits_path(options.corpora))
    digits = [digit for digit in pens if (digit.writer in VALIDATION_WRITERS) == options.validation]
    rng = np.random.default_rng(SEED + options.validation)
    ways = ("strokes", *(f"a picture, pen {width_px:g} px" for width_px in WIDTHS_PX))
    seen = [(len(number), counts(strokes)) for number, strokes in numbers(digits, options.numbers, rng)]
    for way, name in enumerate(ways):
        right = sum(int(found[way]) == expected for expected, found in seen)
        several = sum(int(found[way]) > 1 for _, found in seen)
        print(f"numbers from {name}: counted rightly {share(right, len(seen))}; noticed {share(several, len(seen))}")
    upright = (
        [stroke * np.array([1, -1], np.float32) for stroke in digit.strokes] for digit in digits[:: options.every]
    )
    singles = np.array([counts(strokes) for strokes in upright])
    for way, name in enumerate(ways):
        print(f"single digits from {name}: taken for several {share(int((singles[:, way] > 1).sum()), len(singles))}")
    mnist = load_mnist(options.corpora)
    images = mnist.train_images[mnist.is_held_back] if options.validation else mnist.test_images
    taken = [n_digits_in_ink(find_ink(image)) > 1 for image in images[:: options.every]]
    print(f"single digits of MNIST: taken for several {share(sum(taken), len(taken))}")


if __name__ == "__main__":
    main()
