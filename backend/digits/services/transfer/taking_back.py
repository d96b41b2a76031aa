"""Imports of digits, taken back as a whole.

Where nothing was learned since, the digits are deleted, and the table is as it was before. Where a version was trained
since, or is being trained, it may have learned some of them, and its receipt names them: then they are excluded, and
*retrain without* learns again without them.
"""

from functools import reduce
from operator import or_
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, When

from backend.digits.errors import RefusedError
from backend.digits.models import Action, AuditEntry, Digit, DigitState, ModelState, Status
from backend.digits.services import audit
from backend.digits.services.locking import lock_writers
from backend.digits.services.transfer.import_entry import end

N_AT_ONCE = 500  # ranges in one query; with more, SQLite refuses the query
N_DELETED_AT_ONCE = 2000  # digits in one query; with more, it takes more memory

BEFORE = Case(When(state=DigitState.HELD, then=F("state_before")), default=F("state"))
"""The state that restoring brings back: of a held digit, the one before it was held."""


class TakenBack(NamedTuple):
    n_deleted: int
    n_excluded: int


def take_back_import(batch: UUID, *, by: str) -> TakenBack:
    """Delete the digits of an import, or exclude those that may have been learned or were decided on.

    Raises RefusedError where there is no such import, or it was taken back before.
    """
    with transaction.atomic():
        lock_writers()
        imports = AuditEntry.objects.select_for_update().filter(action=Action.IMPORT, rows__isnull=False)
        entry = imports.filter(batch=batch).first()
        if entry is None:
            raise RefusedError("There is no such import to take back.")
        if AuditEntry.objects.filter(undoes=batch).exists():
            raise RefusedError("This import was taken back before.")
        n_deleted = n_excluded = 0
        ranges = end(entry)  # an import that is under way goes on under another entry
        for first in range(0, len(ranges), N_AT_ONCE):
            wanted = reduce(or_, (Q(id__gte=low, id__lte=high) for low, high in ranges[first : first + N_AT_ONCE]))
            digits = Digit.objects.filter(wanted)
            if not _may_be_learned(digits.order_by("id").only("created_at").first()):
                untouched = digits.exclude(id__in=AuditEntry.objects.filter(digit__isnull=False).values("digit"))
                n_deleted += _delete(untouched)
            n_excluded += digits.exclude(state=DigitState.EXCLUDED).update(
                state_before=BEFORE, state=DigitState.EXCLUDED, state_reason="its import was taken back"
            )
        audit.record(
            Action.UNDO,
            by=by,
            before=entry.before,
            after=f"{n_deleted:,} digits deleted, {n_excluded:,} excluded",
            reason="takes back: import",
            batch=uuid4(),
            undoes=batch,
        )
    return TakenBack(n_deleted, n_excluded)


def _delete(digits: QuerySet[Digit]) -> int:
    """Delete digits, some thousands at a time, without reading their pictures."""
    n_deleted = 0
    while ids := list(digits.order_by("id").values_list("id", flat=True)[:N_DELETED_AT_ONCE]):
        n_deleted += digits.filter(id__lte=ids[-1]).only("id").delete()[0]
    return n_deleted


def _may_be_learned(oldest: Digit | None) -> bool:
    """Say whether a run was under way at some moment since a digit was stored."""
    if oldest is None:
        return False
    since = oldest.created_at
    is_since = Q(started_at__gte=since) | Q(finished_at__gte=since) | Q(status=Status.TRAINING)
    return ModelState.objects.filter(is_since).exists()
