"""The import of digits from files. They are trained on, but queue no run.

Staging comes first: it takes a millisecond for each drawing and writes to a folder named by the source. So nothing is
stored of a source with a fault, and an interrupted import continues where it stopped. With PostgreSQL all workers share
it (`sharing`). Then the staged digits are stored, some thousands in a transaction. Left out are
digits with the ink and label of a stored one, and digits that were exported from here with their label.
"""

import hashlib
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from backend.digits import inference, selectors
from backend.digits.errors import RefusedError
from backend.digits.exchange.records import LabelledDrawing, OnProgress, Source, ignore_progress
from backend.digits.models import Digit, DigitState
from backend.digits.services.audit import stated
from backend.digits.services.digit_rules import doubt_of, is_held_out
from backend.digits.services.locking import lock_writers
from backend.digits.services.transfer import staging
from backend.digits.services.transfer.import_entry import ImportEntry
from backend.digits.services.transfer.label_check import check_labels
from backend.digits.services.transfer.measured_digits import Reasons, excluded, reasons_to_exclude
from backend.digits.services.transfer.sharing import Batch, CallWorkers, stage_with_workers
from backend.digits.services.transfer.staging import StagedDigit
from backend.system import lock
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs

N_STAGED_AT_ONCE = 1000  # drawings in one file; with more, an interrupted import repeats more
PIXELS_AT_ONCE = 2**24  # after which a file ends, too; with more, large drawings take more memory
N_STORED_AT_ONCE = 2000  # digits in one transaction; with more, visitors who write wait longer
FORGOTTEN_S = 7 * 24 * 3600
"""Seconds after which an interrupted import is not expected to continue. If larger, it fills the disk for longer."""
N_PER_PROCESS = 100  # drawings in one call of a worker process


class ImportResult(NamedTuple):
    n_added: int
    n_duplicates: int
    n_excluded: int  # those of the added digits that are never trained on
    n_read: int  # those of the added digits that the served network reads as they are labelled
    n_known_excluded: int = 0  # of the duplicates: since their import was taken back, for example


def import_digits(
    source: Source,
    *,
    by: str,
    reason: str,
    pool: Executor | None = None,
    call_workers: CallWorkers | None = None,
    on_progress: OnProgress = ignore_progress,
    is_anyway: bool = False,
) -> ImportResult:
    """Store the drawings of a source.

    They are made ready here, or in the processes of `pool`, or with `call_workers` by all workers. Raises RefusedError
    and stores nothing if one of them is bad or, unless `is_anyway`, if the served network reads fewer than half of them
    as they are labelled.
    """
    reason = stated(reason)
    reasons = reasons_to_exclude()  # asked first: where MNIST cannot be read, nothing is made ready in vain
    with _folder_of(source) as folder:
        n_staged = 0
        for n_staged in _stage_batches(source, folder, pool, call_workers):
            on_progress(n_staged)
        if n_staged != source.count:
            raise RefusedError(f"{source.name}: {source.count:,} drawings are announced, {n_staged:,} came.")
        if not is_anyway:
            check_labels(_unknown(staging.read_batches(folder)), source.name)
        entry = ImportEntry(by, reason, source.name, source.sha256)
        result = store_staged(staging.read_batches(folder), entry, reasons)
    summary = (
        f"{result.n_added:,} digits added, {result.n_duplicates:,} there already;"
        f" {result.n_excluded:,} of the added ones are never trained on"
    )
    entry.finish(summary, n_added=result.n_added)
    return result


@contextmanager
def _folder_of(source: Source) -> Iterator[Path]:
    """Yield the folder for what is staged of a source. No other import of it may use it meanwhile: RefusedError.

    The folder stays where the import is interrupted. It is another one for the same file under another name, since some
    names say that digits must not be trained on.
    """
    parent = settings.DATA_DIR / "imports"
    parent.mkdir(parents=True, exist_ok=True)
    _remove_what_was_left(parent)
    named = f"{source.sha256} {PREPROCESSING_VERSION} {source.name}"
    folder = parent / hashlib.sha256(named.encode()).hexdigest()[:32]
    with folder.with_suffix(".lock").open("wb") as held:
        if not lock(held, waits=False):
            raise RefusedError(f"{source.name} is being brought in already. Look again when that has ended.")
        folder.mkdir(exist_ok=True)
        try:
            yield folder
        except RefusedError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)


def _remove_what_was_left(parent: Path) -> None:
    """Remove what imports that were interrupted long ago have staged, and the files that they locked."""
    for left in parent.iterdir():
        with suppress(OSError):  # another import removes it at this moment
            if time.time() - left.stat().st_mtime > FORGOTTEN_S:
                if left.is_dir():
                    shutil.rmtree(left)
                else:
                    left.unlink()


def _stage_batches(
    source: Source, folder: Path, pool: Executor | None, call_workers: CallWorkers | None
) -> Iterator[int]:
    """Write batch after batch and yield how many drawings are ready. A batch that is there is not made again."""
    n_read = n_waiting = 0

    def missing() -> Iterator[Batch]:
        nonlocal n_read, n_waiting
        for batch in _batches(source, folder):
            n_read += len(batch.drawings)
            if not staging.has_batch(batch.path, len(batch.drawings)):
                n_waiting += len(batch.drawings)
                yield batch

    staged = stage_with_workers(missing(), call_workers) if call_workers else _stage_here(missing(), pool)
    for batch, packed in staged:
        staging.write_batch(batch.path, packed)
        n_waiting -= len(batch.drawings)
        yield n_read - n_waiting
    yield n_read


