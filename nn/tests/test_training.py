"""Training: the same seed gives the same network, each choice learns, and unfit data are refused."""

import numpy as np
import pytest

from nn.costs import one_hot
from nn.network import Network
from nn.online.augmentation import Affine
from nn.serialization import pack
from nn.training import TrainingConfig, train


def separable(rng, n=600):
    """Return two classes of 784 inputs that differ in the mean of their first half."""
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


@pytest.mark.parametrize(
    ("hidden", "output", "cost", "optimizer", "learning_rate"),
    [
        ("sigmoid", "sigmoid", "quadratic", "sgd", 1.0),
        ("sigmoid", "softmax", "log-likelihood", "sgd", 0.5),
        ("relu", "softmax", "cross-entropy", "sgd", 0.01),
        ("relu", "softmax", "quadratic", "sgd", 0.02),
        ("sigmoid", "sigmoid", "cross-entropy", "momentum", 0.05),
        ("relu", "softmax", "log-likelihood", "adam", 0.005),
    ],
)
def test_each_choice_learns(rng, hidden, output, cost, optimizer, learning_rate):
    X, Y, _ = separable(rng)
    network = Network.initial((784, 5, 2), rng, hidden=hidden, output=output)
    config = TrainingConfig(n_epochs=20, learning_rate=learning_rate, l2=0.01, cost=cost, optimizer=optimizer)
    epochs = list(train(network, X, Y, config, rng))
    assert epochs[-1].cost < epochs[0].cost
    assert epochs[-1].accuracy.fraction > 0.97


def test_cost_and_accuracy_are_those_of_the_samples(rng):
    X, Y, labels = separable(rng, n=50)
    network = Network.initial((784, 5, 2), rng)
    epoch = next(train(network, X, Y, TrainingConfig(cost="quadratic"), rng, augment=lambda inputs, _: inputs))
    outputs = network.outputs(X)
    assert epoch.cost == pytest.approx(((outputs - Y) ** 2).sum() / 2 / 50)
    assert epoch.accuracy.correct == (outputs.argmax(axis=1) == labels).sum()


def test_an_optimizer_remembers_from_one_epoch_to_the_next(rng):
    X, Y, _ = separable(rng, n=10)
    through, apart = (Network.initial((784, 5, 2), np.random.default_rng(1)) for _ in range(2))
    list(train(through, X, Y, TrainingConfig(n_epochs=2, learning_rate=0.1, optimizer="momentum"), rng))
    for rate in (0.1, 0.05):
        list(train(apart, X, Y, TrainingConfig(n_epochs=1, learning_rate=rate, optimizer="momentum"), rng))
    assert np.abs(through.biases[1] - apart.biases[1]).max() > 0.01


def test_l2_is_shared_among_the_samples():
    network = Network([np.full((1, 1), 4, np.float32)], [np.zeros(1, np.float32)])
    X = np.zeros((2, 1), np.float32)
    config = TrainingConfig(n_epochs=1, learning_rate=0.5, l2=0.2)
    next(train(network, X, network.outputs(X), config, np.random.default_rng(0)))
    assert network.weights[0][0, 0] == pytest.approx(4 * (1 - 0.5 * 0.2 / 2))  # only the decay acts


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


@pytest.mark.parametrize(("n_inputs", "n_targets"), [(0, 0), (2, 1)])
def test_data_that_do_not_fit_are_refused(rng, n_inputs, n_targets):
    network = Network.initial((784, 2, 2), rng)
    X, Y = np.zeros((n_inputs, 784), np.float32), np.zeros((n_targets, 2), np.float32)
    with pytest.raises(ValueError, match=f"got {n_inputs} and {n_targets}"):
        next(train(network, X, Y, TrainingConfig(), rng))


def test_choices_that_do_not_exist_or_do_not_go_together_are_refused(rng):
    X, Y, _ = separable(rng, n=5)
    network = Network.initial((784, 2, 2), rng)
    with pytest.raises(ValueError, match="expected one of the optimisers sgd, momentum, adam, got 'x'"):
        next(train(network, X, Y, TrainingConfig(optimizer="x"), rng))
    with pytest.raises(ValueError, match="needs outputs that add up to 1"):
        next(train(network, X, Y, TrainingConfig(cost="log-likelihood"), rng))
