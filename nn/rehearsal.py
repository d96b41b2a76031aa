"""Learning new digits without forgetting what is known: every batch mixes both.

What is known comes as pictures and the outputs wanted for them, as a rule the base network's own (soft targets): real
MNIST where it is installed, else pseudo-digits. Rehearsal: A. Robins, *Catastrophic forgetting, rehearsal and
pseudorehearsal* (Connection Science 7, 1995); soft targets: G. Hinton, O. Vinyals, J. Dean, arXiv:1503.02531 (2015).
The cost of a run does not depend on how many digits there are.
Letters: N new digits, M known ones, D features, C classes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi

import numpy as np
from numpy.typing import NDArray

from nn.augmentation import LIGHT
from nn.costs import cross_entropy, one_hot
from nn.descent import Descent
from nn.network import Network

Inputs = NDArray[np.float32]


@dataclass(frozen=True)
class RehearsalConfig:
    """`new_share` of each batch are new digits. The learning rate falls to 0 along half a cosine."""

    n_steps: int = 1000
    batch_size: int = 50
    new_share: float = 0.2
    learning_rate: float = 0.5
    l2: float = 0.0
    """Decay of the weights, as λ / N in `training`."""
    n_chunks: int = 20
    """Progress is told so often: between two chunks the caller can stop."""


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
) -> Iterator[Progress]:
    """Trains the network in place on new_X (N, D), new_labels (N,), known_X (M, D), known_targets (M, C).

    Raises ValueError where there is nothing new, nothing known, or not one label or target for each.
    """
    _check(new_X, new_labels, known_X, known_targets)
    new_targets = one_hot(new_labels, known_targets.shape[1])
    n_new = min(config.batch_size - 1, max(1, round(config.batch_size * config.new_share)))
    n_chunks = min(config.n_chunks, config.n_steps)
    descent = Descent(network)
    bounds = [config.n_steps * chunk // n_chunks for chunk in range(n_chunks + 1)]
    for first, last in pairwise(bounds):
        new = _rows(len(new_X), (last - first) * n_new, rng)
        known = _rows(len(known_X), (last - first) * (config.batch_size - n_new), rng)
        X = _mixed(LIGHT(new_X[new], rng), known_X[known], last - first)
        Y = _mixed(new_targets[new], known_targets[known], last - first)
        learning_rate = config.learning_rate * (1 + cos(pi * first / config.n_steps)) / 2
        rows = np.arange(len(X))
        descent.run(X, Y, rows, batch_size=config.batch_size, learning_rate=learning_rate, decay=config.l2)
        yield Progress(last / config.n_steps, cross_entropy(network.outputs(X), Y))


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
