"""Which of people's digits one run trains on, and how often each is shown.

The run's own ten, the newest before them, and some spread over all that are older, so that one hand does not push out
another. The ten are shown more often than the others; where several people drew them, nobody's are more than half.
Of a ten that was rejected, only what is read by the served network is shown again: should it have been poison, it is
harmless now; should it have been honest, the rest of it comes back as soon as that hand is read.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.selectors import NO_DIGITS, LabelledDigits
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs

N_RECENT = 100
N_SPREAD = 200
PUT_ASIDE = 0.25
"""Of the earlier ones, others each time, this part is not shown to a run: its result is judged by them. A version
without a ten of its own learns all."""
WEIGHT_OF_NEW = 2.0
"""How often the ten are shown, where the others are shown once."""
MAX_SHARE = 0.5
"""Of what is shown, at most so much is one contributor's; those who sent no cookie count as one."""


@dataclass(frozen=True)
class Choice:
    """Digits in order of id, and how often each is shown (N,), in proportion; others to judge by, not shown."""

    digits: LabelledDigits
    n_new: int  # the last of them are the run's own ten, or those of the ten that may be trained on
    how_often: NDArray[np.float64]
    put_aside: LabelledDigits


def choose_digits(version: int, served: Network, rng: np.random.Generator) -> Choice:
    """Read what a new version is trained on, and judged by beside the digits that are held out for good."""
    ten = selectors.digits_of(version, preprocessing=PREPROCESSING_VERSION)
    earlier = selectors.digits_before(
        version, preprocessing=PREPROCESSING_VERSION, n_recent=N_RECENT, n_spread=N_SPREAD, rng=rng
    )
    earlier = earlier.at(np.flatnonzero(~earlier.was_rejected | _is_read(earlier, served)))
    is_aside = rng.random(len(earlier.ids)) < (PUT_ASIDE if ten.ids else 0)
    digits = earlier.at(np.flatnonzero(~is_aside)).and_then(ten)
    return weighed(digits, n_new=len(ten.ids), put_aside=earlier.at(np.flatnonzero(is_aside)))


def weighed(digits: LabelledDigits, *, n_new: int, put_aside: LabelledDigits = NO_DIGITS) -> Choice:
    """The choice of these digits, the last of them new."""
    how_often = np.ones(len(digits.ids))
    how_often[len(digits.ids) - n_new :] = WEIGHT_OF_NEW
    return Choice(digits, n_new, _bounded(how_often, digits.contributors), put_aside)


def _is_read(digits: LabelledDigits, served: Network) -> NDArray[np.bool_]:
    read: NDArray[np.bool_] = served.outputs(as_inputs(digits.pictures)).argmax(axis=1) == digits.labels
    return read


def _bounded(how_often: NDArray[np.float64], contributors: list[UUID | None]) -> NDArray[np.float64]:
    """Whoever has more than the greatest share is shown less often, down to it, unless there is nobody else."""
    shares: Counter[UUID | None] = Counter()
    for contributor, weight in zip(contributors, how_often.tolist(), strict=True):
        shares[contributor] += weight
    total = shares.total()
    for contributor, share in shares.items():
        if share > MAX_SHARE * total and share < total:
            factor = (total - share) / share * MAX_SHARE / (1 - MAX_SHARE)
            return how_often * np.where([other == contributor for other in contributors], factor, 1.0)
    return how_often
