"""Reads of the database on which the loop depends. Nothing here writes.

`shown` reads what visitors see, `overview` what administrators see, `standing` the few numbers of `/metrics`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from backend.digits.models import (
    NOT_TRAINABLE,
    TRAINABLE,
    Deployment,
    Digit,
    DigitState,
    Kind,
    ModelState,
    Status,
)

NEWEST_DEPLOYMENT = "SELECT id, model_state_id FROM digits_deployment ORDER BY id DESC LIMIT 1"
INSTALLATION = "installation"  # who deploys the base network
CANDIDATE_COLUMNS = ("id", "picture", "label", "contributor", "ink_sha256")
RUN_COLUMNS = ("id", "status", "token", "attempts", "lease_until", "progress")


# --- Digits ----------------------------------------------------------------------------------------------------------


def digit_with_key(key: UUID) -> Digit | None:
    return Digit.objects.filter(idempotency_key=key).first()


def digits_of_older_preprocessing(current: int, *, limit: int) -> list[Digit]:
    return list(_of_older_preprocessing(current).only("ink", "preprocessing")[:limit])


def n_of_older_preprocessing(current: int) -> int:
    return _of_older_preprocessing(current).count()


def _of_older_preprocessing(current: int) -> QuerySet[Digit]:
    return Digit.objects.filter(preprocessing__lt=current)


def digits_in_states(ids: list[int], states: Sequence[str]) -> list[Digit]:
    """Return those of these digits that are in one of the states, without their pictures, in order of id."""
    digits = Digit.objects.filter(id__in=ids, state__in=states).order_by("id")
    return list(digits.defer("picture", "ink").select_for_update())


def next_ten(size: int) -> list[int]:
    """Return the ids of the `size` oldest counted digits that belong to no version yet; fewer where there are fewer."""
    return list(_unassigned().order_by("id").values_list("id", flat=True)[:size])


def n_unassigned() -> int:
    """Count the counted digits that belong to no version yet: at most nine outside a transaction."""
    return _unassigned().count()


def _unassigned() -> QuerySet[Digit]:
    return Digit.objects.filter(model_state__isnull=True, state=DigitState.COUNTED)


@dataclass(frozen=True)
class LabelledDigits:
    """Digits as the network takes them: ids, pictures (N, 784) uint8 and labels (N,), in order of id; who drew them,
    and whether their ten was rejected."""

    ids: list[int]
    pictures: NDArray[np.uint8]
    labels: NDArray[np.int64]
    contributors: list[UUID | None]
    is_unreviewed_reject: NDArray[np.bool_]

    def at(self, rows: NDArray[np.integer]) -> "LabelledDigits":
        """Only these rows."""
        ids, contributors = ([all_[row] for row in rows] for all_ in (self.ids, self.contributors))
        return LabelledDigits(
            ids, self.pictures[rows], self.labels[rows], contributors, self.is_unreviewed_reject[rows]
        )

    def and_then(self, other: "LabelledDigits") -> "LabelledDigits":
        return LabelledDigits(
            ids=self.ids + other.ids,
            pictures=np.concatenate([self.pictures, other.pictures]),
            labels=np.concatenate([self.labels, other.labels]),
            contributors=self.contributors + other.contributors,
            is_unreviewed_reject=np.concatenate([self.is_unreviewed_reject, other.is_unreviewed_reject]),
        )


@dataclass(frozen=True)
class QuarantineCandidate:
    """What is looked at when a digit is under suspicion."""

    id: int
    picture: bytes
    label: int
    contributor: UUID | None
    ink_sha256: str


def quarantine_candidates(version: int, *, preprocessing: int, n_newest: int) -> list[QuarantineCandidate]:
    """Return the counted digits of a version, and the newest `n_newest` of each of their contributors."""
    counted = Digit.objects.filter(state=DigitState.COUNTED, preprocessing=preprocessing)
    ten = list(counted.filter(model_state_id=version).values_list(*CANDIDATE_COLUMNS))
    contributors = {row[3] for row in ten if row[3] is not None}
    newest = [
        row
        for contributor in contributors  # at most ten
        for row in counted_of(contributor, preprocessing=preprocessing).values_list(*CANDIDATE_COLUMNS)[:n_newest]
    ]
    rows = {row[0]: row for row in [*ten, *newest]}
    return [QuarantineCandidate(id_, bytes(picture), *rest) for id_, picture, *rest in sorted(rows.values())]


def of_contributor(contributor: UUID, *, preprocessing: int) -> QuerySet[Digit]:
    """Digits of one contributor with pictures of this preprocessing, the newest first.

    As "not of another", since SQLite would look up "of this one" among everybody's digits.
    """
    return Digit.objects.filter(contributor=contributor).exclude(~Q(preprocessing=preprocessing)).order_by("-id")


def counted_of(contributor: UUID, *, preprocessing: int) -> QuerySet[Digit]:
    """The counted ones `of_contributor`; as "in no other state", likewise."""
    return of_contributor(contributor, preprocessing=preprocessing).exclude(~Q(state=DigitState.COUNTED))


def digits_with_inks(inks: set[str]) -> dict[str, list[tuple[int, int]]]:
    """Return (id, label) of the counted and imported digits with these drawings, by drawing, the oldest first."""
    # As "none of those", since SQLite would look up "one of these" by state, not by drawing.
    found = Digit.objects.filter(ink_sha256__in=inks).exclude(state__in=NOT_TRAINABLE)
    by_ink: dict[str, list[tuple[int, int]]] = {}
    for id_, ink, label in sorted(found.values_list("id", "ink_sha256", "label")):
        by_ink.setdefault(ink, []).append((id_, label))
    return by_ink


LABELLED_COLUMNS = ("id", "picture", "label", "contributor", "model_state__status", "reviewed_at")
NO_DIGITS = LabelledDigits([], np.empty((0, 784), np.uint8), np.empty(0, np.int64), [], np.empty(0, np.bool_))


def digits_of(version: int, *, preprocessing: int) -> LabelledDigits:
    """Return those of a version's ten that may train it."""
    return labelled(_trainable(preprocessing).filter(model_state_id=version))


