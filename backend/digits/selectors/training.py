"""The queries that training, serving and their services need."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import Case, Q, QuerySet, When
from numpy.typing import NDArray

from backend.digits.models import (
    BY_INSTALLATION,
    HIDDEN,
    NOT_TRAINABLE,
    REMEMBERED,
    TRAINABLE,
    Action,
    AuditEntry,
    Deployment,
    Digit,
    DigitState,
    Kind,
    ModelState,
    Status,
)
from nn.data.dataset import Dataset
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import PackedNetwork, unpack

NEWEST_DEPLOYMENT = "SELECT id, model_state_id FROM digits_deployment ORDER BY id DESC LIMIT 1"
EXAMPLES = (
    "SELECT id, label FROM digits_digit WHERE contributor = %s AND state IN (%s, %s) AND preprocessing = %s"
    " ORDER BY id DESC LIMIT %s"
)
CONTRIBUTOR = Digit._meta.get_field("contributor")
N_AT_ONCE = 1000  # receipts in one query
N_CLEAN = 1000  # of a lineage's clean versions, the newest, whose weights are looked for
CANDIDATE_COLUMNS = ("id", "picture", "label", "contributor", "ink_sha256")
RUN_COLUMNS = ("id", "status", "parent_id", "token", "attempts", "lease_until", "progress")


# --- Digits ----------------------------------------------------------------------------------------------------------


def visible() -> QuerySet[Digit]:
    """Return the digits that visitors may see: all but the excluded and the withdrawn ones."""
    return Digit.objects.exclude(state__in=HIDDEN)


def digit_with_key(key: UUID) -> Digit | None:
    return Digit.objects.filter(idempotency_key=key).first()


def digits_of_older_preprocessing(current: int) -> QuerySet[Digit]:
    return Digit.objects.filter(preprocessing__lt=current).only("strokes", "ink", "preprocessing")


def digits_in_states(ids: list[int], states: Sequence[str]) -> list[Digit]:
    """Lock and return those of these digits that are in one of the states, without their pictures, in order of id."""
    digits = Digit.objects.filter(id__in=ids, state__in=states).order_by("id")
    return list(digits.defer("picture", "ink", "strokes").select_for_update())


def next_ten(size: int) -> list[int]:
    """Return the ids of the `size` oldest counted digits that belong to no version yet; fewer where there are fewer."""
    return list(_unassigned().order_by("id").values_list("id", flat=True)[:size])


def n_unassigned() -> int:
    """Count the counted digits that belong to no version yet: at most nine outside a transaction."""
    return _unassigned().count()


def _unassigned() -> QuerySet[Digit]:
    return Digit.objects.filter(model_state__isnull=True, state=DigitState.COUNTED)


@dataclass(frozen=True)
class StoredDigits(Dataset):
    """Digits of the table, in order of id.

    `is_unreviewed_reject`: the ten was rejected, and no administrator has decided on the digit since.
    """

    ids: list[int] = field(default_factory=list)
    contributors: list[UUID | None] = field(default_factory=list)
    is_unreviewed_reject: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))


def quarantine_candidates(version: int, *, preprocessing: int, n_newest: int) -> list[Digit]:
    """Return the counted digits of a version, and the newest `n_newest` of each of their contributors."""
    counted = Digit.objects.filter(state=DigitState.COUNTED, preprocessing=preprocessing)
    ten = list(counted.filter(model_state_id=version).only(*CANDIDATE_COLUMNS))
    found = {digit.pk: digit for digit in ten}
    for contributor in {digit.contributor for digit in ten if digit.contributor is not None}:  # at most ten
        newest = counted_of(contributor, preprocessing=preprocessing).only(*CANDIDATE_COLUMNS)[:n_newest]
        found |= {digit.pk: digit for digit in newest}
    return [found[id_] for id_ in sorted(found)]


def of_contributor(contributor: UUID, *, preprocessing: int) -> QuerySet[Digit]:
    """Return the digits of one contributor with pictures of this preprocessing, the newest first.

    Excluding other preprocessings, not naming this one, makes SQLite use the index of the contributor.
    """
    return Digit.objects.filter(contributor=contributor).exclude(~Q(preprocessing=preprocessing)).order_by("-id")


def counted_of(contributor: UUID, *, preprocessing: int) -> QuerySet[Digit]:
    """Return the counted digits of a contributor."""
    return of_contributor(contributor, preprocessing=preprocessing).exclude(~Q(state=DigitState.COUNTED))


def examples_of(contributor: UUID, *, n_newest: int) -> tuple[tuple[int, int], ...]:
    """Return (id, label) of the newest digits that the memory of a hand holds, the newest first.

    Each prediction with a cookie needs it. The SQL is written out, since building the query would cost more than
    running it.
    """
    with connection.cursor() as cursor:
        value = CONTRIBUTOR.get_db_prep_value(contributor, connection)
        cursor.execute(EXAMPLES, [value, *REMEMBERED, PREPROCESSING_VERSION, n_newest])
        return tuple(cursor.fetchall())


def pictures_of(ids: list[int]) -> dict[int, NDArray[np.uint8]]:
    """Return the pictures (784,) of those of these digits that exist, by id."""
    if not ids:
        return {}
    rows = Digit.objects.filter(id__in=ids).values_list("id", "picture")
    return {id_: np.frombuffer(bytes(picture), np.uint8) for id_, picture in rows}


def digits_with_inks(inks: set[str]) -> dict[str, list[tuple[int, int]]]:
    """Return (id, label) of the counted and imported digits with these drawings, by drawing, the oldest first."""
    # Excluding states, not naming them, makes SQLite use the index of the drawings.
    found = Digit.objects.filter(ink_sha256__in=inks).exclude(state__in=NOT_TRAINABLE)
    by_ink: dict[str, list[tuple[int, int]]] = {}
    for id_, ink, label in sorted(found.values_list("id", "ink_sha256", "label")):
        by_ink.setdefault(ink, []).append((id_, label))
    return by_ink


LABELLED_COLUMNS = ("id", "picture", "label", "contributor", "model_state__status", "reviewed_at")
NO_DIGITS = StoredDigits(np.empty((0, 784), np.uint8), np.empty(0, np.int64))


def digits_of(version: int, *, preprocessing: int) -> StoredDigits:
    """Return those of a version's ten that may train it."""
    return labelled(_trainable(preprocessing).filter(model_state_id=version))


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


