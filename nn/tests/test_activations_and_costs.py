"""Activations and costs, against values worked by hand and at their limits."""

import numpy as np
import pytest

from nn.activations import relu, relu_slope, sigmoid, sigmoid_slope, softmax
from nn.costs import COSTS, ERRORS, cross_entropy, log_likelihood, one_hot, quadratic

FUNCTIONS = {"sigmoid": sigmoid, "softmax": softmax}


def test_sigmoid_neither_overflows_nor_warns_for_huge_inputs():
    Z = np.array([-1e30, -100, 0, 100, 1e30], np.float32)
    assert sigmoid(Z).tolist() == [0, 0, 0.5, 1, 1]


def test_sigmoid_is_the_logistic_function():
    Z = np.linspace(-8, 8, 33)
    np.testing.assert_allclose(sigmoid(Z), 1 / (1 + np.exp(-Z)), rtol=1e-12)


def test_relu_cuts_off_what_is_negative_and_its_slope_is_0_or_1():
    A = relu(np.array([-2.0, 0.0, 3.0], np.float32))
    assert A.tolist() == [0, 0, 3]
    assert relu_slope(A).tolist() == [0, 0, 1]
    assert relu_slope(A).dtype == np.float32


def test_softmax_adds_up_to_1_and_neither_overflows_nor_warns():
    A = softmax(np.array([[1e30, 0, -1e30], [1000, 1000, 0], [0, np.log(2), 0]], np.float32))
    np.testing.assert_allclose(A, [[1, 0, 0], [0.5, 0.5, 0], [0.25, 0.5, 0.25]], atol=1e-6)


@pytest.mark.parametrize("function", [sigmoid, sigmoid_slope, relu, relu_slope, softmax])
def test_working_in_a_given_array_gives_the_same(rng, function):
    Z = rng.random((4, 3), np.float32)
    out = np.empty((3, 4), np.float32).T
    expected = function(Z.copy())
    assert function(Z, out=out) is out
    assert (out == expected).all()


@pytest.mark.parametrize("error", list(ERRORS.values()))
def test_errors_in_a_given_array_are_the_same_and_leave_the_outputs(rng, error):
    A, Y, out = (rng.random((4, 3), np.float32) for _ in range(3))
    kept = A.copy(), Y.copy()
    expected = error(A, Y)
    assert error(A, Y, out=out) is out
    assert (out == expected).all()
    assert (kept[0] == A).all()
    assert (kept[1] == Y).all()


def test_costs_are_those_worked_by_hand():
    A, Y = np.array([[0.25, 0.75], [0.5, 0.5]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    assert quadratic(A, Y) == pytest.approx((0.0625 + 0.25) / 2)  # ½ (1/16 + 1/16) and ½ (1/4 + 1/4)
    assert log_likelihood(A, Y) == pytest.approx(-(np.log(0.75) + np.log(0.5)) / 2)
    assert cross_entropy(A, Y) == pytest.approx(-(2 * np.log(0.75) + 2 * np.log(0.5)) / 2)


@pytest.mark.parametrize("cost", list(COSTS))
def test_costs_stay_finite_for_outputs_that_are_surely_wrong(cost):
    assert 0.9 < COSTS[cost](np.array([[0.0, 1.0]], np.float32), np.array([[1.0, 0.0]], np.float32)) < 40


@pytest.mark.parametrize(("output", "cost"), list(ERRORS))
@pytest.mark.parametrize("gap", [20, 90, 200, 1e30])
def test_errors_stay_finite_and_bounded_for_outputs_that_are_sure(output, cost, gap):
    A = FUNCTIONS[output](np.array([[gap, 0, -gap]] * 2, np.float32))
    error = ERRORS[output, cost](A, np.array([[1, 0, 0], [0, 0, 1]], np.float32))
    assert np.abs(error).max() <= 2.001  # no component of any pair exceeds 2: worked from the formulas
    assert error[0, 0] == pytest.approx(0, abs=1e-5)


def test_an_almost_sure_mistake_of_softmax_has_the_exact_error_also_in_float32():
    # Z = (30, 0, 0), the second is right, p = e^-30: a = (1 - 2p, p, p), (a - y) / (a (1 - a)) = (1 / 2p, -1 / p, 1).
    # Times the Jacobian: its sum with the weights a is 1 / 2p - 1 + p, so a₁ (1 / 2p - 1 / 2p + 2) = 2 and so on.
    error = ERRORS["softmax", "cross-entropy"](
        softmax(np.array([[30, 0, 0]], np.float32)), np.array([[0, 1, 0]], np.float32)
    )
    assert error[0].tolist() == pytest.approx([2, -1.5, -0.5], rel=1e-5)


def test_one_hot_marks_the_column_of_the_label():
    assert one_hot(np.array([2, 0]), 3).tolist() == [[0, 0, 1], [1, 0, 0]]
