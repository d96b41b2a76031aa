"""Learning new digits without forgetting what is known: every batch mixes both.

New digits are changed a little each time they are shown, twice as many as are wanted, and what the network finds hard
is kept more often. What is known comes as pictures and the outputs wanted for them; `sample_by_margin` says
which of it is soon lost.
Rehearsal: A. Robins, *Catastrophic forgetting, rehearsal and pseudorehearsal* (Connection Science 7, 1995); what
is rehearsed by how near it is to being lost: R. Aljundi and others, arXiv:1908.04742 (2019).
Steps are taken on inputs less the mean of what is known (Y. LeCun and others, *Efficient BackProp*, 1998, section 4.3).
Ink is not negative: on the inputs themselves a step would go mostly along the mean, which tells no digit from another.
First the network is drawn back a little towards an anchor, the network that all this began with: without that, what
many runs lose adds up. That is our own; ARCHITECTURE.md has what it gives.
The cost of a run does not depend on how many digits there are.
Letters: N new digits, M known ones, D features, C classes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nn.costs import cross_entropy, one_hot
from nn.descent import Descent
from nn.network import Network
from nn.online.augmentation import ONE_WRITER
from nn.schedules import cosine

Inputs = NDArray[np.float32]

MAX_DRIFT = 0.7
"""Of the anchor's weights. A network whose weights differ by more did not begin with the anchor: its hidden units stand
in another order, and a mixture of the two would be neither. Trained apart they differ by 1.3; after a
hundred runs, drawn back before each, by less than 0.2."""
MARGIN_FLOOR = 0.1
"""How often, beside what is nearly misread, that is rehearsed which is read with certainty."""


@dataclass(frozen=True)
class RehearsalConfig:
    """`new_share` of each batch are new digits. The learning rate falls to 0 along half a cosine."""

    n_steps: int = 1000
    batch_size: int = 50
    new_share: float = 0.4
    n_tried: int = 2
    """So many changed digits are made for each that is kept."""
    loss_floor: float = 0.05
    """A digit is kept in proportion to how far the network's outputs are from the label, and this much more."""
    learning_rate: float = 0.4
    l2: float = 0.0
    """Decay of the weights, as λ / N in `training`."""
    anchor_share: float = 0.1
    """So much of the way to the anchor, before the first step."""
    n_chunks: int = 20
    """Progress is told so often: between two chunks the caller can stop."""


PSEUDO_DIGIT_CONFIG = RehearsalConfig(new_share=0.2, learning_rate=0.3)
"""For where pseudo-digits are all that is known: what is only like the real thing keeps less of it in mind. With 15 new
of 50 and a rate of 0.6, before inputs were centred, a thousand digits cost MNIST twice as much."""


@dataclass(frozen=True)
class Progress:
    """How far a rehearsal is: the fraction done (1 at the end), the cost of the last chunk after it."""

    fraction: float
    cost: float


