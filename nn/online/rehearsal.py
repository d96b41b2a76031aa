"""Rehearsal: learning new digits without forgetting the known ones, because every batch mixes both.

Every time a new digit is shown it is changed a little. Twice as many changed digits are made as are shown, and those
that the network reads badly are kept more often. Known digits come as pictures and target outputs; `sample_by_margin`
draws those that are soon forgotten. The time of a run does not depend on the number of digits.

Before the first step the network is interpolated towards an anchor: see `interpolate_towards`. Steps are taken on
inputs less the mean of the known ones. Ink is not negative, so on the inputs themselves a step would go mostly along
the mean, which tells no digit from another.

Sources: A. Robins, *Catastrophic forgetting, rehearsal and pseudorehearsal* (Connection Science 7, 1995); R. Aljundi
and others, arXiv:1908.04742 (2019): rehearse what is near to being lost; Y. LeCun and others, *Efficient BackProp*
(1998), section 4.3: subtract the mean.
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
from nn.training import Augmentation

Inputs = NDArray[np.float32]

MAX_DRIFT = 0.7
"""A network did not begin with the anchor if its first layer's weights differ from the anchor's by more than this share
of the anchor's norm: its hidden units are in another order, and a mixture of both would be neither. Networks trained
apart differ by 1.3; after a hundred runs, each with its interpolation, a network differs by less than 0.2. If larger,
networks that began elsewhere may be mixed."""
MARGIN_FLOOR = 0.1
"""Minimum sampling weight, so that confidently read digits are still rehearsed sometimes. If larger, more often."""


@dataclass(frozen=True)
class RehearsalConfig:
    """Choices of a rehearsal; the learning rate falls to 0 along `schedules.cosine`."""

    n_steps: int = 1000
    """If larger, a run learns more of the new digits and takes longer."""
    batch_size: int = 50
    """If larger, a step sees more digits and takes longer. Half or double changes nothing that was measured: the cost
    of a learned ten is 0.074 or 0.073, and 0.074 with 50."""
    new_share: float = 0.4
    """Share of new digits in each batch. If larger, they are learned faster and more of the known is lost."""
    n_tried: int = 2
    """Changed digits made for each that is kept. If larger, hard ones are shown more often, and a run takes longer.
    Half or double changes nothing that was measured: a learned ten costs 0.079 or 0.074, and 0.074 with 2."""
    loss_floor: float = 0.05
    """Added to a changed digit's weight, which is the largest error of its outputs. If larger, easy ones
    are kept more often. Half or double changes nothing that was measured: a learned ten costs 0.072 or 0.075."""
    learning_rate: float = 0.4
    l2: float = 0.0
    """Decay of the weights, as λ / N in `training`. If larger, weights are smaller."""
    anchor_share: float = 0.1
    """Share of the way to the anchor that the network goes before the first step. If larger, more of what earlier runs
    learned is lost."""
    n_chunks: int = 20
    """Times that progress is yielded, so that the caller can stop. If larger, the caller can stop sooner. Half or
    double changes nothing that was measured: a learned ten costs 0.073 either way."""


PSEUDO_DIGIT_CONFIG = RehearsalConfig(new_share=0.2, learning_rate=0.2)
"""For rehearsing pseudo-digits alone: they only resemble real digits, so they protect them less. With 15 new of 50 and
a rate of 0.6, before inputs were centred, a thousand digits cost MNIST twice as much. With a rate of 0.3 instead of 0.2
six hands of a hundred digits were learned as well (99.4 %), and 0.04 points of MNIST were lost instead of 0.02."""


@dataclass(frozen=True)
class Progress:
    """The progress of a rehearsal: the fraction done (1 at the end), and the last chunk's cost after its steps."""

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
    augment: Augmentation | None = ONE_WRITER,
) -> Iterator[Progress]:
    """Train the network in place on new_X (N, D), new_labels (N,), known_X (M, D), known_targets (M, C).

    New digits are tried in proportion to `weights` (N,), equally often without them. With an anchor, a network of the
    same shape, the network is first interpolated towards it. With `augment` None, new digits are shown as they are.
    Raises ValueError where there is nothing new, nothing known, or not one label or target for each.
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
        changed = new_X[tried] if augment is None else augment(new_X[tried], rng)
        targets = one_hot(new_labels[tried], known_targets.shape[1])
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
    """Draw n rows of outputs (M, C) without repetition, more often those whose two largest outputs are close.

    A digit that is read with certainty is not easily misread, and need not be rehearsed as often.
    """
    two_largest = np.partition(outputs, -2, axis=1)[:, -2:]
    weights = 1 - np.abs(two_largest[:, 1] - two_largest[:, 0]) + MARGIN_FLOOR
    return np.sort(rng.choice(len(outputs), min(n, len(outputs)), replace=False, p=weights / weights.sum()))


def interpolate_towards(network: Network, anchor: Network, share: float) -> None:
    """Move all weights and biases in place this share of the way, 0 to 1, to the anchor's.

    A network that did not begin with the anchor (see `MAX_DRIFT`) is not changed. Without this step, the losses of many
    runs add up; docs/learning.md has the figures.
    Sources: M. Wortsman and others, *Robust fine-tuning of zero-shot models* (CVPR 2022, WiSE-FT), where weights are
    interpolated with those before fine-tuning, once, to serve the mixture; X. Li and others, *Explicit inductive bias
    for transfer learning with convolutional networks* (ICML 2018, L2-SP), where a penalty pulls towards them at every
    step. Here the pull comes once for each of many runs, before its steps, so the run may correct what it costs.
    """
    first, first_of_anchor = network.weights[0], anchor.weights[0]
    if np.linalg.norm(first - first_of_anchor) > MAX_DRIFT * np.linalg.norm(first_of_anchor):
        return
    for ours, theirs in zip([*network.weights, *network.biases], [*anchor.weights, *anchor.biases], strict=True):
        ours[...] += np.float32(share) * (theirs - ours)


def _move_inputs(network: Network, by: Inputs) -> None:
    """Change the biases so that inputs less `by` (D,) have the outputs that the inputs had."""
    network.biases[0] += by @ network.weights[0]


def _sample_by_loss(
    outputs: Inputs, targets: Inputs, config: RehearsalConfig, rng: np.random.Generator
) -> NDArray[np.intp]:
    """Draw one in `n_tried` of the rows, more often those with large errors."""
    weights = np.abs(outputs - targets).max(axis=1) + config.loss_floor
    return rng.choice(len(outputs), len(outputs) // config.n_tried, replace=False, p=weights / weights.sum())


def _drawn(weights: NDArray[np.floating], n_wanted: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Return row numbers in random order, each as often as its weight asks, rounded up or down."""
    ends = np.cumsum(weights) / np.sum(weights)
    rows = np.searchsorted(ends, (np.arange(n_wanted) + rng.random()) / n_wanted)
    return rng.permutation(rows.clip(max=len(weights) - 1))


def _rows(n: int, n_wanted: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Return row numbers below n, each about equally often: whole shuffles, one after the other."""
    if n_wanted <= n:
        return rng.choice(n, n_wanted, replace=False)
    shuffles = [rng.permutation(n) for _ in range(-(-n_wanted // n))]
    return np.concatenate(shuffles)[:n_wanted]


def _mixed(new: Inputs, known: Inputs, n_steps: int) -> Inputs:
    """Return the rows of both, so that each step gets its share of either."""
    width = new.shape[1]
    parts = new.reshape(n_steps, -1, width), known.reshape(n_steps, -1, width)
    return np.concatenate(parts, axis=1).reshape(-1, width)


def _check(new_X: Inputs, new_labels: NDArray[np.integer], known_X: Inputs, known_targets: Inputs) -> None:
    if not len(new_X) or len(new_X) != len(new_labels):
        raise ValueError(f"expected new digits and a label for each, got {len(new_X)} and {len(new_labels)}")
    if not len(known_X) or len(known_X) != len(known_targets):
        raise ValueError(f"expected known digits and a target for each, got {len(known_X)} and {len(known_targets)}")
