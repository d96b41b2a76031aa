"""A verified number: each of its digits is stored with its own strokes or ink, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from backend.digits import selectors
from backend.digits.drawings import Drawing, sha256_of
from backend.digits.errors import InvalidRequestError
from backend.digits.inference.numbers import Part, parts_of, take_apart
from backend.digits.models import Digit
from backend.digits.services.digits import check_replay, new_digit, store
from backend.digits.services.locking import lock_writers


@dataclass(frozen=True)
class AddedNumber:
    """The stored digits from left to right, whether they are new, and how many versions they queued."""

    digits: list[Digit]
    is_new: bool  # false when the same request had been carried out before
    n_queued: int


def add_number(
    *,
    drawing: Drawing,
    labels: Sequence[int],
    split: Sequence[Sequence[int]] | None,
    contributor: UUID | None,
    idempotency_key: UUID | None,
) -> AddedNumber:
    """Store the digits of a verified number. The same key and request again change nothing.

    `split` names the strokes of each digit by their indices; without it the digits are those that are seen. Raises
    InvalidRequestError where there are not as many as labels.
    """
    payload = _payload(drawing, labels, split)
    keys = [_key_of(idempotency_key, place) for place in range(len(labels))]
    if (earlier := _earlier(keys, payload)) is not None:
        return earlier
    parts = take_apart(drawing, contributor) if split is None else _parts(drawing, split)
    if len(parts) != len(labels):
        raise InvalidRequestError(
            f"The number has {len(labels)} digits, and {len(parts)} are seen on the drawing."
            " Send the digits one by one to /api/digits.",
            fields={"number": f"{len(parts)} digits are seen"},
        )
    digits = [new_digit(part.seen, label, contributor) for part, label in zip(parts, labels, strict=True)]
    for digit, key in zip(digits, keys, strict=True):
        digit.idempotency_key, digit.payload_sha256 = key, payload
    with transaction.atomic():
        lock_writers()  # the same request may have been sent twice at once, and the other was faster
        if (earlier := _earlier(keys, payload)) is not None:
            return earlier
        added = store(digits)
    return AddedNumber(digits, is_new=True, n_queued=added[0].n_queued)


def _payload(drawing: Drawing, labels: Sequence[int], split: Sequence[Sequence[int]] | None) -> str:
    """Return the SHA-256 of all that was sent. Every digit holds it: a retry is the whole number again."""
    ends = [] if split is None else [number for digit in split for number in (len(digit), *digit)]
    return sha256_of(drawing, len(labels), *labels, -1 if split is None else 1, *ends)


def _key_of(idempotency_key: UUID | None, place: int) -> UUID | None:
    """Return the key of the digit at a place, which is derived from the number's key (RFC 9562, version 5)."""
    return None if idempotency_key is None else uuid5(idempotency_key, f"digit {place}")


def _earlier(keys: Sequence[UUID | None], payload: str) -> AddedNumber | None:
    """Return what was stored under these keys before. Raises IdempotencyConflictError where it was something else."""
    found = selectors.digits.digits_with_keys([key for key in keys if key])
    earlier = [found[key] for key in keys if key in found]
    for digit in earlier:
        check_replay(digit, payload)
    return AddedNumber(earlier, is_new=False, n_queued=0) if earlier else None


def _parts(drawing: Drawing, split: Sequence[Sequence[int]]) -> list[Part]:
    if not isinstance(drawing, list):
        raise InvalidRequestError(
            "split names strokes, and a picture has none. Leave it out.", fields={"split": "beside a picture"}
        )
    return parts_of(drawing, split)
