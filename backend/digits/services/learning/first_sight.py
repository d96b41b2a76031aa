"""The comparison of two networks on digits that neither has learned: a sequential test of first sight.

Both networks are asked about the same digits, so it does not matter who draws: a class of children is as hard for one
network as for the other. Each network's outputs, as shares of their sum, say how probable it held the label. The
evidence against the newer one is the logarithm of the ratio of both probabilities, summed over the digits: Wald's
sequential probability ratio test, in which each network is a hypothesis (A. Wald, *Sequential tests of statistical
hypotheses*, Annals of Mathematical Statistics 16, 1945; with predictions as hypotheses A. Dawid, JRSS A 147, 1984).
Two versions that follow each other give nearly the same probabilities, so there is hardly any evidence against honest
ones, and some against a damaged one even from digits that it still reads.

Digits whose label the base network doubts do not count, so nobody can undo a version by wrong labels. Of one person's
digits no more than PER_PERSON counts, unless nobody else drew.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.digits.base import base_network
from backend.digits.selectors.training import StoredDigits
from backend.digits.suspicion import is_by_one, is_unsure
from nn.network import Network

BEYOND_DOUBT = 0.55
"""Evidence from which a version is worse beyond doubt. If larger, a fall is undone later; if smaller, honest versions
are undone. docs/learning.md has the figures."""
PER_PERSON = 0.5
"""Evidence that one person's digits can give where others drew too: less than BEYOND_DOUBT, so that one odd hand undoes
nothing. If larger, fewer people undo a version."""
SMOOTHING = 0.1
"""Share of a network's probabilities that is spread evenly over the ten digits. If smaller, one digit can give more."""


@dataclass(frozen=True)
class FirstSight:
    """Two networks compared: the digits that count, those that only one of them reads, and the evidence."""

    n_digits: int
    n_lost: int  # read by the earlier network alone
    n_won: int  # read by the newer network alone
    evidence: float

    @property
    def is_worse(self) -> bool:
        return self.evidence >= BEYOND_DOUBT


def compare(now: Network, before: Network, digits: StoredDigits) -> FirstSight:
    """Return the evidence of these digits, which neither network has learned, that `now` reads people worse."""
    if not len(digits):
        return FirstSight(0, 0, 0, 0.0)
    digits = digits.at(~is_unsure(base_network().outputs(digits.inputs), digits.labels))
    X, labels = digits.inputs, digits.labels
    outputs_before, outputs_now = before.outputs(X), now.outputs(X)
    ratios = np.log(_probabilities(outputs_before, labels) / _probabilities(outputs_now, labels))
    was_read, is_read = outputs_before.argmax(axis=1) == labels, outputs_now.argmax(axis=1) == labels
    return FirstSight(
        n_digits=len(digits),
        n_lost=int((was_read & ~is_read).sum()),
        n_won=int((is_read & ~was_read).sum()),
        evidence=_evidence(ratios, digits),
    )


def _probabilities(outputs: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how probable each label (N,) was by the outputs (N, 10), never below SMOOTHING / 10."""
    positive = outputs.astype(np.float64) + 1e-9
    shares = positive[np.arange(len(labels)), labels] / positive.sum(axis=1)
    smoothed: NDArray[np.float64] = (1 - SMOOTHING) * shares + SMOOTHING / 10
    return smoothed


def _evidence(ratios: NDArray[np.float64], digits: StoredDigits) -> float:
    if is_by_one(digits.contributors):
        return float(ratios.sum())
    of_person: dict[object, float] = {}
    for person, ratio in zip(digits.contributors, ratios.tolist(), strict=True):
        of_person[person] = of_person.get(person, 0.0) + ratio
    return sum(min(PER_PERSON, evidence) for evidence in of_person.values())