def digits_with_ids(ids: list[int]) -> LabelledDigits:
    """Return those of these digits that exist, whatever their state, in the order of `ids`."""
    rows = {row[0]: row for row in Digit.objects.filter(id__in=ids).values_list(*LABELLED_COLUMNS)}
    return _as_arrays([rows[id_] for id_ in ids if id_ in rows])


def digits_before(
    version: int, *, preprocessing: int, n_recent: int, n_spread: int, rng: np.random.Generator
) -> LabelledDigits:
    """Return digits of earlier versions and imports: the newest ones, and some spread evenly over all the others.

    Two reads of bounded size, whatever the size of the table: the newest are read backwards, and the spread ones are
    found by drawing ids, not by reading rows.
    """
    known = (
        _trainable(preprocessing)
        .exclude(model_state_id__gte=version)
        .exclude(model_state_id__isnull=True, state=DigitState.COUNTED)
    )
    recent = list(known.order_by("-id")[:n_recent].values_list("id", flat=True))
    if len(recent) < n_recent:
        return labelled(known.filter(id__in=recent))
    drawn = dict.fromkeys(rng.integers(1, recent[-1] + 1, size=2 * n_spread).tolist())
    existing = set(known.filter(id__in=drawn).values_list("id", flat=True))
    spread = [id_ for id_ in drawn if id_ in existing][:n_spread]
    return labelled(known.filter(id__in=recent + spread))


def held_out_digits(*, preprocessing: int, n_newest: int) -> LabelledDigits:
    """Return the newest digits that people drew here and that no version trains on; none that were brought in."""
    held_out = Digit.objects.filter(is_training_input=False, state=DigitState.COUNTED, preprocessing=preprocessing)
    return labelled(held_out.order_by("-id")[:n_newest])


def _trainable(preprocessing: int) -> QuerySet[Digit]:
    """As "in no other state" and "of no other preprocessing": else SQLite would look up a version's ten among all."""
    of_this_preprocessing = Digit.objects.exclude(~Q(preprocessing=preprocessing))
    return of_this_preprocessing.filter(is_training_input=True).exclude(state__in=NOT_TRAINABLE)


