"""The lease of a run: claim, beat, give back. There is one run at a time, whatever the number of workers.

A claim is a conditional UPDATE whose row count is checked, and it raises the row's token. It waits for the writers'
lock: no run begins while tens join its version, an import is taken back, a hand is forgotten or all begins afresh. A
worker with an older token, because it slept past its lease, changes nothing. Clocks decide only when a run is tried
again, never who is right.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from backend.digits import selectors
from backend.digits.models import ModelState, Status
from backend.digits.notice import NoticeKind
from backend.digits.services.locking import lock_writers
from backend.digits.services.notices.telling import tell
from backend.observability import event


@dataclass(frozen=True)
class Lease:
    """The right to train one version, until another worker takes it over."""

    version: int
    token: int
    attempts: int
    start: int | None = None  # the version to start from; None: the one that is served


class LeaseLostError(RuntimeError):
    """The loss of the lease: another worker has taken the run over, so this one stops and leaves no trace."""


def claim(*, owner: str) -> Lease | None:
    """Take the run that is due. Return None if there is none, another worker holds it, or what is served is pinned."""
    deployment = selectors.deployments.newest_deployment()
    if deployment and deployment.is_pinned:
        return None
    if running := selectors.versions.version_in_training():
        if _is_held(running):
            return None
        if running.attempts >= settings.DIGITS_MAX_ATTEMPTS:
            _give_up(running)
            return claim(owner=owner)
        return _take(running, owner=owner)
    queued = selectors.versions.oldest_queued()
    return _take(queued, owner=owner) if queued else None


def beat(lease: Lease, *, progress: float, curve: Sequence[dict[str, Any]] = ()) -> None:
    """Extend the lease, and note how far the run is and its curve so far: the cost and the accuracy after each part.

    Raises LeaseLostError where another worker has taken the run over.
    """
    if not held(lease).update(lease_until=_lease_end(), progress=progress, train_detail={"curve": [*curve]}):
        raise LeaseLostError(f"version {lease.version} is trained by another worker now")


def give_back(lease: Lease) -> None:
    """Return the run to the queue as if it had not been tried, because the worker stops."""
    held(lease).update(status=Status.QUEUED, lease_until=None, progress=0.0, attempts=F("attempts") - 1)


def fail(lease: Lease, *, error: str) -> None:
    """Note that the run broke. It is tried DIGITS_MAX_ATTEMPTS times in all, and then stays failed, visibly."""
    is_last = lease.attempts >= settings.DIGITS_MAX_ATTEMPTS
    with transaction.atomic():
        n_noted = held(lease).update(
            status=Status.FAILED if is_last else Status.QUEUED,
            error=error,
            lease_until=None,
            progress=0.0,
            finished_at=timezone.now() if is_last else None,
        )
        if n_noted and is_last:
            _tell_failed(lease.version, error)
    if n_noted and is_last:
        event("failed", "version %d failed: %s", lease.version, error, level=logging.ERROR, version=lease.version)


def held(lease: Lease) -> QuerySet[ModelState]:
    """Return the row of the run if the lease still holds it. Every write of a result goes through this fence."""
    return ModelState.objects.filter(id=lease.version, token=lease.token, status=Status.TRAINING)


def held_in_turn(lease: Lease) -> QuerySet[ModelState]:
    """Return what `held` does, once no other writer is at work; none will be until this transaction ends."""
    lock_writers()
    return held(lease)


def _is_held(run: ModelState) -> bool:
    """Say whether the lease of a run has not ended.

    A lease that ends more than twice its length from now was written before the clock was set back, and is not
    believed. Twice the length is allowed, since the clocks of two machines differ.
    """
    now = timezone.now()
    longest = timedelta(seconds=2 * settings.DIGITS_LEASE_S)
    return run.lease_until is not None and now < run.lease_until <= now + longest


def _take(due: ModelState, *, owner: str) -> Lease | None:
    now = timezone.now()
    try:
        with transaction.atomic():
            lock_writers()  # whoever has it may be giving tens to this version, or changing digits while no run is on
            n_taken = ModelState.objects.filter(id=due.pk, token=due.token, status=due.status).update(
                status=Status.TRAINING,
                takes_tens=False,  # for good: a run that is tried again learns the same digits
                token=due.token + 1,
                attempts=due.attempts + 1,
                owner=owner,
                started_at=now,
                lease_until=_lease_end(),
                progress=0.0,
                train_detail=None,
            )
    except IntegrityError:  # another worker began another run in the same moment
        return None
    if not n_taken:
        return None
    return Lease(version=due.pk, token=due.token + 1, attempts=due.attempts + 1, start=due.parent_id)


def _give_up(run: ModelState) -> None:
    error = f"The worker died {settings.DIGITS_MAX_ATTEMPTS} times while training this version."
    with transaction.atomic():
        n_failed = ModelState.objects.filter(id=run.pk, token=run.token, status=Status.TRAINING).update(
            status=Status.FAILED, error=error, lease_until=None, finished_at=timezone.now()
        )
        if n_failed:
            _tell_failed(run.pk, error)
    if n_failed:
        event(
            "failed", "version %d failed: the worker died %d times", run.pk, run.attempts, level=logging.ERROR,
            version=run.pk,
        )  # fmt: skip


def _tell_failed(version: int, error: str) -> None:
    text = "Later versions learn its digits only among all earlier ones: see its page, and retrain."
    tell(NoticeKind.FAILED, f"Version {version} failed", text=text, here=error[:500], version=version)


def _lease_end() -> datetime:
    return timezone.now() + timedelta(seconds=settings.DIGITS_LEASE_S)
