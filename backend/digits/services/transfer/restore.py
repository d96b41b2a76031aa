"""The import of an archive: all of it into an empty installation, or only its digits into another.

A restore is one transaction, which checks each row as it comes. Before a merge, callers `check` the whole archive. A
merge recognises digits that are there already by their content, so a second try continues where the first stopped.
"""

import struct
import zlib
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from io import BytesIO
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DataError, IntegrityError, connection, connections, models, transaction
from PIL import Image

from backend.digits import selectors
from backend.digits.drawings import (
    INK_SIDE,
    MAX_POINTS,
    MAX_STROKES,
    png,
    sha256_of_ink,
    sha256_of_packed,
    stored_picture,
)
from backend.digits.errors import InvalidImageError, RefusedError
from backend.digits.exchange.archive import Archive
from backend.digits.exchange.records import OnProgress, ignore_progress
from backend.digits.models import TRAINABLE, Action, AuditEntry, Deployment, Digit, DigitState, ModelState
from backend.digits.notice import NoticeKind
from backend.digits.services import audit
from backend.digits.services.audit import stated
from backend.digits.services.deployments import deploy
from backend.digits.services.learning.install import install_base
from backend.digits.services.locking import lock_writers
from backend.digits.services.notices.telling import tell
from backend.digits.services.transfer.import_entry import ImportEntry
from backend.digits.services.transfer.imports import ImportResult, store_staged
from backend.digits.services.transfer.measured_digits import reasons_to_exclude
from backend.digits.services.transfer.row_json import columns, row_from_json
from backend.digits.services.transfer.staging import StagedDigit
from nn.data.strokes import unpack
from nn.preprocessing import PREPROCESSING_VERSION

PNG_HEADER = struct.Struct(">16xIIBB")  # width, height, bits of a value, type of colours (PNG, third edition, 11.2.1)
N_AT_ONCE = 500  # rows in one statement; more take more memory

NOT_EMPTY = (
    "This installation has digits or versions of its own, so nothing was put back: an archive goes back as it was only"
    " into an empty installation. Ask for its digits to be added to these if that is what you want; they come as"
    " imported digits, without versions, serving history and audit trail."
)

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class RestoreResult:
    n_digits: int
    n_versions: int


class _Checker:
    """The checks of an archive's rows, in the order in which they come."""

    def __init__(self) -> None:
        self.versions: dict[int, tuple[int | None, str]] = {}  # the parent and the line of each
        self.last_digit = 0

    def version(self, version: ModelState, line: str) -> None:
        self.versions[version.pk] = (version.parent_id, line)

    def lineages(self) -> None:
        """Check the parents once all versions are known.

        A parent may come later: a version waits while another is brought in, and then starts from that one.
        """
        parents = {version: parent for version, (parent, _) in self.versions.items() if parent is not None}
        for version, parent in parents.items():
            if parent not in self.versions:
                line = self.versions[version][1]
                raise RefusedError(f"{line}: parent_id is {parent}, which is no version of the archive.")
        try:
            TopologicalSorter({version: (parent,) for version, parent in parents.items()}).prepare()
        except CycleError as error:
            line = self.versions[error.args[1][0]][1]
            raise RefusedError(f"{line}: it comes from itself, by way of its parents.") from error

    def reference(self, row: Any, line: str) -> None:
        _check_references(row, self.versions, line)

    def digit(self, digit: Digit, line: str) -> None:
        self.reference(digit, line)
        _check_digit(digit, line)
        if digit.pk <= self.last_digit:
            raise RefusedError(f"{line}: digit {digit.pk} comes after digit {self.last_digit}.")
        self.last_digit = digit.pk

    def digit_to_store(self, digit: Digit, line: str) -> None:
        self.digit(digit, line)
        if digit.preprocessing < PREPROCESSING_VERSION:
            digit.picture, digit.preprocessing = _picture(digit), PREPROCESSING_VERSION


def check(archive: Archive, *, on_progress: OnProgress = ignore_progress) -> None:
    """Read the whole archive and store nothing. Raises RefusedError, which names the line, for the first fault."""
    checker = _Checker()
    for line, row in _rows(archive, "versions"):
        checker.version(row_from_json(ModelState, row, line), line)
    checker.lineages()
    for line, row in _rows(archive, "deployments"):
        checker.reference(row_from_json(Deployment, row, line), line)
    for n_digits, (line, row) in enumerate(archive.digits(), start=1):
        checker.digit(row_from_json(Digit, row, line), line)
        on_progress(n_digits)
    for line, row in _rows(archive, "audit"):
        checker.reference(row_from_json(AuditEntry, row, line), line)


