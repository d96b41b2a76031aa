"""Mini-batch descent: one step by hand, the same seed twice, learning, and the degenerate cases."""

import numpy as np
import pytest

from nn.augmentation import Affine
from nn.costs import one_hot
from nn.network import Network
from nn.serialization import pack
from nn.training import TrainingConfig, descend, step, train


def separable(rng, n=600):
    """Two classes of 784 inputs that differ in the mean of their first half."""
    labels = rng.integers(0, 2, n)
    X = rng.random((n, 784), np.float32) * 0.5
    X[:, :392] += labels[:, None] * np.float32(0.3)
    return X, one_hot(labels, 2), labels


def trained(seed, **changes):
    rng = np.random.default_rng(seed)
    X, Y, _ = separable(np.random.default_rng(9))
    network = Network.initial((784, 5, 2), rng)
    config = TrainingConfig(n_epochs=2, batch_size=7)
    for _ in train(network, X, Y, config, rng, **changes):
        pass
    return pack(network).sha256


def test_one_step_is_the_one_worked_by_hand():
    # x = 2, w = 0, b = 0, y = 1: a = σ(0) = 0.5, so ∂C/∂w = (a - y) x = -1 and ∂C/∂b = -0.5.
    network = Network([np.zeros((1, 1), np.float32)], [np.zeros(1, np.float32)])
    step(network, np.array([[2.0]], np.float32), np.array([[1.0]], np.float32), learning_rate=0.1, decay=0.0)
    assert network.weights[0][0, 0] == pytest.approx(0.1)
    assert network.biases[0][0] == pytest.approx(0.05)


def test_decay_shrinks_weights_and_leaves_biases():
    network = Network([np.full((1, 1), 4, np.float32)], [np.full(1, 3, np.float32)])
    X = np.zeros((1, 1), np.float32)
    Y = network.outputs(X)  # nothing to correct: only the decay acts, 4 (1 - 0.5 × 0.2)
    step(network, X, Y, learning_rate=0.5, decay=0.2)
    assert network.weights[0][0, 0] == pytest.approx(3.6)
    assert network.biases[0][0] == 3


def test_same_seed_gives_the_same_bytes():
    assert trained(1) == trained(1)
    assert trained(1, augment=Affine()) == trained(1, augment=Affine())


def test_each_epoch_goes_through_the_samples_in_an_order_of_its_own(rng):
    X, Y, _ = separable(rng, n=50)
    networks = [Network.initial((784, 5, 2), np.random.default_rng(1)) for _ in range(2)]
    for seed, network in enumerate(networks):
        next(train(network, X, Y, TrainingConfig(), np.random.default_rng(seed)))
    assert pack(networks[0]) != pack(networks[1])


def test_another_seed_gives_other_bytes():
    assert trained(1) != trained(2)


def test_training_learns_what_can_be_learned(rng):
    X, Y, _ = separable(rng)
    network = Network.initial((784, 5, 2), rng)
    epochs = list(train(network, X, Y, TrainingConfig(n_epochs=20, l2=0.0), rng))
    assert [epoch.number for epoch in epochs] == list(range(1, 21))
    assert epochs[-1].cost < epochs[0].cost
    assert epochs[-1].accuracy.fraction > 0.97


def test_learning_rate_falls_along_half_a_cosine(rng):
    X, Y, _ = separable(rng, n=10)
    network = Network.initial((784, 2, 2), rng)
    rates = [epoch.learning_rate for epoch in train(network, X, Y, TrainingConfig(n_epochs=4, learning_rate=1.0), rng)]
    assert rates == pytest.approx([1.0, 0.8535534, 0.5, 0.1464466])


def test_training_leaves_its_data_as_it_is(rng):
    X, Y, _ = separable(rng, n=20)
    kept = X.copy(), Y.copy()
    list(train(Network.initial((784, 2, 2), rng), X, Y, TrainingConfig(n_epochs=1), rng, augment=Affine()))
    assert (kept[0] == X).all()
    assert (kept[1] == Y).all()


def test_a_batch_larger_than_the_data_is_one_step(rng):
    X, Y, _ = separable(rng, n=3)
    one, other = (
        Network.initial((784, 2, 2), np.random.default_rng(5)),
        Network.initial((784, 2, 2), np.random.default_rng(5)),
    )
    descend(one, X, Y, batch_size=100, learning_rate=0.5, decay=0.0)
    step(other, X, Y, learning_rate=0.5, decay=0.0)
    assert pack(one) == pack(other)


def test_the_last_batch_may_be_smaller(rng):
    X, Y, _ = separable(rng, n=5)
    network = Network.initial((784, 2, 2), rng)
    descend(network, X, Y, batch_size=3, learning_rate=0.5, decay=0.0)
    assert np.isfinite(network.weights[0]).all()


@pytest.mark.parametrize(("n_inputs", "n_targets"), [(0, 0), (2, 1)])
def test_data_that_do_not_fit_are_refused(rng, n_inputs, n_targets):
    network = Network.initial((784, 2, 2), rng)
    X, Y = np.zeros((n_inputs, 784), np.float32), np.zeros((n_targets, 2), np.float32)
    with pytest.raises(ValueError, match=f"got {n_inputs} and {n_targets}"):
        next(train(network, X, Y, TrainingConfig(), rng))
