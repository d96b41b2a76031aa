"""The audit trail: whatever an administrator does is written down in the transaction that does it."""

from collections.abc import Iterable
from typing import Required, TypedDict, Unpack

from backend.digits.models import Action, AuditEntry

BATCH = 500


class Columns(TypedDict, total=False):
    """What an entry says: who, of what, what it was before and after, why."""

    by: Required[str]
    digit: int | None
    version: int | None
    before: object
    after: object
    reason: str


def record(action: Action, **columns: Unpack[Columns]) -> AuditEntry:
    """Write one entry."""
    entry = entry_of(action, **columns)
    entry.save(force_insert=True)
    return entry


def entry_of(action: Action, **columns: Unpack[Columns]) -> AuditEntry:
    return AuditEntry(
        action=action,
        by=columns["by"],
        digit_id=columns.get("digit"),
        version_id=columns.get("version"),
        before=str(columns.get("before", "")),
        after=str(columns.get("after", "")),
        reason=columns.get("reason", ""),
    )


def record_all(entries: Iterable[AuditEntry]) -> None:
    """Write many entries with few statements."""
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
