"""The decisions on digits: keep, relabel, hold, exclude, restore, undo. Each is recorded with author, time and reason.

Nobody can decide on a digit that its contributor withdrew. A restored digit counts towards the next ten again. A
decision may be on many digits; a batch number joins its entries in the audit trail, so that the same request sent twice
counts once, and so that it can be taken back as a whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.errors import ChangedMeanwhileError, RefusedError
from backend.digits.models import TRAINABLE, Action, AuditEntry, Digit, DigitState
from backend.digits.services import audit
from backend.digits.services.audit import stated
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
DECIDED = ("label", "state", "state_before", "state_reason", "reviewed_at")
"""The columns that a decision may change. An undo writes all of them back."""


@dataclass(frozen=True)
class ReviewResult:
    n_changed: int
    n_queued: int  # runs that restored digits have queued
    batch: UUID
    digits: list[Digit] = field(default_factory=list)  # as they are now, without their pictures


@dataclass(frozen=True)
class Sight:
    """What an administrator saw when deciding: the number of the request, and the edition of each digit seen."""

    batch: UUID = field(default_factory=uuid4)
    editions: Mapping[int, str] = field(default_factory=dict)


def relabel(digit_id: int, *, label: int, by: str, reason: str = "", sight: Sight | None = None) -> ReviewResult:
    """Set the label of a digit, or confirm it if it is the same. A held digit is trained on again."""
    result = relabel_all([digit_id], label=label, by=by, reason=reason, sight=sight)
    if not result.n_changed:
        raise RefusedError("It was taken back or excluded meanwhile, or there is no such digit.")
    return result


def relabel_all(
    ids: Iterable[int], *, label: int, by: str, reason: str = "", sight: Sight | None = None
) -> ReviewResult:
    """Say of several digits what they are. Those that have this label already are confirmed."""
    if label not in range(10):
        raise RefusedError(f"A label is a digit from 0 to 9, not {label}.")
    return _decide(Action.RELABEL, ids, by=by, reason=reason, label=label, sight=sight)


def keep(ids: Iterable[int], *, by: str, reason: str = "", sight: Sight | None = None) -> ReviewResult:
    """Confirm the labels that digits have. Held ones are trained on again."""
    return _decide(Action.KEEP, ids, by=by, reason=reason, sight=sight)


def hold(ids: Iterable[int], *, by: str, reason: str, sight: Sight | None = None) -> ReviewResult:
    """Set digits aside until somebody decides: they are not trained on."""
    return _decide(Action.HOLD, ids, by=by, reason=_require(reason), sight=sight)


def exclude(ids: Iterable[int], *, by: str, reason: str, sight: Sight | None = None) -> ReviewResult:
    """Exclude digits: they are never trained on again and no longer shown to visitors."""
    return _decide(Action.EXCLUDE, ids, by=by, reason=_require(reason), sight=sight)


def restore(ids: Iterable[int], *, by: str, reason: str, sight: Sight | None = None) -> ReviewResult:
    """Return held and excluded digits to their state before."""
    return _decide(Action.RESTORE, ids, by=by, reason=_require(reason), sight=sight)


def undo(batch: UUID, *, by: str) -> ReviewResult:
    """Take a decision back: each of its digits gets the label, state and reason that it had before.

    Raises RefusedError where one of them was decided on again since: its newest decision must be taken back first.
    """
    with transaction.atomic():
        lock_writers()
        entries = list(AuditEntry.objects.filter(batch=batch, rows__isnull=False, digit__isnull=False).order_by("id"))
        if not entries:
            raise RefusedError("There is no such decision to take back.")
        if earlier := AuditEntry.objects.filter(undoes=batch).first():
            return _repeated(list(AuditEntry.objects.filter(undoes=batch)), earlier.batch or batch)
        found = Digit.objects.filter(id__in=[entry.digit_id for entry in entries])
        digits = {digit.pk: digit for digit in found.defer("picture", "ink", "strokes").select_for_update()}
        back, number = [], uuid4()
        for entry in entries:
            digit, rows = digits[entry.digit_id or 0], entry.rows or {}
            if _row(digit) != rows["after"]:
                raise RefusedError(f"Digit {digit.pk} was changed since{_by_whom(digit)}: it cannot be taken back.")
            before = _label_and_state(digit)
            for name, value in rows["before"].items():
                setattr(digit, name, datetime.fromisoformat(value) if name == "reviewed_at" and value else value)
            back_again = {"before": rows["after"], "after": rows["before"]}
            back.append(
                audit.entry_of(
                    Action.UNDO, by=by, digit=digit.pk, before=before, after=_label_and_state(digit),
                    reason=f"takes back: {entry.action}", batch=number, undoes=batch, rows=back_again,
                )
            )  # fmt: skip
        changed = list(digits.values())
        Digit.objects.bulk_update(changed, DECIDED, batch_size=audit.BATCH)
        audit.record_all(back)
        return ReviewResult(len(changed), queue_full_tens().n_versions, number, changed)


def edition_of(digit: Digit) -> str:
    """Return a text that changes with each decision on the digit, and whenever its state changes."""
    return audit.digest_of(_row(digit))


def _require(reason: str) -> str:
    return stated(reason, otherwise="Say why: the reason is kept with the digit and in the audit trail.")


def _decide(
    action: Action, ids: Iterable[int], *, by: str, reason: str, label: int | None = None, sight: Sight | None = None
) -> ReviewResult:
    wanted, sight, reason = list(ids), sight or Sight(), stated(reason)
    with transaction.atomic():
        lock_writers()
        if done := list(AuditEntry.objects.filter(batch=sight.batch)):
            asked = set(wanted)
            is_the_same = all(_is_of(entry, action, label) and entry.digit_id in asked for entry in done)
            if is_the_same and not selectors.audit.batches_undone([sight.batch]):
                return _repeated(done, sight.batch)  # the answer to the first request was lost on its way
            # A page that a browser goes back to sends another decision with the number of the first.
            sight = Sight(editions=sight.editions)
        _check_unchanged(wanted, sight.editions)
        digits = selectors.digits.digits_in_states(wanted, DECIDABLE[action])
        entries = []
        for digit in digits:
            before, row = _label_and_state(digit), _row(digit)
            deed = Action.KEEP if digit.label == label else action
            _apply(action, digit, reason=reason, label=label)
            entries.append(
                audit.entry_of(
                    deed, by=by, digit=digit.pk, before=before, after=_label_and_state(digit), reason=reason,
                    batch=sight.batch, rows={"before": row, "after": _row(digit)},
                )
            )  # fmt: skip
        Digit.objects.bulk_update(digits, DECIDED, batch_size=audit.BATCH)
        audit.record_all(entries)
        return ReviewResult(len(digits), queue_full_tens().n_versions, sight.batch, digits)


def _is_of(entry: AuditEntry, action: Action, label: int | None) -> bool:
    """Say whether the entry was made by a decision to do this, or to set this label."""
    if label is None:
        return entry.action == action
    return entry.action in (action, Action.KEEP) and entry.rows is not None and entry.rows["after"]["label"] == label


def _repeated(entries: list[AuditEntry], batch: UUID) -> ReviewResult:
    digits = Digit.objects.filter(id__in=[entry.digit_id for entry in entries]).defer("picture", "ink", "strokes")
    return ReviewResult(len(entries), 0, batch, list(digits))


def _check_unchanged(ids: list[int], editions: Mapping[int, str]) -> None:
    """Refuse a decision on digits that are no longer as the administrator saw them."""
    if not editions:
        return
    for digit in Digit.objects.filter(id__in=ids).defer("picture", "ink", "strokes").select_for_update():
        if digit.pk in editions and editions[digit.pk] != edition_of(digit):
            now = f"it is {_label_and_state(digit)} now"
            raise ChangedMeanwhileError(f"Digit {digit.pk} was changed meanwhile{_by_whom(digit)}: {now}.", digit)


def _by_whom(digit: Digit) -> str:
    """Name who made a digit what it is now; nobody where no decision did, as when its contributor took it back."""
    newest = AuditEntry.objects.filter(digit=digit).order_by("-id").first()
    is_theirs = newest is not None and (newest.rows or {}).get("after") == _row(digit)
    return f" by {newest.by} ({newest.action})" if newest and is_theirs else ""


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


def _row(digit: Digit) -> dict[str, Any]:
    """Return the columns that a decision may change, as JSON keeps them."""
    row = {name: getattr(digit, name) for name in DECIDED}
    return row | {"state": str(digit.state), "reviewed_at": digit.reviewed_at and digit.reviewed_at.isoformat()}


def _label_and_state(digit: Digit) -> str:
    return f"{digit.label}, {digit.state}"