def _trainable(preprocessing: int) -> QuerySet[Digit]:
    """Return the digits that may be trained on.

    Excluding other states and preprocessings, not naming these, makes SQLite use the index of a version's ten.
    """
    of_this_preprocessing = Digit.objects.exclude(~Q(preprocessing=preprocessing))
    return of_this_preprocessing.filter(is_training_input=True).exclude(state__in=NOT_TRAINABLE)


def labelled(digits: QuerySet[Digit]) -> StoredDigits:
    """Return digits in the form that the network takes."""
    return _as_arrays(sorted(digits.values_list(*LABELLED_COLUMNS), key=itemgetter(0)))


def _as_arrays(rows: list[tuple[int, Any, int, UUID | None, str | None, datetime | None]]) -> StoredDigits:
    if not rows:
        return NO_DIGITS
    ids, pictures, labels, contributors, statuses, reviewed = zip(*rows, strict=True)
    is_unreviewed_reject = [
        status == Status.REJECTED and at is None for status, at in zip(statuses, reviewed, strict=True)
    ]
    return StoredDigits(
        pictures=np.frombuffer(b"".join(pictures), np.uint8).reshape(-1, 784),
        labels=np.array(labels, np.int64),
        ids=list(ids),
        contributors=list(contributors),
        is_unreviewed_reject=np.array(is_unreviewed_reject, np.bool_),
    )


# --- Versions --------------------------------------------------------------------------------------------------------


def deployed_base_sha256() -> str | None:
    """Return the SHA-256 of the base network that was installed last."""
    installed = Deployment.objects.filter(model_state__kind=Kind.BASE, by=BY_INSTALLATION).order_by("-id")
    return installed.values_list("model_state__sha256", flat=True).first()


def has_trainable_digits() -> bool:
    return Digit.objects.filter(is_training_input=True, state__in=TRAINABLE).exists()


def is_new_installation() -> bool:
    """Say whether the installation has nothing but the base network and accounts: an archive may replace it."""
    return not (
        Digit.objects.exists()
        or ModelState.objects.exclude(kind=Kind.BASE).exists()
        or Deployment.objects.exclude(by=BY_INSTALLATION).exists()
        or AuditEntry.objects.exclude(action__in=(Action.ACCOUNT, Action.ARCHIVE)).exists()
    )


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


def is_pinned(*, preprocessing: int) -> bool:
    """Say whether the served version is pinned and was trained on pictures of this preprocessing."""
    newest = Deployment.objects.select_related("model_state").only("is_pinned", "model_state__preprocessing").last()
    return newest is not None and newest.is_pinned and newest.model_state.preprocessing == preprocessing


def was_deployed(version: int) -> bool:
    return Deployment.objects.filter(model_state_id=version).exists()


def deployed_versions() -> list[tuple[int, str]]:
    """Return (version, SHA-256) of the newest hundred deployments, newest first."""
    return list(Deployment.objects.order_by("-id").values_list("model_state_id", "model_state__sha256")[:100])


