"""The digits that a network is trained and judged on, as arrays."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import itemgetter, or_
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from numpy.typing import NDArray

from backend.digits.models import BY_WATCH, NOT_TRAINABLE, Deployment, Digit, DigitState, Status
from nn.data.dataset import Dataset

N_RETURNS = 20  # the newest returns by the watch: if fewer, digits of undone versions are trained on again sooner


@dataclass(frozen=True)
class StoredDigits(Dataset):
    """Digits of the table, in order of id.

    `is_unreviewed_reject`: its version was rejected or undone by the watch, and no administrator has decided on the
    digit since.
    `is_vouched`: an administrator decided on it or imported it, so that it is no stranger's word alone.
    """

    ids: list[int] = field(default_factory=list)
    contributors: list[UUID | None] = field(default_factory=list)
    is_unreviewed_reject: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    is_vouched: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))


LABELLED_COLUMNS = (
    "id",
    "picture",
    "label",
    "contributor",
    "model_state__status",
    "reviewed_at",
    "state",
    "model_state_id",
)
NO_DIGITS = StoredDigits(np.empty((0, 784), np.uint8), np.empty(0, np.int64))


def digits_of(version: int, *, preprocessing: int) -> StoredDigits:
    """Return those of a version's own digits that may train it."""
    return labelled(_trainable(preprocessing).filter(model_state_id=version))


def n_digits_of(version: int) -> int:
    """Count a version's own digits, whether or not they may train it."""
    return Digit.objects.filter(model_state_id=version).count()


def digits_with_ids(ids: list[int]) -> StoredDigits:
    """Return those of these digits that exist, whatever their state, in the order of `ids`."""
    rows = {row[0]: row for row in Digit.objects.filter(id__in=ids).values_list(*LABELLED_COLUMNS)}
    return _as_arrays([rows[id_] for id_ in ids if id_ in rows])


def digits_before(
    version: int, *, preprocessing: int, n_recent: int, n_spread: int, rng: np.random.Generator
) -> StoredDigits:
    """Return digits of earlier versions and imports: the newest ones, and some spread evenly over all the others.

    Both reads are of bounded size, whatever the size of the table: the newest are read backwards, and the spread ones
    are found by drawing ids, not by reading rows.
    """
    earlier = (
        _trainable(preprocessing)
        .exclude(model_state_id__gte=version)
        .exclude(model_state_id__isnull=True, state=DigitState.COUNTED)
    )
    recent = list(earlier.order_by("-id")[:n_recent].values_list("id", flat=True))
    if len(recent) < n_recent:
        return labelled(earlier.filter(id__in=recent))
    drawn = dict.fromkeys(rng.integers(1, recent[-1] + 1, size=2 * n_spread).tolist())
    existing = set(earlier.filter(id__in=drawn).values_list("id", flat=True))
    spread = [id_ for id_ in drawn if id_ in existing][:n_spread]
    return labelled(earlier.filter(id__in=recent + spread))


def held_out_digits(*, preprocessing: int, n_newest: int) -> StoredDigits:
    """Return the newest digits that people drew here (not imported ones) and that no version is trained on."""
    held_out = Digit.objects.filter(is_training_input=False, state=DigitState.COUNTED, preprocessing=preprocessing)
    return labelled(held_out.order_by("-id")[:n_newest])


def first_digits_after(when: datetime, *, preprocessing: int, n: int) -> StoredDigits:
    """Return the first n counted digits since then, held out or not, except those of people of whom digits are held.

    Excluding other states and preprocessings, not naming these, makes SQLite use the index of the time.
    """
    since = Digit.objects.filter(created_at__gt=when)
    since = since.exclude(~Q(state=DigitState.COUNTED)).exclude(~Q(preprocessing=preprocessing))
    digits = labelled(since.order_by("created_at")[:n])
    people = {contributor for contributor in digits.contributors if contributor is not None}
    held = Digit.objects.filter(contributor__in=people).exclude(~Q(state=DigitState.HELD))
    suspect = set(held.values_list("contributor", flat=True))
    return digits.at(np.array([contributor not in suspect for contributor in digits.contributors], np.bool_))


def _trainable(preprocessing: int) -> QuerySet[Digit]:
    """Return the digits that may be trained on.

    Excluding other states and preprocessings, not naming these, makes SQLite use the index of a version's ten.
    """
    of_this_preprocessing = Digit.objects.exclude(~Q(preprocessing=preprocessing))
    return of_this_preprocessing.filter(is_training_input=True).exclude(state__in=NOT_TRAINABLE)


def labelled(digits: QuerySet[Digit]) -> StoredDigits:
    """Return digits in the form that the network takes."""
    return _as_arrays(sorted(digits.values_list(*LABELLED_COLUMNS), key=itemgetter(0)))


def _as_arrays(
    rows: list[tuple[int, Any, int, UUID | None, str | None, datetime | None, str, int | None]],
) -> StoredDigits:
    if not rows:
        return NO_DIGITS
    ids, pictures, labels, contributors, statuses, reviewed, states, versions = zip(*rows, strict=True)
    undone_versions = undone()
    is_unreviewed_reject = [
        (status == Status.REJECTED or version in undone_versions) and at is None
        for status, version, at in zip(statuses, versions, reviewed, strict=True)
    ]
    return StoredDigits(
        pictures=np.frombuffer(b"".join(pictures), np.uint8).reshape(-1, 784),
        labels=np.array(labels, np.int64),
        ids=list(ids),
        contributors=list(contributors),
        is_unreviewed_reject=np.array(is_unreviewed_reject, np.bool_),
        is_vouched=np.array(
            [at is not None or state == DigitState.IMPORTED for at, state in zip(reviewed, states, strict=True)],
            np.bool_,
        ),
    )


def undone() -> set[int]:
    """Return the versions that the watch undid lately and that were not put into service again.

    They are those between its return and the deployment that it went back to. The order of deployments tells, since an
    older version may be put into service by a person, and what came before that is not undone. It takes two queries.
    """
    returns = Deployment.objects.filter(by=BY_WATCH).annotate(to=Subquery(_of(OuterRef("model_state"), OuterRef("pk"))))
    between = [
        Q(id__gt=to, id__lt=back) for back, to in returns.order_by("-id").values_list("id", "to")[:N_RETURNS] if to
    ]
    if not between:
        return set()
    passed = Deployment.objects.annotate(last=Subquery(_of(OuterRef("model_state"))))
    return set(passed.filter(reduce(or_, between), id=F("last")).values_list("model_state_id", flat=True))


def _of(version: Any, before: Any = None) -> QuerySet[Deployment, int]:
    """Return the query of the last deployment of a version, or of the last one before another."""
    deployments = Deployment.objects.filter(model_state=version)
    earlier = deployments if before is None else deployments.filter(id__lt=before)
    return earlier.order_by("-id").values_list("id", flat=True)[:1]