def restore(archive: Archive, *, by: str, reason: str, on_progress: OnProgress = ignore_progress) -> RestoreResult:
    """Put everything back as it was, with its ids, in place of the base network of a new installation.

    Rows are checked as they are read. Raises RefusedError for the first fault, and nothing is stored then. What an
    older program made is brought up to date, as `prepare` does it at a start: pictures, and the base network.
    """
    reason = stated(reason)
    checker = _Checker()
    with _refusing(archive), transaction.atomic():
        lock_writers()  # a digit that comes meanwhile is stored before, and then nothing is restored, or after
        if not selectors.deployments.is_new_installation():
            raise RefusedError(NOT_EMPTY)
        served_here = _served()
        entries_here = list(AuditEntry.objects.order_by("id"))
        for model in (AuditEntry, Deployment, ModelState):
            model._default_manager.all().delete()
        n_versions = _insert(ModelState, _rows(archive, "versions"), checker.version)
        checker.lineages()
        n_digits = _insert(Digit, archive.digits(), checker.digit_to_store, on_progress)
        _insert(Deployment, _rows(archive, "deployments"), checker.reference)
        _insert(AuditEntry, _rows(archive, "audit"), checker.reference)
        _reset_sequences()
        install_base()
        _announce(served_here, by=by, reason=reason)
        for entry in entries_here:  # they get new ids, after those of the archive
            entry.pk = None
            entry.save(force_insert=True)
        summary = f"{n_digits:,} digits and {n_versions:,} versions put back from SHA-256 {archive.sha256[:16]}…"
        audit.record(Action.ARCHIVE, by=by, after=summary, reason=reason)
        tell(NoticeKind.IMPORTED, f"{by} put back {n_digits:,} digits and {n_versions:,} versions", text=f"{summary}.")
    return RestoreResult(n_digits, n_versions)


@contextmanager
def _refusing(archive: Archive) -> Iterator[None]:
    """Raise RefusedError where the database refuses a value: an id twice, a number too large, a digit that is missing.

    SQLite's driver says OverflowError of numbers that have more than 64 bits.
    """
    try:
        yield
    except (DataError, IntegrityError, OverflowError) as error:
        reason = str(error).splitlines()[0]
        raise RefusedError(f"{archive.path.name} has a value that the database refuses: {reason}") from error


def _served() -> tuple[int, int, str] | None:
    newest = Deployment.objects.select_related("model_state").order_by("-id").first()
    return (newest.pk, newest.model_state_id, newest.model_state.sha256) if newest else None


def _announce(served_here: tuple[int, int, str] | None, *, by: str, reason: str) -> None:
    """Deploy what is served once more where its deployment has the number of another one that was served here.

    Running processes keep the network of a deployment by its number, and would go on with the other one.
    """
    newest = Deployment.objects.order_by("-id").first()
    if newest and served_here and newest.pk == served_here[0] and _served() != served_here:
        deploy(newest.model_state_id, by=by, reason=f"Put back: {reason}", is_pinned=newest.is_pinned)


def merge(archive: Archive, *, by: str, reason: str, on_progress: OnProgress = ignore_progress) -> ImportResult:
    """Add the archive's digits as imported ones, except those that were excluded or withdrawn there."""
    entry = ImportEntry(by, stated(reason), archive.path.name, archive.sha256)
    result = store_staged(_stage_rows(archive, on_progress), entry, reasons_to_exclude())
    summary = f"{result.n_added:,} digits added, {result.n_duplicates:,} there already"
    entry.finish(summary, n_added=result.n_added)
    return result


def _stage_rows(archive: Archive, on_progress: OnProgress) -> Iterator[StagedDigit]:
    for n_done, (line, row) in enumerate(archive.digits(), start=1):
        digit = row_from_json(Digit, row, line)
        if digit.state in (*TRAINABLE, DigitState.HELD):
            is_held = digit.state == DigitState.HELD
            yield StagedDigit(
                _picture(digit),
                bytes(digit.ink),
                digit.ink_sha256,
                digit.label,
                # PostgreSQL stores no zero characters, as SQLite does
                f"held there: {digit.state_reason}"[:80].replace("\0", " ") if is_held else "",
                strokes=None if digit.strokes is None else bytes(digit.strokes),
                is_held_there=is_held,
            )
        on_progress(n_done)


def _picture(digit: Digit) -> bytes:
    if digit.preprocessing == PREPROCESSING_VERSION:
        return bytes(digit.picture)
    return stored_picture(digit.ink, digit.strokes).tobytes()


def _insert(
    model: type[M],
    rows: Iterator[tuple[str, Any]],
    check_row: Callable[[M, str], None],
    on_progress: OnProgress = ignore_progress,
) -> int:
    n_done = 0
    while some := list(islice(rows, N_AT_ONCE)):
        batch = [row_from_json(model, row, line) for line, row in some]
        for row, (line, _) in zip(batch, some, strict=True):
            check_row(row, line)
        _store(model, batch)
        n_done += len(batch)
        on_progress(n_done)
    return n_done


