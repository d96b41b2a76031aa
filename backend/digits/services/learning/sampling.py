"""The choice of people's digits that one run trains on, and how often each is shown.

A run takes its own tens, the newest digits before them, and some spread over all older ones, so that one hand does not
push out another. Its own are shown more often than the others. A run takes the same number of steps however many digits
it has, so the more there are, the less often each is shown. Where several people drew, nobody's digits are more than
half of what is shown. Digits that the network confidently contradicts get little weight: a hand is learned from the
digits that are nearly read, and many false labels at once weigh no more than two digits. Digits that the base network
doubts get less still: lies that have moved the served network are not contradicted by it any more. Of the digits that
judge the result, too, few are doubted. A run asks the base network about people's digits only here.

Of a rejected ten only those digits that the served network reads are shown again. If the ten was poison, they are
harmless now; if it was honest, the rest comes back as soon as that hand is read, or once an administrator kept it.
"""

from collections import Counter
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.base import base_network
from backend.digits.selectors.training import NO_DIGITS, StoredDigits
from backend.digits.suspicion import contradicts, is_by_one, is_unsure
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION

N_HELD_OUT = 1000  # of people's held-out digits, the newest: more would make every run longer
N_IN_DOUBT = 2
"""Digits of each label that judge although the base network is unsure of that label, where several people drew. With
more, lies among those that judge can have honest versions rejected: the gate refuses five losses without a gain."""
N_RECENT = 100  # the newest digits before its own; if more, recent hands weigh more
N_SPREAD = 200  # digits spread over all older ones; if fewer, hands of long ago are forgotten
VALIDATION_SHARE = 0.1
"""Share of the earlier digits, drawn afresh for each run, that is not shown and by which the result is judged. If
larger, less is learned from them. A version without digits of its own is shown all."""
WEIGHT_OF_NEW = 1.5
"""Weight of each of a run's own digits; others have 1. If larger, a new hand is learned faster, and more is lost."""
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
    """The digits that a run is shown, in order of id, and others that are kept to judge its result.

    `held_out`: the newest digits that no version is trained on. `judges`: those of them and of `validation` by which
    the gate may judge. `n_own`: the run's own digits, with those of them that may not be trained on.
    """

    digits: StoredDigits
    n_new: int  # the last of them are the run's own, without those that may not be trained on
    n_contradicted: int  # of the new ones, by the network that is to learn them or by the base network
    weights: NDArray[np.float64]  # (N,): how often each is shown, in proportion
    base_guesses: NDArray[np.int64]  # (N,): what the base network reads
    validation: StoredDigits
    held_out: StoredDigits = NO_DIGITS
    judges: StoredDigits = NO_DIGITS
    n_own: int = 0


def draw_sample(version: int, network: Network, rng: np.random.Generator) -> TrainingSample:
    """Draw the digits that train a new version, starting from this network, and those that judge its result."""
    n_own = selectors.training.n_digits_of(version)
    own = selectors.training.digits_of(version, preprocessing=PREPROCESSING_VERSION)
    earlier = selectors.training.digits_before(
        version, preprocessing=PREPROCESSING_VERSION, n_recent=N_RECENT, n_spread=N_SPREAD, rng=rng
    )
    held_out = held_out_digits()
    if earlier.is_unreviewed_reject.any():
        earlier = earlier.at(~earlier.is_unreviewed_reject | _is_read(earlier, network))
    is_validation = rng.random(len(earlier)) < (VALIDATION_SHARE if own.ids else 0)
    digits, validation = earlier.at(~is_validation).and_then(own), earlier.at(is_validation)
    sample = weighted_sample(digits, network, n_new=len(own), validation=validation)
    return replace(sample, held_out=held_out, judges=judging(held_out.and_then(validation)), n_own=n_own)


def held_out_digits() -> StoredDigits:
    """Return the newest digits that people drew here and that no version is trained on."""
    return selectors.training.held_out_digits(preprocessing=PREPROCESSING_VERSION, n_newest=N_HELD_OUT)


def weighted_sample(
    digits: StoredDigits, network: Network, *, n_new: int, validation: StoredDigits = NO_DIGITS
) -> TrainingSample:
    """Return the sample of these digits, the last of them new, with the weight of each."""
    weights = np.ones(len(digits))
    weights[len(digits) - n_new :] = WEIGHT_OF_NEW
    X = digits.inputs
    base_outputs, outputs = base_network().outputs(X), network.outputs(X)
    is_contradicted = contradicts(outputs, digits.labels)
    contradicted_by_base, unsure = doubts_of_base(digits, base_outputs)
    is_contradicted |= contradicted_by_base
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


def doubts_of_base(digits: StoredDigits, outputs: NDArray[np.float32]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which digits the base network contradicts, and of which it is unsure, by its outputs (N, 10).

    They are none where one person drew all, and none of those that an administrator kept or imported.
    """
    if is_by_one(digits.contributors):
        nothing = np.zeros(len(digits), np.bool_)
        return nothing, nothing
    of_strangers = ~digits.is_vouched
    return contradicts(outputs, digits.labels) & of_strangers, is_unsure(outputs, digits.labels) & of_strangers


def judging(digits: StoredDigits) -> StoredDigits:
    """Return the digits by which the gate may judge: each drawing once, and few that the base network doubts.

    Whoever sends lies cannot have many of them judge: neither copies of one that is held out, nor lies that the base
    network reads as other digits. What one person alone drew judges in full.
    """
    first = {picture.tobytes(): row for row, picture in reversed(list(enumerate(digits.pictures)))}
    digits = digits.at(np.array(sorted(first.values()), np.intp))
    if not len(digits) or is_by_one(digits.contributors):
        return digits
    in_doubt = is_unsure(base_network().outputs(digits.inputs), digits.labels)
    may_judge = ~in_doubt
    for label in range(10):
        may_judge[np.flatnonzero(in_doubt & (digits.labels == label))[-N_IN_DOUBT:]] = True
    return digits.at(may_judge)


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
