"""What the hidden units of a version look for: their patterns, and the pictures that light each one most.

Patterns and pseudo-digits come from the generator that ships, so they are computed once for each network. Drawings are
looked up for each request, because a person may withdraw one.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.insights.networks import network_of
from nn.data.pseudo_digits import load_generator
from nn.figures.units import patterns
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs
from nn.serialization import pack, split, unpack

N_PSEUDO_DIGITS = 2000
"""Pictures that patterns are computed from. If it is larger, patterns are smoother, and the first answer is slower."""

N_NEWEST = 1000
"""How many of the newest drawings are tried. If it is larger, every answer takes longer."""

N_BEST = 6
"""How many pictures are shown for each unit. If it is larger, the answer is longer."""

N_NETWORKS = 8
"""Networks whose patterns are kept. If it is larger, a process needs more memory: 0.2 MB for each."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class LitByPseudoDigit:
    """A pseudo-digit, the digit it was drawn as, and how far it lights a unit, 0-1."""

    picture: NDArray[np.uint8]  # (28, 28)
    label: int
    activation: float


@dataclass(frozen=True)
class LitByDrawing:
    """A verified drawing and how far it lights a unit, 0-1."""

    id: int
    label: int
    activation: float


@dataclass(frozen=True)
class Unit:
    """The pictures that light one hidden unit most, the best first."""

    pseudo_digits: list[LitByPseudoDigit]
    drawings: list[LitByDrawing]


@dataclass(frozen=True)
class Units:
    """The hidden units of a version, with the pattern of each: the change of each pixel as its input grows."""

    version: int
    patterns: Floats  # (H, 784)
    units: list[Unit]


def units_of(version: int, *, visitor: UUID | None) -> Units:
    """Return the hidden units of a version, with drawings that the visitor may see. Raises as `network_of` does."""
    network = network_of(version)
    found, of_generator = _of_generator(pack(network).blob)
    digits = selectors.public.newest_in_gallery(visitor, preprocessing=PREPROCESSING_VERSION, n_newest=N_NEWEST)
    drawings = [
        [LitByDrawing(digits.ids[row], int(digits.labels[row]), activation) for row, activation in best]
        for best in _best(network, as_inputs(digits.pictures))
    ]
    return Units(version, found, [Unit(*both) for both in zip(of_generator, drawings, strict=True)])


@lru_cache(maxsize=N_NETWORKS)
def _of_generator(blob: bytes) -> tuple[Floats, list[list[LitByPseudoDigit]]]:
    """Return the patterns (H, 784) of a packed network, and for each unit the pseudo-digits that light it most."""
    network, (X, labels) = unpack(split(blob)), _pseudo_digits()
    pictures = np.rint(X * 255).astype(np.uint8).reshape(-1, 28, 28)
    best = [
        [LitByPseudoDigit(pictures[row], int(labels[row]), activation) for row, activation in of_unit]
        for of_unit in _best(network, X)
    ]
    return patterns(network.weights[0], X), best


def _best(network: Network, X: Floats) -> list[list[tuple[int, float]]]:
    """Return for each hidden unit the rows of X that light it most, each with the activation, the best first.

    Rows are ordered by the unit's input, since many activations are rounded to 1.
    """
    inputs = X @ network.weights[0] + network.biases[0]  # (N, H)
    hidden = network.activations(X)[1]
    rows = (-inputs).argsort(axis=0, kind="stable")[:N_BEST].T  # (H, at most N_BEST)
    return [[(int(row), round(float(hidden[row, unit]), 6)) for row in of_unit] for unit, of_unit in enumerate(rows)]


@cache
def _pseudo_digits() -> tuple[Floats, NDArray[np.uint8]]:
    return load_generator().sample(N_PSEUDO_DIGITS, np.random.default_rng(0))
