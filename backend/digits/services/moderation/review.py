"""The decisions on digits: keep, relabel, hold, exclude, restore. Each is recorded with its author, time and reason.

Nobody can decide on a digit that its contributor withdrew. A restored digit counts towards the next ten again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.errors import RefusedError
from backend.digits.models import TRAINABLE, Action, Digit, DigitState
from backend.digits.services import audit
from backend.digits.services.digits import queue_full_tens
from backend.digits.services.locking import lock_writers

SET_ASIDE = (DigitState.HELD, DigitState.EXCLUDED)
DECIDABLE = {  # for each decision, the states in which a digit can be
    Action.KEEP: (*TRAINABLE, DigitState.HELD),
    Action.RELABEL: (*TRAINABLE, DigitState.HELD),
    Action.HOLD: TRAINABLE,
    Action.EXCLUDE: (*TRAINABLE, DigitState.HELD),
    Action.RESTORE: SET_ASIDE,
}


@dataclass(frozen=True)
class ReviewResult:
    n_changed: int
    n_queued: int  # runs that restored digits have queued


def relabel(digit_id: int, *, label: int, by: str, reason: str = "") -> ReviewResult:
    """Set the label of a digit, or confirm it if it is the same. A held digit is trained on again."""
    if label not in range(10):
        raise RefusedError(f"A label is a digit from 0 to 9, not {label}.")
    action = Action.KEEP if Digit.objects.filter(id=digit_id, label=label).exists() else Action.RELABEL
    result = _decide(action, [digit_id], by=by, reason=reason, label=label)
    if not result.n_changed:
        raise RefusedError("It was taken back or excluded meanwhile, or there is no such digit.")
    return result


def hold(ids: Iterable[int], *, by: str, reason: str) -> ReviewResult:
    """Set digits aside until somebody decides: they are not trained on."""
    return _decide(Action.HOLD, ids, by=by, reason=_require(reason))


def exclude(ids: Iterable[int], *, by: str, reason: str) -> ReviewResult:
    """Exclude digits: they are never trained on again and no longer shown to visitors."""
    return _decide(Action.EXCLUDE, ids, by=by, reason=_require(reason))


def restore(ids: Iterable[int], *, by: str, reason: str) -> ReviewResult:
    """Return held and excluded digits to their state before."""
    return _decide(Action.RESTORE, ids, by=by, reason=_require(reason))


def _require(reason: str) -> str:
    if not reason.strip():
        raise RefusedError("Say why: the reason is kept with the digit and in the audit trail.")
    return reason.strip()


def _decide(action: Action, ids: Iterable[int], *, by: str, reason: str, label: int | None = None) -> ReviewResult:
    with transaction.atomic():
        lock_writers()
        digits = selectors.digits.digits_in_states(list(ids), DECIDABLE[action])
        entries = []
        for digit in digits:
            before = _label_and_state(digit)
            _apply(action, digit, reason=reason, label=label)
            after = _label_and_state(digit)
            entries.append(audit.entry_of(action, by=by, digit=digit.pk, before=before, after=after, reason=reason))
        columns = ["label", "state", "state_before", "state_reason", "reviewed_at"]
        Digit.objects.bulk_update(digits, columns, batch_size=audit.BATCH)
        audit.record_all(entries)
        return ReviewResult(n_changed=len(digits), n_queued=queue_full_tens().n_versions)


def _apply(action: Action, digit: Digit, *, reason: str, label: int | None) -> None:
    digit.reviewed_at = None if action == Action.HOLD else timezone.now()
    if label is not None:
        digit.label = label
    if action in (Action.HOLD, Action.EXCLUDE):
        if digit.state not in SET_ASIDE:
            digit.state_before = digit.state
        digit.state = DigitState.HELD if action == Action.HOLD else DigitState.EXCLUDED
        digit.state_reason = reason
    elif digit.state in SET_ASIDE:
        digit.state, digit.state_before = digit.state_before or DigitState.COUNTED, ""
        digit.state_reason = reason


def _label_and_state(digit: Digit) -> str:
    return f"{digit.label}, {digit.state}"