CONVERTED = (models.BinaryField, models.DateTimeField, models.UUIDField, models.JSONField)
"""The kinds of columns whose values a database takes in a form of its own; the others are stored as they are."""


def _store(model: type[M], rows: list[M]) -> None:
    """Insert rows with their ids. It takes a sixth of the time of `bulk_create`, which compiles each row."""
    fields, here = columns(model), connections[DEFAULT_DB_ALIAS]  # which `connection` would look up for each value
    names = ", ".join(here.ops.quote_name(str(field.column)) for field in fields)
    table, places = here.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(fields))
    values_of = attrgetter(*[field.attname for field in fields])
    converted = [(at, field.get_db_prep_save) for at, field in enumerate(fields) if isinstance(field, CONVERTED)]
    values = [list(values_of(row)) for row in rows]
    for row in values:
        for at, convert in converted:
            row[at] = convert(row[at], here)
    with here.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)  # noqa: S608 - our own names


def _rows(archive: Archive, name: str) -> Iterator[tuple[str, Any]]:
    if f"{name}.jsonl" not in archive.members:
        raise RefusedError(f"{archive.path.name}: {name}.jsonl is missing.")
    return archive.rows(f"{name}.jsonl")


def _check_references(row: Any, versions: Container[int], line: str) -> None:
    for name in ("model_state_id", "predicted_by_id", "version_id"):
        version = getattr(row, name, None)
        if version is not None and version not in versions:
            raise RefusedError(f"{line}: {name} is {version}, which is no version of the archive.")


def _check_digit(digit: Digit, line: str) -> None:
    if len(digit.picture) != 784:
        raise RefusedError(f"{line}: a picture of 784 bytes is wanted, not {len(digit.picture)}.")
    digits = (None, *range(10))
    if digit.label not in range(10) or any(value not in digits for value in (digit.predicted, digit.guess, digit.said)):
        labels = f"{digit.label} (read as {digit.predicted}, guessed as {digit.guess}, said as {digit.said})"
        raise RefusedError(f"{line}: a label from 0 to 9 is wanted, not {labels}.")
    try:
        found = _check_ink(digit)
    except (InvalidImageError, OSError, SyntaxError, ValueError, struct.error, zlib.error) as error:
        raise RefusedError(f"{line}: its ink is no PNG: {error}") from error
    if digit.strokes is not None:
        _check_strokes(bytes(digit.strokes), line)
        found = sha256_of_packed(bytes(digit.strokes))
    if found != digit.ink_sha256:
        if digit.strokes is None:
            raise RefusedError(f"{line}: its ink does not have the SHA-256 that is given.")
        raise RefusedError(f"{line}: its strokes do not have the SHA-256 that is given.")


def _check_strokes(packed: bytes, line: str) -> None:
    try:
        strokes = unpack(packed)
    except ValueError as error:
        raise RefusedError(f"{line}: its strokes are damaged: {error}") from error
    if not strokes:
        raise RefusedError(f"{line}: its strokes have no points; null is wanted where there are none.")
    if len(strokes) > MAX_STROKES or (n_points := sum(map(len, strokes))) > MAX_POINTS:
        found = f"{len(strokes)} strokes" if len(strokes) > MAX_STROKES else f"{n_points:,} points"
        raise RefusedError(f"{line}: at most {MAX_STROKES} strokes of {MAX_POINTS:,} points are wanted, not {found}.")


def _check_ink(digit: Digit) -> str | None:
    """Check the ink, and return its SHA-256 where it is the drawing itself. One drawn from strokes is not decoded."""
    ink = bytes(digit.ink)
    png.checked(ink)
    _check_header(ink)
    if digit.strokes is not None:
        return None
    with Image.open(BytesIO(ink), formats=("PNG",)) as image:
        return sha256_of_ink(np.asarray(image, dtype=np.uint8))


def _check_header(ink: bytes) -> None:
    """Raise ValueError unless the header of a PNG says that it is grey, of 8 bits, and at most 128×128."""
    width, height, n_bits, colours = PNG_HEADER.unpack_from(ink)
    if max(width, height) > INK_SIDE or (n_bits, colours) != (8, 0):
        kind = f"colour type {colours} with {n_bits} bits, {width}×{height}"
        raise ValueError(f"grey and at most {INK_SIDE}×{INK_SIDE} is wanted, not {kind}")


def _reset_sequences() -> None:
    """Tell PostgreSQL which ids are taken: it would go on counting from before the restore."""
    statements = connection.ops.sequence_reset_sql(no_style(), [Digit, ModelState, Deployment, AuditEntry])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
