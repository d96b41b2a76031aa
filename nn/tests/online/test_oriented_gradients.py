"""Oriented gradients of lines in each of the four directions."""

import numpy as np
import pytest

from nn.online.oriented_gradients import oriented_gradients

ROWS, COLUMNS = np.indices((28, 28))
LINES = {
    "upright": np.abs(COLUMNS - 13) < 2,
    "rising": np.abs(ROWS + COLUMNS - 27) < 2,
    "level": np.abs(ROWS - 13) < 2,
    "falling": np.abs(ROWS - COLUMNS) < 2,
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_counts_for_its_own_direction(name):
    picture = LINES[name].astype(np.float32).reshape(1, 784)
    of_directions = oriented_gradients(picture).reshape(4, 49).sum(axis=1)
    assert of_directions.argmax() == list(LINES).index(name)
    assert np.sort(of_directions)[-2] < of_directions.max() / 2


def test_a_line_counts_where_it_lies():
    picture = np.zeros((1, 28, 28), np.float32)
    picture[0, 2:8, 22] = 1
    across, down = np.divmod(oriented_gradients(picture.reshape(1, 784)).reshape(4, 49)[0].argmax(), 7)
    assert (across, down) == (5, 1)


def test_features_of_many_pictures_are_those_of_each(rng):
    X = rng.random((45, 784), np.float32)
    np.testing.assert_allclose(
        oriented_gradients(X)[[0, 19, 20, 44]], [oriented_gradients(X[[row]])[0] for row in (0, 19, 20, 44)], rtol=1e-5
    )


def test_an_empty_picture_has_none():
    assert np.abs(oriented_gradients(np.zeros((1, 784), np.float32))).max() == 0
    assert oriented_gradients(np.zeros((0, 784), np.float32)).shape == (0, 196)
