"""The import of an archive: all of it into an empty installation, or only its digits into another.

Every line is checked before the first row is written. A restore is one transaction. A merge recognises digits that are
there already by their content, so a second try continues where the first stopped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

import numpy as np
from django.core.management.color import no_style
from django.db import connection, models, transaction
from PIL import Image

from backend.digits import selectors
from backend.digits.drawings import MAX_POINTS, MAX_STROKES, Drawing, Grey, Strokes, sha256_of_ink, stored_picture
from backend.digits.errors import RefusedError
from backend.digits.exchange.archive import Archive
from backend.digits.exchange.records import OnProgress, ignore_progress
from backend.digits.models import TRAINABLE, Action, AuditEntry, Deployment, Digit, DigitState, ModelState
from backend.digits.services import audit
from backend.digits.services.transfer.imports import ImportResult, store_staged
from backend.digits.services.transfer.row_json import row_from_json
from backend.digits.services.transfer.staging import StagedDigit
from nn.data.strokes import unpack
from nn.preprocessing import PREPROCESSING_VERSION

N_AT_ONCE = 500  # rows in one statement; more take more memory

NOT_EMPTY = (
    "This installation has digits or versions of its own, so nothing was put back: an archive goes back as it was only"
    " into an empty installation. Ask for its digits to be added to these if that is what you want; they come as"
    " imported digits, without versions, serving history and audit trail."
)


@dataclass(frozen=True)
class RestoreResult:
    n_digits: int
    n_versions: int


def check(archive: Archive, *, on_progress: OnProgress = ignore_progress) -> None:
    """Read the whole archive and store nothing. Raises RefusedError, which names the line, for the first fault."""
    versions = set()
    for line, row in _rows(archive, "versions"):
        version = row_from_json(ModelState, row, line)
        if version.parent_id is not None and version.parent_id not in versions:
            raise RefusedError(f"{line}: it comes from version {version.parent_id}, which is not before it.")
        versions.add(version.pk)
    for line, row in _rows(archive, "deployments"):
        _check_references(row_from_json(Deployment, row, line), versions, line)
    last, n_digits = 0, 0
    for line, row in archive.digits():
        digit = row_from_json(Digit, row, line)
        _check_references(digit, versions, line)
        _check_digit(digit, line)
        if digit.pk <= last:
            raise RefusedError(f"{line}: digit {digit.pk} comes after digit {last}.")
        last, n_digits = digit.pk, n_digits + 1
        on_progress(n_digits)
    for line, row in _rows(archive, "audit"):
        entry = row_from_json(AuditEntry, row, line)
        _check_references(entry, versions, line)


def restore(archive: Archive, *, by: str, reason: str, on_progress: OnProgress = ignore_progress) -> RestoreResult:
    """Put everything back as it was, with its ids, in place of the base network of a new installation."""
    with transaction.atomic():
        if not selectors.deployments.is_new_installation():
            raise RefusedError(NOT_EMPTY)
        entries_here = list(AuditEntry.objects.order_by("id"))
        for model in (AuditEntry, Deployment, ModelState):
            model._default_manager.all().delete()
        n_versions = _insert(ModelState, _rows(archive, "versions"))
        n_digits = _insert(Digit, archive.digits(), on_progress)
        _insert(Deployment, _rows(archive, "deployments"))
        _insert(AuditEntry, _rows(archive, "audit"))
        _reset_sequences()
        for entry in entries_here:  # they get new ids, after those of the archive
            entry.pk = None
            entry.save(force_insert=True)
        summary = f"{n_digits:,} digits and {n_versions:,} versions put back from SHA-256 {archive.sha256[:16]}…"
        audit.record(Action.ARCHIVE, by=by, after=summary, reason=reason)
    return RestoreResult(n_digits, n_versions)


def merge(archive: Archive, *, by: str, reason: str, on_progress: OnProgress = ignore_progress) -> ImportResult:
    """Add the archive's digits as imported ones, except those that were excluded or withdrawn there."""
    result = store_staged(_stage_rows(archive, on_progress))
    summary = f"{result.n_added:,} digits added, {result.n_duplicates:,} there already"
    origin = f"{archive.path.name}, SHA-256 {archive.sha256[:16]}…"
    audit.record(Action.IMPORT, by=by, before=origin, after=summary, reason=reason)
    return result


