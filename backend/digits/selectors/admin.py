"""The queries of the administrator's pages. They are few, and each uses an index, whatever the size of the tables."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, Max, Q, QuerySet, Value
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from backend.digits.models import (
    HIDDEN,
    NOT_TRAINABLE,
    OPEN,
    TRAINABLE,
    Action,
    AuditEntry,
    Deployment,
    Digit,
    DigitState,
    ModelState,
    Status,
    Worker,
)
from backend.digits.selectors.digits import visible
from backend.digits.suspicion import CONTRADICTION
from nn.metrics import Accuracy

WORKER_ALIVE = timedelta(
    seconds=20
)  # since a worker's last note, which it makes every five seconds; if longer, a dead worker seems alive for longer
N_OPEN = 200  # newest versions that wait or are trained, among which the oldest is sought; more make the page slower
LISTED = (
    "id", "kind", "status", "parent_id", "reason", "why", "error", "test_detail", "reference_sha256", "started_at",
    "finished_at",
)  # fmt: skip


# --- The dashboard ---------------------------------------------------------------------------------------------------


def newest_deployment() -> Deployment | None:
    newest = Deployment.objects.select_related("model_state").order_by("-id")
    heavy = (f"model_state__{name}" for name in ("weights", "biases", "receipt", "train_detail"))
    return newest.defer(*heavy).first()


@dataclass(frozen=True)
class Standing:
    """Since when, and by whom, the served version has been served and, if it is pinned, pinned."""

    since: datetime
    by: str
    pinned_since: datetime
    pinned_by: str


def standing_of(newest: Deployment) -> Standing:
    """Return since when the served version has been served without a break, and since when it is pinned."""
    is_other, is_loose = ~Q(model_state_id=newest.model_state_id), Q(is_pinned=False)
    last = Deployment.objects.aggregate(other=Max("id", filter=is_other), loose=Max("id", filter=is_loose))
    other, loose = last["other"] or 0, last["loose"] or 0
    since = newest
    if other + 1 < newest.pk:
        since = Deployment.objects.filter(id__gt=other).order_by("id").only("created_at", "by")[0]
    pinned = since
    if newest.is_pinned and loose > other:
        pinned = Deployment.objects.filter(id__gt=loose).order_by("id").only("created_at", "by")[0]
    return Standing(since.created_at, since.by, pinned.created_at, pinned.by)


@dataclass(frozen=True)
class Measured:
    """The accuracies of a promoted version, each with a title and the name of its set of digits."""

    version: int
    shares: list[tuple[str, str, Accuracy]]


def measured_versions(*, newest: int, n_points: int) -> list[Measured]:
    """Return at most `n_points` promoted versions, spread evenly from the first to `newest`."""
    versions = ModelState.objects.filter(status=Status.PROMOTED, id__lte=newest)
    if newest > n_points:
        versions = versions.filter(id__in=np.unique(np.linspace(1, newest, n_points).astype(int)).tolist())
    columns = ("id", "reference_sha256", "test_detail__reference", "test_detail__people", "test_detail__mnist")
    return [
        Measured(id_, _shares(sha256, reference, people, mnist))
        for id_, sha256, reference, people, mnist in versions.order_by("id").values_list(*columns)
    ]


def _shares(sha256: str, reference: Any, people: Any, mnist: Any) -> list[tuple[str, str, Accuracy]]:
    found = []
    if reference and reference["count"]:
        # Sealed digits are named by their SHA-256: another set is another line.
        count = number_format(reference["count"], force_grouping=True)
        named = {"name": _(reference.get("name") or "Yardstick"), "count": count, "sha256": sha256[:8]}
        name = _("%(name)s, %(count)s digits, SHA-256 %(sha256)s") % named
        found.append(("Yardstick", name, Accuracy(reference["correct"], reference["count"])))
    if people and people["count"]:
        name = _("people’s newest digits that nothing is trained on: the set grows from version to version")
        found.append(("People’s digits kept apart", name, Accuracy(people["correct"], people["count"])))
    if mnist and mnist["count"]:
        found.append(("MNIST test", _("MNIST’s test digits"), Accuracy(mnist["correct"], mnist["count"])))
    return found


@dataclass(frozen=True)
class Happening:
    """What a chart by version marks: a version was rejected, gone back from (to `to`), or pinned."""

    kind: str  # rejected, back, pinned
    version: int
    why: str | ModelState  # what a person wrote, or the version that has the reason
    by: str = ""
    to: int | None = None


def happenings(*, n_newest: int) -> list[Happening]:
    """Return the newest of what happened to versions."""
    rejected = (
        ModelState.objects.filter(status=Status.REJECTED).order_by("-id").only("id", "kind", "reason", "why")[:n_newest]
    )
    found = [Happening("rejected", version.pk, version) for version in rejected]
    rows = list(
        Deployment.objects.order_by("-id").values_list("model_state_id", "by", "reason", "is_pinned")[: 4 * n_newest]
    )[::-1]
    for (before, *_rest), (version, by, reason, is_pinned) in pairwise(rows):
        if version < before:
            found.append(Happening("back", before, reason, by=by, to=version))
        elif version == before and is_pinned:
            found.append(Happening("pinned", version, reason, by=by))
    return found


def digits_per_day(*, n_days: int) -> list[tuple[datetime, int]]:
    """Return how many digits that visitors may see came on each of the last days, the oldest first.

    All digits are counted in ranges of one index, without their rows; the hidden ones of these days are taken off.
    """
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=n) for n in reversed(range(n_days))]
    counts = [
        Digit.objects.filter(created_at__gte=day, created_at__lt=day + timedelta(days=1))
        .order_by()
        .values(day=Value(number))
        .annotate(n=Count("id"))
        .values_list("day", "n")
        for number, day in enumerate(days)
    ]
    found = dict(counts[0].union(*counts[1:], all=True))
    first = Digit.objects.filter(created_at__gte=days[0]).order_by("created_at", "id").values("id")[:1]
    # From the first digit of these days on, so that the index of states is read no further back.
    hidden = Digit.objects.filter(state__in=HIDDEN, id__gte=first).aggregate(
        **{
            f"day_{number}": Count("id", filter=Q(created_at__gte=day, created_at__lt=day + timedelta(days=1)))
            for number, day in enumerate(days)
        }
    )
    return [(day, found.get(number, 0) - hidden[f"day_{number}"]) for number, day in enumerate(days)]


@dataclass(frozen=True)
class Tally:
    """The number of digits of each label, and how often each label was read as each digit on arrival."""

    per_label: list[int]
    confusions: list[list[int]]


def tally() -> Tally:
    """Count all digits that visitors may see, in one pass along one index."""
    shown = visible().order_by("label", "predicted")
    found = Tally([0] * 10, [[0] * 10 for _ in range(10)])
    for label, guess, n in shown.values_list("label", "predicted").annotate(n=Count("*")):
        found.per_label[label] += n
        if guess is not None:
            found.confusions[label][guess] = n
    return found


@dataclass(frozen=True)
class Runs:
    """The state of training."""

    training: ModelState | None
    oldest_waiting: ModelState | None
    failed_since_success: ModelState | None  # a version that failed, if none was promoted or rejected after it
    workers: list[Worker]
    n_alive: int

    @staticmethod
    def is_alive(worker: Worker) -> bool:
        return timezone.now() - worker.seen_at < WORKER_ALIVE


def runs() -> Runs:
    open_versions = {version.status: version for version in _open_versions()}
    ended = ModelState.objects.filter(status__in=(Status.PROMOTED, Status.REJECTED, Status.FAILED))
    last = ended.only("status", "error").order_by("-id").first()
    workers = list(Worker.objects.order_by("-seen_at")[:10])
    return Runs(
        training=open_versions.get(Status.TRAINING),
        oldest_waiting=open_versions.get(Status.QUEUED),
        failed_since_success=last if last is not None and last.status == Status.FAILED else None,
        workers=workers,
        n_alive=sum(map(Runs.is_alive, workers)),
    )


def n_workers_alive() -> int:
    return Worker.objects.filter(seen_at__gt=timezone.now() - WORKER_ALIVE).count()


def _open_versions() -> list[ModelState]:
    """Return the versions that wait or are trained, the newest first. They are few at any time."""
    columns = ("status", "progress", "owner", "created_at", "started_at")
    opened = ModelState.objects.filter(status__in=OPEN).only(*columns).order_by("-id")[:N_OPEN]
    return list(opened)  # the oldest of each status comes last, and stays


def n_waiting_for_review(*, at_most: int) -> int:
    """Count held digits, up to a number that is enough to say "many"."""
    return len(Digit.objects.filter(state=DigitState.HELD).order_by("-id").values_list("id")[:at_most])


# --- The review queue ------------------------------------------------------------------------------------------------


def review_candidates(*, n_doubtful: int, n_newest: int) -> list[Digit]:
    """Return the digits that may need a decision: held ones, those doubted most on arrival, and the newest."""
    # Excluding states, not naming them, makes SQLite use the index that is in the order of doubt.
    unreviewed = Digit.objects.filter(reviewed_at__isnull=True, doubt__isnull=False).exclude(state__in=NOT_TRAINABLE)
    parts = (
        Digit.objects.filter(state=DigitState.HELD).order_by("-id").values_list("id", flat=True)[:n_doubtful],
        unreviewed.order_by("-doubt", "id").values_list("id", flat=True)[:n_doubtful],
        Digit.objects.order_by("-id").values_list("id", flat=True)[:n_newest],
    )
    ids = {id_ for part in parts for id_ in part}
    wanted = Q(state=DigitState.HELD) | Q(reviewed_at__isnull=True, state__in=TRAINABLE)
    return list(Digit.objects.filter(wanted, id__in=ids).defer("ink", "strokes").order_by("id"))


def strokes_of(ids: Collection[int]) -> dict[int, bytes]:
    """Return the packed strokes of those of these digits that were sent as strokes."""
    rows = Digit.objects.filter(id__in=ids, strokes__isnull=False).values_list("id", "strokes")
    return {id_: bytes(strokes or b"") for id_, strokes in rows}


def status_of(versions: Collection[int]) -> dict[int | None, str]:
    """Return the status of each of these versions."""
    return dict(ModelState.objects.filter(id__in=versions).values_list("id", "status"))


# --- One version -----------------------------------------------------------------------------------------------------


def versions_with_ids(ids: Collection[int]) -> dict[int, ModelState]:
    """Return versions by number, with the columns that lists show."""
    return ModelState.objects.only(*LISTED).in_bulk(list(ids))


def digits_of_version(version: int, *, n: int) -> list[Digit]:
    """Return the first digits that a version was made of."""
    return list(Digit.objects.filter(model_state_id=version).order_by("id").defer("ink", "strokes")[:n])


def in_question(version: int) -> QuerySet[Digit]:
    """Return those digits of a version that are held or were contradicted when they came."""
    own = Digit.objects.filter(model_state_id=version).order_by("id").defer("ink", "strokes")
    return own.filter(Q(state=DigitState.HELD) | Q(doubt__gte=CONTRADICTION))


def n_digits_of(versions: Collection[int]) -> Counter[int]:
    """Return how many digits each of these versions was made of."""
    found = Digit.objects.filter(model_state__in=versions).order_by().values_list("model_state").annotate(n=Count("id"))
    return Counter(dict(found))


def audit_of_digit(digit_id: int) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(digit_id=digit_id).order_by("-id")[:50])


def audit_of_version(version: int) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(version_id=version).order_by("-id")[:50])


def deployments_of(version: int) -> list[Deployment]:
    return list(Deployment.objects.filter(model_state_id=version).order_by("-id")[:50])


def contributor_of(digit_id: int) -> UUID | None:
    return Digit.objects.filter(id=digit_id).values_list("contributor", flat=True).first()


def recent_contributors(*, n_newest: int) -> set[UUID]:
    """Return the contributors of the newest digits."""
    newest = Digit.objects.order_by("-id").values_list("contributor", flat=True)[:n_newest]
    return {contributor for contributor in newest if contributor is not None}


def newest_of_contributor(contributor: UUID, *, n_newest: int) -> list[Digit]:
    found = Digit.objects.filter(contributor=contributor).order_by("-id")
    return list(found.defer("ink", "strokes")[:n_newest])


@dataclass(frozen=True)
class Record:
    """What one contributor sent, and how it was read on arrival."""

    by_state: dict[str, int]
    n_read: int
    n_contradicted: int
    first: datetime
    last: datetime

    @property
    def count(self) -> int:
        return sum(self.by_state.values())


def record_of_contributor(contributor: UUID) -> Record:
    """Count the digits of a contributor with one index that has all the columns needed."""
    theirs = Digit.objects.filter(contributor=contributor)
    by_state, n_read, n_contradicted = Counter[str](), 0, 0
    groups = theirs.order_by().values_list("state", "label", "predicted").annotate(n=Count("id"))
    for state, label, predicted, n in groups:
        by_state[state] += n
        if predicted is not None:
            n_read += n
            n_contradicted += n * (predicted != label)
    first, last = (theirs.order_by(order).values_list("created_at", flat=True)[0] for order in ("id", "-id"))
    return Record(dict(by_state), n_read, n_contradicted, first, last)


def digits_with_pictures(ids: Sequence[int]) -> dict[int, Digit]:
    return Digit.objects.defer("ink", "strokes").in_bulk(list(ids))


def exchanges(*, n_newest: int) -> list[AuditEntry]:
    """Return the newest entries of the audit trail on exports, imports and archives."""
    kinds = (Action.EXPORT, Action.IMPORT, Action.ARCHIVE)
    return list(AuditEntry.objects.filter(action__in=kinds).order_by("-id")[:n_newest])