def rehearse(  # noqa: PLR0917 - what is new, what is known, how: read in this order everywhere
    network: Network,
    new_X: Inputs,
    new_labels: NDArray[np.integer],
    known_X: Inputs,
    known_targets: Inputs,
    config: RehearsalConfig,
    rng: np.random.Generator,
    *,
    weights: NDArray[np.floating] | None = None,
    anchor: Network | None = None,
) -> Iterator[Progress]:
    """Trains the network in place on new_X (N, D), new_labels (N,), known_X (M, D), known_targets (M, C).

    New digits are shown in proportion to `weights` (N,), all alike without it. Raises ValueError where there is
    nothing new, nothing known, or not one label or target for each. Where there is an anchor, a network of the same
    shape, this one is drawn back towards it first: see `interpolate_towards`.
    """
    _check(new_X, new_labels, known_X, known_targets)
    if anchor is not None:
        interpolate_towards(network, anchor, config.anchor_share)
    n_new = min(config.batch_size - 1, max(1, round(config.batch_size * config.new_share)))
    n_chunks = min(config.n_chunks, config.n_steps)
    descent = Descent(network)
    mean = known_X.mean(axis=0)
    bounds = [config.n_steps * chunk // n_chunks for chunk in range(n_chunks + 1)]
    for first, last in pairwise(bounds):
        n_tried = (last - first) * n_new * config.n_tried
        tried = _rows(len(new_X), n_tried, rng) if weights is None else _drawn(weights, n_tried, rng)
        changed, targets = ONE_WRITER(new_X[tried], rng), one_hot(new_labels[tried], known_targets.shape[1])
        kept = _sample_by_loss(network.outputs(changed), targets, config, rng)
        known = _rows(len(known_X), (last - first) * (config.batch_size - n_new), rng)
        X = _mixed(changed[kept], known_X[known], last - first)
        Y = _mixed(targets[kept], known_targets[known], last - first)
        learning_rate = cosine(config.learning_rate, first, config.n_steps)
        rows = np.arange(len(X))
        X -= mean
        _move_inputs(network, mean)
        descent.run(X, Y, rows, batch_size=config.batch_size, learning_rate=learning_rate, decay=config.l2)
        cost = cross_entropy(network.outputs(X), Y)
        _move_inputs(network, -mean)
        yield Progress(last / config.n_steps, cost)


def sample_by_margin(outputs: Inputs, n: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """n of the rows of outputs (M, C), each once: those whose two largest outputs are near each other more often.

    A digit that is read with certainty takes much to be misread, and need not be rehearsed as often.
    """
    two_largest = np.partition(outputs, -2, axis=1)[:, -2:]
    weights = 1 - np.abs(two_largest[:, 1] - two_largest[:, 0]) + MARGIN_FLOOR
    return np.sort(rng.choice(len(outputs), min(n, len(outputs)), replace=False, p=weights / weights.sum()))


def interpolate_towards(network: Network, anchor: Network, share: float) -> None:
    """Moves all weights and biases in place this share of the way, 0 to 1, to the anchor's.

    Leaves alone a network that did not begin there: one whose first weights differ by more than `MAX_DRIFT` of these.
    """
    first, first_of_anchor = network.weights[0], anchor.weights[0]
    if np.linalg.norm(first - first_of_anchor) > MAX_DRIFT * np.linalg.norm(first_of_anchor):
        return
    for own, of_anchor in zip([*network.weights, *network.biases], [*anchor.weights, *anchor.biases], strict=True):
        own[...] += np.float32(share) * (of_anchor - own)


def _move_inputs(network: Network, by: Inputs) -> None:
    """Makes the network give for inputs less this (D,) what it gave for the inputs."""
    network.biases[0] += by @ network.weights[0]


def _sample_by_loss(
    outputs: Inputs, targets: Inputs, config: RehearsalConfig, rng: np.random.Generator
) -> NDArray[np.intp]:
    """One in `n_tried` of the rows, rather those that the network reads wrongly or hardly."""
    weights = np.abs(outputs - targets).max(axis=1) + config.loss_floor
    return rng.choice(len(outputs), len(outputs) // config.n_tried, replace=False, p=weights / weights.sum())


def _drawn(weights: NDArray[np.floating], n_wanted: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """So many row numbers, each as near to its share of them as whole numbers come, in random order."""
    ends = np.cumsum(weights) / np.sum(weights)
    rows = np.searchsorted(ends, (np.arange(n_wanted) + rng.random()) / n_wanted)
    return rng.permutation(rows.clip(max=len(weights) - 1))


def _rows(n: int, n_wanted: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """So many row numbers, each of n about equally often: whole shuffles one after the other."""
    if n_wanted <= n:
        return rng.choice(n, n_wanted, replace=False)
    shuffles = [rng.permutation(n) for _ in range(-(-n_wanted // n))]
    return np.concatenate(shuffles)[:n_wanted]


def _mixed(new: Inputs, known: Inputs, n_steps: int) -> Inputs:
    """The rows of both, so that each of the steps has its part of either."""
    width = new.shape[1]
    parts = new.reshape(n_steps, -1, width), known.reshape(n_steps, -1, width)
    return np.concatenate(parts, axis=1).reshape(-1, width)


def _check(new_X: Inputs, new_labels: NDArray[np.integer], known_X: Inputs, known_targets: Inputs) -> None:
    if not len(new_X) or len(new_X) != len(new_labels):
        raise ValueError(f"expected new digits and a label for each, got {len(new_X)} and {len(new_labels)}")
    if not len(known_X) or len(known_X) != len(known_targets):
        raise ValueError(f"expected known digits and a target for each, got {len(known_X)} and {len(known_targets)}")
