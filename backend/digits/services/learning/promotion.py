"""The gate and the deployment: whether a trained candidate is served, and the one transaction that says so.

A candidate is served if it is mechanically sound, if at most half of its ten contradict near certainly the network that
learned them, if on the sealed reference digits it stays within half a point of the best that was ever accepted on that
set and no digit falls by more than two, and if on people's digits that the run was not shown (those held out for good,
and some of earlier tens) it is not worse than the served network beyond chance.
MNIST's test digits are reported and decide nothing.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.models import Deployment, Status
from backend.digits.services.digits import hold_digits
from backend.digits.services.learning.evaluation import Floor, Reading
from backend.digits.services.learning.lease import Lease, LeaseLostError, held
from backend.digits.services.locking import lock_writers
from backend.digits.services.retention import drop_old_weights
from backend.failpoints import failpoint
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import CorruptNetworkError, PackedNetwork, pack, unpack

MARGIN = 0.005  # of the reference digits
DIGIT_MARGIN = 0.02  # of the reference digits of one label
MAX_CONTRADICTED = 5  # of the new digits
MAX_DOUBTFUL = 2  # of them: with more, what was forgotten may be what they are meant to undo
CHANCE = 0.05  # one-sided
MAX_WEIGHT = 100.0  # the base network's largest is below 10; a network that exploded is not worth measuring
GATE = "the gate"


@dataclass(frozen=True)
class Verdict:
    """`has_forgotten`: refused for its reference digits, while its ten gives no reason to distrust it."""

    is_accepted: bool
    reason: str
    has_forgotten: bool = False


@dataclass(frozen=True)
class Candidate:
    """A trained network with what was measured of it, and the deployment that it was judged against."""

    packed: PackedNetwork
    verdict: Verdict
    judged_against: int
    parent: int
    measurements: dict[str, Any]  # fields of ModelState: accuracies, their detail, the receipt
    suspects: dict[int, str]  # digits to hold, each with the reason; none where it was accepted


class ServedNetworkChangedError(RuntimeError):
    """Something else was deployed, or pinned, since the run began: the version must be trained and judged again."""


@dataclass(frozen=True)
class NewDigits:
    """How many digits are new, and how many of them the network, before it learned them, nearly knew to be others."""

    count: int
    n_contradicted: int


NOTHING_NEW = NewDigits(0, 0)


def judge(
    *,
    network: Network,
    reference: Reading,
    floor: Floor,
    people: Reading,
    people_before: Reading,
    ten: NewDigits = NOTHING_NEW,
) -> Verdict:
    """Decide whether a candidate may be served."""
    if broken := _mechanical_fault(network):
        return Verdict(is_accepted=False, reason=broken)
    if ten.n_contradicted > MAX_CONTRADICTED:
        lies = f"Of its {ten.count} new digits the network was nearly certain that {ten.n_contradicted} are others"
        reason = f"{lies}; more than {MAX_CONTRADICTED} are learned only after an administrator kept them."
        return Verdict(is_accepted=False, reason=reason)
    is_trusted = ten.n_contradicted <= MAX_DOUBTFUL
    correct, count = reference.accuracy.correct, reference.accuracy.count
    wanted = math.ceil(floor.correct - MARGIN * count)
    on_reference = f"It reads {correct:,} of {count:,} reference digits; at least {wanted:,} are wanted"
    if correct < wanted:
        return Verdict(is_accepted=False, reason=f"{on_reference}.", has_forgotten=is_trusted)
    for digit, (best, now) in enumerate(zip(floor.per_digit, reference.per_digit, strict=True)):
        if now.correct < (least := math.ceil(best - DIGIT_MARGIN * now.count)):
            fallen = f"it reads {now.correct:,} of {now.count:,} {digit}s; at least {least:,} are wanted"
            return Verdict(is_accepted=False, reason=f"{on_reference}; but {fallen}.", has_forgotten=is_trusted)
    lost = int((people_before.is_right & ~people.is_right).sum())
    won = int((people.is_right & ~people_before.is_right).sum())
    on_people = (
        f"of {len(people.labels)} people's digits that it was not shown, it reads {won} that were misread before"
    )
    on_people = f"{on_people} and misreads {lost} that were read"
    if _is_worse_beyond_chance(lost=lost, won=won):
        return Verdict(is_accepted=False, reason=f"{on_reference}; but {on_people}: worse beyond chance.")
    return Verdict(is_accepted=True, reason=f"{on_reference}; {on_people}.")


def conclude(lease: Lease, candidate: Candidate) -> None:
    """Store the run's result and, if it was accepted, serve it: all in one transaction, or nothing.

    Raises LeaseLostError where another worker holds the run by now, ServedNetworkChangedError where the candidate was
    judged against a network that is no longer the served one.
    """
    accepted = candidate.verdict.is_accepted
    with transaction.atomic():
        lock_writers()
        newest = selectors.training.newest_deployment()
        if newest is None or newest.pk != candidate.judged_against or newest.is_pinned:
            raise ServedNetworkChangedError
        n_held = held(lease).update(
            status=Status.PROMOTED if accepted else Status.REJECTED,
            reason=candidate.verdict.reason,
            parent_id=candidate.parent,
            lease_until=None,
            progress=1.0,
            error="",
            finished_at=timezone.now(),
            **as_columns(candidate.packed),
            **candidate.measurements,
        )
        if not n_held:
            raise LeaseLostError(f"version {lease.version} is trained by another worker now")
        for reason in set(candidate.suspects.values()):
            hold_digits([id_ for id_, why in candidate.suspects.items() if why == reason], reason=reason)
        if accepted:
            deploy(lease.version, by=GATE, reason=candidate.verdict.reason)
        drop_old_weights(lease.version)
        failpoint("run.concluding")


def deploy(version: int, *, by: str, reason: str) -> Deployment:
    """Serve a version from the next request on."""
    return Deployment.objects.create(model_state_id=version, by=by, reason=reason)


def as_columns(packed: PackedNetwork) -> dict[str, Any]:
    """Return the columns of ModelState that hold a network trained by this program."""
    return {
        "preprocessing": PREPROCESSING_VERSION,
        "layout": packed.layout,
        "weights": packed.weights,
        "biases": packed.biases,
        "sha256": packed.sha256,
    }


def _mechanical_fault(network: Network) -> str | None:
    parameters = [*network.weights, *network.biases]
    if not all(np.isfinite(each).all() for each in parameters):
        return "It has weights that are not finite numbers."
    if (largest := max(float(np.abs(each).max()) for each in parameters)) > MAX_WEIGHT:
        return f"Its largest weight is {largest:.0f}; at most {MAX_WEIGHT:.0f} is sound."
    packed = pack(network)
    try:
        unpack(packed, sha256=packed.sha256)
    except CorruptNetworkError as error:
        return f"It does not survive being stored: {error}."
    return None


def _is_worse_beyond_chance(*, lost: int, won: int) -> bool:
    """The sign test: of the digits that only one of the two networks reads, does the candidate read too few?"""
    differing = lost + won
    at_least_as_bad = sum(math.comb(differing, k) for k in range(lost, differing + 1))
    return differing > 0 and at_least_as_bad / 2**differing < CHANCE
