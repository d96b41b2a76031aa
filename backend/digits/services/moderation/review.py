"""An administrator's decisions on digits: keep, relabel, hold, exclude, restore; each with who, when and why.

What its contributor took back is nobody's to decide on any more. A digit that counts again counts towards the ten.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.models import TRAINABLE, Action, Digit, DigitState
from backend.digits.services import audit
from backend.digits.services.digits import queue_full_tens
from backend.digits.services.locking import lock_writers

ASIDE = (DigitState.HELD, DigitState.EXCLUDED)
FROM = {  # the states that a digit can be in for each decision
    Action.KEEP: (*TRAINABLE, DigitState.HELD),
    Action.RELABEL: (*TRAINABLE, DigitState.HELD),
    Action.HOLD: TRAINABLE,
    Action.EXCLUDE: (*TRAINABLE, DigitState.HELD),
    Action.RESTORE: ASIDE,
}


class CannotReviewError(ValueError):
    """The decision cannot be taken; the message says why and what to do."""


@dataclass(frozen=True)
class Reviewed:
    n_changed: int
    n_queued: int  # versions that the restored ones queued


def relabel(digit_id: int, *, label: int, by: str, reason: str = "") -> Reviewed:
    """Say which digit it is. The label that it has is thereby confirmed. A held one trains again."""
    if label not in range(10):
        raise CannotReviewError(f"A label is a digit from 0 to 9, not {label}.")
    action = Action.KEEP if Digit.objects.filter(id=digit_id, label=label).exists() else Action.RELABEL
    return _decide(action, [digit_id], by=by, reason=reason, label=label, must=True)


def hold(ids: Iterable[int], *, by: str, reason: str) -> Reviewed:
    """Set digits aside until somebody decides: they are not trained on."""
    return _decide(Action.HOLD, ids, by=by, reason=_wanted(reason))


def exclude(ids: Iterable[int], *, by: str, reason: str) -> Reviewed:
    """Take digits out: never trained on again, and no longer shown to visitors."""
    return _decide(Action.EXCLUDE, ids, by=by, reason=_wanted(reason))


def restore(ids: Iterable[int], *, by: str, reason: str) -> Reviewed:
    """Bring held and excluded digits back to what they were before."""
    return _decide(Action.RESTORE, ids, by=by, reason=_wanted(reason))


def _wanted(reason: str) -> str:
    if not reason.strip():
        raise CannotReviewError("Say why: the reason is kept with the digit and in the audit trail.")
    return reason.strip()


def _decide(
    action: Action, ids: Iterable[int], *, by: str, reason: str, label: int | None = None, must: bool = False
) -> Reviewed:
    with transaction.atomic():
        lock_writers()
        digits = selectors.training.digits_in_states(list(ids), FROM[action])
        if must and not digits:
            raise CannotReviewError("It was taken back or excluded meanwhile, or there is no such digit.")
        entries = []
        for digit in digits:
            before = _told(digit)
            _apply(action, digit, reason=reason, label=label)
            entries.append(
                audit.entry_of(action, by=by, digit=digit.pk, before=before, after=_told(digit), reason=reason)
            )
        columns = ["label", "state", "state_before", "state_reason", "reviewed_at"]
        Digit.objects.bulk_update(digits, columns, batch_size=audit.BATCH)
        audit.record_all(entries)
        return Reviewed(n_changed=len(digits), n_queued=queue_full_tens())


def _apply(action: Action, digit: Digit, *, reason: str, label: int | None) -> None:
    digit.reviewed_at = None if action == Action.HOLD else timezone.now()
    if label is not None:
        digit.label = label
    if action in (Action.HOLD, Action.EXCLUDE):
        if digit.state not in ASIDE:
            digit.state_before = digit.state
        digit.state = DigitState.HELD if action == Action.HOLD else DigitState.EXCLUDED
        digit.state_reason = reason
    elif digit.state in ASIDE:
        digit.state, digit.state_before = digit.state_before or DigitState.COUNTED, ""
        digit.state_reason = reason


def _told(digit: Digit) -> str:
    return f"{digit.label}, {digit.state}"
