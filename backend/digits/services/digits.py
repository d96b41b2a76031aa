"""Changes of the digits that people draw: add one or a number of several, take it back, queue every full ten.

The rows of a version are the record of its tens. There is no counter that could be wrong. Tens that are full before
the last queued version is claimed join it, as databases commit transactions in groups (D. DeWitt and others,
*Implementation techniques for main memory database systems*, SIGMOD 1984). So there is one run for all that waited.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, transaction

from backend.digits import inference, selectors
from backend.digits.drawings import Drawing, ink_of, sha256_of, sha256_of_ink, sha256_of_packed, to_png
from backend.digits.errors import (
    GoneError,
    IdempotencyConflictError,
    InvalidRequestError,
    NotFoundError,
    UnavailableError,
)
from backend.digits.inference import Preprocessed
from backend.digits.inference.away import refuse_while_away
from backend.digits.inference.numbers import Part, parts_of, take_apart
from backend.digits.models import Digit, DigitState, Kind, ModelState, Status
from backend.digits.services.digit_rules import doubt_of, is_held_out
from backend.digits.services.locking import lock_writers
from backend.failpoints import failpoint
from backend.group_commit import GroupCommit
from nn.data.strokes import pack
from nn.preprocessing import PREPROCESSING_VERSION

MAX_TOGETHER = 500
"""The most digits of one version. If larger, a run that is rejected or fails concerns more digits; if smaller, more
than one version waits where digits come faster than this number in a run."""


class FullTen(NamedTuple):
    """Ten digits, and the version that is trained on them."""

    version: int
    digits: list[int]  # ids, the oldest first


class Queued(NamedTuple):
    """The number of versions queued, the number of counted digits that wait for more to make a ten, and the tens."""

    n_versions: int
    n_waiting: int
    tens: list[FullTen]


@dataclass(frozen=True)
class Added:
    """A stored digit, whether it is new, and what was queued when it was stored."""

    digit: Digit
    is_new: bool  # false when the same request had been carried out before
    n_queued: int  # versions that this digit queued, alone or together with others that came at the same moment
    n_waiting: int  # counted digits that belong to no version yet
    ten: FullTen | None  # the ten that this digit is in, if it is full


def add_digit(*, drawing: Drawing, label: int, contributor: UUID | None, idempotency_key: UUID | None) -> Added:
    """Store a verified drawing; the tenth queues a version. The same key, drawing and label again change nothing."""
    digit = new_digit(inference.preprocess(drawing), label, contributor)
    digit.idempotency_key = idempotency_key
    digit.payload_sha256 = sha256_of(bytes(digit.strokes or b"") or drawing, label)
    with _refused_if_begun_afresh([digit]):
        added = _arriving.submit(digit)
    if not added.is_new:
        check_replay(added.digit, digit.payload_sha256)
    return added


@contextmanager
def _refused_if_begun_afresh(digits: Sequence[Digit]) -> Iterator[None]:
    """Raise UnavailableError where digits cannot be stored since a version that read them is gone."""
    try:
        yield
    except IntegrityError as error:
        readers = {digit.predicted_by_id for digit in digits if digit.predicted_by_id is not None}
        if not all(selectors.versions.is_there(reader) for reader in readers):
            raise UnavailableError("The network has just begun afresh. Send the digit again.") from error
        raise


def store(digits: Sequence[Digit]) -> list[Added]:
    """Store digits that came at the same moment; return for each what is stored, which an earlier request may have.

    Under the lock of the writers no other process stores a digit with one of the keys meanwhile.
    """
    refuse_while_away()
    with transaction.atomic():
        lock_writers()
        by_key = selectors.digits.digits_with_keys([digit.idempotency_key for digit in digits if digit.idempotency_key])
        stored = [by_key.setdefault(digit.idempotency_key or uuid4(), digit) for digit in digits]
        new = [digit for digit in digits if any(digit is row for row in stored)]
        _choose_sides(new)
        for digit in new:
            digit.pk = None  # of a transaction that was rolled back
        Digit.objects.bulk_create(new)
        failpoint("post.inserted")
        queued = _queue_full_tens()
        failpoint("post.committing")
    failpoint("post.committed")
    return [
        Added(row, is_new := row is digit, queued.n_versions if is_new else 0, queued.n_waiting, _ten_of(row, queued))
        for digit, row in zip(digits, stored, strict=True)
    ]


def _ten_of(digit: Digit, queued: Queued) -> FullTen | None:
    """Return the full ten of a digit. A retry gets no more of it than its digit: tens of a version are not stored."""
    if digit.model_state_id is not None:
        return FullTen(digit.model_state_id, [digit.pk])
    return next((ten for ten in queued.tens if digit.pk in ten.digits), None)


CONCERN_ALL = (OperationalError, InterfaceError)  # the database is away, full or locked: nobody's digit is at fault
_arriving = GroupCommit(store, concern_all=CONCERN_ALL)


def _choose_sides(digits: Sequence[Digit]) -> None:
    """Set whether each may be trained on: as an earlier copy of its drawing, or else as the installation's key says."""
    sides = selectors.digits.sides_of({digit.ink_sha256 for digit in digits})
    for digit in digits:
        digit.is_training_input = sides.setdefault(digit.ink_sha256, not is_held_out(digit.ink_sha256))


