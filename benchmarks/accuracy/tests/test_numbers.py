"""Numbers that are put together from digits of one writer."""

from itertools import pairwise

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
        for left, right in pairwise(strokes):
            assert GAP[0] <= right[:, 0].min() - left[:, 0].max() + 1e-5 <= GAP[1] + 2e-5


def test_strokes_and_pictures_of_both_pens_are_counted():
    for number, strokes in numbers(HANDS, 5, np.random.default_rng(1)):
        of_strokes, of_thin_pen, of_fat_pen = counts(strokes)
        assert of_strokes == of_thin_pen == len(number)
        assert 1 <= of_fat_pen <= len(number)
