"""What is served, what was, and whether the installation is new."""

from datetime import datetime

from django.db import connection
from django.db.models import Subquery

from backend.digits.models import (
    BY_INSTALLATION,
    OF_THE_PROGRAM,
    AuditEntry,
    Deployment,
    Digit,
    DigitState,
    Kind,
    ModelState,
    Status,
)

NEWEST_DEPLOYMENT = "SELECT id, model_state_id FROM digits_deployment ORDER BY id DESC LIMIT 1"


def served() -> tuple[int, int] | None:
    """Return (deployment, version) of the served network, or None before the base network is installed.

    Every prediction needs it. The SQL is written out, since building the query would cost more than running it.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_DEPLOYMENT)
        row: tuple[int, int] | None = cursor.fetchone()
    return row


def newest_deployment() -> Deployment | None:
    return Deployment.objects.order_by("-id").first()


def newest(n: int) -> list[Deployment]:
    """Return the newest n deployments, newest first."""
    return list(Deployment.objects.order_by("-id")[:n])


def served_before(deployment: int) -> int | None:
    """Return the version that was served until a deployment."""
    earlier = Deployment.objects.filter(id__lt=deployment).order_by("-id")
    return earlier.values_list("model_state_id", flat=True).first()


def deployed_since(version: int) -> list[int]:
    """Return the versions that were put into service after the last time that one was, in order."""
    last = Deployment.objects.filter(model_state_id=version).order_by("-id").values("id")[:1]
    since = Deployment.objects.filter(id__gt=Subquery(last)).order_by("id")
    return list(dict.fromkeys(since.values_list("model_state_id", flat=True)))


def is_pinned(*, preprocessing: int) -> bool:
    """Say whether the served version is pinned and was trained on pictures of this preprocessing."""
    newest = Deployment.objects.select_related("model_state").only("is_pinned", "model_state__preprocessing").last()
    return newest is not None and newest.is_pinned and newest.model_state.preprocessing == preprocessing


def was_deployed(version: int) -> bool:
    return Deployment.objects.filter(model_state_id=version).exists()


def deployed_versions() -> list[tuple[int, str]]:
    """Return (version, SHA-256) of the newest hundred deployments, each version once, newest first."""
    rows = Deployment.objects.order_by("-id").values_list("model_state_id", "model_state__sha256")[:100]
    return list(dict.fromkeys(rows))


def offered_versions(*, n_newest: int) -> list[tuple[int, datetime, float | None]]:
    """Return the versions served last whose weights are kept: (version, when it was put into service, accuracy)."""
    rows = Deployment.objects.filter(model_state__weights__isnull=False).order_by("-id")
    columns = ("model_state_id", "created_at", "model_state__test_detail__reference")
    found: dict[int, tuple[int, datetime, float | None]] = {}
    for version, since, reference in rows.values_list(*columns)[: 4 * n_newest]:
        share = reference["accuracy"] if reference and reference["count"] else None
        found.setdefault(version, (version, since, share))
    return list(found.values())[:n_newest]


def n_digits_waiting() -> int:
    """Return how many digits belong to versions that wait to be trained."""
    waiting = ModelState.objects.filter(status=Status.QUEUED).values("id")
    return Digit.objects.filter(model_state__in=waiting, state=DigitState.COUNTED).count()


def deployed_base_sha256() -> str | None:
    """Return the SHA-256 of the base network that was installed last."""
    installed = Deployment.objects.filter(model_state__kind=Kind.BASE, by=BY_INSTALLATION).order_by("-id")
    return installed.values_list("model_state__sha256", flat=True).first()


def installed_base() -> int | None:
    """Return the version of the base network that was installed last."""
    installed = Deployment.objects.filter(model_state__kind=Kind.BASE, by=BY_INSTALLATION).order_by("-id")
    return installed.values_list("model_state_id", flat=True).first()


def is_new_installation() -> bool:
    """Say whether the installation has nothing but the base network and accounts: an archive may replace it."""
    return not (
        Digit.objects.exists()
        or ModelState.objects.exclude(kind=Kind.BASE).exists()
        or Deployment.objects.exclude(by=BY_INSTALLATION).exists()
        or AuditEntry.objects.exclude(action__in=OF_THE_PROGRAM).exists()
    )
