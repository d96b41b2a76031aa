"""NPZ for NumPy: `pictures` (N, 28, 28) uint8 and `labels` (N,) uint8. It is never read: it may hold pickles."""

import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np

from backend.digits.exchange.archive import EPOCH
from backend.digits.exchange.records import ExportedDigits


def write_npz(path: Path, digits: ExportedDigits, *, count: int) -> list[Path]:
    """Write the pictures as they come; the labels wait in memory until the end."""
    labels = bytearray()
    with zipfile.ZipFile(path, "w") as file:
        with file.open(_member("pictures.npy"), "w", force_zip64=True) as member:
            member.write(_header((count, 28, 28)))
            for digit in digits:
                member.write(digit.picture)
                labels.append(digit.label)
        with file.open(_member("labels.npy"), "w") as member:
            member.write(_header((count,)) + bytes(labels))
    if len(labels) != count:
        raise RuntimeError(f"{count:,} digits were announced, {len(labels):,} came")
    return [path]


def _header(shape: tuple[int, ...]) -> bytes:
    out = BytesIO()
    described = {"descr": "|u1", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(out, described)
    return out.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