def _stage_rows(archive: Archive, on_progress: OnProgress) -> Iterator[StagedDigit]:
    for n_done, (line, row) in enumerate(archive.digits(), start=1):
        digit = row_from_json(Digit, row, line)
        if digit.state in (*TRAINABLE, DigitState.HELD):
            reason = f"held there: {digit.state_reason}"[:80] if digit.state == DigitState.HELD else ""
            strokes = None if digit.strokes is None else bytes(digit.strokes)
            yield StagedDigit(_picture(digit), bytes(digit.ink), digit.ink_sha256, digit.label, reason, strokes=strokes)
        on_progress(n_done)


def _picture(digit: Digit) -> bytes:
    if digit.preprocessing == PREPROCESSING_VERSION:
        return bytes(digit.picture)
    return stored_picture(digit.ink, digit.strokes).tobytes()


def _insert(
    model: type[models.Model], rows: Iterator[tuple[str, Any]], on_progress: OnProgress = ignore_progress
) -> int:
    n_done = 0
    while batch := [row_from_json(model, row, line) for line, row in islice(rows, N_AT_ONCE)]:
        model._default_manager.bulk_create(batch)
        n_done += len(batch)
        on_progress(n_done)
    return n_done


def _rows(archive: Archive, name: str) -> Iterator[tuple[str, Any]]:
    if f"{name}.jsonl" not in archive.members:
        raise RefusedError(f"{archive.path.name}: {name}.jsonl is missing.")
    return archive.rows(f"{name}.jsonl")


def _check_references(row: Any, versions: set[Any], line: str) -> None:
    for name in ("model_state_id", "predicted_by_id", "version_id"):
        version = getattr(row, name, None)
        if version is not None and version not in versions:
            raise RefusedError(f"{line}: {name} is {version}, which is no version of the archive.")


def _check_digit(digit: Digit, line: str) -> None:
    if len(digit.picture) != 784:
        raise RefusedError(f"{line}: a picture of 784 bytes is wanted, not {len(digit.picture)}.")
    digits = (None, *range(10))
    if digit.label not in range(10) or any(value not in digits for value in (digit.predicted, digit.guess, digit.said)):
        found = f"{digit.label} (read as {digit.predicted}, guessed as {digit.guess}, said as {digit.said})"
        raise RefusedError(f"{line}: a label from 0 to 9 is wanted, not {found}.")
    try:
        ink = _ink(digit)
    except (OSError, SyntaxError, ValueError) as error:
        raise RefusedError(f"{line}: its ink is no PNG: {error}") from error
    if digit.strokes is None:
        drawing: Drawing = ink
    else:
        drawing = _strokes(bytes(digit.strokes), line)
    if sha256_of_ink(drawing) != digit.ink_sha256:
        name = "ink does" if digit.strokes is None else "strokes do"
        raise RefusedError(f"{line}: its {name} not have the SHA-256 that is given.")


def _strokes(packed: bytes, line: str) -> Strokes:
    try:
        strokes = unpack(packed)
    except ValueError as error:
        raise RefusedError(f"{line}: its strokes are damaged: {error}") from error
    if not strokes:
        raise RefusedError(f"{line}: its strokes have no points; null is wanted where there are none.")
    if len(strokes) > MAX_STROKES or (n_points := sum(map(len, strokes))) > MAX_POINTS:
        found = f"{len(strokes)} strokes" if len(strokes) > MAX_STROKES else f"{n_points:,} points"
        raise RefusedError(f"{line}: at most {MAX_STROKES} strokes of {MAX_POINTS:,} points are wanted, not {found}.")
    return strokes


def _ink(digit: Digit) -> Grey:
    with Image.open(BytesIO(bytes(digit.ink)), formats=("PNG",)) as image:
        if max(image.size) > 128 or image.mode != "L":
            raise ValueError(f"grey and at most 128×128 is wanted, not {image.mode} and {image.size}")
        return np.asarray(image, dtype=np.uint8)


def _reset_sequences() -> None:
    """Tell PostgreSQL which ids are taken: it would go on counting from before the restore."""
    statements = connection.ops.sequence_reset_sql(no_style(), [Digit, ModelState, Deployment, AuditEntry])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
