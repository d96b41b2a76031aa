"""Requests to train: now, or without the digits that were excluded or withdrawn since."""

from collections.abc import Callable

from django.db import transaction

from backend.digits import selectors
from backend.digits.errors import RefusedError
from backend.digits.models import Action, AuditEntry, Kind, ModelState
from backend.digits.services import audit
from backend.digits.services.audit import stated
from backend.digits.services.locking import lock_writers
from backend.digits.why import Why
from nn.preprocessing import PREPROCESSING_VERSION


def retrain_now(*, by: str, reason: str, seen: int | None = None) -> ModelState:
    """Queue a version that learns a fresh sample of the stored digits, starting from the served network.

    `seen` is the newest version that the administrator knew of: the same request sent twice queues one version.
    """
    return _queue(Action.RETRAIN, by=by, reason=reason, start=None, seen=seen)


def retrain_without(*, by: str, reason: str | Why, seen: int | None = None) -> ModelState:
    """Queue a version on which no excluded or withdrawn digit has any influence.

    It starts from the newest ancestor of the served version that was trained without them, at the earliest from the
    base network, which never saw a stored digit. It learns only digits that may be trained on today.
    """
    return _queue(Action.RETRAIN_WITHOUT, by=by, reason=reason, start=clean_start, seen=seen)


def clean_start() -> int:
    """Return the version from which the served one can be learned again without the excluded and withdrawn digits."""
    served = selectors.deployments.served()
    if served is None:
        raise RefusedError("No network is installed yet.")
    clean = selectors.lineage.newest_clean_ancestor(served[1], preprocessing=PREPROCESSING_VERSION)
    clean = clean or selectors.versions.newest_base(preprocessing=PREPROCESSING_VERSION)
    if clean is None:
        raise RefusedError("The weights of the base network are not kept: start the program again to install it.")
    return clean


def check_learnable() -> None:
    """Raise RefusedError unless there is a digit that may be trained on."""
    if not selectors.digits.has_trainable_digits():
        raise RefusedError("There is no digit to learn from yet.")


def _queue(
    action: Action, *, by: str, reason: str | Why, start: Callable[[], int] | None, seen: int | None
) -> ModelState:
    why = "Say why: it is kept in the audit trail."
    columns = reason.columns if isinstance(reason, Why) else {"reason": stated(reason, otherwise=why)}
    check_learnable()
    with transaction.atomic():
        lock_writers()
        asked = AuditEntry.objects.filter(action=action, by=by, version_id__gt=seen) if seen is not None else None
        if asked is not None and (done := asked.select_related("version").order_by("-id").first()) and done.version:
            return done.version
        parent = start() if start else None  # under the lock: nobody drops its weights before it is named
        version = ModelState.objects.create(kind=Kind.MANUAL, parent_id=parent, **columns)
        after = f"starts from version {parent}" if start else ""
        audit.record(action, by=by, version=version.pk, after=after, reason=version.reason)
    return version
