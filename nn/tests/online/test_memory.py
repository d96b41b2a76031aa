"""The fast memory of one hand, on pseudo-digits: of a writer whose sevens mean one, and of writers who slip."""

import numpy as np
import pytest

from nn.base import base_network
from nn.data.pseudo_digits import load_generator
from nn.online.memory import REACHES, Memory, _bounded, remember
from nn.online.oriented_gradients import oriented_gradients

NETWORK = base_network()


@pytest.fixture(scope="module")
def digits():
    """Return pictures (N, 784) that the network reads right, and their labels."""
    X, labels = load_generator().sample(1500, np.random.default_rng(1))
    is_read = NETWORK.outputs(X).argmax(axis=1) == labels
    return X[is_read], labels[is_read].astype(np.int64)


def of(digits, label, n):
    X, labels = digits
    return X[labels == label][:n]


def memory_of(X, labels) -> Memory:
    return remember(X, np.asarray(labels), NETWORK.outputs(X))


def read(memory, X):
    return memory.correct(X, NETWORK.outputs(X)).argmax(axis=1)


def changed(picture, rng):
    """Return a picture a little unlike this one."""
    return np.clip(picture + rng.normal(0, 0.02, picture.shape), 0, 1).astype(np.float32)


def test_what_was_corrected_once_is_read_right_the_next_time(digits, rng):
    seven = of(digits, 7, 1)
    memory = memory_of(seven, [1])
    assert read(memory, seven).tolist() == [1]
    assert read(memory, changed(seven, rng)).tolist() == [1]


def test_a_correction_changes_nothing_far_from_it(digits):
    memory = memory_of(of(digits, 7, 1), [1])
    assert (read(memory, of(digits, 0, 40)) == 0).all()


def test_leaving_one_out_in_closed_form_is_leaving_it_out(digits):
    """Take more examples than are inverted at once. Without one, slips or the reach may differ: a few are unequal.

    Weights are float32, and K's condition is below 2,000: hence the tolerance.
    """
    X, labels = digits[0][:150], digits[1][:150].copy()
    labels[labels == 7] = 1
    memory = memory_of(X, labels)
    assert memory.speaks
    differences = []
    for row in range(0, 150, 5):
        others = np.arange(150) != row
        without = memory_of(X[others], labels[others])
        assert without.speaks
        x = X[row : row + 1]
        differences.append(np.abs(without.correct(x, NETWORK.outputs(x)) - memory.left_out()[row]).max())
    assert np.median(differences) < 1e-4
    assert np.mean(np.array(differences) < 1e-4) > 0.8


def test_a_memory_that_would_misread_more_than_the_network_is_silent(digits, rng):
    """Two drawings of one form with two labels, neither seen before: each misleads about the other."""
    seven = of(digits, 7, 1)
    X = np.concatenate([seven, changed(seven, rng)])
    memory = memory_of(X, [1, 7])
    outputs = NETWORK.outputs(digits[0])
    assert not memory.speaks
    assert memory.correct(digits[0], outputs) is outputs
    assert np.array_equal(memory.left_out(), NETWORK.outputs(X))
    assert memory.deciding(X[:1], NETWORK.outputs(X[:1])) == []


def test_a_shorter_reach_is_taken_where_the_longer_one_would_harm(digits):
    """A seven that means 1 flips a plain seven up to a squared distance of 1 at the longer reach, else 0.5."""
    sevens = of(digits, 7, 40)
    features = oriented_gradients(sevens)
    squared = np.square(features[:, None] - features).sum(axis=2)
    one, other = np.argwhere((squared > 0.6) & (squared < 0.8))[0]
    memory = memory_of(sevens[[one, other]], [1, 7])
    assert (memory.speaks, memory.reach) == (True, REACHES[1])
    assert read(memory, sevens[[one, other]]).tolist() == [1, 7]
    assert memory_of(sevens[[one]], [1]).reach == REACHES[0]


@pytest.fixture
def hand(digits):
    """Return twenty sevens and twenty ones of a hand that writes them as everybody does, and their labels."""
    return np.concatenate([of(digits, 7, 20), of(digits, 1, 20)]), np.array(20 * [7] + 20 * [1])


def test_a_slip_of_the_finger_changes_nothing_near_it(hand, rng):
    X, labels = hand
    slip = changed(X[:1], rng)
    memory = memory_of(np.concatenate([X, slip]), [*labels, 1])
    assert memory.speaks
    assert (read(memory, X) == labels).all()
    assert read(memory, slip).tolist() == [7]


def test_a_label_that_is_repeated_is_no_slip(hand, rng):
    X, labels = hand
    meant = np.array([changed(X[0], rng) for _ in range(2)])
    kept = X[1:], labels[1:]
    memory = memory_of(np.concatenate([kept[0], meant]), [*kept[1], 1, 1])
    assert read(memory, meant).tolist() == [1, 1]


