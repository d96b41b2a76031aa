"""The outputs of a network, and its gradients against central differences."""

import numpy as np
import pytest

from nn.costs import COSTS, ERRORS
from nn.network import Gradients, Network

STEP = 1e-5  # near the cube root of float64's precision, where rounding and truncation errors are alike

PAIRS = [(hidden, *pair) for hidden in ("sigmoid", "relu") for pair in ERRORS]


def problem(rng, sizes=(7, 6, 5, 4), n=9, **kinds):
    """Return a network, inputs, and soft targets that do not add up to 1; no ReLU is near its kink."""
    while True:
        network = Network.initial(sizes, rng, **kinds).astype(np.float64)
        X = rng.random((n, sizes[0]))
        if min(np.abs(Z).min() for Z in weighted_inputs(network, X)) > 100 * STEP:
            return network, X, rng.random((n, sizes[-1]))


def weighted_inputs(network, X):
    layers = network.activations(X)[:-1]
    return [A @ W + b for A, W, b in zip(layers, network.weights, network.biases, strict=True)]


def differences(network, X, Y, parameter, cost):
    """Return ∂cost/∂parameter for each element, by central differences."""
    slopes = np.empty_like(parameter)
    for index in np.ndindex(parameter.shape):
        costs = []
        kept = parameter[index]
        for value in (kept + STEP, kept - STEP):
            parameter[index] = value
            costs.append(COSTS[cost](network.outputs(X), Y))
        parameter[index] = kept
        slopes[index] = (costs[0] - costs[1]) / (2 * STEP)
    return slopes


def worst_error(network, X, Y, cost="cross-entropy"):
    """Return the largest difference between a gradient and its central difference, relative to either.

    Rounding alone makes differences wrong by about 1e-11; so slopes below 1e-4 count as if they were 1e-4.
    """
    gradients = network.gradients(X, Y, cost)
    pairs = zip(network.weights + network.biases, gradients.weights + gradients.biases, strict=True)
    worst = 0.0
    for parameter, got in pairs:
        expected = differences(network, X, Y, parameter, cost)
        size = np.maximum(np.maximum(np.abs(expected), np.abs(got)), 1e-4)
        worst = max(worst, (np.abs(expected - got) / size).max())
    return worst


@pytest.mark.parametrize(("hidden", "output", "cost"), PAIRS)
def test_gradients_agree_with_differences_for_every_parameter_and_pair(rng, hidden, output, cost):
    assert worst_error(*problem(rng, hidden=hidden, output=output), cost) < 1e-6


@pytest.mark.parametrize(("output", "cost"), list(ERRORS))
def test_gradients_agree_for_a_single_sample_and_a_single_layer(rng, output, cost):
    assert worst_error(*problem(rng, sizes=(5, 3), n=1, output=output), cost) < 1e-6


class Faulty(Network):
    """A network with a planted fault: a thousandth too much in one hidden unit's weights."""

    def gradients(self, X, Y, cost="cross-entropy"):
        right = super().gradients(X, Y, cost)
        wrong = right.weights[0].copy()
        wrong[:, 2] *= 1.001
        return Gradients([wrong, *right.weights[1:]], right.biases)


@pytest.mark.parametrize(("hidden", "output", "cost"), PAIRS)
def test_the_gradient_check_catches_a_planted_fault(rng, hidden, output, cost):
    network, X, Y = problem(rng, hidden=hidden, output=output)
    faulty = Faulty(network.weights, network.biases, hidden=hidden, output=output)
    assert worst_error(faulty, X, Y, cost) > 1e-4


@pytest.mark.parametrize(("output", "cost"), list(ERRORS))
def test_the_gradient_check_catches_the_error_of_another_pair(rng, output, cost, monkeypatch):
    network, X, Y = problem(rng, output=output)
    wrong_errors = {error for pair, error in ERRORS.items() if pair != (output, cost)}
    for wrong_error in wrong_errors:
        monkeypatch.setitem(ERRORS, (output, cost), wrong_error)
        assert worst_error(network, X, Y, cost) > 1e-2


def test_outputs_of_a_tiny_network_are_those_worked_by_hand():
    network = Network([np.array([[1.0], [-2.0]], np.float32)], [np.array([0.5], np.float32)])
    outputs = network.outputs(np.array([[3.0, 1.0]], np.float32))  # σ(3 - 2 + 0.5) = 1 / (1 + e^-1.5)
    assert outputs[0, 0] == pytest.approx(0.8175745, abs=1e-6)


def test_rectified_units_and_softmax_are_those_worked_by_hand():
    W = [np.array([[1, -1]], np.float32), np.eye(2, dtype=np.float32)]
    network = Network(W, [np.zeros(2, np.float32)] * 2, hidden="relu", output="softmax")
    outputs = network.outputs(np.array([[2.0]], np.float32))  # max(0, ±2) = 2, 0; e² / (e² + 1)
    assert outputs[0].tolist() == pytest.approx([0.8807971, 0.1192029])


def test_asking_for_outputs_changes_nothing(rng):
    network, X, _ = problem(rng)
    before, inputs = network.copy(), X.copy()
    network.outputs(X)
    assert all(
        (a == b).all() for a, b in zip(network.weights + network.biases, before.weights + before.biases, strict=True)
    )
    assert (inputs == X).all()


@pytest.mark.parametrize(("hidden", "output"), [("sigmoid", "sigmoid"), ("relu", "softmax")])
def test_outputs_keep_the_precision_of_the_parameters(rng, hidden, output):
    network = Network.initial((784, 30, 10), rng, hidden=hidden, output=output)
    assert network.outputs(np.zeros((2, 784), np.float32)).dtype == np.float32


def test_a_copy_is_apart_from_its_original_and_of_its_kind(rng):
    network = Network.initial((3, 2), rng, hidden="relu", output="softmax")
    copy = network.copy()
    copy.weights[0][:] = 0
    assert network.weights[0].any()
    assert (copy.hidden, copy.output) == ("relu", "softmax")


def test_inputs_of_a_wrong_width_are_refused_naming_both(rng):
    with pytest.raises(ValueError, match=r"expected inputs of shape \(n, 784\), got \(1, 783\)"):
        Network.initial((784, 30, 10), rng).outputs(np.zeros((1, 783), np.float32))


def test_activations_that_there_are_not_are_refused_naming_those_there_are(rng):
    with pytest.raises(ValueError, match="expected hidden units among sigmoid, relu, got 'softmax'"):
        Network.initial((3, 2), rng, hidden="softmax")
    with pytest.raises(ValueError, match="expected outputs among sigmoid, softmax, got 'relu'"):
        Network.initial((3, 2), rng, output="relu")


def test_a_cost_that_does_not_go_with_the_outputs_is_refused_saying_why(rng):
    network, X, Y = problem(rng)
    with pytest.raises(ValueError, match="needs outputs that add up to 1, as softmax's do: sigmoid outputs are indep"):
        network.gradients(X, Y, "log-likelihood")
    with pytest.raises(ValueError, match="expected one of the costs cross-entropy, quadratic, log-likelihood, got 'x'"):
        network.gradients(X, Y, "x")
