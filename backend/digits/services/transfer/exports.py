"""The export: an archive of all digits, versions, deployments and the audit trail, or digits as IDX, CSV, NPZ or PNG.

Each is of one moment. Rows are read some thousands at a time by their ids: memory does not grow with the table, and
writers do not wait.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max, QuerySet

from backend.digits import selectors
from backend.digits.exchange import archive, idx, mnist_csv, npz
from backend.digits.exchange import folder as folders
from backend.digits.exchange.records import ExportedDigit, OnProgress, ignore_progress
from backend.digits.models import OF_THE_PROGRAM, Action, AuditEntry, Deployment, Digit, DigitState, ModelState
from backend.digits.services import audit
from backend.digits.services.transfer.row_json import columns, row_to_json

FORMATS = ("archive", "idx", "csv", "npz", "png")
N_AT_ONCE = 2000  # digits in one query; more take more memory


@dataclass(frozen=True)
class ExportResult:
    paths: list[Path]
    n_digits: int


def count_for_export(kind: str, *, with_held: bool = False) -> int:
    """Return about how many digits an export will have: the number of visible digits, without held ones unless asked.

    For an archive it is the newest id, because its progress is reported in ids.
    """
    if kind == "archive":
        return Digit.objects.aggregate(newest=Max("id"))["newest"] or 0
    return _exported(with_held=with_held).count()


def export_digits(
    kind: str, folder: Path, *, by: str, with_held: bool = False, on_progress: OnProgress = ignore_progress
) -> ExportResult:
    """Write the digits into a folder, in one of FORMATS.

    Held digits are left out unless `with_held`; an archive always has them, with their state.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with one_moment():
        if kind == "archive":
            result = write_archive_of_everything(folder / "digits.ductus", on_progress)
        else:
            n = count_for_export(kind, with_held=with_held)
            pictures = _pictures(_exported(with_held=with_held), on_progress)
            paths = _write_as(kind, folder, pictures, n)
            result = ExportResult(paths, len(paths) if kind == "png" else n)  # the same drawing twice is one PNG
    action = Action.ARCHIVE if kind == "archive" else Action.EXPORT
    audit.record(action, by=by, after=f"{result.n_digits:,} digits exported as {kind}")
    return result


@contextmanager
def one_moment() -> Iterator[None]:
    """Let every query of this block see the tables as they were when it began, while others write.

    SQLite shows a reader such a moment in a transaction that begins without a lock, which is not how this program's
    own transactions begin. PostgreSQL shows it from "repeatable read" on. Inside a transaction the block changes
    nothing: a new beginning keeps all writers waiting instead.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                # Files may be slow to write, and the server ends a session that asks for nothing meanwhile.
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield


def _write_as(kind: str, folder: Path, digits: Iterator[ExportedDigit], n: int) -> list[Path]:
    match kind:
        case "idx":
            return idx.write_idx(folder, digits, count=n)
        case "csv":
            return mnist_csv.write_csv(folder / "digits.csv", digits)
        case "npz":
            return npz.write_npz(folder / "digits.npz", digits, count=n)
        case "png":
            return folders.write_folders(folder, digits)
    raise ValueError(f"one of {', '.join(FORMATS)} is wanted, not {kind}")


def write_archive_of_everything(path: Path, on_progress: OnProgress = ignore_progress) -> ExportResult:
    """Write an archive of all digits, versions, deployments and the audit trail. Call it inside of `one_moment`."""
    last = Digit.objects.aggregate(newest=Max("id"))["newest"] or 0
    n_digits = 0
    with archive.write_archive(path) as writer:
        for number in count(1):
            first = (number - 1) * archive.N_IN_PART
            if first >= last:
                break
            part = Digit.objects.filter(id__gt=first, id__lte=min(last, first + archive.N_IN_PART))
            n_digits += writer.write(archive.part_name(number), _rows(part))
            on_progress(min(last, first + archive.N_IN_PART))
        for name, rows in (
            ("versions", ModelState.objects.all()),
            ("deployments", Deployment.objects.all()),
            ("audit", AuditEntry.objects.exclude(action__in=OF_THE_PROGRAM)),
        ):
            writer.write(f"{name}.jsonl", _rows(rows))
    return ExportResult([path], n_digits)


def _rows(rows: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    model: type[models.Model] = rows.model
    names = [field.attname for field in columns(model)]
    for values in rows.order_by("id").values_list(*names).iterator(chunk_size=200):
        yield row_to_json(model, values)


def _exported(*, with_held: bool) -> QuerySet[Digit]:
    shown = selectors.digits.visible()
    return shown if with_held else shown.exclude(state=DigitState.HELD)


def _pictures(digits: QuerySet[Digit], on_progress: OnProgress) -> Iterator[ExportedDigit]:
    """Yield the digits, the oldest first."""
    columns = ("id", "picture", "label", "ink_sha256", "state", "is_training_input", "predicted", "contributor")
    after, n_done = 0, 0
    while rows := list(digits.filter(id__gt=after).order_by("id").values_list(*columns)[:N_AT_ONCE]):
        for _, picture, label, sha256, state, is_training_input, predicted, contributor in rows:
            person = hashlib.sha256(contributor.bytes).hexdigest()[:16] if contributor else ""
            yield ExportedDigit(bytes(picture), label, sha256, state, is_training_input, predicted, person)
        after, n_done = rows[-1][0], n_done + len(rows)
        on_progress(n_done)
