"""Whitening: folded in, it changes no output, and weights lie where pictures vary."""

import numpy as np

from nn.base.whitening import fit_whitening
from nn.network import Network


def flat_pictures(rng):
    """Return 500 inputs of 6 numbers that vary in two directions only."""
    return (rng.normal(size=(500, 2)) @ rng.normal(size=(2, 6))).astype(np.float32)


def test_a_folded_network_has_the_same_outputs_on_pictures(rng):
    X = rng.random((50, 6), np.float32)
    whitening = fit_whitening(X, n_components=4)
    network = Network.initial((4, 3, 2), rng)
    np.testing.assert_allclose(whitening.fold(network).outputs(X), network.outputs(whitening(X)), rtol=1e-4)


def test_folded_weights_lie_in_the_directions_of_the_pictures(rng):
    X = flat_pictures(rng)
    folded = fit_whitening(X, n_components=2).fold(Network.initial((2, 3, 2), rng))
    no_direction = np.linalg.svd(X - X.mean(axis=0))[2][2:]
    assert np.abs(no_direction @ folded.weights[0]).max() < 1e-5
