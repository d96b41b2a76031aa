"""The queries for `/metrics`."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Min, Sum
from django.utils import timezone

from backend.digits.models import HIDDEN, Deployment, Digit, DigitState, ModelState, Status
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
    digits: dict[str, int]  # by state
    n_confirmed: int  # visible digits that were read on arrival as they are labelled
    n_corrected: int
    training_s: float  # of the newest version that was trained; 0 before the first


def standing() -> Standing:
    now, newest = served(), newest_deployment()
    versions = dict.fromkeys(Status.values, 0) | dict(
        ModelState.objects.values_list("status").annotate(n=Count("id")).values_list("status", "n")
    )
    queued_since = ModelState.objects.filter(status=Status.QUEUED).aggregate(since=Min("created_at"))["since"]
    digits, n_confirmed, n_corrected = _digits()
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
        digits=digits,
        n_confirmed=n_confirmed,
        n_corrected=n_corrected,
        training_s=_newest_training_s(),
    )


def _digits() -> tuple[dict[str, int], int, int]:
    """Return the digits by state, and the visible ones confirmed and corrected, in one pass along one index."""
    by_state, confirmed = Counter[str](dict.fromkeys(DigitState.values, 0)), Counter[bool]()
    groups = Digit.objects.order_by("label", "predicted").values_list("label", "predicted", "state")
    for label, predicted, state, n in groups.annotate(n=Count("*")):
        by_state[state] += n
        if predicted is not None and state not in HIDDEN:
            confirmed[predicted == label] += n
    return dict(by_state), confirmed[True], confirmed[False]


def _newest_training_s() -> float:
    ended = ModelState.objects.filter(status__in=(Status.PROMOTED, Status.REJECTED), started_at__isnull=False)
    span = ended.order_by("-id").values_list("started_at", "finished_at").first()
    return (span[1] - span[0]).total_seconds() if span and span[0] and span[1] else 0.0


def _accuracies(newest: Deployment | None) -> dict[str, float]:
    detail = (newest.model_state.test_detail or {}) if newest else {}
    names = ("reference", "people", "mnist")
    return {name: detail[name]["accuracy"] for name in names if detail.get(name) and detail[name]["count"]}
