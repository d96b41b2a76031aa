"""The new beginning from the base network: everything goes into an archive, and then out of the tables."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.errors import RefusedError
from backend.digits.models import (
    BY_INSTALLATION,
    OF_THE_PROGRAM,
    Action,
    AuditEntry,
    Deployment,
    Digit,
    ModelState,
    Wall,
)
from backend.digits.services import audit
from backend.digits.services.audit import stated
from backend.digits.services.deployments import deploy
from backend.digits.services.locking import lock_writers
from backend.digits.services.transfer.exports import export_digits

MOST_DIGITS = 20_000
"""A new beginning is refused with more digits. If it is larger, everybody waits for longer while it is made."""


def begin_afresh(*, by: str, reason: str) -> Path:
    """Keep everything in an archive, then serve the base network and forget the rest; return the archive's path.

    Nobody else writes meanwhile, so the archive has all there was. Accounts and notices stay, and so do the entries
    about accounts, archives and the wall.
    The archive can be brought in again, after another new beginning, and brings everything back to the byte.
    Raises RefusedError.
    """
    reason = stated(reason)
    if not by or not reason:
        raise RefusedError("Say why: it is kept in the audit trail.")
    with transaction.atomic():
        lock_writers()
        if (n_digits := Digit.objects.count()) > MOST_DIGITS:
            raise RefusedError(
                f"These are {n_digits:,} digits; at most {MOST_DIGITS:,} are archived so. Start a program in another"
                " folder instead (DIGITS_DATA_DIR)."
            )
        base = selectors.deployments.installed_base()
        if base is None:
            raise RefusedError("No network is installed yet.")
        (path,) = export_digits("archive", _new_folder(), by=by).paths
        AuditEntry.objects.exclude(action__in=OF_THE_PROGRAM).delete()
        Digit.objects.only("id").delete()
        Deployment.objects.all().delete()
        others = ModelState.objects.exclude(id=base)
        others.update(parent=None)
        others.only("id").delete()
        deploy(base, by=BY_INSTALLATION, reason="Begun afresh from the base network.")
        Wall.objects.create(by=by, hides_drawings=selectors.wall.wall().hides_drawings)
        summary = f"begun afresh; everything before is in the archive {path.parent.name}"
        audit.record(Action.ARCHIVE, by=by, after=summary, reason=reason)
    return path


def archives() -> list[str]:
    """Return the names of the archives that new beginnings have kept, the newest first.

    A folder has none while its archive is written, and where that broke off.
    """
    return sorted((kept.parent.name for kept in (settings.DATA_DIR / "archives").glob("*/digits.ductus")), reverse=True)


def open_archive(name: str, *, by: str) -> BinaryIO:
    """Open a kept archive for somebody who takes it away, and record it. Raises RefusedError."""
    if name not in archives():
        raise RefusedError("There is no such archive.")
    path: Path = settings.DATA_DIR / "archives" / name / "digits.ductus"
    archive = path.open("rb")
    audit.record(Action.ARCHIVE, by=by, after=f"archive {name} downloaded")
    return archive


def _new_folder() -> Path:
    folder: Path = settings.DATA_DIR / "archives" / f"{timezone.now():%Y-%m-%d-%H%M%S-%f}"
    return folder
