"""A backup: an archive in one file, written while others go on drawing and training."""

from pathlib import Path

from backend.digits.exchange.records import OnProgress, ignore_progress
from backend.digits.models import Action
from backend.digits.services import audit
from backend.digits.services.transfer.exports import ExportResult, one_moment, write_archive_of_everything


def back_up(path: Path, *, by: str, on_progress: OnProgress = ignore_progress) -> ExportResult:
    """Write digits, versions, deployments and the audit trail into one file, as they were at one moment."""
    with one_moment():
        result = write_archive_of_everything(path, on_progress)
    audit.record(Action.ARCHIVE, by=by, after=f"{result.n_digits:,} digits backed up")
    return result
