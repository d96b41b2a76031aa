"""NPZ for NumPy: `pictures` (N, 28, 28), `labels` (N,) and, from here, `inks` (N, 32), all uint8.

NumPy's own reader is not used: the format may hold pickled objects, which run code when they are read. The reader here
takes arrays of plain bytes and nothing else, under a header that must be, to the letter, what NumPy writes for them.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np

from backend.digits.errors import RefusedError
from backend.digits.exchange.archive import EPOCH, ZIP_FAULTS
from backend.digits.exchange.records import MAX_DIGITS, ExportedDigits, LabelledDrawing, Source

SIDE = 28
N_HEADER = 128  # bytes of the header of each of these arrays, as NumPy pads it
SHAPE = re.compile(
    rb"\x93NUMPY\x01\x00v\x00\{'descr': '\|u1', 'fortran_order': False, 'shape': "
    rb"\((\d{1,8}),(?: (\d{1,4}))?(?:, (\d{1,4}))?\), \} *\n"
)
WANTED = "an NPZ of two arrays of bytes (uint8) is wanted: pictures (N, 28, 28) and labels (N,)"


def read_npz(path: Path) -> Source:
    """Read the drawings of an NPZ file. Raises RefusedError for any other content."""
    try:
        with zipfile.ZipFile(path) as file:
            if missing := {"pictures.npy", "labels.npy"} - set(file.namelist()):
                names = ", ".join(file.namelist())
                found = f"the file has {names:.200}" if names else "the file is empty"
                raise RefusedError(f"{path.name}: {WANTED}; {min(missing)} is missing, {found}.")
            count, *sides = _shape(file, "pictures.npy", path)
            if sides != [SIDE, SIDE] or not 1 <= count <= MAX_DIGITS:
                raise RefusedError(f"{path.name}: {WANTED}; pictures has the shape {(count, *sides)}.")
            _check_shape(file, "labels.npy", (count,), path)
            if has_inks := "inks.npy" in file.namelist():
                _check_shape(file, "inks.npy", (count, 32), path)
            with file.open("labels.npy") as member:
                labels = member.read()[N_HEADER:]
            if len(labels) != count:
                raise RefusedError(f"{path.name}: {WANTED}; the file holds {len(labels):,} labels, not {count:,}.")
    except RefusedError:
        raise
    except ZIP_FAULTS as error:
        raise RefusedError(f"{path.name}: {WANTED}; the file is no NPZ, or it is damaged.") from error
    if (wrong := next((number for number, label in enumerate(labels) if label > 9), None)) is not None:
        raise RefusedError(f"{path.name}: label {wrong} is {labels[wrong]}; a label from 0 to 9 is wanted.")

    def drawings() -> Iterator[LabelledDrawing]:
        with zipfile.ZipFile(path) as file:
            pictures = _rows(file, "pictures.npy", SIDE * SIDE, count)
            inks = _rows(file, "inks.npy", 32, count) if has_inks else None
            for number in range(count):
                place = f"{path.name}, picture {number}"
                try:
                    picture, own = next(pictures), next(inks).hex() if inks else ""
                except ZIP_FAULTS as error:
                    raise RefusedError(f"{place}: the file is damaged: {error}.") from error
                drawing = np.frombuffer(picture, np.uint8).reshape(SIDE, SIDE)
                yield LabelledDrawing(drawing, labels[number], place, own_sha256=own)

    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Source(path.name, count, digest, drawings)


def write_npz(path: Path, digits: ExportedDigits, *, count: int) -> list[Path]:
    """Write the pictures as they come; the labels and the inks' SHA-256 wait in memory until the end."""
    labels, inks = bytearray(), bytearray()
    with zipfile.ZipFile(path, "w") as file:
        with file.open(_member("pictures.npy"), "w", force_zip64=True) as member:
            member.write(_header((count, SIDE, SIDE)))
            for digit in digits:
                member.write(digit.picture)
                labels.append(digit.label)
                inks += bytes.fromhex(digit.ink_sha256)
        with file.open(_member("labels.npy"), "w") as member:
            member.write(_header((count,)) + bytes(labels))
        with file.open(_member("inks.npy"), "w") as member:
            member.write(_header((count, 32)) + bytes(inks))
    if len(labels) != count:
        raise RuntimeError(f"{count:,} digits were announced, {len(labels):,} came")
    return [path]


def _shape(file: zipfile.ZipFile, name: str, path: Path) -> tuple[int, ...]:
    """Return the shape of an array of bytes, of which the member must hold exactly as many as it announces."""
    with file.open(name) as member:
        found = SHAPE.fullmatch(member.read(N_HEADER))
    if found is None:
        how = "save bytes from 0 to 255 with np.ascontiguousarray(array, np.uint8)"
        raise RefusedError(f"{path.name}: {WANTED}; {name} has numbers of another type or order: {how}.")
    shape = tuple(int(side) for side in found.groups() if side is not None)
    if (size := file.getinfo(name).file_size) != N_HEADER + int(np.prod(shape)):
        raise RefusedError(f"{path.name}: {WANTED}; {name} has {size:,} bytes, which is not what its shape says.")
    return shape


def _check_shape(file: zipfile.ZipFile, name: str, shape: tuple[int, ...], path: Path) -> None:
    if _shape(file, name, path) != shape:
        raise RefusedError(f"{path.name}: {WANTED}; {name} has another shape than {shape}.")


def _rows(file: zipfile.ZipFile, name: str, n_bytes: int, count: int) -> Iterator[bytes]:
    """Yield the rows of an array. Raises what `zipfile` raises for a damaged file, EOFError where rows are missing.

    The size that was checked stands in the directory of the file, which may not be true.
    """
    with file.open(name) as member:
        member.read(N_HEADER)
        for number in range(count):
            row = member.read(n_bytes)
            if len(row) != n_bytes:
                raise EOFError(f"{name} ends in row {number}")
            yield row


def _header(shape: tuple[int, ...]) -> bytes:
    out = BytesIO()
    described = {"descr": "|u1", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(out, described)
    return out.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