def load_network(version: int) -> Network | None:
    """Return the network of a version.

    None where its weights are not kept, and where it was trained on other pictures than this program makes.
    Raises CorruptNetworkError where what is stored does not have the SHA-256 that was stored with it.
    """
    versions = ModelState.objects.filter(id=version, preprocessing=PREPROCESSING_VERSION, weights__isnull=False)
    row = versions.values_list("layout", "weights", "biases", "sha256").first()
    if row is None:
        return None
    layout, weights, biases, sha256 = row
    return unpack(PackedNetwork(layout, bytes(weights or b""), bytes(biases or b"")), sha256=sha256)


def version_with_receipt(version: int) -> ModelState | None:
    return ModelState.objects.only("kind", "sha256", "receipt").filter(id=version).first()


def version_in_training() -> ModelState | None:
    """Return the run under way with its progress and its lease, or None."""
    return ModelState.objects.filter(status=Status.TRAINING).only(*RUN_COLUMNS).first()


def oldest_queued() -> ModelState | None:
    return ModelState.objects.filter(status=Status.QUEUED).only(*RUN_COLUMNS).order_by("id").first()


def best_on(reference_sha256: str) -> tuple[int, tuple[int, ...]] | None:
    """Return the most reference digits that accepted versions have read: of all, and of each digit.

    Each accepted version carries the best so far, so the newest one is enough. None if none was measured on this set.
    """
    newest = ModelState.objects.filter(status=Status.PROMOTED, reference_sha256=reference_sha256).order_by("-id")
    detail = newest.values_list("test_detail", flat=True).first()
    return (detail["reference"]["best_correct"], tuple(detail["reference"]["best_per_digit"])) if detail else None


def version_details(version: int) -> ModelState | None:
    """Return a version with everything but the weights, and whether they are kept."""
    return (
        ModelState.objects.filter(id=version)
        .annotate(has_weights=Case(When(weights__isnull=False, then=True), default=False))
        .defer("weights", "biases")
        .first()
    )


# --- Lineage ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ancestor:
    """A version of a lineage, and the digits of its receipt."""

    version: int
    kind: str
    digits: list[int]


def lineage_of(version: int) -> list[int]:
    """Return a version, its parent, and so on to the base network."""
    parents = dict(ModelState.objects.order_by().values_list("id", "parent_id"))  # all of them, from one index
    found: list[int] = []
    at: int | None = version
    while at in parents:
        found.append(at)
        at = parents[at]
    return found


def with_receipts(versions: Sequence[int]) -> list[Ancestor]:
    """Return versions with the digits of their receipts, in the order given."""
    rows: dict[int, tuple[str, list[int] | None]] = {}
    for first in range(0, len(versions), N_AT_ONCE):
        chunk = ModelState.objects.filter(id__in=versions[first : first + N_AT_ONCE])
        rows |= {id_: (kind, ids) for id_, kind, ids in chunk.values_list("id", "kind", "receipt__digits__ids")}
    return [Ancestor(id_, rows[id_][0], rows[id_][1] or []) for id_ in versions]


def hidden_digits() -> set[int]:
    """Return the ids of the excluded and withdrawn digits. They are few of all, and one narrow index has them."""
    return set(Digit.objects.filter(state__in=HIDDEN).values_list("id", flat=True))


def newest_clean_ancestor(version: int, *, preprocessing: int) -> int | None:
    """Return the newest version of a lineage that no excluded or withdrawn digit has trained, itself or before it.

    An imported network is not clean, since nobody knows what trained it. A clean version must also have its weights.
    """
    ancestors = with_receipts(lineage_of(version)[::-1])
    hidden = hidden_digits()
    clean: list[int] = []
    for ancestor in ancestors:  # the base first
        if ancestor.kind == Kind.IMPORTED or hidden.intersection(ancestor.digits):
            break
        clean.append(ancestor.version)
    if ancestors and ancestors[0].kind != Kind.BASE:
        return None
    kept = ModelState.objects.filter(id__in=clean[-N_CLEAN:], weights__isnull=False, preprocessing=preprocessing)
    return kept.order_by("-id").values_list("id", flat=True).first()


def has_trained(contributor: UUID) -> bool:
    """Say whether a digit of a hand has trained the served version or an ancestor, or may train the run under way."""
    trained = Digit.objects.filter(contributor=contributor, is_training_input=True, model_state__isnull=False)
    ids = set(trained.values_list("id", flat=True))
    now = served()
    if not ids or now is None:
        return False
    if version_in_training() is not None:
        return True
    return any(ids.intersection(ancestor.digits) for ancestor in with_receipts(lineage_of(now[1])))


def newest_base(*, preprocessing: int) -> int | None:
    """Return the newest base network: none of them has seen a digit that was drawn here."""
    bases = ModelState.objects.filter(kind=Kind.BASE, weights__isnull=False, preprocessing=preprocessing)
    return bases.order_by("-id").values_list("id", flat=True).first()
