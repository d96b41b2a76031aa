"""The digits that services need, except those that a network is trained or judged on: `training` has these.

The SQL of queries that run for each new digit is written out, since building them would cost more than running them.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from backend.digits.models import HIDDEN, NOT_TRAINABLE, TRAINABLE, Digit, DigitState

CANDIDATE_COLUMNS = ("id", "picture", "label", "contributor", "ink_sha256", "reviewed_at")
KEY = Digit._meta.get_field("idempotency_key")
WITH_KEYS = "SELECT id FROM digits_digit WHERE idempotency_key IN ({})"
NEXT_TEN = "SELECT id FROM digits_digit WHERE model_state_id IS NULL AND state = %s ORDER BY id LIMIT %s"
SIDES = (
    "SELECT ink_sha256, is_training_input FROM digits_digit WHERE ink_sha256 IN ({}) AND NOT state = %s"
    " ORDER BY id DESC"
)


def visible() -> QuerySet[Digit]:
    """Return the digits that visitors may see: all but the excluded and the withdrawn ones."""
    return Digit.objects.exclude(state__in=HIDDEN)


def hidden_digits() -> set[int]:
    """Return the ids of the excluded and withdrawn digits. They are few of all, and one narrow index has them."""
    return set(Digit.objects.filter(state__in=HIDDEN).values_list("id", flat=True))


def digits_with_keys(keys: list[UUID]) -> dict[UUID, Digit]:
    """Return the digits that have these idempotency keys, by key."""
    rows = _rows(WITH_KEYS, [KEY.get_db_prep_value(key, connection) for key in keys]) if keys else []
    if not rows:  # as nearly always: a key that is known comes with a retry alone
        return {}
    found = Digit.objects.filter(id__in=[id_ for (id_,) in rows]).defer("picture", "ink", "strokes")
    return {digit.idempotency_key: digit for digit in found if digit.idempotency_key}


def digits_of_older_preprocessing(current: int) -> QuerySet[Digit]:
    return Digit.objects.filter(preprocessing__lt=current).only("strokes", "ink", "preprocessing")


def digits_in_states(ids: list[int], states: Sequence[str]) -> list[Digit]:
    """Lock and return those of these digits that are in one of the states, without their pictures, in order of id."""
    digits = Digit.objects.filter(id__in=ids, state__in=states).order_by("id")
    return list(digits.defer("picture", "ink", "strokes").select_for_update())


def next_ten(size: int) -> list[int]:
    """Return the ids of the `size` oldest counted digits that belong to no version yet; fewer where there are fewer."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_TEN, [DigitState.COUNTED, size])
        return [id_ for (id_,) in cursor.fetchall()]


def n_unassigned() -> int:
    """Count the counted digits that belong to no version yet: fewer than a ten outside a transaction."""
    return _unassigned().count()


def _unassigned() -> QuerySet[Digit]:
    return Digit.objects.filter(model_state__isnull=True, state=DigitState.COUNTED)


def quarantine_candidates(version: int, *, preprocessing: int, n_newest: int) -> list[Digit]:
    """Return the counted digits of a version, and the newest `n_newest` of each of their contributors.

    If there are more than ten contributors, fewer digits of each are returned: in all at most as many as for ten.
    """
    counted = Digit.objects.filter(state=DigitState.COUNTED, preprocessing=preprocessing)
    own = list(counted.filter(model_state_id=version).only(*CANDIDATE_COLUMNS))
    found = {digit.pk: digit for digit in own}
    contributors = {digit.contributor for digit in own if digit.contributor is not None}
    n_of_each = min(n_newest, 10 * n_newest // max(1, len(contributors)))
    for contributor in contributors:
        newest = counted_of(contributor, preprocessing=preprocessing).only(*CANDIDATE_COLUMNS)[:n_of_each]
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


def digits_with_inks(inks: set[str]) -> dict[str, list[tuple[int, int]]]:
    """Return (id, label) of the counted and imported digits with these drawings, by drawing, the oldest first."""
    # Excluding states, not naming them, makes SQLite use the index of the drawings.
    found = Digit.objects.filter(ink_sha256__in=inks).exclude(state__in=NOT_TRAINABLE)
    by_ink: dict[str, list[tuple[int, int]]] = {}
    for id_, ink, label in sorted(found.values_list("id", "ink_sha256", "label")):
        by_ink.setdefault(ink, []).append((id_, label))
    return by_ink


def sides_of(inks: set[str]) -> dict[str, bool]:
    """Return which of the stored ones of these drawings train; the oldest copy that is not excluded decides."""
    if not inks:
        return {}
    return {ink: bool(is_training_input) for ink, is_training_input in _rows(SIDES, [*inks], DigitState.EXCLUDED)}


def _rows(sql: str, values: Sequence[Any], *more: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query in whose text {} stands for the placeholders of `values`."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(", ".join(["%s"] * len(values))), [*values, *more])
        return list(cursor.fetchall())


def contributors_read(contributors: set[UUID | None], *, at_least: int) -> set[UUID | None]:
    """Return those of these contributors of whom at least `at_least` counted digits were read on arrival."""
    of_them = Digit.objects.filter(contributor__in=contributors).exclude(~Q(state=DigitState.COUNTED))
    read = of_them.filter(predicted=F("label")).values("contributor").annotate(n=Count("id"))
    return set(read.filter(n__gte=at_least).values_list("contributor", flat=True))


def newest_id() -> int:
    """Return the id of the newest digit; 0 where there is none."""
    return Digit.objects.order_by("-id").values_list("id", flat=True).first() or 0


def has_trainable_digits() -> bool:
    return Digit.objects.filter(is_training_input=True, state__in=TRAINABLE).exists()
