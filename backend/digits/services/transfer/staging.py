"""Drawings prepared for storing, and the files in which they wait.

`prepare` runs in processes of its own too: this module imports nothing of Django.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from backend.digits.drawings import sha256_of, to_png
from backend.digits.errors import RefusedError
from backend.digits.exchange.records import LabelledDrawing
from nn.preprocessing import BlankDrawingError, find_ink, place

MAGIC = b"ductus-part 1\n"
RECORD = struct.Struct(
    "<784s32sBBH"
)  # picture, SHA-256 of the ink, label, length of `exclude_reason`, length of the ink


class StagedDigit(NamedTuple):
    """A drawing as it will be stored."""

    picture: bytes
    ink: bytes
    ink_sha256: str
    label: int
    exclude_reason: str


def stage(drawings: Iterable[LabelledDrawing]) -> list[StagedDigit]:
    """Find the ink of each and place it. Raises RefusedError for a blank digit."""
    return [_stage_one(drawing) for drawing in drawings]


def write_batch(path: Path, staged: list[StagedDigit]) -> None:
    """Write a part, which is there whole or not at all."""
    body = MAGIC + struct.pack("<I", len(staged)) + b"".join(map(_pack, staged))
    draft = path.with_suffix(".draft")
    draft.write_bytes(body + hashlib.sha256(body).digest())
    draft.replace(path)


def has_batch(path: Path, count: int) -> bool:
    """Whether a part is there, undamaged, with so many drawings."""
    if not path.exists():
        return False
    body, digest = path.read_bytes()[:-32], path.read_bytes()[-32:]
    return hashlib.sha256(body).digest() == digest and body[:18] == MAGIC + struct.pack("<I", count)


def read_batches(folder: Path) -> Iterator[StagedDigit]:
    """What waits in a folder, in its order."""
    for path in sorted(folder.glob("*.part")):
        yield from _read(path.read_bytes()[:-32])


def _stage_one(drawing: LabelledDrawing) -> StagedDigit:
    try:
        ink = find_ink(drawing.drawing)
        picture = place(ink)
    except BlankDrawingError as error:
        raise RefusedError(f"{drawing.place}: it is blank.") from error
    return StagedDigit(picture.tobytes(), to_png(ink), sha256_of(ink), drawing.label, drawing.exclude_reason)


def _pack(digit: StagedDigit) -> bytes:
    reason = digit.exclude_reason.encode()
    head = RECORD.pack(digit.picture, bytes.fromhex(digit.ink_sha256), digit.label, len(reason), len(digit.ink))
    return head + reason + digit.ink


def _read(body: bytes) -> Iterator[StagedDigit]:
    at = len(MAGIC) + 4
    while at < len(body):
        picture, sha256, label, n_reason, n_ink = RECORD.unpack_from(body, at)
        at += RECORD.size
        reason, ink = body[at : at + n_reason].decode(), body[at + n_reason : at + n_reason + n_ink]
        at += n_reason + n_ink
        yield StagedDigit(picture, ink, sha256.hex(), label, reason)
