"""The entry of an import in the audit trail, which names the digits that it stored, so that it can be taken back.

It is written with the first digits and extended with the others, in the transactions that store them. So it names all
of them where an import is interrupted, too, and it goes on where the same person resumes the import.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import uuid4

from django.db import transaction

from backend.digits.models import Action, AuditEntry
from backend.digits.notice import NoticeKind
from backend.digits.services import audit
from backend.digits.services.notices.telling import tell

UNFINISHED = "unfinished"  # in the entry's `rows` until the import ends: the SHA-256 of its source


class ImportEntry(NamedTuple):
    by: str
    reason: str
    source: str  # its name
    sha256: str

    @property
    def origin(self) -> str:
        return f"{self.source}, SHA-256 {self.sha256[:16]}…"

    def extend(self, ids: Iterable[int]) -> None:
        """Write that these digits were stored. It belongs in the transaction that stores them."""
        entry = self._under_way()
        ranges = _ranges_in(entry)
        new = ranges_of(ids)
        if ranges and new and ranges[-1][1] + 1 == new[0][0]:
            ranges[-1][1] = new.pop(0)[1]
        ranges += new
        entry.rows = {"digits": ranges, UNFINISHED: self.sha256}
        entry.after = f"{_n_in(ranges):,} digits added so far"
        entry.save()

    def finish(self, summary: str, *, n_added: int) -> None:
        """Write what the import did, and tell it unless nothing was added.

        `n_added` counts the digits added since it began or was resumed.
        """
        with transaction.atomic():
            entry = self._under_way()
            n_before = _n_in(_ranges_in(entry)) - n_added
            entry.after, text = summary, f"{self.origin}: {summary}."
            if n_before > 0:
                before = f"{n_before:,} of those there already had been added by this import before it was interrupted"
                entry.after += f"; {before}"
                text += f"\n{before}."
            if n_in_all := _n_in(end(entry)):
                tell(NoticeKind.IMPORTED, f"{self.by} brought in {n_in_all:,} digits", text=text)

    def _under_way(self) -> AuditEntry:
        """Return the entry that was begun and is not ended, locked, or a new one."""
        begun = AuditEntry.objects.select_for_update().filter(action=Action.IMPORT, by=self.by, batch__isnull=False)
        found = begun.filter(rows__unfinished=self.sha256).order_by("-id").first()
        return found or audit.entry_of(
            Action.IMPORT, by=self.by, before=self.origin, reason=self.reason, batch=uuid4(), rows={"digits": []}
        )


def end(entry: AuditEntry) -> list[list[int]]:
    """Let nothing be added to an entry any more, and return the ranges of ids of its digits."""
    ranges = _ranges_in(entry)
    entry.rows = {"digits": ranges}
    entry.save()
    return ranges


def ranges_of(ids: Iterable[int]) -> list[list[int]]:
    """Return the first and the last of each run of ids, in order: few numbers for many digits."""
    ranges: list[list[int]] = []
    for id_ in sorted(ids):
        if ranges and ranges[-1][1] + 1 == id_:
            ranges[-1][1] = id_
        else:
            ranges.append([id_, id_])
    return ranges


def _ranges_in(entry: AuditEntry) -> list[list[int]]:
    rows: dict[str, Any] = entry.rows or {}
    return list(rows["digits"])


def _n_in(ranges: list[list[int]]) -> int:
    return sum(last - first + 1 for first, last in ranges)
