"""Numbers that are put together from digits of one writer."""

import numpy as np

from benchmarks.accuracy.numbers import GAP, NUMBERS, counts, numbers
from nn.data.corpora import PenDigit


def pen_digit(label, writer):
    """A bar for 1, and a triangle for all others; y points up."""
    strokes = [[(0, 0), (0, 10)]] if label == 1 else [[(0, 0), (3, 10), (6, 0), (0, 0)]]
    return PenDigit(label, writer, 0, [np.array(stroke, np.float32) for stroke in strokes])


HANDS = [pen_digit(label, writer) for writer in (16, 17) for label in range(10)]


def test_numbers_come_in_turn_with_gaps_between_their_digits():
    made = list(numbers(HANDS, 10, np.random.default_rng(0)))
    assert [number for number, _ in made] == 2 * list(NUMBERS)
    for number, strokes in made:
        assert len(strokes) == len(number)
        for left, right in zip(strokes, strokes[1:], strict=False):
            assert GAP[0] <= right[:, 0].min() - left[:, 0].max() + 1e-5 <= GAP[1] + 2e-5


def test_every_way_counts_the_digits_of_a_number():
    for number, strokes in numbers(HANDS, 5, np.random.default_rng(1)):
        assert counts(strokes).tolist() == 3 * [len(number)]
