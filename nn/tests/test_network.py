"""Outputs, and gradients against central differences."""

import numpy as np
import pytest

from nn.activations import sigmoid
from nn.costs import cross_entropy, one_hot
from nn.network import Gradients, Network

STEP = 1e-5  # near the cube root of float64's precision, where rounding and truncation errors are alike


def problem(rng, sizes=(7, 6, 5, 4), n=9):
    network = Network.initial(sizes, rng).astype(np.float64)
    X = rng.random((n, sizes[0]))
    return network, X, rng.random((n, sizes[-1]))


def differences(network, X, Y, parameter):
    """∂cost/∂parameter for each element, by central differences."""
    slopes = np.empty_like(parameter)
    for index in np.ndindex(parameter.shape):
        costs = []
        kept = parameter[index]
        for value in (kept + STEP, kept - STEP):
            parameter[index] = value
            costs.append(cross_entropy(network.outputs(X), Y))
        parameter[index] = kept
        slopes[index] = (costs[0] - costs[1]) / (2 * STEP)
    return slopes


def worst_error(network, X, Y):
    """The largest difference between gradients and differences, relative to the largest slope of its array."""
    gradients = network.gradients(X, Y)
    pairs = zip(network.weights + network.biases, gradients.weights + gradients.biases, strict=True)
    expected_and_got = [(differences(network, X, Y, parameter), gradient) for parameter, gradient in pairs]
    return max(np.abs(e - g).max() / np.abs(e).max() for e, g in expected_and_got)


def test_gradients_agree_with_differences_for_every_parameter(rng):
    assert worst_error(*problem(rng)) < 1e-7


def test_gradients_agree_for_a_single_sample_and_a_single_layer(rng):
    assert worst_error(*problem(rng, sizes=(5, 3), n=1)) < 1e-7


class Faulty(Network):
    """Forgets the slope of one hidden unit's sigmoid: a planted fault."""

    def gradients(self, X, Y):
        right = super().gradients(X, Y)
        wrong = right.weights[0].copy()
        wrong[:, 2] *= 1.001
        return Gradients([wrong, *right.weights[1:]], right.biases)


def test_the_gradient_check_catches_a_planted_fault(rng):
    network, X, Y = problem(rng)
    assert worst_error(Faulty(network.weights, network.biases), X, Y) > 1e-5


def test_outputs_of_a_tiny_network_are_those_worked_by_hand():
    network = Network([np.array([[1.0], [-2.0]], np.float32)], [np.array([0.5], np.float32)])
    outputs = network.outputs(np.array([[3.0, 1.0]], np.float32))  # σ(3 - 2 + 0.5) = 1 / (1 + e^-1.5)
    assert outputs[0, 0] == pytest.approx(0.8175745, abs=1e-6)


def test_asking_for_outputs_changes_nothing(rng):
    network, X, _ = problem(rng)
    before, inputs = network.copy(), X.copy()
    network.outputs(X)
    assert all(
        (a == b).all() for a, b in zip(network.weights + network.biases, before.weights + before.biases, strict=True)
    )
    assert (inputs == X).all()


def test_outputs_keep_the_precision_of_the_parameters(rng):
    assert Network.initial((784, 30, 10), rng).outputs(np.zeros((2, 784), np.float32)).dtype == np.float32


def test_a_copy_is_apart_from_its_original(rng):
    network = Network.initial((3, 2), rng)
    network.copy().weights[0][:] = 0
    assert network.weights[0].any()


def test_inputs_of_a_wrong_width_are_refused_naming_both(rng):
    with pytest.raises(ValueError, match=r"expected inputs of shape \(n, 784\), got \(1, 783\)"):
        Network.initial((784, 30, 10), rng).outputs(np.zeros((1, 783), np.float32))


def test_sigmoid_neither_overflows_nor_warns_for_huge_inputs():
    Z = np.array([-1e30, -100, 0, 100, 1e30], np.float32)
    assert sigmoid(Z).tolist() == [0, 0, 0.5, 1, 1]


def test_sigmoid_is_the_logistic_function():
    Z = np.linspace(-8, 8, 33)
    np.testing.assert_allclose(sigmoid(Z), 1 / (1 + np.exp(-Z)), rtol=1e-12)


def test_cross_entropy_stays_finite_for_outputs_that_are_surely_wrong():
    assert 10 < cross_entropy(np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])) < 40


def test_one_hot_marks_the_column_of_the_label():
    assert one_hot(np.array([2, 0]), 3).tolist() == [[0, 0, 1], [1, 0, 0]]
