"""The queries of the audit trail: decisions and imports, and which of them were taken back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from backend.digits.models import Action, AuditEntry

N_LOOKED_AT = 20_000  # newest entries of everybody in which one's own are looked for; more make the page slower
N_DECISIONS = 2000  # of one's own, among which those not taken back are sought; more make the page slower


@dataclass(frozen=True)
class Deed:
    """What the entries of one decision say together."""

    actions: tuple[str, ...]  # on digits of which some had the label already, it is to keep and to relabel
    n_entries: int
    before: tuple[str, ...]  # each text once, sorted
    after: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """A decision of an administrator on one digit or several, which can be taken back."""

    batch: UUID
    at: datetime
    deed: Deed
    digit: int  # one of them
    reason: str


def decisions_of(by: str, *, n_newest: int) -> list[Decision]:
    """Return somebody's newest decisions on digits that were not taken back, the newest first."""
    newest = AuditEntry.objects.aggregate(newest=Max("id"))["newest"] or 0
    rows = AuditEntry.objects.filter(by=by, batch__isnull=False, digit__isnull=False, id__gt=newest - N_LOOKED_AT)
    each = rows.exclude(action=Action.UNDO).order_by().values("batch").annotate(last=Max("id")).order_by("-last")
    last_entries: dict[UUID, int] = {one["batch"]: one["last"] for one in each[:N_DECISIONS] if one["batch"]}
    undone = batches_undone(last_entries)
    entries = [last for batch, last in last_entries.items() if batch not in undone][:n_newest]
    found = list(AuditEntry.objects.filter(id__in=entries).defer("rows").order_by("-id"))
    deeds = deeds_of([row.batch for row in found if row.batch])
    return [
        Decision(row.batch, row.at, deeds[row.batch], row.digit_id, row.reason)
        for row in found
        if row.batch and row.digit_id  # which the first query has made sure of
    ]


def batches_undone(batches: Collection[UUID]) -> set[UUID | None]:
    """Return those of the decisions that were taken back."""
    return set(AuditEntry.objects.filter(undoes__in=list(batches)).values_list("undoes", flat=True))


def deeds_of(batches: Collection[UUID]) -> dict[UUID | None, Deed]:
    """Return of each of these decisions what its entries say together."""
    entries = AuditEntry.objects.filter(batch__in=list(batches)).order_by()
    groups: dict[UUID | None, list[Mapping[str, Any]]] = {}
    for row in entries.values("batch", "action", "before", "after").annotate(n=Count("id")):
        groups.setdefault(row["batch"], []).append(row)
    return {batch: _deed(rows) for batch, rows in groups.items()}


def deed_of(entry: AuditEntry) -> Deed:
    """Return what one entry says."""
    return Deed((entry.action,), 1, (entry.before,), (entry.after,))


def newest_of_digit(digit_id: int) -> Decision | None:
    """Return the newest decision on a digit, if it can be taken back."""
    row = AuditEntry.objects.filter(digit_id=digit_id).order_by("-id").first()
    if row is None or row.batch is None or row.action == Action.UNDO:
        return None
    return Decision(row.batch, row.at, deed_of(row), digit_id, row.reason)


def imports_to_take_back(*, n_newest: int) -> list[AuditEntry]:
    """Return the newest imports that added digits and were not taken back, the newest first."""
    imports = AuditEntry.objects.filter(action=Action.IMPORT, batch__isnull=False).exclude(rows__digits=[])
    found = imports.order_by("-id")[:n_newest]
    taken_back = batches_undone({entry.batch for entry in found if entry.batch})
    return [entry for entry in found if entry.batch not in taken_back]


def _deed(rows: list[Mapping[str, Any]]) -> Deed:
    actions, before, after = (tuple(sorted({row[name] for row in rows})) for name in ("action", "before", "after"))
    return Deed(actions, sum(row["n"] for row in rows), before, after)
