"""Deciding by hand what is served: going back to an older version, which pins it, and unpinning.

A rollback goes by the serving history and appends to it. While the newest deployment is pinned nothing is trained: tens
go on forming and wait; unpinned, they are learned one after the other, starting from the version that is served.
"""

from django.db import transaction

from backend.digits import selectors
from backend.digits.errors import RefusedError
from backend.digits.models import Deployment
from backend.digits.services.locking import lock_writers
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import CorruptNetworkError, PackedNetwork, unpack


def roll_back(*, to: int, by: str, reason: str) -> Deployment:
    """Serve version `to` from the next request on, and pin it."""
    _check(to, by, reason)
    with transaction.atomic():
        lock_writers()
        return Deployment.objects.create(model_state_id=to, by=by, reason=reason, is_pinned=True)


def unpin(*, by: str, reason: str) -> Deployment:
    """Let the network learn again, starting from the version that is served."""
    with transaction.atomic():
        lock_writers()
        newest = selectors.training.newest_deployment()
        if newest is None or not newest.is_pinned:
            raise RefusedError("Nothing is pinned.")
        return Deployment.objects.create(model_state_id=newest.model_state_id, by=by, reason=reason)


def _check(version: int, by: str, reason: str) -> None:
    if not by or not reason:
        raise RefusedError("Say who rolls back, and why: both are kept in the history.")
    if not selectors.training.was_deployed(version):
        raise RefusedError(f"Version {version} was never served: only a version of the serving history can be.")
    stored = selectors.training.packed_network(version, preprocessing=PREPROCESSING_VERSION)
    if stored is None:
        raise RefusedError(f"The weights of version {version} are not kept, or belong to older preprocessing.")
    try:
        unpack(PackedNetwork(*stored[:3]), sha256=stored[3])
    except CorruptNetworkError as error:
        raise RefusedError(f"The weights of version {version} are damaged: {error}.") from error
