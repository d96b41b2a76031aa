"""The choice of people's digits that one run trains on, and how often each is shown.

A run takes its own tens, the newest digits before them, and some spread over all older ones, so that one hand does not
push out another. Its own are shown more often than the others. A run takes the same number of steps however many digits
it has, so the more there are, the less often each is shown. Where several people drew, nobody's digits are more than
half of what is shown. Digits that the network confidently contradicts get little weight: a hand is learned from the
digits that are nearly read, and many false labels at once weigh no more than two digits. Digits that the base network
doubts get less still: lies that have moved the served network are not contradicted by it any more.

Of a rejected ten only those digits that the served network reads are shown again. If the ten was poison, they are
harmless now; if it was honest, the rest comes back as soon as that hand is read, or once an administrator kept it.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.base import base_network
from backend.digits.selectors.training import NO_DIGITS, StoredDigits
from backend.digits.suspicion import contradicts, is_by_one, is_unsure
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION

N_RECENT = 100  # the newest digits before its own; if more, recent hands weigh more
N_SPREAD = 200  # digits spread over all older ones; if fewer, hands of long ago are forgotten
VALIDATION_SHARE = 0.1
"""Share of the earlier digits, drawn afresh for each run, that is not shown and by which the result is judged. If
larger, less is learned from them. A version without digits of its own is shown all."""
WEIGHT_OF_NEW = 1.5
"""Weight of each of its own digits, where another has 1. If larger, a new hand is learned faster, and more is lost."""
MAX_SHARE = 0.5
"""Largest share of the total weight that one contributor can have. Imported digits count as one contributor."""
WEIGHT_OF_CONTRADICTED = 2.0
"""Digits that the network confidently contradicts get at most the combined weight of two ordinary digits."""

UNSURE_SHARE = 0.0025
"""Weight that digits can have together if the base network doubts their labels, as a share of the weight of those that
it does not doubt. It holds where several people drew, for digits that no administrator kept or imported. If larger,
liars who all lie the same way move the network further; if smaller, odd hands are learned later."""


@dataclass(frozen=True)
class TrainingSample:
    """The digits that a run is shown, in order of id, and others that are kept to judge its result."""

    digits: StoredDigits
    n_new: int  # the last of them are the run's own, without those that may not be trained on
    n_contradicted: int  # of the new ones, by the network that is to learn them
    weights: NDArray[np.float64]  # (N,): how often each is shown, in proportion
    base_guesses: NDArray[np.int64]  # (N,): what the base network reads
    validation: StoredDigits


def draw_sample(version: int, network: Network, rng: np.random.Generator) -> TrainingSample:
    """Draw the digits that train a new version, starting from this network, and those that judge its result."""
    own = selectors.training.digits_of(version, preprocessing=PREPROCESSING_VERSION)
    earlier = selectors.training.digits_before(
        version, preprocessing=PREPROCESSING_VERSION, n_recent=N_RECENT, n_spread=N_SPREAD, rng=rng
    )
    earlier = earlier.at(~earlier.is_unreviewed_reject | _is_read(earlier, network))
    is_validation = rng.random(len(earlier)) < (VALIDATION_SHARE if own.ids else 0)
    digits = earlier.at(~is_validation).and_then(own)
    return weighted_sample(digits, network, n_new=len(own), validation=earlier.at(is_validation))


def weighted_sample(
    digits: StoredDigits, network: Network, *, n_new: int, validation: StoredDigits = NO_DIGITS
) -> TrainingSample:
    """Return the sample of these digits, the last of them new, with the weight of each."""
    weights = np.ones(len(digits))
    weights[len(digits) - n_new :] = WEIGHT_OF_NEW
    X = digits.inputs
    base_outputs, outputs = base_network().outputs(X), network.outputs(X)
    is_contradicted = contradicts(outputs, digits.labels)
    if not is_by_one(digits.contributors):
        is_contradicted |= contradicts(base_outputs, digits.labels) & ~digits.is_vouched
        unsure = is_unsure(base_outputs, digits.labels) & ~digits.is_vouched
        weights = _bounded(weights, unsure, at_most=UNSURE_SHARE * weights[~unsure].sum())
    weights = _bounded(weights, is_contradicted, at_most=WEIGHT_OF_CONTRADICTED)
    return TrainingSample(
        digits=digits,
        n_new=n_new,
        n_contradicted=int(is_contradicted[len(digits) - n_new :].sum()),
        weights=_each_contributor_bounded(weights, digits.contributors),
        base_guesses=base_outputs.argmax(axis=1),
        validation=validation,
    )


def _is_read(digits: StoredDigits, network: Network) -> NDArray[np.bool_]:
    is_read: NDArray[np.bool_] = network.outputs(digits.inputs).argmax(axis=1) == digits.labels
    return is_read


def _each_contributor_bounded(weights: NDArray[np.float64], contributors: list[UUID | None]) -> NDArray[np.float64]:
    """Bound the weight of the contributor who has most: only one can have more than half."""
    shares: Counter[UUID | None] = Counter()
    for contributor, weight in zip(contributors, weights.tolist(), strict=True):
        shares[contributor] += weight
    most = max(shares, key=shares.__getitem__, default=None)
    is_theirs = np.array([contributor == most for contributor in contributors], np.bool_)
    return _bounded(weights, is_theirs, at_most=weights[~is_theirs].sum() * MAX_SHARE / (1 - MAX_SHARE))


def _bounded(weights: NDArray[np.float64], is_chosen: NDArray[np.bool_], *, at_most: float) -> NDArray[np.float64]:
    """Lower the weights of the chosen digits so that together they have `at_most`, unless there are no others."""
    weight = weights[is_chosen].sum()
    if weight <= at_most or is_chosen.all():
        return weights
    return weights * np.where(is_chosen, at_most / weight, 1.0)
