"""A backup: an archive of one moment, written while others go on drawing and training."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from backend.digits.exchange.records import OnProgress, ignore_progress
from backend.digits.models import Action
from backend.digits.services import audit
from backend.digits.services.transfer.exports import ExportResult, write_archive_of_everything


def back_up(path: Path, *, by: str, on_progress: OnProgress = ignore_progress) -> ExportResult:
    """Write digits, versions, deployments and the audit trail into one file, as they were at one moment."""
    with one_moment():
        result = write_archive_of_everything(path, on_progress)
    audit.record(Action.ARCHIVE, by=by, after=f"{result.n_digits:,} digits backed up")
    return result


@contextmanager
def one_moment() -> Iterator[None]:
    """Let every query of this block see the tables as they were when it began, while others write.

    SQLite shows a reader such a moment in a transaction that begins without a lock, which is not how this program's
    own transactions begin. PostgreSQL shows it from "repeatable read" on.
    """
    if connection.vendor == "sqlite":
        if connection.in_atomic_block:
            raise RuntimeError("a backup wants a connection without a transaction, since that would make writers wait")
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
            yield
