"""The fast memory of one hand, on pseudo-digits of a writer whose ones are everybody's sevens."""

import numpy as np
import pytest

from nn.base import base_network
from nn.data.pseudo_digits import load_generator
from nn.online.memory import remember


@pytest.fixture(scope="module")
def sevens():
    """Return forty sevens, as pseudo-digits, that the network reads as such."""
    X, labels = load_generator().sample(1000, np.random.default_rng(1))
    outputs = base_network().outputs(X)
    return X[(labels == 7) & (outputs.argmax(axis=1) == 7)][:40]


def outputs_of(X):
    return base_network().outputs(X)


def test_what_was_corrected_once_is_read_right_the_next_time(sevens):
    one = sevens[:1]
    memory = remember(one, np.array([1]), outputs_of(one))
    assert memory.correct(one, outputs_of(one)).argmax() == 1


def test_without_examples_the_outputs_are_the_network_s_own_array(sevens):
    memory = remember(sevens[:0], np.zeros(0, int), outputs_of(sevens[:0]))
    outputs = outputs_of(sevens)
    assert memory.correct(sevens, outputs) is outputs
    assert not memory.speaks
