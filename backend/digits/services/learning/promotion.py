"""The end of a run: its result is stored, and served if the gate accepted it, in one transaction."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.models import BY_GATE, Status
from backend.digits.notice import NoticeKind
from backend.digits.services.deployments import deploy, drop_old_weights
from backend.digits.services.learning.gate import Verdict
from backend.digits.services.learning.lease import Lease, LeaseLostError, held_in_turn
from backend.digits.services.moderation.quarantine import hold_by_reason
from backend.digits.services.notices.telling import tell
from backend.failpoints import failpoint
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import PackedNetwork


@dataclass(frozen=True)
class Candidate:
    """A trained network with what was measured of it, and the deployment that it was judged against."""

    packed: PackedNetwork
    verdict: Verdict
    judged_against: int
    parent: int
    measurements: dict[str, Any]  # fields of ModelState: accuracies, their detail, the receipt
    suspects: dict[int, str]  # digits to hold, whether it is accepted or not, each with the reason


class ServedNetworkChangedError(RuntimeError):
    """A deployment or pin since the run began: the version must be trained and judged again."""


def conclude(lease: Lease, candidate: Candidate) -> None:
    """Store the run's result and, if it was accepted, serve it: all in one transaction, or nothing.

    Raises LeaseLostError where another worker holds the run by now, ServedNetworkChangedError where the candidate was
    judged against a network that is no longer the served one.
    """
    accepted = candidate.verdict.is_accepted
    with transaction.atomic():
        run = held_in_turn(lease)
        newest = selectors.deployments.newest_deployment()
        if newest is None or newest.pk != candidate.judged_against or newest.is_pinned:
            raise ServedNetworkChangedError
        n_held = run.update(
            status=Status.PROMOTED if accepted else Status.REJECTED,
            parent_id=candidate.parent,
            lease_until=None,
            progress=1.0,
            error="",
            finished_at=timezone.now(),
            **candidate.verdict.why.columns,
            **as_columns(candidate.packed),
            **candidate.measurements,
        )
        if not n_held:
            raise LeaseLostError(f"version {lease.version} is trained by another worker now")
        if candidate.suspects:
            hold_by_reason(candidate.suspects)
        if accepted:
            deploy(lease.version, by=BY_GATE, reason=candidate.verdict.why.sentence)
        else:
            title = f"Version {lease.version} was rejected"
            tell(
                NoticeKind.REJECTED, title, text=candidate.verdict.why.sentence, version=lease.version, is_frequent=True
            )
        drop_old_weights(lease.version)
        failpoint("run.concluding")


def as_columns(packed: PackedNetwork) -> dict[str, Any]:
    """Return the columns of ModelState that hold a network trained by this program."""
    return {
        "preprocessing": PREPROCESSING_VERSION,
        "layout": packed.layout,
        "weights": packed.weights,
        "biases": packed.biases,
        "sha256": packed.sha256,
    }
