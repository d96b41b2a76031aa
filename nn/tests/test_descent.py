"""The fast step: it equals a step by hand and the textbook's step for every choice, also in degenerate cases."""

import numpy as np
import pytest

from nn.costs import ERRORS, one_hot
from nn.descent import N_GATHERED, Descent
from nn.network import Network
from nn.serialization import pack

CHOICES = [(hidden, *pair) for hidden in ("sigmoid", "relu") for pair in ERRORS]


def step(network, X, Y, *, learning_rate, decay):
    """Take one step on all samples."""
    run = Descent(network).run
    run(X, Y, np.arange(len(X)), batch_size=len(X), learning_rate=learning_rate, decay=decay)


def textbook(network, X, Y, rows, *, cost, batch_size, learning_rate, decay):
    """Take steps of plain descent with `Network.gradients`, written as in the book."""
    for start in range(0, len(rows), batch_size):
        batch = rows[start : start + batch_size]
        gradients = network.gradients(X[batch], Y[batch], cost)
        for W, gradient in zip(network.weights, gradients.weights, strict=True):
            np.subtract(W, learning_rate * (gradient + decay * W), out=W)
        for b, gradient in zip(network.biases, gradients.biases, strict=True):
            np.subtract(b, learning_rate * gradient, out=b)


def parameters(network):
    return np.concatenate([array.reshape(-1) for array in network.weights + network.biases])


def problem(rng, sizes=(11, 7, 6, 3), n=2 * N_GATHERED + 37, dtype=np.float64, **kinds):
    network = Network.initial(sizes, rng, **kinds).astype(dtype)
    X, Y = (rng.random((n, width)).astype(dtype) for width in (sizes[0], sizes[-1]))
    return network, X, Y, rng.permutation(n)


@pytest.mark.parametrize(("hidden", "output", "cost"), CHOICES)
@pytest.mark.parametrize("batch_size", [1, 10, 64, 150])
def test_fast_steps_are_the_textbooks_to_rounding(rng, hidden, output, cost, batch_size):
    network, X, Y, rows = problem(rng, hidden=hidden, output=output)
    fast, slow = network.copy(), network.copy()
    how = {"batch_size": batch_size, "learning_rate": 0.3, "decay": 0.01}
    Descent(fast, cost=cost).run(X, Y, rows, **how)
    textbook(slow, X, Y, rows, cost=cost, **how)
    assert np.abs(parameters(slow) - parameters(network)).max() > 0.01
    np.testing.assert_allclose(parameters(fast), parameters(slow), rtol=1e-9, atol=1e-11)


def test_fast_steps_of_the_served_network_are_the_textbooks_to_rounding_in_float32(rng):
    network, X, Y, rows = problem(rng, sizes=(784, 30, 10), dtype=np.float32)
    fast, slow = network.copy(), network.copy()
    how = {"batch_size": 10, "learning_rate": 0.5, "decay": 1e-4}
    Descent(fast).run(X, Y, rows, **how)
    textbook(slow, X, Y, rows, cost="cross-entropy", **how)
    assert fast.weights[0].dtype == np.float32
    np.testing.assert_allclose(parameters(fast), parameters(slow), atol=1e-5)  # 24 steps of float32, sums of 784


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


def test_rows_are_taken_in_the_order_given(rng):
    network, X, Y, rows = problem(rng, dtype=np.float32)
    shuffled, as_they_are = network.copy(), network.copy()
    Descent(shuffled).run(X, Y, rows, batch_size=7, learning_rate=0.5, decay=0.1)
    Descent(as_they_are).run(X[rows], Y[rows], np.arange(len(X)), batch_size=7, learning_rate=0.5, decay=0.1)
    assert pack(shuffled) == pack(as_they_are)


def test_two_runs_go_on_from_one_another(rng):
    network, X, Y, rows = problem(rng, n=40, dtype=np.float32)
    at_once, in_two_runs = network.copy(), network.copy()
    Descent(at_once).run(X, Y, rows, batch_size=10, learning_rate=0.5, decay=0.1)
    descent = Descent(in_two_runs)
    descent.run(X, Y, rows[:20], batch_size=10, learning_rate=0.5, decay=0.1)
    descent.run(X, Y, rows[20:], batch_size=10, learning_rate=0.5, decay=0.1)
    assert pack(at_once) == pack(in_two_runs)


def test_a_run_starts_from_the_network_as_it_is_then(rng):
    network, X, Y, rows = problem(rng, n=10, dtype=np.float32)
    how = {"batch_size": 10, "learning_rate": 0.5, "decay": 0.1}
    descent = Descent(network)
    descent.run(X, Y, rows, **how)
    network.weights[0][:] = 0
    fresh = network.copy()
    descent.run(X, Y, rows, **how)
    Descent(fresh).run(X, Y, rows, **how)
    assert pack(network) == pack(fresh)


def test_a_batch_larger_than_the_data_is_one_step(rng):
    X, Y = rng.random((3, 784), np.float32), one_hot(np.array([0, 1, 1]), 2)
    large_batch, all_samples = (Network.initial((784, 2, 2), np.random.default_rng(5)) for _ in range(2))
    Descent(large_batch).run(X, Y, np.arange(3), batch_size=100, learning_rate=0.5, decay=0.0)
    step(all_samples, X, Y, learning_rate=0.5, decay=0.0)
    assert pack(large_batch) == pack(all_samples)


def test_no_rows_are_no_step(rng):
    network, X, Y, _ = problem(rng, dtype=np.float32)
    before = pack(network)
    Descent(network).run(X, Y, np.arange(0), batch_size=10, learning_rate=0.5, decay=0.1)
    assert pack(network) == before


def test_what_is_given_is_left_as_it_is(rng):
    network, X, Y, rows = problem(rng, dtype=np.float32)
    kept = X.copy(), Y.copy(), rows.copy()
    Descent(network).run(X, Y, rows, batch_size=10, learning_rate=0.5, decay=0.1)
    assert all((a == b).all() for a, b in zip((X, Y, rows), kept, strict=True))


def test_a_network_that_may_not_be_written_is_not_trained(rng):
    network, X, Y, rows = problem(rng, dtype=np.float32)
    for array in network.weights + network.biases:
        array.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        Descent(network).run(X, Y, rows, batch_size=10, learning_rate=0.5, decay=0.1)