def _batches(source: Source, folder: Path) -> Iterator[Batch]:
    number, n_pixels = 1, 0
    drawings: list[LabelledDrawing] = []
    for drawing in source.drawings():
        drawings.append(drawing)
        n_pixels += drawing.drawing.size
        if len(drawings) == N_STAGED_AT_ONCE or n_pixels >= PIXELS_AT_ONCE:
            yield Batch(folder / f"{number:06d}.part", drawings)
            number, n_pixels, drawings = number + 1, 0, []
    if drawings:
        yield Batch(folder / f"{number:06d}.part", drawings)


def _stage_here(batches: Iterator[Batch], pool: Executor | None) -> Iterator[tuple[Batch, bytes]]:
    run: Any = pool.map if pool else map
    for batch in batches:
        starts = range(0, len(batch.drawings), N_PER_PROCESS)
        slices = [batch.drawings[first : first + N_PER_PROCESS] for first in starts]
        staged = [digit for part in run(staging.stage, slices) for digit in part]
        yield batch, staging.pack_batch(staged)


def store_staged(staged: Iterable[StagedDigit], entry: ImportEntry, reasons: Reasons) -> ImportResult:
    """Store digits, some thousands in a transaction, which names them in the entry of their import.

    Those that are only measured on are excluded, whatever the file that they come in: `reasons` name them.
    """
    total = ImportResult(0, 0, 0, 0, 0)
    rest = (excluded(digit, reasons) for digit in staged)
    while batch := list(islice(rest, N_STORED_AT_ONCE)):
        total = ImportResult(*map(sum, zip(total, _store(batch, entry), strict=True)))
    return total


def _unknown(staged: Iterator[StagedDigit]) -> Iterator[StagedDigit]:
    """Yield the digits that are not stored here: what was decided on the others is not asked again."""
    while batch := list(islice(staged, N_STORED_AT_ONCE)):
        yield from _not_stored(batch, _stored(batch))


def _not_stored(batch: list[StagedDigit], stored: Collection[tuple[str, int]]) -> list[StagedDigit]:
    """Leave out the digits whose ink, or the ink that they were exported from, is stored with the same label.

    A digit that was sent as strokes has the SHA-256 of these, and its exported picture has another.
    """
    return [digit for digit in batch if not any(name in stored for name in _names(digit))]


def _stored(batch: list[StagedDigit]) -> dict[tuple[str, int], bool]:
    """Return the ink and label of each digit of a batch that is stored, and whether it is excluded wherever it is."""
    inks = {sha256 for digit in batch for sha256 in (digit.ink_sha256, digit.own_sha256) if sha256}
    found = set(Digit.objects.filter(ink_sha256__in=inks).values_list("ink_sha256", "label", "state"))
    elsewhere = {(ink, label) for ink, label, state in found if state != DigitState.EXCLUDED}
    return {(ink, label): (ink, label) not in elsewhere for ink, label, _ in found}


def _names(digit: StagedDigit) -> set[tuple[str, int]]:
    return {(digit.ink_sha256, digit.label), (digit.own_sha256, digit.label)}


def _store(batch: list[StagedDigit], entry: ImportEntry) -> ImportResult:
    with transaction.atomic():
        lock_writers()  # nobody else stores the same digits meanwhile, nor begins afresh
        stored = _stored(batch)
        new: dict[tuple[str, int], StagedDigit] = {}
        for digit in _not_stored(batch, stored):
            new.setdefault((digit.ink_sha256, digit.label), digit)
        digits = _as_digits(list(new.values()))
        Digit.objects.bulk_create(digits, batch_size=N_STORED_AT_ONCE)
        if digits:
            entry.extend(digit.pk for digit in digits)
    n_excluded = sum(digit.state == DigitState.EXCLUDED for digit in digits)
    n_read = sum(digit.predicted == digit.label for digit in digits)
    n_known_excluded = sum(any(stored.get(name) for name in _names(digit)) for digit in batch)
    return ImportResult(len(digits), len(batch) - len(digits), n_excluded, n_read, n_known_excluded)


def _as_digits(batch: list[StagedDigit]) -> list[Digit]:
    if not batch:
        return []
    served = inference.served()
    sides = selectors.digits.sides_of({digit.ink_sha256 for digit in batch})
    pictures = np.frombuffer(b"".join(digit.picture for digit in batch), np.uint8).reshape(-1, 784)
    outputs = served.network.outputs(as_inputs(pictures))
    now = timezone.now()
    return [
        Digit(
            picture=digit.picture,
            preprocessing=PREPROCESSING_VERSION,
            strokes=digit.strokes,
            ink=digit.ink,
            ink_sha256=digit.ink_sha256,
            label=digit.label,
            is_training_input=(digit.is_held_there or not digit.exclude_reason)
            and sides.get(digit.ink_sha256, not is_held_out(digit.ink_sha256)),
            predicted=int(output.argmax()),
            predicted_by_id=served.version,
            doubt=doubt_of(output.tolist(), digit.label),
            payload_sha256=hashlib.sha256(f"imported {digit.label} {digit.ink_sha256}".encode()).hexdigest(),
            state=DigitState.EXCLUDED if digit.exclude_reason else DigitState.IMPORTED,
            state_before=DigitState.IMPORTED if digit.exclude_reason else "",
            state_reason=digit.exclude_reason,
            created_at=now,
        )
        for digit, output in zip(batch, outputs, strict=True)
    ]
