"""Drawings prepared for storing, and the files in which they wait.

`prepare` runs in processes of its own too: this module imports nothing of Django.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from backend.digits.drawings import sha256_of, to_png
from backend.digits.exchange.records import BadFileError, Drawn
from nn.preprocessing import BlankDrawingError, find_ink, place

MAGIC = b"ductus-part 1\n"
RECORD = struct.Struct("<784s32sBBH")  # picture, SHA-256 of the ink, label, length of `apart`, length of the ink


class Prepared(NamedTuple):
    """A drawing as it will be stored."""

    picture: bytes
    ink: bytes
    ink_sha256: str
    label: int
    apart: str


def prepare(drawn: Iterable[Drawn]) -> list[Prepared]:
    """Find the ink of each and place it. Raises BadFileError for a blank one."""
    return [_prepare(one) for one in drawn]


def write(path: Path, prepared: list[Prepared]) -> None:
    """Write a part, which is there whole or not at all."""
    body = MAGIC + struct.pack("<I", len(prepared)) + b"".join(map(_packed, prepared))
    draft = path.with_suffix(".draft")
    draft.write_bytes(body + hashlib.sha256(body).digest())
    draft.replace(path)


def is_whole(path: Path, count: int) -> bool:
    """Whether a part is there, undamaged, with so many drawings."""
    if not path.exists():
        return False
    body, digest = path.read_bytes()[:-32], path.read_bytes()[-32:]
    return hashlib.sha256(body).digest() == digest and body[:18] == MAGIC + struct.pack("<I", count)


def read_all(folder: Path) -> Iterator[Prepared]:
    """What waits in a folder, in its order."""
    for path in sorted(folder.glob("*.part")):
        yield from _read(path.read_bytes()[:-32])


def _prepare(drawn: Drawn) -> Prepared:
    try:
        ink = find_ink(drawn.drawing)
        picture = place(ink)
    except BlankDrawingError as error:
        raise BadFileError(f"{drawn.place}: it is blank.") from error
    return Prepared(picture.tobytes(), to_png(ink), sha256_of(ink), drawn.label, drawn.apart)


def _packed(one: Prepared) -> bytes:
    apart = one.apart.encode()
    head = RECORD.pack(one.picture, bytes.fromhex(one.ink_sha256), one.label, len(apart), len(one.ink))
    return head + apart + one.ink


def _read(body: bytes) -> Iterator[Prepared]:
    at = len(MAGIC) + 4
    while at < len(body):
        picture, sha256, label, n_apart, n_ink = RECORD.unpack_from(body, at)
        at += RECORD.size
        apart, ink = body[at : at + n_apart].decode(), body[at + n_apart : at + n_apart + n_ink]
        at += n_apart + n_ink
        yield Prepared(picture, ink, sha256.hex(), label, apart)
