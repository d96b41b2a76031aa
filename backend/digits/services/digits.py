"""Changes of the digits that people draw: add one, take it back, queue every full ten as a version.

The rows of a version are the record of its ten. There is no counter that could be wrong.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from backend.digits import inference, selectors
from backend.digits.drawings import Drawing, ink_of, sha256_of, sha256_of_ink, to_png
from backend.digits.errors import GoneError, IdempotencyConflictError, NotFoundError
from backend.digits.models import Digit, DigitState, Kind, ModelState, Status
from backend.digits.services.digit_rules import doubt_of, is_held_out
from backend.digits.services.locking import lock_writers
from backend.failpoints import failpoint
from nn.data.strokes import pack
from nn.preprocessing import PREPROCESSING_VERSION


@dataclass(frozen=True)
class Added:
    """A stored digit, whether it is new, and how many versions it queued."""

    digit: Digit
    is_new: bool  # false when the same request had been carried out before
    n_queued: int  # versions that this digit queued


def add_digit(*, drawing: Drawing, label: int, contributor: UUID | None, idempotency_key: UUID | None) -> Added:
    """Store a verified drawing; the tenth queues a version. The same key, drawing and label again change nothing."""
    payload = sha256_of(drawing, label)
    if idempotency_key and (earlier := selectors.digits.digit_with_key(idempotency_key)):
        return _replay(earlier, payload)
    digit = _new_digit(drawing, label, contributor)
    digit.idempotency_key, digit.payload_sha256 = idempotency_key, payload
    try:
        with transaction.atomic():
            digit.save(force_insert=True)
            failpoint("post.inserted")
            n_queued = queue_full_tens()
            failpoint("post.committing")
    except IntegrityError:
        # The same request was sent twice at once, and the other was faster.
        if idempotency_key and (earlier := selectors.digits.digit_with_key(idempotency_key)):
            return _replay(earlier, payload)
        raise
    failpoint("post.committed")
    return Added(digit=digit, is_new=True, n_queued=n_queued)


def withdraw_digit(*, digit_id: int, contributor: UUID | None) -> None:
    """Take a digit back: it is not shown and not trained on any more. It keeps its place in its ten."""
    found = Digit.objects.filter(id=digit_id, contributor=contributor).exclude(state=DigitState.EXCLUDED)
    if contributor is None or not found.update(
        state=DigitState.WITHDRAWN, state_reason="taken back by its contributor"
    ):
        raise NotFoundError("There is no such digit of yours.")


def queue_full_tens() -> int:
    """Queue a version for every ten unassigned digits, the oldest first; return how many were queued.

    Call it inside the transaction that made a digit count, so that ten unassigned digits are never seen from outside.
    """
    lock_writers()
    n_queued = 0
    while len(ten := selectors.digits.next_ten(settings.DIGITS_RETRAIN_AT)) == settings.DIGITS_RETRAIN_AT:
        version = ModelState.objects.create(kind=Kind.TEN, status=Status.QUEUED)
        Digit.objects.filter(id__in=ten).update(model_state=version)
        n_queued += 1
    return n_queued


def is_training_input(ink_sha256: str) -> bool:
    """Return the side of a drawing: that of an earlier copy, or else the one that the installation's key decides."""
    stored = selectors.digits.sides_of({ink_sha256})
    return stored.get(ink_sha256, not is_held_out(ink_sha256))


def _new_digit(drawing: Drawing, label: int, contributor: UUID | None) -> Digit:
    seen = inference.preprocess(drawing)
    prediction = inference.predict(seen.picture, contributor=contributor)  # the memory does not know this digit yet
    ink_sha256 = sha256_of_ink(seen.ink)
    return Digit(
        picture=seen.picture.tobytes(),
        preprocessing=PREPROCESSING_VERSION,
        strokes=pack(seen.ink) if isinstance(seen.ink, list) else None,
        ink=to_png(ink_of(seen.ink) if isinstance(seen.ink, list) else seen.ink),
        ink_sha256=ink_sha256,
        label=label,
        is_training_input=is_training_input(ink_sha256),
        predicted=prediction.network.digit,
        guess=prediction.digit,
        predicted_by_id=prediction.model,
        contributor=contributor,
        doubt=doubt_of(prediction.network.confidences, label),
    )


def _replay(earlier: Digit, payload: str) -> Added:
    if earlier.payload_sha256 != payload:
        raise IdempotencyConflictError("This key was used for another drawing or label. Send this one with a new key.")
    if earlier.state == DigitState.WITHDRAWN:
        raise GoneError("This digit was taken back. Draw it again to add it.")
    return Added(digit=earlier, is_new=False, n_queued=0)
