"""An archive back in: as a whole into an empty installation, or its digits alone into one that has its own.

First every line is checked, then the first row is written. A restore is one transaction; a merge goes by content, so
that what is there already is recognised and a second try goes on where the first stopped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

import numpy as np
from django.core.management.color import no_style
from django.db import connection, models, transaction
from PIL import Image

from backend.digits.exchange.archive import Archive
from backend.digits.exchange.records import BadFileError, silent
from backend.digits.inks import sha256_of
from backend.digits.models import (
    BY_INSTALLATION,
    TRAINABLE,
    Action,
    AuditEntry,
    Deployment,
    Digit,
    DigitState,
    Kind,
    ModelState,
)
from backend.digits.services import audit
from backend.digits.services.transfer.imports import Intake, store_all
from backend.digits.services.transfer.row_json import from_row
from backend.digits.services.transfer.staging import Prepared
from nn.preprocessing import PREPROCESSING_VERSION, place

Tell = Callable[[int], None]
N_AT_ONCE = 500


@dataclass(frozen=True)
class Restored:
    n_digits: int
    n_versions: int


def is_empty() -> bool:
    """Whether there is nothing of one's own yet: no digit, no version but the base network's, nothing decided."""
    return not (
        Digit.objects.exists()
        or ModelState.objects.exclude(kind=Kind.BASE).exists()
        or Deployment.objects.exclude(by=BY_INSTALLATION).exists()
        or AuditEntry.objects.exclude(action__in=(Action.ACCOUNT, Action.ARCHIVE)).exists()
    )


def check(archive: Archive, *, tell: Tell = silent) -> None:
    """Read all of it and store nothing. Raises BadFileError, naming the line, for whatever is wrong."""
    versions = set()
    for place_, row in _rows(archive, "versions"):
        version = from_row(ModelState, row, place_)
        if version.parent_id is not None and version.parent_id not in versions:
            raise BadFileError(f"{place_}: it comes from version {version.parent_id}, which is not before it.")
        versions.add(version.pk)
    for place_, row in _rows(archive, "deployments"):
        _check_references(from_row(Deployment, row, place_), versions, place_)
    last, n_digits = 0, 0
    for place_, row in archive.digits():
        digit = from_row(Digit, row, place_)
        _check_references(digit, versions, place_)
        _check_digit(digit, place_)
        if digit.pk <= last:
            raise BadFileError(f"{place_}: digit {digit.pk} comes after digit {last}.")
        last, n_digits = digit.pk, n_digits + 1
        tell(n_digits)
    for place_, row in _rows(archive, "audit"):
        entry = from_row(AuditEntry, row, place_)
        _check_references(entry, versions, place_)


def restore(archive: Archive, *, by: str, reason: str, tell: Tell = silent) -> Restored:
    """Put everything back as it was, numbers included, in place of the base network of a fresh installation."""
    with transaction.atomic():
        if not is_empty():
            raise BadFileError("This installation has digits or versions of its own.")
        own_entries = list(AuditEntry.objects.order_by("id"))
        for model in (AuditEntry, Deployment, ModelState):
            model._default_manager.all().delete()
        n_versions = _put(ModelState, _rows(archive, "versions"))
        n_digits = _put(Digit, archive.digits(), tell)
        _put(Deployment, _rows(archive, "deployments"))
        _put(AuditEntry, _rows(archive, "audit"))
        _reset_sequences()
        for entry in own_entries:  # what was done here before comes after what was done there
            entry.pk = None
            entry.save(force_insert=True)
        told = f"{n_digits:,} digits and {n_versions:,} versions put back from SHA-256 {archive.sha256[:16]}…"
        audit.record(Action.ARCHIVE, by=by, after=told, reason=reason)
    return Restored(n_digits, n_versions)


def merge(archive: Archive, *, by: str, reason: str, tell: Tell = silent) -> Intake:
    """Add the archive's digits as imported ones, save those that were excluded or taken back there."""
    intake = store_all(_prepared(archive, tell))
    told = f"{intake.n_added:,} digits added, {intake.n_duplicates:,} there already"
    audit.record(
        Action.IMPORT, by=by, before=f"{archive.path.name}, SHA-256 {archive.sha256[:16]}…", after=told, reason=reason
    )
    return intake


def _prepared(archive: Archive, tell: Tell) -> Iterator[Prepared]:
    for n_done, (place_, row) in enumerate(archive.digits(), start=1):
        digit = from_row(Digit, row, place_)
        if digit.state in TRAINABLE:
            yield Prepared(_picture(digit), bytes(digit.ink), digit.ink_sha256, digit.label, "")
        elif digit.state == DigitState.HELD:
            yield Prepared(
                _picture(digit),
                bytes(digit.ink),
                digit.ink_sha256,
                digit.label,
                f"held there: {digit.state_reason}"[:80],
            )
        tell(n_done)


def _picture(digit: Digit) -> bytes:
    if digit.preprocessing == PREPROCESSING_VERSION:
        return bytes(digit.picture)
    return place(_ink(digit)).tobytes()


def _put(model: type[models.Model], rows: Iterator[tuple[str, Any]], tell: Tell = silent) -> int:
    n_done = 0
    while batch := [from_row(model, row, place_) for place_, row in islice(rows, N_AT_ONCE)]:
        model._default_manager.bulk_create(batch)
        n_done += len(batch)
        tell(n_done)
    return n_done


def _rows(archive: Archive, name: str) -> Iterator[tuple[str, Any]]:
    if f"{name}.jsonl" not in archive.members:
        raise BadFileError(f"{archive.path.name}: {name}.jsonl is missing.")
    return archive.rows(f"{name}.jsonl")


def _check_references(row: Any, versions: set[Any], place_: str) -> None:
    for name in ("model_state_id", "predicted_by_id", "version_id"):
        version = getattr(row, name, None)
        if version is not None and version not in versions:
            raise BadFileError(f"{place_}: {name} is {version}, which is no version of the archive.")


def _check_digit(digit: Digit, place_: str) -> None:
    if len(digit.picture) != 784:
        raise BadFileError(f"{place_}: a picture of 784 bytes is wanted, not {len(digit.picture)}.")
    if digit.label not in range(10) or digit.predicted not in (None, *range(10)):
        raise BadFileError(f"{place_}: a label from 0 to 9 is wanted, not {digit.label} (read as {digit.predicted}).")
    try:
        ink = _ink(digit)
    except (OSError, SyntaxError, ValueError) as error:
        raise BadFileError(f"{place_}: its ink is no PNG: {error}") from error
    if sha256_of(ink) != digit.ink_sha256:
        raise BadFileError(f"{place_}: its ink does not have the SHA-256 that is given.")


def _ink(digit: Digit) -> "np.typing.NDArray[np.uint8]":
    with Image.open(BytesIO(bytes(digit.ink)), formats=("PNG",)) as image:
        if max(image.size) > 128 or image.mode != "L":
            raise ValueError(f"grey and at most 128×128 is wanted, not {image.mode} and {image.size}")
        return np.asarray(image, dtype=np.uint8)


def _reset_sequences() -> None:
    """PostgreSQL counts on from where it was, unless it is told which numbers are taken."""
    statements = connection.ops.sequence_reset_sql(no_style(), [Digit, ModelState, Deployment, AuditEntry])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
