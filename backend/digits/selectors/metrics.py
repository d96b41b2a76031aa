"""The queries for `/metrics`."""

from dataclasses import dataclass

from django.db.models import Count, F, Min, Sum
from django.utils import timezone

from backend.digits.models import Deployment, ModelState, Status
from backend.digits.selectors.admin import n_waiting_for_review, n_workers_alive, newest_deployment
from backend.digits.selectors.arrivals import Week, week
from backend.digits.selectors.deployments import served
from backend.digits.selectors.digits import n_unassigned

HELD_COUNTED = 10_000  # held digits are counted up to here; a higher limit reads more rows


@dataclass(frozen=True)
class Standing:
    """The numbers on queue, serving and training. They come from the tables, so any process can report them."""

    n_unassigned: int
    oldest_waiting_s: float
    served: int
    n_deployments: int
    n_retries: int
    versions: dict[str, int]  # by status
    n_held: int  # counted up to HELD_COUNTED
    is_pinned: bool
    n_workers: int  # that reported lately
    accuracies: dict[str, float]  # of the served version, by set; without those that nothing was measured on
    first_sight: Week  # of the last seven days and the seven before


def standing() -> Standing:
    now, newest = served(), newest_deployment()
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
        n_held=n_waiting_for_review(at_most=HELD_COUNTED),
        is_pinned=newest is not None and newest.is_pinned,
        n_workers=n_workers_alive(),
        accuracies=_accuracies(newest),
        first_sight=week(),
    )


def _accuracies(newest: Deployment | None) -> dict[str, float]:
    detail = (newest.model_state.test_detail or {}) if newest else {}
    names = ("reference", "people", "mnist")
    return {name: detail[name]["accuracy"] for name in names if detail.get(name) and detail[name]["count"]}
