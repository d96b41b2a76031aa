"""Rehearsal: new digits are learned, known ones are kept, for any number of new digits."""

import numpy as np
import pytest

from nn.base import base_network
from nn.costs import cross_entropy, one_hot
from nn.data.pseudo_digits import load_generator
from nn.data.strokes import fit, render
from nn.descent import Descent
from nn.metrics import accuracy
from nn.online.augmentation import ONE_WRITER
from nn.online.rehearsal import (
    PSEUDO_DIGIT_CONFIG,
    Progress,
    RehearsalConfig,
    interpolate_towards,
    rehearse,
    sample_by_margin,
)
from nn.preprocessing import as_inputs, preprocess
from nn.serialization import pack

SHORT = RehearsalConfig(n_steps=60, n_chunks=3)


@pytest.fixture(scope="module")
def known():
    """Return pseudo-digits with the base network's outputs, as the program does where MNIST is missing."""
    X, _ = load_generator().sample(5000, np.random.default_rng(1))
    return X, base_network().outputs(X)


def rehearsed(new_X, new_labels, known, config=SHORT, seed=0, augment=ONE_WRITER):
    network, rng = base_network().copy(), np.random.default_rng(seed)
    progress = list(rehearse(network, new_X, new_labels, *known, config, rng, augment=augment))
    return network, progress


def swapped(n):
    """Return n digits of someone who writes 3 for 8 and 8 for 3, so that there is something to learn."""
    X, labels = load_generator().sample(40 * n, np.random.default_rng(2))
    chosen = np.flatnonzero((labels == 3) | (labels == 8))[:n]
    return X[chosen], 11 - labels[chosen]


def test_new_digits_are_learned_and_known_ones_kept(known):
    X, labels = swapped(30)
    before = base_network()
    assert accuracy(before.outputs(X), labels).fraction < 0.2
    network, _ = rehearsed(X, labels, known, RehearsalConfig())
    assert accuracy(network.outputs(X), labels).fraction > 0.8
    kept = ~np.isin(known[1].argmax(axis=1), (3, 8))
    agreement = accuracy(network.outputs(known[0][kept]), known[1][kept].argmax(axis=1))
    assert agreement.fraction > 0.95


@pytest.mark.parametrize("n", [1, 2, 10, 499, 500])
def test_any_number_of_new_digits_can_be_learned(known, n):
    X, labels = swapped(n)
    network, _ = rehearsed(X, labels, known)
    targets = one_hot(labels, 10)
    assert cross_entropy(network.outputs(X), targets) < 0.9 * cross_entropy(base_network().outputs(X), targets)


def test_a_network_is_drawn_back_towards_the_one_that_it_began_with():
    anchor, network = base_network(), base_network().copy()
    for parameters in [*network.weights, *network.biases]:
        parameters[...] *= np.float32(1.2)
    interpolate_towards(network, anchor, 0.25)
    for ours, theirs in zip([*network.weights, *network.biases], [*anchor.weights, *anchor.biases], strict=True):
        np.testing.assert_allclose(ours, theirs * np.float32(1.15), rtol=1e-5)


def test_a_network_that_began_elsewhere_is_left_as_it_is():
    """The other network's hidden units stand in another order."""
    anchor, network = base_network(), base_network().copy()
    order = np.roll(np.arange(30), 1)
    network.weights[0], network.biases[0] = network.weights[0][:, order], network.biases[0][order]
    network.weights[1] = network.weights[1][order]
    before = pack(network).sha256
    interpolate_towards(network, anchor, 0.1)
    assert pack(network).sha256 == before


def test_several_runs_end_nearer_to_the_anchor_where_each_is_drawn_back(known):
    def distance(anchor):
        network = base_network().copy()
        for seed in range(5):
            list(rehearse(network, *swapped(10), *known, SHORT, np.random.default_rng(seed), anchor=anchor))
        return np.linalg.norm(network.weights[0] - base_network().weights[0])

    assert distance(base_network()) < 0.95 * distance(None)  # measured: 0.87


