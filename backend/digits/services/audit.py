"""The audit trail and the reasons in it.

A decision is recorded in the transaction that makes it, an import or export of digits after it.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Required, TypedDict, Unpack
from uuid import UUID

from backend.digits.errors import RefusedError
from backend.digits.models import Action, AuditEntry

BATCH = 500
BY_COMMAND_LINE = "command line"  # `by` where no account did it, but somebody at the machine
MAX_REASON = 500
"""Letters of a reason. Forms stop there, too; a longer one is refused. If larger, a table has rows of whole pages."""


class Columns(TypedDict, total=False):
    """The columns of an entry: who, on which digit or version, the state before and after, why, in which decision."""

    by: Required[str]
    digit: int | None
    version: int | None
    before: object
    after: object
    reason: str
    batch: UUID | None
    undoes: UUID | None
    rows: dict[str, Any] | None


def stated(reason: str, *, otherwise: str = "") -> str:
    """Return a reason without the space around it. Raises RefusedError for a long one, and `otherwise` for none."""
    reason = reason.replace("\r\n", "\n").strip()  # a form sends two letters for the one that it counts
    if otherwise and not reason:
        raise RefusedError(otherwise)
    if len(reason) > MAX_REASON:
        raise RefusedError(f"A reason of at most {MAX_REASON:,} letters is wanted, not of {len(reason):,}: shorten it.")
    return reason


def record(action: Action, **columns: Unpack[Columns]) -> AuditEntry:
    entry = entry_of(action, **columns)
    entry.save(force_insert=True)
    return entry


def entry_of(action: Action, **columns: Unpack[Columns]) -> AuditEntry:
    """Return an entry that is not saved yet."""
    return AuditEntry(
        action=action,
        by=columns["by"],
        digit_id=columns.get("digit"),
        version_id=columns.get("version"),
        before=str(columns.get("before", "")),
        after=str(columns.get("after", "")),
        reason=columns.get("reason", ""),
        batch=columns.get("batch"),
        undoes=columns.get("undoes"),
        rows=columns.get("rows"),
    )


def digest_of(row: dict[str, Any]) -> str:
    """Return sixteen characters that tell one content of a row from another."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16]


def record_all(entries: Iterable[AuditEntry]) -> None:
    """Save many entries with few statements."""
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
