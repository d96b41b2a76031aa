"""What an operator decides about serving, each with its entry in the audit trail: roll back, pin, unpin."""

from django.db import transaction

from backend.digits import selectors
from backend.digits.errors import RefusedError
from backend.digits.models import Action, Deployment
from backend.digits.services import audit, deployments


def roll_back(*, to: int, by: str, reason: str) -> Deployment:
    """Serve an older version from the next request on, and pin it."""
    return _steer(Action.ROLLBACK, to=to, by=by, reason=reason)


def pin(*, by: str, reason: str) -> Deployment:
    """Keep what is served until it is unpinned: nothing is trained meanwhile."""
    served = selectors.training.served()
    if served is None:
        raise RefusedError("No network is installed yet.")
    return _steer(Action.PIN, to=served[1], by=by, reason=reason)


def unpin(*, by: str, reason: str) -> Deployment:
    """Let the network learn again."""
    if not reason.strip():
        raise RefusedError("Say why: it is kept in the history.")
    with transaction.atomic():
        deployment = deployments.unpin(by=by, reason=reason.strip())
        audit.record(Action.UNPIN, by=by, version=deployment.model_state_id, reason=reason.strip())
    return deployment


def _steer(action: Action, *, to: int, by: str, reason: str) -> Deployment:
    before = selectors.training.served()
    with transaction.atomic():
        deployment = deployments.roll_back(to=to, by=by, reason=reason.strip())
        audit.record(
            action,
            by=by,
            version=to,
            before=f"version {before[1]}" if before else "",
            after=f"version {to}",
            reason=reason.strip(),
        )
    return deployment