def test_what_all_pictures_have_alike_changes_nothing_of_what_is_learned(known):
    """The same digits on a brighter ground are other numbers, but teach nothing else."""
    (X, labels), (known_X, targets), ground = swapped(20), known, np.float32(0.5)

    def learned(brighter):
        network = base_network().copy()
        network.biases[0] -= brighter * network.weights[0].sum(axis=0)
        given = X + brighter, labels, known_X + brighter, targets
        *_, last = rehearse(network, *given, SHORT, np.random.default_rng(0), augment=None)
        return network.weights[0] - base_network().weights[0], last.cost

    (change, cost), (change_of_brighter, cost_of_brighter) = learned(np.float32(0)), learned(ground)
    assert np.linalg.norm(change_of_brighter - change) < 0.01 * np.linalg.norm(change)
    assert cost_of_brighter == pytest.approx(cost, rel=0.01)


def test_progress_ends_at_one_and_tells_the_cost(known):
    _, progress = rehearsed(*swapped(10), known)
    assert [p.fraction for p in progress] == pytest.approx([1 / 3, 2 / 3, 1])
    assert all(isinstance(p, Progress) and p.cost > 0 for p in progress)


def test_every_step_has_its_batch(known, monkeypatch):
    seen = []
    run = Descent.run

    def spy(self, X, Y, rows, **how):
        seen.append((len(X), sorted(rows) == list(range(len(X))), how["batch_size"]))
        run(self, X, Y, rows, **how)

    monkeypatch.setattr(Descent, "run", spy)
    rehearsed(*swapped(10), known)
    assert seen == [(20 * 50, True, 50)] * 3  # 60 steps of 50 in three chunks


def test_the_caller_can_stop_between_two_chunks(known):
    network = base_network().copy()
    steps = rehearse(network, *swapped(10), *known, SHORT, np.random.default_rng(0))
    next(steps)
    at_first = pack(network)
    steps.close()
    assert pack(network) == at_first != pack(base_network())
    agreement = accuracy(network.outputs(known[0]), known[1].argmax(axis=1))
    # Measured: 0.879 after a third of the steps, on pseudo-digits, of which some look like no digit.
    assert agreement.fraction > 0.86, "a network in between is whole"


def test_same_seed_gives_the_same_bytes(known):
    X, labels = swapped(20)
    first, same_seed, other_seed = (pack(rehearsed(X, labels, known, seed=seed)[0]) for seed in (1, 1, 2))
    assert first == same_seed != other_seed


def test_what_is_given_is_left_as_it_is(known):
    X, labels = swapped(20)
    before = [array.copy() for array in (X, labels, *known)]
    rehearsed(X, labels, known)
    assert all((a == b).all() for a, b in zip((X, labels, *known), before, strict=True))


def test_fewer_steps_than_chunks_are_no_fault(known):
    assert rehearsed(*swapped(3), known, RehearsalConfig(n_steps=2, n_chunks=5))[1][-1].fraction == 1


def test_nothing_new_and_nothing_known_are_refused(known):
    X, labels = swapped(2)
    with pytest.raises(ValueError, match="expected new digits and a label for each, got 0 and 0"):
        rehearsed(X[:0], labels[:0], known)
    with pytest.raises(ValueError, match="got 2 and 1"):
        rehearsed(X, labels[:1], known)
    with pytest.raises(ValueError, match="expected known digits and a target for each, got 0 and 0"):
        rehearsed(X, labels, (known[0][:0], known[1][:0]))


@pytest.fixture(scope="module", params=["pseudo-digits", "MNIST"])
def to_rehearse(request):
    """Return the known digits with the program's choices: pseudo-digits that are read as drawn, or MNIST's digits."""
    if request.param == "MNIST":
        mnist = request.getfixturevalue("mnist")
        chosen = np.flatnonzero(~mnist.is_held_back)[:8000]
        pictures = np.array([preprocess(picture) for picture in mnist.train_images[chosen]])
        return *near_misses(as_inputs(pictures), mnist.train_labels[chosen]), RehearsalConfig()
    X, labels = load_generator().sample(10_000, np.random.default_rng(1))
    is_clear = base_network().outputs(X).argmax(axis=1) == labels
    return *near_misses(X[is_clear], labels[is_clear]), PSEUDO_DIGIT_CONFIG


def near_misses(X, labels):
    outputs = base_network().outputs(X)
    rows = sample_by_margin(outputs, 6000, np.random.default_rng(0))
    return X[rows], (outputs[rows] + one_hot(labels[rows], 10)) / np.float32(2)


