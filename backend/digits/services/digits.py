"""Adding a verified digit, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from backend.digits import inference, selectors
from backend.digits.drawings import Drawing, sha256_of, to_png
from backend.digits.errors import GoneError, IdempotencyConflictError, NotFoundError
from backend.digits.models import TRAINABLE, Digit, DigitState
from backend.digits.services.tens import queue_full_tens
from backend.failpoints import failpoint
from nn.preprocessing import PREPROCESSING_VERSION


@dataclass(frozen=True)
class Added:
    digit: Digit
    is_new: bool  # false when the same request had been carried out before
    n_queued: int  # versions that this digit queued


def add_digit(*, drawing: Drawing, label: int, contributor: UUID | None, idempotency_key: UUID | None) -> Added:
    """Store one verified drawing; the tenth queues a version. The same key, drawing and label again change nothing."""
    payload = sha256_of(drawing, label)
    if idempotency_key and (earlier := selectors.training.digit_with_key(idempotency_key)):
        return _replay(earlier, payload)
    digit = _new_digit(drawing, label)
    digit.contributor, digit.idempotency_key, digit.payload_sha256 = contributor, idempotency_key, payload
    try:
        with transaction.atomic():
            digit.save(force_insert=True)
            failpoint("post.inserted")
            n_queued = queue_full_tens()
            failpoint("post.committing")
    except IntegrityError:
        # A twin of this request was faster by a moment.
        if idempotency_key and (earlier := selectors.training.digit_with_key(idempotency_key)):
            return _replay(earlier, payload)
        raise
    failpoint("post.committed")
    return Added(digit=digit, is_new=True, n_queued=n_queued)


def withdraw_digit(*, digit_id: int, contributor: UUID | None) -> None:
    """Take back a digit: it is shown no more and never trained on again. Its place in its ten stays."""
    own = Digit.objects.filter(id=digit_id, contributor=contributor).exclude(state=DigitState.EXCLUDED)
    if contributor is None or not own.update(state=DigitState.WITHDRAWN, state_reason="taken back by its contributor"):
        raise NotFoundError("There is no such digit of yours.")


def hold_digits(ids: list[int], *, reason: str) -> int:
    """Set counted and imported digits aside for the administrator: they are not trained on until restored."""
    return Digit.objects.filter(id__in=ids, state__in=TRAINABLE).update(
        state=DigitState.HELD, state_before=F("state"), state_reason=reason, reviewed_at=None
    )


def _new_digit(drawing: Drawing, label: int) -> Digit:
    seen = inference.preprocess(drawing)
    prediction = inference.predict(seen.picture)
    ink_sha256 = sha256_of(seen.ink)
    return Digit(
        picture=seen.picture.tobytes(),
        preprocessing=PREPROCESSING_VERSION,
        ink=to_png(seen.ink),
        ink_sha256=ink_sha256,
        label=label,
        is_training_input=not is_held_out(ink_sha256),
        predicted=prediction.digit,
        predicted_by_id=prediction.model,
        doubt=doubt_of(prediction.confidences, label),
    )


def doubt_of(outputs: Sequence[float], label: int) -> float:
    """Return how far the strongest other output stands above the label's own, from -1 to 1.

    >>> doubt_of([0.1, 0.7, 0, 0, 0, 0, 0, 0, 0, 0.2], label=9)
    0.5
    """
    return round(max(output for digit, output in enumerate(outputs) if digit != label) - outputs[label], 6)


def is_held_out(ink_sha256: str) -> bool:
    """Say whether a drawing is kept for testing: one in ten, and the same drawing always on the same side."""
    return int(ink_sha256[:8], 16) % 10 == 0


def _replay(earlier: Digit, payload: str) -> Added:
    if earlier.payload_sha256 != payload:
        raise IdempotencyConflictError("This key was used for another drawing or label. Send this one with a new key.")
    if earlier.state == DigitState.WITHDRAWN:
        raise GoneError("This digit was taken back. Draw it again to add it.")
    return Added(digit=earlier, is_new=False, n_queued=0)
