"""The queries of the outbox: what was told, what waits, and what a digest sums up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Count

from backend.digits.models import Deployment, Digit, DigitState, ModelState, Status
from backend.digits.notice import Delivery, Notice
from backend.digits.selectors import arrivals
from nn.metrics import Accuracy

MANY = 100  # unseen notices are counted up to here; a higher limit reads more rows for each page


@dataclass(frozen=True)
class Summary:
    """What happened in a period, and what stands now."""

    n_digits: int  # that people drew: those of imports are no sign of use
    network: Accuracy
    hand: Accuracy
    network_before: Accuracy
    n_promoted: int
    n_rejected: int
    n_failed: int
    served: int
    is_pinned: bool
    n_held: int


def summary(start: datetime, end: datetime) -> Summary:
    """Return what happened from `start` to before `end`, at most seven days (UTC), with a bounded number of queries."""
    n_days = (end - start).days
    days = [sight for _, sight in arrivals.month(n_days=14, now=end - timedelta(days=1)).days]
    sight, before = (sum(part, arrivals.NOTHING) for part in (days[-n_days:], days[-2 * n_days : -n_days]))
    ended = ModelState.objects.filter(finished_at__gte=start, finished_at__lt=end)
    by_status = dict(ended.order_by().values_list("status").annotate(n=Count("id")))
    newest = Deployment.objects.order_by("-id").first()
    return Summary(
        n_digits=Digit.objects.filter(created_at__gte=start, created_at__lt=end, said__isnull=False).count(),
        network=sight.network,
        hand=sight.hand,
        network_before=before.network,
        n_promoted=by_status.get(Status.PROMOTED, 0),
        n_rejected=by_status.get(Status.REJECTED, 0),
        n_failed=by_status.get(Status.FAILED, 0),
        served=newest.model_state_id if newest else 0,
        is_pinned=bool(newest and newest.is_pinned),
        n_held=Digit.objects.filter(state=DigitState.HELD).count(),
    )


def is_told(once: str) -> bool:
    return Notice.objects.filter(once=once).exists()


def was_installed(*, before: datetime) -> bool:
    """Say whether something was served before a moment."""
    oldest = Deployment.objects.order_by("id").values_list("created_at", flat=True).first()
    return oldest is not None and oldest < before


def n_unseen() -> int:
    """Return how many notices nobody has read, or MANY + 1 where there are more than MANY."""
    return len(Notice.objects.filter(seen_by="").order_by("-id").values_list("id")[: MANY + 1])


def newest(*, n_newest: int, before: int | None = None) -> Sequence[Notice]:
    """Return the newest notices, or the newest of those before one, with what became of them."""
    found = Notice.objects.order_by("-id").prefetch_related("deliveries")
    return list((found.filter(id__lt=before) if before else found)[:n_newest])


@dataclass(frozen=True)
class ChannelState:
    """The state of one channel of notices."""

    n_waiting: int
    n_given_up: int
    last_sent: datetime | None
    error: str  # of the oldest that waits, or else of the newest that was given up


def channel_state(channel: str) -> ChannelState:
    deliveries = Delivery.objects.filter(channel=channel)
    unsent = deliveries.filter(sent_at__isnull=True)
    waiting = unsent.filter(given_up_at__isnull=True).order_by("notice_id")
    given_up = unsent.filter(given_up_at__isnull=False).order_by("-id")
    errors = [list(some.values_list("error", flat=True)[: 10 * MANY]) for some in (waiting, given_up)]
    last = deliveries.filter(sent_at__isnull=False).order_by("-sent_at").values_list("sent_at", flat=True).first()
    return ChannelState(len(errors[0]), len(errors[1]), last, next(chain(*errors), ""))