@pytest.fixture(scope="module")
def held_back(mnist):
    pictures = np.array([preprocess(picture) for picture in mnist.train_images[mnist.is_held_back]])
    return as_inputs(pictures), mnist.train_labels[mnist.is_held_back]


@pytest.mark.parametrize(("writer", "degrees", "gained", "lost"), [(2, 0, 0.0, 0.005), (14, 30, 0.04, 0.012)])
def test_three_tens_of_a_real_hand_teach_it_and_mnist_is_kept(
    pen_digits, held_back, to_rehearse, writer, degrees, gained, lost
):
    """The base network was trained on this hand, but not on paper that lies askew."""
    hand = [digit for digit in pen_digits if digit.writer == writer]
    strokes = [turned(digit.strokes, degrees) for digit in hand]
    X = as_inputs(np.array([preprocess(render(fit(digit, y_up=True))) for digit in strokes]))
    labels = np.array([digit.label for digit in hand])
    order = np.random.default_rng(writer).permutation(len(hand))
    network = base_network().copy()
    for n in (10, 20, 30):
        for _ in rehearse(network, X[order[:n]], labels[order[:n]], *to_rehearse, np.random.default_rng(n)):
            pass
    others = X[order[30:]], labels[order[30:]]
    assert read(network, others) >= read(base_network(), others) + gained
    assert read(network, held_back) > read(base_network(), held_back) - lost


def turned(strokes, degrees):
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return [stroke @ np.array([[cos, sin], [-sin, cos]], np.float32) for stroke in strokes]


def read(network, digits):
    X, labels = digits
    return accuracy(network.outputs(X), labels).fraction


def test_what_is_nearly_misread_is_rehearsed_more_often(rng):
    outputs = np.zeros((1000, 10), np.float32)
    outputs[:, 3] = 0.99
    outputs[:100, 5] = 0.9
    rows = sample_by_margin(outputs, 100, rng)
    assert len(set(rows)) == 100
    assert (rows < 100).sum() > 40  # a tenth of all
    assert len(sample_by_margin(outputs, 5000, rng)) == 1000


def test_new_digits_are_shown_as_often_as_is_said(known):
    X, labels = swapped(2)
    tried = []

    def watch(rows, _rng):
        tried.append(rows)
        return rows

    network, rng = base_network().copy(), np.random.default_rng(0)
    list(rehearse(network, X, labels, *known, SHORT, rng, weights=np.array([3.0, 1.0]), augment=watch))
    shown = np.concatenate(tried)
    assert (shown == X[0]).all(axis=1).mean() == pytest.approx(0.75, abs=0.01)


def test_what_the_network_finds_hard_is_shown_more_often(known, monkeypatch):
    """A digit that it misreads is kept more often than a digit that it reads well; both are tried equally often."""
    X, labels = swapped(1)
    easy = known[0][known[1].max(axis=1).argmax()]
    new_X = np.stack([easy, X[0]])
    new_labels = np.array([base_network().outputs(easy[None]).argmax(), labels[0]])
    shown = []
    run = Descent.run
    monkeypatch.setattr(Descent, "run", lambda self, X, *rest, **how: (shown.append(X), run(self, X, *rest, **how)))
    rehearsed(new_X, new_labels, known, RehearsalConfig(n_steps=20, n_chunks=1), augment=None)
    (batch,) = shown
    mean = known[0].mean(axis=0)
    n_easy, n_hard = ((batch == digit - mean).all(axis=1).sum() for digit in new_X)
    assert n_hard > 1.5 * n_easy


@pytest.mark.parametrize("augment", [None, lambda X, _rng: X / 2])
def test_new_digits_are_changed_as_is_said_or_not_at_all(known, monkeypatch, augment):
    shown = []
    monkeypatch.setattr(Descent, "run", lambda _, X, *_more, **_named: shown.append(X.copy()))
    X, labels = swapped(3)
    config = RehearsalConfig(n_steps=2, batch_size=10, new_share=0.5, n_chunks=1)
    list(rehearse(base_network().copy(), X, labels, *known, config, np.random.default_rng(0), augment=augment))
    as_shown = X if augment is None else X / 2
    new = (shown[0] + known[0].mean(axis=0)).reshape(2, 10, -1)[:, :5].reshape(10, -1)
    nearest = np.abs(new[:, None] - as_shown).max(axis=2).min(axis=1)
    assert nearest.max() < 1e-6
