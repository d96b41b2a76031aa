"""The queries for `/metrics`."""

from dataclasses import dataclass

from django.db.models import Count, F, Min, Sum
from django.utils import timezone

from backend.digits.models import Deployment, ModelState, Status
from backend.digits.selectors.deployments import served
from backend.digits.selectors.digits import n_unassigned


@dataclass(frozen=True)
class Standing:
    """The numbers on queue, serving and training. They come from the tables, so any process can report them."""

    n_unassigned: int
    oldest_waiting_s: float
    served: int
    n_deployments: int
    n_retries: int
    versions: dict[str, int]  # by status


def standing() -> Standing:
    now = served()
    versions = dict.fromkeys(Status.values, 0) | dict(
        ModelState.objects.values_list("status").annotate(n=Count("id")).values_list("status", "n")
    )
    queued_since = ModelState.objects.filter(status=Status.QUEUED).aggregate(since=Min("created_at"))["since"]
    tried = ModelState.objects.filter(token__gt=1).aggregate(n=Sum(F("token") - 1))["n"]
    return Standing(
        n_unassigned=n_unassigned(),
        oldest_waiting_s=(timezone.now() - queued_since).total_seconds() if queued_since else 0.0,
        served=now[1] if now else 0,
        n_deployments=Deployment.objects.count(),
        n_retries=tried or 0,
        versions=versions,
    )
