"""Which of people's digits one run trains on, and how often each is shown.

The run's own ten, the newest before them, and some spread over all that are older, so that one hand does not push out
another. The ten are shown more often than the others; where several people drew them, nobody's are more than half.
What the network is nearly certain to be another digit is a small part of what is shown: a hand is learned through what
is half read, and many lies at once weigh no more than two.
Of a ten that was rejected, only what is read by the served network is shown again: should it have been poison, it is
harmless now; should it have been honest, the rest of it comes back as soon as that hand is read, or once an
administrator has kept it.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.selectors.training import NO_DIGITS, LabelledDigits
from backend.digits.services.moderation.quarantine import contradicts
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs

N_RECENT = 100
N_SPREAD = 200
VALIDATION_SHARE = 0.1
"""Of the earlier ones, others each time, this part is not shown to a run: its result is judged by them. A version
without a ten of its own learns all."""
WEIGHT_OF_NEW = 1.5
"""How often the ten are shown, where the others are shown once."""
MAX_SHARE = 0.5
"""Of what is shown, at most so much is one contributor's; those brought in count as one."""
WEIGHT_OF_CONTRADICTED = 2.0
"""All that contradicts near certainly the network that it is shown to is shown as often as so many others at most."""


@dataclass(frozen=True)
class TrainingSample:
    """Digits in order of id, and how often each is shown (N,), in proportion; others to judge by, not shown."""

    digits: LabelledDigits
    n_new: int  # the last of them are the run's own ten, or those of the ten that may be trained on
    weights: NDArray[np.float64]
    validation: LabelledDigits


def draw_sample(version: int, served: Network, rng: np.random.Generator) -> TrainingSample:
    """Read what a new version is trained on, and judged by beside the digits that are held out for good."""
    ten = selectors.training.digits_of(version, preprocessing=PREPROCESSING_VERSION)
    earlier = selectors.training.digits_before(
        version, preprocessing=PREPROCESSING_VERSION, n_recent=N_RECENT, n_spread=N_SPREAD, rng=rng
    )
    earlier = earlier.at(np.flatnonzero(~earlier.is_unreviewed_reject | _is_read(earlier, served)))
    is_aside = rng.random(len(earlier.ids)) < (VALIDATION_SHARE if ten.ids else 0)
    digits = earlier.at(np.flatnonzero(~is_aside)).and_then(ten)
    return weighted_sample(digits, served, n_new=len(ten.ids), validation=earlier.at(np.flatnonzero(is_aside)))


def weighted_sample(
    digits: LabelledDigits, served: Network, *, n_new: int, validation: LabelledDigits = NO_DIGITS
) -> TrainingSample:
    """The sample of these digits, the last of them new, to be shown to this network."""
    weights = np.ones(len(digits.ids))
    weights[len(digits.ids) - n_new :] = WEIGHT_OF_NEW
    is_contradicted = contradicts(served.outputs(as_inputs(digits.pictures)), digits.labels)
    weights = _bounded(weights, is_contradicted, at_most=WEIGHT_OF_CONTRADICTED)
    return TrainingSample(digits, n_new, _each_contributor_bounded(weights, digits.contributors), validation)


def _is_read(digits: LabelledDigits, served: Network) -> NDArray[np.bool_]:
    read: NDArray[np.bool_] = served.outputs(as_inputs(digits.pictures)).argmax(axis=1) == digits.labels
    return read


def _each_contributor_bounded(weights: NDArray[np.float64], contributors: list[UUID | None]) -> NDArray[np.float64]:
    """Only one can have more than half."""
    shares: Counter[UUID | None] = Counter()
    for contributor, weight in zip(contributors, weights.tolist(), strict=True):
        shares[contributor] += weight
    most = max(shares, key=shares.__getitem__, default=None)
    is_theirs = np.array([contributor == most for contributor in contributors], np.bool_)
    return _bounded(weights, is_theirs, at_most=weights[~is_theirs].sum() * MAX_SHARE / (1 - MAX_SHARE))


def _bounded(weights: NDArray[np.float64], is_theirs: NDArray[np.bool_], *, at_most: float) -> NDArray[np.float64]:
    """These are shown less often if they weigh more together, unless there are no others."""
    weight = weights[is_theirs].sum()
    if weight <= at_most or is_theirs.all():
        return weights
    return weights * np.where(is_theirs, at_most / weight, 1.0)
