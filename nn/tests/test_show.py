"""What the plots of `python -m nn show` are drawn from."""

import numpy as np
import pytest

from nn import show
from nn.base import base_network
from nn.plots import COLOURS, RED
from nn.pseudo_digits import load_generator


@pytest.fixture
def samples(rng):
    return load_generator().sample(120, rng)


def test_as_many_digits_as_asked_for(samples):
    X, labels = samples
    assert show.digits(base_network(), X, labels, count=20).shape == (2 * 84, 16 * 64, 3)


def test_mistakes_are_shown_alone(samples):
    X, _ = samples
    labels = base_network().outputs(X).argmax(axis=1)
    labels[7] = (labels[7] + 1) % 10
    sheet = show.digits(base_network(), X, labels, count=20, mistakes=True)
    assert sheet.shape == (84, 64, 3)
    assert (sheet == RED).all(axis=2).any()


def test_without_mistakes_it_says_so(samples):
    X, _ = samples
    with pytest.raises(ValueError, match="no such digits"):
        show.digits(base_network(), X, base_network().outputs(X).argmax(axis=1), count=20, mistakes=True)


def test_there_are_thirty_weight_pictures():
    assert show.weights(base_network()).shape == (3 * 88 + 4, 10 * 88 + 4, 3)


def test_confusions_of_a_perfect_reader_are_none(samples):
    X, _ = samples
    labels = base_network().outputs(X).argmax(axis=1)
    sheet = show.confusion(base_network(), X, labels).astype(int)
    assert not ((sheet[44:, 44:, 0] > sheet[44:, 44:, 2]).any())  # nothing red


def test_the_cost_falls_and_less_so_on_other_digits(rng, samples):
    plot = show.curve(*samples, rng)
    lowest = [np.nonzero((plot[25:262] == colour).all(axis=2))[0].max() for colour in COLOURS[:2]]
    assert lowest[0] > lowest[1]  # rows count downwards
