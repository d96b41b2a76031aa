"""The recipe of the base network: every set holds all digits, and misread ones are shown more often."""

import numpy as np

from nn.base.recipe import Recipe, _rows, distorted_sets
from nn.base.training_data import DigitSet, TrainingData

OUTPUTS = np.array(
    [
        [0.9, 0.1, 0.0],  # a 0, clearly
        [0.6, 0.3, 0.0],  # a 0, nearly mistaken
        [0.2, 0.9, 0.0],  # a 0, mistaken
        [0.1, 0.2, 0.1],  # no digit, and not taken for one
        [0.1, 0.5, 0.1],  # no digit, taken for a 1
    ],
    np.float32,
)
TARGETS = np.array([[0.8, 0.1, 0.1]] * 3 + [[0, 0, 0]] * 2, np.float32)


def test_what_is_mistaken_or_nearly_so_is_shown_again():
    rows = _rows(OUTPUTS, TARGETS, Recipe(margin=0.5, n_repeats=6, doubt=0.4, n_no_digit_repeats=3))
    assert np.bincount(rows).tolist() == [1, 7, 7, 1, 4]


def test_every_set_holds_the_same_digits_in_the_same_order_drawn_with_other_pens():
    def written(labels, width):
        inks = [np.array([[y, y // 2 + label, 255] for y in range(20)], np.uint8) for label in labels]
        n = len(labels)
        return DigitSet(inks, np.full(n, width, np.float32), np.array(labels, np.uint8), np.zeros(n, np.uint8))

    pens = [written([3, 4, 5], width) for width in (1.0, 2.0)]
    one = written([0], 1.5)
    data = TrainingData(written([1, 2], 1.5), one, one, written([3, 4, 5], 0.1), pens, written([6], 0.1), one)
    recipe = Recipe(n_sets=2, n_strokes=1, n_pens=2)
    first, second = distorted_sets(data, recipe, np.random.default_rng(0), lambda items, *_: items)
    assert first.labels.tolist() == second.labels.tolist() == [1, 2, 3, 4, 5, 3, 4, 5, 3, 4, 5, 6]
    assert first.pictures.shape == (13, 784)
    assert (first.pictures != second.pictures).any(axis=1).all()
