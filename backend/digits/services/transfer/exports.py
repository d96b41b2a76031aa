"""Digits out: the archive, which keeps everything, and IDX, CSV, NPZ and PNG sheets, for exchange.

Rows are read some thousands at a time by their numbers, so that memory does not grow with the table and writers are not
kept waiting.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count as numbers
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import Max, QuerySet

from backend.digits import selectors
from backend.digits.exchange import archive, idx, npz, sheet, tables
from backend.digits.exchange.records import Shown, silent
from backend.digits.models import Action, AuditEntry, Deployment, Digit, ModelState
from backend.digits.services import audit
from backend.digits.services.transfer.row_json import as_row, columns

FORMATS = ("archive", "idx", "csv", "npz", "png")
N_AT_ONCE = 2000
Tell = Callable[[int], None]
TABLES: tuple[tuple[str, type[models.Model]], ...] = (
    ("versions", ModelState),
    ("deployments", Deployment),
    ("audit", AuditEntry),
)


@dataclass(frozen=True)
class Outflow:
    """What was written."""

    paths: list[Path]
    n_digits: int


def n_outgoing(kind: str) -> int:
    """Roughly how many digits an export will have: the newest number for an archive, else the digits shown."""
    if kind == "archive":
        return Digit.objects.aggregate(newest=Max("id"))["newest"] or 0
    return selectors.training.visible().count()


def export_digits(kind: str, folder: Path, *, by: str, tell: Tell = silent) -> Outflow:
    """Write the digits into a folder, as one of FORMATS; `tell` is told how many are done."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "archive":
        outflow = _archive(folder / "digits.ductus", tell)
    else:
        n = selectors.training.visible().count()
        outflow = Outflow(_exchange(kind, folder, _pictures(tell), n), n)
    action = Action.ARCHIVE if kind == "archive" else Action.EXPORT
    audit.record(action, by=by, after=f"{outflow.n_digits:,} digits taken out as {kind}")
    return outflow


def _exchange(kind: str, folder: Path, digits: Iterator[Shown], n: int) -> list[Path]:
    match kind:
        case "idx":
            return idx.write_idx(folder, digits, count=n)
        case "csv":
            return tables.write_csv(folder / "digits.csv", digits)
        case "npz":
            return npz.write_npz(folder / "digits.npz", digits, count=n)
        case "png":
            return sheet.write_sheets(folder, digits)
    raise ValueError(f"one of {', '.join(FORMATS)} is wanted, not {kind}")


def _archive(path: Path, tell: Tell) -> Outflow:
    """Digits first, versions after them: a version that is made meanwhile is there for the digits that name it."""
    last = Digit.objects.aggregate(newest=Max("id"))["newest"] or 0
    n_digits = 0
    with archive.written_archive(path) as writer:
        for number in numbers(1):
            first = (number - 1) * archive.N_IN_PART
            if first >= last:
                break
            part = Digit.objects.filter(id__gt=first, id__lte=min(last, first + archive.N_IN_PART))
            n_digits += writer.write(archive.part_name(number), _rows(Digit, part))
            tell(min(last, first + archive.N_IN_PART))
        versions = ModelState.objects.aggregate(newest=Max("id"))["newest"] or 0
        for name, model in TABLES:
            writer.write(f"{name}.jsonl", _rows(model, _known(model, last, versions)))
    return Outflow([path], n_digits)


def _known(model: type[models.Model], last_digit: int, last_version: int) -> QuerySet[Any]:
    """The rows that refer to nothing newer than what the archive has."""
    rows = model._default_manager.all()
    if model is Deployment:
        return rows.filter(model_state_id__lte=last_version)
    if model is AuditEntry:
        return (
            rows.exclude(digit_id__gt=last_digit)
            .exclude(version_id__gt=last_version)
            .exclude(action__in=(Action.ARCHIVE, Action.ACCOUNT))
        )
    return rows.filter(id__lte=last_version)


def _rows(model: type[models.Model], rows: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    names = [field.attname for field in columns(model)]
    for values in rows.order_by("id").values_list(*names).iterator(chunk_size=200):
        yield as_row(model, values)


def _pictures(tell: Tell) -> Iterator[Shown]:
    """Every digit that visitors may see, the oldest first."""
    after, n_done = 0, 0
    while rows := list(
        selectors.training.visible()
        .filter(id__gt=after)
        .order_by("id")
        .values_list("id", "picture", "label")[:N_AT_ONCE]
    ):
        for _, picture, label in rows:
            yield Shown(bytes(picture), label)
        after, n_done = rows[-1][0], n_done + len(rows)
        tell(n_done)
