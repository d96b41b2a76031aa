"""The changes of the served version: deploy, roll back, pin, unpin. Old weights are dropped here too.

The newest row of the serving history names the served version, and rows are only added. A rollback pins the version
that it serves. While the newest deployment is pinned nothing is trained: tens are queued and wait. Once it is unpinned
their versions are trained one after the other, starting from the version that is served.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import F

from backend.digits import selectors
from backend.digits.errors import RefusedError
from backend.digits.models import OPEN, Action, Deployment, Kind, ModelState
from backend.digits.notice import NoticeKind
from backend.digits.services import audit
from backend.digits.services.audit import stated
from backend.digits.services.locking import lock_writers
from backend.digits.services.notices.telling import tell
from nn.serialization import CorruptNetworkError

KEPT_EVERY = 100  # the weights of each hundredth version are kept for good
WINDOW = 100  # versions looked at each time, so that the cost does not grow; half or twice as many drop the same


def deploy(version: int, *, by: str, reason: str, is_pinned: bool = False) -> Deployment:
    """Serve a version from the next request on."""
    return Deployment.objects.create(model_state_id=version, by=by, reason=reason, is_pinned=is_pinned)


def roll_back(*, to: int, by: str, reason: str, seen: int | None = None) -> Deployment:
    """Serve an older version from the next request on, and pin it. Raises RefusedError.

    `seen` is the newest deployment that the administrator knew of. If there is a newer one, the request is refused,
    unless the same request made it: then it is answered as the first time. `pin` and `unpin` do the same.
    """
    return _pin_to(to, Action.ROLLBACK, by=by, reason=stated(reason), seen=seen)


def pin(*, by: str, reason: str, seen: int | None = None) -> Deployment:
    """Keep what is served until it is unpinned: nothing is trained meanwhile. Raises RefusedError."""
    served = selectors.deployments.served()
    if served is None:
        raise RefusedError("No network is installed yet.")
    return _pin_to(served[1], Action.PIN, by=by, reason=stated(reason), seen=seen)


def unpin(*, by: str, reason: str, seen: int | None = None) -> Deployment:
    """Let the network learn again, starting from the version that is served. Raises RefusedError."""
    reason = stated(reason, otherwise="Say why: it is kept in the history.")
    with transaction.atomic():
        lock_writers()
        newest = selectors.deployments.newest_deployment()
        if newest and (done := _done_already(newest, seen, by=by, reason=reason, is_pinned=False)):
            return done
        if newest is None or not newest.is_pinned:
            raise RefusedError("Nothing is pinned.")
        deployment = deploy(newest.model_state_id, by=by, reason=reason)
        audit.record(Action.UNPIN, by=by, version=deployment.model_state_id, reason=reason)
    return deployment


def check_servable(version: int) -> None:
    """Raise RefusedError unless a version was served before and its weights can be read."""
    if not selectors.deployments.was_deployed(version):
        raise RefusedError(f"Version {version} was never served: only a version of the serving history can be.")
    try:
        network = selectors.versions.load_network(version)
    except CorruptNetworkError as error:
        raise RefusedError(f"The weights of version {version} are damaged: {error}.") from error
    if network is None:
        raise RefusedError(f"The weights of version {version} are not kept, or belong to older preprocessing.")


def drop_old_weights(newest: int) -> int:
    """Drop the weights of versions that are DIGITS_KEEP_WEIGHTS older than the newest; return their number.

    Receipts, base networks and each hundredth version stay, and so does what is served, which may be an old version
    after a rollback, and what a waiting version is to start from.
    """
    last = newest - settings.DIGITS_KEEP_WEIGHTS
    served = Deployment.objects.order_by("-id").values("model_state_id")[:1]
    old = ModelState.objects.filter(id__gt=last - WINDOW, id__lte=last, weights__isnull=False)
    old = old.annotate(rest=F("id") % KEPT_EVERY).exclude(rest=0).exclude(kind=Kind.BASE)
    starts = ModelState.objects.filter(status__in=OPEN, parent__isnull=False).values("parent_id")
    return old.exclude(id__in=served).exclude(id__in=starts).update(weights=None, biases=None)


def _done_already(
    newest: Deployment, seen: int | None, *, by: str, reason: str, is_pinned: bool, version: int | None = None
) -> Deployment | None:
    """Return the deployment that the same request made before. Raises RefusedError where another one came meanwhile."""
    if seen is None or newest.pk <= seen:
        return None
    is_same = (newest.by, newest.reason, newest.is_pinned) == (by, reason, is_pinned)
    if is_same and newest.pk == seen + 1 and version in (None, newest.model_state_id):
        return newest
    raise RefusedError(
        f"Nothing was changed: meanwhile version {newest.model_state_id} was put into service by {newest.by}"
        f" ({newest.reason}). Look again, and decide on what is served now."
    )


def _pin_to(version: int, action: Action, *, by: str, reason: str, seen: int | None) -> Deployment:
    with transaction.atomic():
        lock_writers()
        newest = selectors.deployments.newest_deployment()
        done = newest and _done_already(newest, seen, by=by, reason=reason, is_pinned=True, version=version)
        if done:
            return done
        if not by or not reason:
            raise RefusedError("Say who rolls back, and why: both are kept in the history.")
        check_servable(version)  # under the lock: nobody drops its weights between this and the deployment
        before = selectors.deployments.served()
        deployment = Deployment.objects.create(model_state_id=version, by=by, reason=reason, is_pinned=True)
        audit.record(
            action,
            by=by,
            version=version,
            before=f"version {before[1]}" if before else "",
            after=f"version {version}",
            reason=reason,
        )
        if action == Action.ROLLBACK:
            title = f"{by} went back to version {version}, which is pinned"
            tell(NoticeKind.ROLLED_BACK, title, text=reason, version=version)
    return deployment
