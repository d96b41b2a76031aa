"""The staging of an import, shared among all workers of a database server.

The import writes its batches into a table. Every worker, and the import itself, takes one after another and writes the
result in the same transaction. The lock of the row is the claim: it ends with the transaction. So the part of a worker
that was killed is free at once, and the part of one that sleeps is free when the server ends its transaction. A part
that is made ready twice is the same twice.

While the program is upgraded, workers of two versions share the table, and their preprocessing may differ. So a part
says which preprocessing made it ready, and an import makes ready itself what another one made.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction

from backend.digits.errors import RefusedError
from backend.digits.exchange.records import LabelledDrawing
from backend.digits.models import ImportPart
from backend.digits.services.transfer import staging
from nn.preprocessing import PREPROCESSING_VERSION

N_AHEAD = 16  # parts that wait at most; with more, the table is larger, with fewer than workers some have nothing to do
POLL_S = 0.02  # between two looks for a part that a worker has in hand; if longer, an import waits longer

CallWorkers = Callable[[], None]


class Batch(NamedTuple):
    path: Path  # the file of its result
    drawings: list[LabelledDrawing]


def stage_with_workers(batches: Iterator[Batch], call_workers: CallWorkers) -> Iterator[tuple[Batch, bytes]]:
    """Yield each batch with its packed digits, in order. Raises RefusedError for a blank drawing."""
    job = uuid4()
    waiting: deque[tuple[int, Batch]] = deque()
    try:
        for number, batch in enumerate(batches):
            ImportPart.objects.create(job=job, number=number, drawings=staging.pack_drawings(batch.drawings))
            call_workers()
            waiting.append((number, batch))
            if len(waiting) == N_AHEAD:
                yield _next_finished(job, waiting)
        while waiting:
            yield _next_finished(job, waiting)
    finally:
        ImportPart.objects.filter(job=job).delete()


def stage_a_part() -> bool:
    """Make the oldest part ready that nobody has in hand; return whether there was one."""
    with transaction.atomic():
        waiting = ImportPart.objects.filter(staged__isnull=True, refusal="")
        part = waiting.select_for_update(skip_locked=True).order_by("id").first()
        if part is None:
            return False
        try:
            part.staged = staging.pack_batch(staging.stage(staging.unpack_drawings(bytes(part.drawings))))
        except RefusedError as error:
            part.refusal = str(error)
        part.drawings, part.preprocessing = b"", PREPROCESSING_VERSION
        part.save()
    return True


def delete_abandoned(*, before: datetime) -> None:
    """Delete the parts of imports that were killed: an import that goes on makes new ones."""
    ImportPart.objects.filter(created_at__lt=before).delete()


def _next_finished(job: UUID, waiting: deque[tuple[int, Batch]]) -> tuple[Batch, bytes]:
    """Return the first batch that waits and its result; meanwhile make parts ready like a worker.

    Its drawings are made ready here if the part is gone, since this process stood still for so long that it was taken
    for a killed one (`delete_abandoned`), or if a worker of another version of the program made it ready.
    """
    number, batch = waiting.popleft()
    while True:
        part = ImportPart.objects.filter(job=job, number=number).defer("drawings").first()
        is_ready = part is not None and (part.staged is not None or bool(part.refusal))
        if part is None or (is_ready and part.preprocessing != PREPROCESSING_VERSION):
            return batch, staging.pack_batch(staging.stage(batch.drawings))
        if part.refusal:
            raise RefusedError(part.refusal)
        if part.staged is not None:
            part.delete()
            return batch, bytes(part.staged)
        if not stage_a_part():
            time.sleep(POLL_S)
