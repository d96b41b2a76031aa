"""The audit trail: whatever an administrator does is written down in the transaction that does it."""

from collections.abc import Iterable

from backend.digits.models import Action, AuditEntry

BATCH = 500


def record(
    action: Action,
    *,
    by: str,
    digit: int | None = None,
    version: int | None = None,
    before: object = "",
    after: object = "",
    reason: str = "",
) -> AuditEntry:
    """Write one entry."""
    entry = entry_of(action, by=by, digit=digit, version=version, before=before, after=after, reason=reason)
    entry.save(force_insert=True)
    return entry


def entry_of(
    action: Action,
    *,
    by: str,
    digit: int | None = None,
    version: int | None = None,
    before: object = "",
    after: object = "",
    reason: str = "",
) -> AuditEntry:
    return AuditEntry(
        by=by, action=action, digit_id=digit, version_id=version, before=str(before), after=str(after), reason=reason
    )


def record_all(entries: Iterable[AuditEntry]) -> None:
    """Write many entries with few statements."""
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
