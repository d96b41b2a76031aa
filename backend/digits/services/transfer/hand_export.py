"""The drawings of one hand and what is stored about them, as a ZIP that is written while it is sent.

It has the drawings as `images/{id}.png` and, in `digits.jsonl`, one JSON object for each digit. Rows are read some at a
time, so memory does not grow with the hand. Withdrawn and excluded digits are in it, too, since they are stored.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Max

from backend.digits.models import Digit
from nn.data.strokes import unpack

N_AT_ONCE = 200  # digits in one query; if it is larger, an answer takes more memory
COLUMNS = (
    "id", "label", "created_at", "predicted", "predicted_by_id", "guess", "state", "is_training_input",
    "model_state_id", "strokes",
)  # fmt: skip


class _Outbox(io.RawIOBase):
    """A file that keeps what is written until it is sent."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        return len(data)

    def take(self) -> bytes:
        waiting, self._waiting = bytes(self._waiting), bytearray()
        return waiting


def hand_as_zip(contributor: UUID) -> Iterator[bytes]:
    """Yield the ZIP of all digits that are stored under a contributor's id, part by part."""
    outbox = _Outbox()
    last = Digit.objects.filter(contributor=contributor).aggregate(Max("id"))["id__max"] or 0  # both passes end here
    with zipfile.ZipFile(outbox, "w", zipfile.ZIP_DEFLATED) as file:
        for id_, ink in _rows(contributor, last, ("id", "ink")):
            file.writestr(_image(id_), bytes(ink), zipfile.ZIP_STORED)  # a PNG is packed already
            yield outbox.take()
        with file.open("digits.jsonl", "w", force_zip64=True) as lines:
            for values in _rows(contributor, last, COLUMNS):
                lines.write(_line(dict(zip(COLUMNS, values, strict=True))))
                if packed := outbox.take():  # nothing for many lines, and then some together
                    yield packed
    yield outbox.take()


def _rows(contributor: UUID, last: int, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    after = 0
    digits = Digit.objects.filter(contributor=contributor, id__lte=last).order_by("id").values_list(*columns)
    while rows := list(digits.filter(id__gt=after)[:N_AT_ONCE]):
        yield from rows
        after = rows[-1][0]


def _line(row: dict[str, Any]) -> bytes:
    strokes = row.pop("strokes")
    row["created_at"] = row["created_at"].isoformat()
    row["model"], row["version"] = row.pop("predicted_by_id"), row.pop("model_state_id")
    row["image"] = _image(row["id"])
    row["strokes"] = None if strokes is None else [stroke.astype(int).tolist() for stroke in unpack(bytes(strokes))]
    return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def _image(id_: int) -> str:
    return f"images/{id_}.png"