def test_the_first_example_of_a_digit_is_no_slip(hand, rng):
    X, labels = hand
    sevens, meant = X[labels == 7], changed(X[:1], rng)
    memory = memory_of(np.concatenate([sevens[1:], meant]), 19 * [7] + [1])
    assert read(memory, meant).tolist() == [1]


def test_what_the_network_doubts_is_read_as_what_it_resembles_among_all_ten_digits(digits, rng):
    X, labels = digits[0][:200], digits[1][:200]
    memory = memory_of(X, labels)
    blots = np.array([changed(picture, rng) for picture in X[:20]])
    doubtful = np.full((20, 10), 0.1, np.float32)
    doubtful[:, 5] = 0.2
    assert np.mean(memory.correct(blots, doubtful).argmax(axis=1) == labels[:20]) >= 0.95
    few = memory_of(X[:1], labels[:1])
    assert few.correct(blots[:1], doubtful[:1]).argmax() == 5


def test_the_order_of_the_examples_makes_no_difference(digits, rng):
    X, labels = digits[0][:140], digits[1][:140].copy()
    labels[labels == 7] = 1
    order = rng.permutation(140)
    outputs = NETWORK.outputs(X)
    one, other = memory_of(X, labels), memory_of(X[order], labels[order])
    np.testing.assert_allclose(one.correct(X, outputs), other.correct(X, outputs), atol=1e-4)
    np.testing.assert_allclose(one.left_out()[order], other.left_out(), atol=1e-3)


def test_outputs_stay_between_0_and_1_and_the_largest_is_alone(digits):
    X, labels = digits[0][:100], digits[1][:100].copy()
    labels[labels == 7] = 1
    corrected = memory_of(X, labels).correct(X, NETWORK.outputs(X))
    assert corrected.dtype == np.float32
    assert corrected.min() >= 0
    assert corrected.max() <= 1
    assert ((corrected == corrected.max(axis=1, keepdims=True)).sum(axis=1) == 1).all()


def test_without_examples_it_is_silent(digits):
    memory = memory_of(digits[0][:0], np.zeros(0, np.int64))
    outputs = NETWORK.outputs(digits[0])
    assert not memory.speaks
    assert memory.correct(digits[0], outputs) is outputs
    assert memory.left_out().shape == (0, 10)


def test_the_same_drawing_many_times_is_as_one(digits):
    seven = of(digits, 7, 1)
    memory = memory_of(np.repeat(seven, 50, axis=0), 50 * [1])
    corrected = memory.correct(seven, NETWORK.outputs(seven))
    assert np.isfinite(corrected).all()
    assert corrected.argmax() == 1
    assert (read(memory, of(digits, 0, 20)) == 0).all()


def test_it_names_the_examples_that_decided_a_guess(digits, rng):
    sevens, zeros = of(digits, 7, 2), of(digits, 0, 3)
    memory = memory_of(np.concatenate([zeros, sevens]), [0, 0, 0, 1, 1])
    x = changed(sevens[1:], rng)
    first, *rest = memory.deciding(x, NETWORK.outputs(x))
    assert first == 4
    assert set(rest) <= {3}
    assert memory.deciding(zeros[:1], NETWORK.outputs(zeros[:1])) == []


def test_at_most_three_examples_are_named(digits):
    sevens = of(digits, 7, 30)
    memory = memory_of(sevens, 30 * [1])
    assert len(memory.deciding(sevens[:1], NETWORK.outputs(sevens[:1]))) == 3


def test_its_size_is_that_of_its_arrays(digits):
    memory = memory_of(digits[0][:10], digits[1][:10])
    assert memory.nbytes == 4 * (10 * 196 + 3 * 10 * 10 + 10)


@pytest.mark.parametrize(("n_labels", "n_outputs", "n_pixels"), [(2, 3, 784), (3, 2, 784), (3, 3, 783)])
def test_it_wants_a_label_and_outputs_for_each_picture(n_labels, n_outputs, n_pixels):
    X, outputs = np.zeros((3, n_pixels), np.float32), np.zeros((n_outputs, 10), np.float32)
    with pytest.raises(ValueError, match=r"expected pictures \(n, 784\)"):
        remember(X, np.zeros(n_labels, np.int64), outputs)


def test_a_guess_stays_where_all_corrected_outputs_fall_below_zero():
    bounded = _bounded(np.array([[-0.3, -0.1, -0.2], [-0.3, 0.1, 0.2], [0.5, 2.0, -1.0]], np.float32))
    assert bounded.argmax(axis=1).tolist() == [1, 2, 1]
    assert bounded.min() >= 0
    assert bounded.max() <= 1
    np.testing.assert_array_equal(bounded[1], np.array([0, 0.1, 0.2], np.float32))
