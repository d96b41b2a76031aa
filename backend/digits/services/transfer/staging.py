"""Staged digits: drawings made ready to store, and the files in which they wait.

`stage` also runs in worker processes, so this module imports nothing of Django.
"""

import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from backend.digits.drawings import sha256_of_ink, to_png
from backend.digits.errors import RefusedError
from backend.digits.exchange.records import LabelledDrawing
from backend.system import move
from nn.preprocessing import BlankDrawingError, find_ink, place

MAGIC = b"ductus-part 2\n"
RECORD = struct.Struct("<784s32s32sBBH")  # picture, SHA-256 of the ink, own_sha256, label, lengths of reason and ink


class StagedDigit(NamedTuple):
    """A digit as it will be stored."""

    picture: bytes
    ink: bytes
    ink_sha256: str
    label: int
    exclude_reason: str
    own_sha256: str = ""  # names the stored digit that it was exported from
    strokes: bytes | None = None  # an archive's digit may have some; what waits in files was all sent as pictures
    is_held_there: bool = False  # an archive's digit: once somebody restores it here, it is learned as others are


def stage(drawings: Iterable[LabelledDrawing]) -> list[StagedDigit]:
    """Find the ink of each drawing and place it in its picture. Raises RefusedError for a blank drawing."""
    return [_stage_one(drawing) for drawing in drawings]


def pack_drawings(drawings: list[LabelledDrawing]) -> bytes:
    """Return drawings as bytes in which a process on another machine gets them."""
    about = [(d.drawing.shape, d.label, d.place, d.exclude_reason, d.own_sha256) for d in drawings]
    pixels = b"".join(np.ascontiguousarray(d.drawing, np.uint8).tobytes() for d in drawings)
    return zlib.compress(json.dumps(about).encode() + b"\n" + pixels, level=1)


def unpack_drawings(packed: bytes) -> list[LabelledDrawing]:
    """Return the drawings that were packed."""
    about, _, pixels = zlib.decompress(packed).partition(b"\n")
    drawings, offset = [], 0
    for (height, width), label, place_in_file, exclude_reason, own_sha256 in json.loads(about):
        drawing = np.frombuffer(pixels, np.uint8, height * width, offset).reshape(height, width)
        drawings.append(LabelledDrawing(drawing, label, place_in_file, exclude_reason, own_sha256))
        offset += height * width
    return drawings


def pack_batch(digits: list[StagedDigit]) -> bytes:
    """Return the bytes of a batch's file, which end with their SHA-256."""
    body = MAGIC + struct.pack("<I", len(digits)) + b"".join(map(_pack, digits))
    return body + hashlib.sha256(body).digest()


def write_batch(path: Path, packed: bytes) -> None:
    """Write a batch under another name and rename it, so that the file is there complete or not at all."""
    draft = path.with_suffix(".draft")
    draft.write_bytes(packed)
    move(draft, path)


def has_batch(path: Path, count: int) -> bool:
    """Say whether the file of a batch is there, undamaged, with `count` digits."""
    if not path.exists():
        return False
    content = path.read_bytes()
    body, digest = content[:-32], content[-32:]
    return hashlib.sha256(body).digest() == digest and body[:18] == MAGIC + struct.pack("<I", count)


def read_batches(folder: Path) -> Iterator[StagedDigit]:
    """Yield the staged digits of a folder in their order."""
    for path in sorted(folder.glob("*.part")):
        yield from _read(path.read_bytes()[:-32])


def _stage_one(drawing: LabelledDrawing) -> StagedDigit:
    try:
        ink = find_ink(drawing.drawing)
        picture = place(ink)
    except BlankDrawingError as error:
        raise RefusedError(f"{drawing.place}: it is blank.") from error
    sha256 = sha256_of_ink(ink)
    return StagedDigit(
        picture.tobytes(), to_png(ink), sha256, drawing.label, drawing.exclude_reason, drawing.own_sha256
    )


def _pack(digit: StagedDigit) -> bytes:
    reason = digit.exclude_reason.encode()
    own = bytes.fromhex(digit.own_sha256) or bytes(32)
    head = RECORD.pack(digit.picture, bytes.fromhex(digit.ink_sha256), own, digit.label, len(reason), len(digit.ink))
    return head + reason + digit.ink


def _read(body: bytes) -> Iterator[StagedDigit]:
    offset = len(MAGIC) + 4
    while offset < len(body):
        picture, sha256, own, label, n_reason, n_ink = RECORD.unpack_from(body, offset)
        offset += RECORD.size
        reason, ink = body[offset : offset + n_reason].decode(), body[offset + n_reason : offset + n_reason + n_ink]
        offset += n_reason + n_ink
        yield StagedDigit(picture, ink, sha256.hex(), label, reason, own.hex() if any(own) else "")
