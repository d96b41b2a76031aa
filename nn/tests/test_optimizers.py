"""The first steps of each optimiser and its decay, against values worked by hand."""

import numpy as np
import pytest

from nn.optimizers import OPTIMIZERS, Adam, Momentum, Parameters, Sgd


def one_weight(value, dtype=np.float64):
    """Return one weight, and a bias of 1 that gets no gradient."""
    parameters = Parameters((1, 1), np.dtype(dtype))
    parameters.vector[:] = value, 1
    return parameters


def steps(optimizer, gradients_given, *, start=0.0, learning_rate=0.1, decay=0.0):
    """Return the weight after each of the gradients."""
    parameters, gradients = one_weight(start), one_weight(0)
    factor = optimizer.start(parameters, gradients, learning_rate, decay)
    values = []
    for gradient in gradients_given:
        gradients.vector[:] = gradient * factor, 0
        optimizer.step()
        values.append(parameters.vector[0])
    assert parameters.vector[1] == 1
    return values


def test_plain_descent_takes_steps_of_the_rate_times_the_gradient():
    assert steps(Sgd(), [1, -3]) == pytest.approx([-0.1, 0.2])


def test_momentum_keeps_nine_tenths_of_its_velocity():
    # v = 0.1, then 0.09, then 0.081 + 0.2
    assert steps(Momentum(), [1, 0, 2]) == pytest.approx([-0.1, -0.19, -0.471])


def test_adams_first_step_is_the_rate_whatever_the_gradient():
    assert steps(Adam(), [1e-3]) == pytest.approx([-0.1], rel=1e-4)
    assert steps(Adam(), [1e6]) == pytest.approx([-0.1])


def test_adams_second_step_is_the_one_worked_by_hand():
    # g = 1, -2. m = 0.1, then 0.09 - 0.2 = -0.11; / 0.19 = -0.578947. v = 0.001, then 0.000999 + 0.004 = 0.004999;
    # / 0.001999 = 2.500750, of which the root is 1.581376. The step: 0.1 × 0.578947 / 1.581376 = 0.0366103 upwards.
    assert steps(Adam(), [1, -2]) == pytest.approx([-0.1, -0.1 + 0.0366103], abs=1e-6)


@pytest.mark.parametrize(
    ("optimizer", "expected"),
    [(Sgd(), 2 - 0.1 * 1), (Momentum(), 2 - 0.1 * 1), (Adam(), 2 - 0.1)],  # λ w = 0.5 × 2 takes the gradient's place
)
def test_decay_pulls_weights_towards_0_and_leaves_biases(optimizer, expected):
    assert steps(optimizer, [0], start=2, decay=0.5) == pytest.approx([expected])


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_parameters_keep_their_precision(name):
    parameters, gradients = one_weight(1, np.float32), one_weight(1, np.float32)
    optimizer = OPTIMIZERS[name]()
    optimizer.start(parameters, gradients, 0.1, 0.1)
    for _ in range(2):
        optimizer.step()
    arrays = [value for value in vars(optimizer).values() if isinstance(value, np.ndarray)]
    assert {array.dtype for array in [*arrays, parameters.vector]} == {np.dtype(np.float32)}


def test_parameters_are_views_of_one_vector_weights_first():
    parameters = Parameters((3, 2, 1), np.dtype(np.float32))
    parameters.vector[:] = np.arange(11)
    assert [w.tolist() for w in parameters.weights] == [[[0, 1, 2], [3, 4, 5]], [[6, 7]]]
    assert [b.tolist() for b in parameters.biases] == [[8, 9], [10]]
    assert parameters.all_weights.tolist() == list(range(8))
    parameters.weights[1][:] = -1
    assert parameters.vector[6] == -1
    assert parameters.vector.ctypes.data % 64 == 0
