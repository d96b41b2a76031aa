"""The amounts of rehearsal: how far a run goes, how it ends, and how much of it later runs give back.

Each bound lies between what the program does and what it would do with half or twice the amount.
"""

import numpy as np
import pytest

from nn.base import base_network
from nn.costs import cross_entropy, one_hot
from nn.data.pseudo_digits import load_generator
from nn.network import Network
from nn.online.augmentation import ONE_WRITER, Affine
from nn.online.rehearsal import RehearsalConfig, interpolate_towards, rehearse


@pytest.fixture(scope="module")
def known():
    """Return pseudo-digits with the base network's outputs."""
    X, _ = load_generator().sample(5000, np.random.default_rng(1))
    return X, base_network().outputs(X)


@pytest.fixture(scope="module")
def ten():
    """Return ten digits of a writer whose threes are everybody's eights, and the reverse."""
    X, labels = load_generator().sample(2400, np.random.default_rng(2))
    rows = np.flatnonzero((labels == 3) | (labels == 8))[:10]
    return X[rows], 11 - labels[rows]


def test_steps_become_shorter_along_half_a_cosine(ten, known):
    """At a low rate the network hardly changes, so each chunk moves it in proportion to the rate of that chunk."""
    network = base_network().copy()
    config = RehearsalConfig(n_steps=800, n_chunks=4, learning_rate=1e-5)
    before, moved = network.weights[0].copy(), []
    for _ in rehearse(network, *ten, *known, config, np.random.default_rng(0)):
        moved.append(np.linalg.norm(network.weights[0] - before))
        before = network.weights[0].copy()
    # (1 + cos x) / 2 at x = 0, 45, 90 and 135 degrees
    assert np.array(moved) / moved[0] == pytest.approx([1, 0.854, 0.5, 0.146], rel=0.1)


def test_one_run_learns_ten_digits_as_well_as_was_measured_to_be_best(ten, known):
    """With more steps, others' digits are lost; with fewer, a hand needs more tens.

    The network then gives the right label 93 % (the geometric mean). It gives 90 % with half the learning rate or half
    the steps, 95 % with twice as much of either; 84 and 98 % with half or twice the share of new digits.
    """
    X, labels = ten
    network = base_network().copy()
    list(rehearse(network, X, labels, *known, RehearsalConfig(), np.random.default_rng(0)))
    assert 0.915 < np.exp(-cross_entropy(network.outputs(X), one_hot(labels, 10))) < 0.94


def test_seven_runs_give_back_half_of_what_was_learned(ten, known):
    """Each run gives back a tenth: 0.9 to the power of 7 is 0.478."""
    anchor, network = base_network(), base_network().copy()
    network.weights[0] *= np.float32(1.1)
    learned = np.linalg.norm(network.weights[0] - anchor.weights[0])
    without_a_step = RehearsalConfig(n_steps=1, learning_rate=0.0)
    for _ in range(7):
        list(rehearse(network, *ten, *known, without_a_step, np.random.default_rng(0), anchor=anchor))
    assert np.linalg.norm(network.weights[0] - anchor.weights[0]) == pytest.approx(0.478 * learned, rel=0.02)


def far(network: Network, distance: float, rng) -> Network:
    """Return a network whose first weights differ by this part of their length, in a random direction."""
    moved, first = network.copy(), network.weights[0]
    direction = rng.standard_normal(first.shape)
    moved.weights[0] += (direction * distance * np.linalg.norm(first) / np.linalg.norm(direction)).astype(np.float32)
    return moved


@pytest.mark.parametrize(("distance", "is_drawn_back"), [(0.2, True), (0.5, True), (1.0, False), (1.3, False)])
def test_the_anchor_is_told_from_a_network_trained_apart(distance, is_drawn_back, rng):
    """A hundred runs lead less than 0.2 away; two networks trained apart differ by 1.3."""
    anchor = base_network()
    network = far(anchor, distance, rng)
    before = network.weights[0].copy()
    interpolate_towards(network, anchor, 0.1)
    assert (network.weights[0] != before).any() == is_drawn_back


def test_a_hand_s_digits_are_changed_by_more_than_half_of_what_anyone_s_would_be_but_less():
    """The run is to learn the slant and the proportions of the hand: see `ONE_WRITER`."""
    ratios = spreads(ONE_WRITER) / spreads(Affine())
    assert (ratios > 0.5).all(), ratios
    assert (ratios < 1).all(), ratios


def spreads(change: Affine):
    """Return the standard deviations of the turn, the stretch, the lean and the shift."""
    maps, shifts = change.draw(2000, np.random.default_rng(0))
    turn = np.arctan2(-maps[:, 0, 1], maps[:, 1, 1])
    lean = np.arctan2(maps[:, 1, 0], maps[:, 0, 0]) - turn
    return np.array([turn.std(), np.hypot(maps[:, 0, 1], maps[:, 1, 1]).std(), lean.std(), shifts.std()])