def withdraw_digit(*, digit_id: int, contributor: UUID | None) -> None:
    """Take a digit back: it is not shown and not trained on any more. It keeps its place in its ten."""
    found = Digit.objects.filter(id=digit_id, contributor=contributor).exclude(state=DigitState.EXCLUDED)
    with transaction.atomic():
        lock_writers()  # an archive that is written meanwhile, to begin afresh, would bring it back
        if contributor is None or not found.update(
            state=DigitState.WITHDRAWN, state_reason="taken back by its contributor"
        ):
            raise NotFoundError("There is no such digit of yours.")


def queue_full_tens() -> Queued:
    """Give every ten unassigned digits, the oldest first, to a queued version; return how many versions are new.

    They join the version that takes tens, or a new one where there is none or it is full. Call it inside the
    transaction that made a digit count, so that ten unassigned digits are never seen from outside.
    """
    lock_writers()
    return _queue_full_tens()


def _queue_full_tens() -> Queued:
    n_queued = 0
    tens = []
    while len(ten := selectors.digits.next_ten(settings.DIGITS_RETRAIN_AT)) == settings.DIGITS_RETRAIN_AT:
        version = selectors.versions.version_taking_tens()
        if version is None or version.digits.count() + len(ten) > MAX_TOGETHER:
            version = _queue_version(instead_of=version)
            n_queued += 1
        Digit.objects.filter(id__in=ten).update(model_state=version)
        tens.append(FullTen(version.pk, ten))
    return Queued(n_queued, n_waiting=len(ten), tens=tens)


def _queue_version(*, instead_of: ModelState | None) -> ModelState:
    """Queue a version that takes tens, instead of the one that is full."""
    if instead_of is not None:
        instead_of.takes_tens = False
        instead_of.save(update_fields=["takes_tens"])
    return ModelState.objects.create(kind=Kind.TEN, status=Status.QUEUED, takes_tens=True)


def new_digit(seen: Preprocessed, label: int, contributor: UUID | None, *, is_in_number: bool = False) -> Digit:
    """Return a row, not yet stored, of a drawing that was preprocessed, with what it is read as."""
    # The memory does not know this digit yet.
    served, alone, guess = inference.guesses_for(seen.picture, contributor=contributor, is_in_number=is_in_number)
    strokes = pack(seen.ink) if isinstance(seen.ink, list) else None
    return Digit(
        picture=seen.picture.tobytes(),
        preprocessing=PREPROCESSING_VERSION,
        strokes=strokes,
        ink=to_png(ink_of(seen.ink) if isinstance(seen.ink, list) else seen.ink),
        ink_sha256=sha256_of_ink(seen.ink) if strokes is None else sha256_of_packed(strokes),
        label=label,
        said=label,
        is_training_input=True,  # until it is stored: then its copies decide
        predicted=alone.digit,
        guess=guess.digit,
        predicted_by_id=served.version,
        contributor=contributor,
        doubt=doubt_of(alone.confidences, label),
    )


def check_replay(earlier: Digit, payload: str) -> None:
    """Raise an error where another request was stored under the same key, or what was stored was taken back."""
    if earlier.payload_sha256 != payload:
        raise IdempotencyConflictError("This key was used for another drawing or label. Send this one with a new key.")
    if earlier.state == DigitState.WITHDRAWN:
        raise GoneError("This digit was taken back. Draw it again to add it.")


@dataclass(frozen=True)
class AddedNumber:
    """The stored digits of a number from left to right, whether they are new, and how many versions they queued."""

    digits: list[Digit]
    tens: list[FullTen | None]  # for each digit, as in Added
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
    inference.served_or_kept()  # asks whether a database that was away is back
    refuse_while_away()
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
    is_in_number = len(parts) > 1
    digits = [
        new_digit(part.seen, label, contributor, is_in_number=is_in_number)
        for part, label in zip(parts, labels, strict=True)
    ]
    for digit, key in zip(digits, keys, strict=True):
        digit.idempotency_key, digit.payload_sha256 = key, payload
    with _refused_if_begun_afresh(digits), transaction.atomic():
        lock_writers()  # the same request may have been sent twice at once, and the other was faster
        if (earlier := _earlier(keys, payload)) is not None:
            return earlier
        added = store(digits)
    return AddedNumber(digits, [digit.ten for digit in added], is_new=True, n_queued=added[0].n_queued)


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
    tens = [_ten_of(digit, Queued(0, 0, tens=[])) for digit in earlier]
    return AddedNumber(earlier, tens, is_new=False, n_queued=0) if earlier else None


def _parts(drawing: Drawing, split: Sequence[Sequence[int]]) -> list[Part]:
    if not isinstance(drawing, list):
        raise InvalidRequestError(
            "split names strokes, and a picture has none. Leave it out.", fields={"split": "beside a picture"}
        )
    return parts_of(drawing, split)
