"""The queries on one hand: what its memory holds, how it was read on arrival, what is held of it, what it taught.

All but `pictures_of` and `has_trained` are answered by the index of the contributor, in steps that grow with the hand
alone.
"""

from typing import NamedTuple
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from backend.digits.models import REMEMBERED, Digit, DigitState
from backend.digits.selectors import deployments, lineage, versions
from backend.digits.selectors.digits import visible
from backend.digits.suspicion import BY_ADMINISTRATOR, CODES
from nn.preprocessing import PREPROCESSING_VERSION

CONTRIBUTOR = Digit._meta.get_field("contributor")
# All in one text: reading two hundred rows takes twice as long.
EXAMPLES = (
    "SELECT {} FROM (SELECT id * 10 + label AS example FROM digits_digit WHERE contributor = %s"
    " AND state IN (%s, %s) AND preprocessing = %s ORDER BY id DESC LIMIT %s) AS newest"
)
PICTURES = "SELECT id, picture FROM digits_digit WHERE id IN ({})"
JOINED = {"sqlite": "group_concat(example)", "postgresql": "string_agg(example::text, ',')"}


def examples_of(contributor: UUID, *, n_newest: int) -> str:
    """Return the newest digits that the memory of a hand holds, as a text that changes if they or their labels do.

    Each prediction with a cookie needs it. The SQL is written out, since building the query would cost more than
    running it.
    """
    with connection.cursor() as cursor:
        value = CONTRIBUTOR.get_db_prep_value(contributor, connection)
        cursor.execute(
            EXAMPLES.format(JOINED[connection.vendor]), [value, *REMEMBERED, PREPROCESSING_VERSION, n_newest]
        )
        (text,) = cursor.fetchone()
    return text or ""


def as_examples(text: str) -> tuple[tuple[int, int], ...]:
    """Return (id, label) of the digits in a text of `examples_of`, the newest first.

    >>> as_examples("127,53")
    ((12, 7), (5, 3))
    """
    codes = sorted((int(code) for code in text.split(",")), reverse=True)
    return tuple(divmod(code, 10) for code in codes)


def pictures_of(ids: list[int]) -> dict[int, NDArray[np.uint8]]:
    """Return the pictures (784,) of those of these digits that exist, by id. The SQL is written out, as above."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(PICTURES.format(", ".join(["%s"] * len(ids))), ids)
        return {id_: np.frombuffer(bytes(picture), np.uint8) for id_, picture in cursor.fetchall()}


class Arrival(NamedTuple):
    """A digit of one hand: its label, and what was guessed when it arrived."""

    label: int
    predicted: int  # by the network alone
    guess: int  # that was shown
    version: int  # of the network
    state: str


def arrivals(contributor: UUID | None, *, n_newest: int) -> list[Arrival]:
    """Return the newest visible digits of one hand that were guessed on arrival, the newest first.

    Digits of older releases have no guess of their own: what was shown was the network's.
    """
    if contributor is None:
        return []
    rows = _guessed_of(contributor).values_list("label", "predicted", "guess", "predicted_by_id", "state")
    return [
        Arrival(label, predicted, predicted if guess is None else guess, version, state)
        for label, predicted, guess, version, state in rows[:n_newest]
        if predicted is not None and version is not None  # which the query has left out
    ]


def n_arrivals(contributor: UUID | None) -> int:
    """Count the visible digits of one hand that were guessed on arrival."""
    return 0 if contributor is None else _guessed_of(contributor).order_by().count()


class HeldPicture(NamedTuple):
    """A held digit with a code that says why it is held."""

    id: int
    label: int
    picture: bytes
    why: str


def held_digits(contributor: UUID | None, *, n_newest: int) -> list[HeldPicture]:
    """Return the newest digits of one hand that wait for the administrator, the newest first."""
    if contributor is None:
        return []
    rows = _held_of(contributor).exclude(~Q(preprocessing=PREPROCESSING_VERSION))
    columns = rows.order_by("-id").values_list("id", "label", "picture", "state_reason")[:n_newest]
    return [
        HeldPicture(id_, label, bytes(picture), CODES.get(why, BY_ADMINISTRATOR))
        for id_, label, picture, why in columns
    ]


def n_held(contributor: UUID | None) -> int:
    return 0 if contributor is None else _held_of(contributor).count()


def is_known(contributor: UUID | None) -> bool:
    """Say whether anything of one hand is stored, also what was taken back or excluded."""
    return contributor is not None and Digit.objects.filter(contributor=contributor).exists()


def has_trained(contributor: UUID) -> bool:
    """Say whether a digit of a hand has trained the served version or an ancestor, or may train the run under way."""
    trained = Digit.objects.filter(contributor=contributor, is_training_input=True, model_state__isnull=False)
    ids = set(trained.values_list("id", flat=True))
    now = deployments.served()
    if not ids or now is None:
        return False
    if versions.version_in_training() is not None:
        return True
    return any(ids.intersection(ancestor.digits) for ancestor in lineage.with_receipts(lineage.lineage_of(now[1])))


def _digits_of(contributor: UUID) -> QuerySet[Digit]:
    return visible().filter(contributor=contributor).order_by("-id")


def _guessed_of(contributor: UUID) -> QuerySet[Digit]:
    return _digits_of(contributor).exclude(predicted=None).exclude(predicted_by=None)


def _held_of(contributor: UUID) -> QuerySet[Digit]:
    """Return the held digits of one hand. Excluding other states makes SQLite use the index of the contributor."""
    return Digit.objects.filter(contributor=contributor).exclude(~Q(state=DigitState.HELD))