def labelled(digits: QuerySet[Digit]) -> LabelledDigits:
    """Return digits as the network takes them."""
    return _as_arrays(sorted(digits.values_list(*LABELLED_COLUMNS), key=itemgetter(0)))


def _as_arrays(rows: list[tuple[int, Any, int, UUID | None, str | None, datetime | None]]) -> LabelledDigits:
    if not rows:
        return NO_DIGITS
    ids, pictures, labels, contributors, statuses, reviewed = zip(*rows, strict=True)
    return LabelledDigits(
        ids=list(ids),
        pictures=np.frombuffer(b"".join(pictures), dtype=np.uint8).reshape(-1, 784),
        labels=np.array(labels, dtype=np.int64),
        contributors=list(contributors),
        is_unreviewed_reject=np.array(
            [status == Status.REJECTED and at is None for status, at in zip(statuses, reviewed, strict=True)], np.bool_
        ),
    )


# --- Versions --------------------------------------------------------------------------------------------------------


def deployed_base_sha256() -> str | None:
    """Return the SHA-256 of the base network that was installed last."""
    installed = Deployment.objects.filter(model_state__kind=Kind.BASE, by=INSTALLATION).order_by("-id")
    return installed.values_list("model_state__sha256", flat=True).first()


def has_trainable_digits() -> bool:
    return Digit.objects.filter(is_training_input=True, state__in=TRAINABLE).exists()


def served() -> tuple[int, int] | None:
    """Return (deployment, version) of what is served, or None before the base network is there.

    Every prediction asks: putting the query together anew would cost more than asking it.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_DEPLOYMENT)
        row: tuple[int, int] | None = cursor.fetchone()
    return row


def newest_deployment() -> Deployment | None:
    return Deployment.objects.order_by("-id").first()


def is_pinned(*, preprocessing: int) -> bool:
    """Say whether what is served is pinned, and was trained on the pictures of this preprocessing."""
    newest = Deployment.objects.select_related("model_state").only("is_pinned", "model_state__preprocessing").last()
    return newest is not None and newest.is_pinned and newest.model_state.preprocessing == preprocessing


def was_deployed(version: int) -> bool:
    return Deployment.objects.filter(model_state_id=version).exists()


def deployed_versions() -> list[tuple[int, int]]:
    """Return (deployment, version) of the newest hundred deployments, newest first."""
    return list(Deployment.objects.order_by("-id").values_list("id", "model_state_id")[:100])


def packed_network(version: int, *, preprocessing: int) -> tuple[str, bytes, bytes, str] | None:
    """Return (layout, weights, biases, SHA-256) of a version as stored.

    None where they are not kept, and where it was trained on other pictures than this program makes.
    """
    versions = ModelState.objects.filter(id=version, preprocessing=preprocessing)
    row = versions.values_list("layout", "weights", "biases", "sha256").first()
    if row is None or row[1] is None:
        return None
    layout, weights, biases, sha256 = row
    return layout, bytes(weights or b""), bytes(biases or b""), sha256


def chosen_parent(version: int) -> int | None:
    """Return the version that an open run was told to start from; most start from what is served."""
    return ModelState.objects.filter(id=version).values_list("parent_id", flat=True).first()


def version_with_receipt(version: int) -> ModelState | None:
    return ModelState.objects.only("kind", "sha256", "receipt").filter(id=version).first()


def version_in_training() -> ModelState | None:
    """Return the run under way, if there is one: its progress and its lease."""
    return ModelState.objects.filter(status=Status.TRAINING).only(*RUN_COLUMNS).first()


def oldest_queued() -> ModelState | None:
    return ModelState.objects.filter(status=Status.QUEUED).only(*RUN_COLUMNS).order_by("id").first()


def best_on(reference_sha256: str) -> tuple[int, tuple[int, ...]] | None:
    """Return how many reference digits accepted versions read at best, altogether and of each digit.

    Each accepted version carries the best so far, so the newest one is enough. None if none was measured on this set.
    """
    newest = ModelState.objects.filter(status=Status.PROMOTED, reference_sha256=reference_sha256).order_by("-id")
    detail = newest.values_list("test_detail", flat=True).first()
    return (detail["reference"]["best_correct"], tuple(detail["reference"]["best_per_digit"])) if detail else None
