"""The share of weights where no digit varies, for data whose directions are known."""

import numpy as np
import pytest

from benchmarks.accuracy.smoothness import share_outside


def test_weights_along_a_direction_without_variance_are_outside():
    rng = np.random.default_rng(0)
    X = np.zeros((500, 4))
    X[:, :2] = rng.normal(5, (3, 1), (500, 2))
    X[:, 2] = 0.001 * rng.normal(size=500)  # a hundred-thousandth of the variance; the last column never varies
    weights = np.array([[3.0, 0, 0], [4, 0, 1], [0, 2, 0], [0, 0, 2]])
    assert share_outside(weights, X).tolist() == pytest.approx([0, 1, 0.8], abs=1e-5)
