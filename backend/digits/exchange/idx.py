"""IDX, the format of MNIST's own files: pictures in one file, labels in another, each gzip or plain.

A file has two zero bytes, the type (8: unsigned bytes), the number of axes, each axis's size big-endian, then the data.
Source: Y. LeCun, C. Cortes, C. Burges, *The MNIST database*.
"""

import gzip
import hashlib
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from backend.digits.errors import RefusedError
from backend.digits.exchange.records import MAX_DIGITS, ExportedDigits, LabelledDrawing, Source
from nn.data.corpora import CorpusError, are_held_back, qmnist_path, read_writers

MAX_SIDE = 1024  # pixels; a header with a larger side is refused
TEST, TRAINING = "t10k", "train"  # the beginnings of the names of MNIST's own files
N_MNIST_TRAINING = 60_000  # digits; in a file with another number, their writers are not known
NAMES = {"images": "idx3-ubyte", "labels": "idx1-ubyte", "inks": "idx2-ubyte"}
IN_TEST = "one of MNIST's test digits: they are only measured on"
IN_REFERENCE = "by one of MNIST's writers held back: the gate measures on their digits"


def read_idx(images: Path, labels: Path | None = None) -> Source:
    """Read the drawings of a file of pictures and its file of labels, by default the one beside it."""
    labels = labels or _labels_beside(images)
    count, height, width = _header(images, n_axes=3)
    (n_labels,) = _header(labels, n_axes=1)
    if n_labels != count:
        raise RefusedError(
            f"{images.name} has {count:,} pictures, but {labels.name} has {n_labels:,} labels:"
            " one for each picture is wanted."
        )
    own = _inks_beside(images, count)
    is_mnist = (height, width) == (28, 28) and images.name.startswith((TEST, TRAINING))
    is_training = is_mnist and images.name.startswith(TRAINING) and count == N_MNIST_TRAINING
    is_held_back = _are_held_back(images) if is_training else None

    def drawings() -> Iterator[LabelledDrawing]:
        with _open(images) as picture_file, _open(labels) as label_file:
            picture_file.read(16)
            label_file.read(8)
            for number in range(count):
                place = f"{images.name}, picture {number}"
                picture = _read_exactly(picture_file, height * width, images, 16 + number * height * width)
                label = _read_exactly(label_file, 1, labels, 8 + number)[0]
                if label > 9:
                    raise RefusedError(
                        f"{labels.name}, offset {8 + number}: a label from 0 to 9 is wanted, not {label}."
                    )
                drawing = np.frombuffer(picture, np.uint8).reshape(height, width)
                reason = IN_TEST if is_mnist and images.name.startswith(TEST) else ""
                if is_held_back is not None and is_held_back[number]:
                    reason = IN_REFERENCE
                yield LabelledDrawing(drawing, label, place, reason, own[number] if own else "")
            for file, name in ((picture_file, images), (label_file, labels)):
                if _read(file, 1, name, 0):
                    raise RefusedError(f"{name.name} is longer than its header says: {count:,} are announced.")

    return Source(images.name, count, _sha256(images, labels), drawings)


def _inks_beside(images: Path, count: int) -> list[str]:
    """Return the SHA-256 of each digit's ink, which this program writes beside its own files; none beside others'."""
    path = images.parent / images.name.replace("images-idx3", "inks-idx2")
    if path.name == images.name or not path.is_file():
        return []
    if _header(path, n_axes=2) != (count, 32):
        raise RefusedError(f"{path.name}: {count:,} times 32 bytes are wanted, one SHA-256 for each picture.")
    with _open(path) as file:
        file.read(12)
        return [_read_exactly(file, 32, path, 12 + 32 * number).hex() for number in range(count)]


def write_idx(folder: Path, digits: ExportedDigits, *, count: int) -> list[Path]:
    """Write `digits-images-idx3-ubyte.gz` and its labels and inks; the same digits give the same bytes."""
    paths = [folder / f"digits-{kind}-{ending}.gz" for kind, ending in NAMES.items()]
    with _write_gzip(paths[0]) as pictures, _write_gzip(paths[1]) as labels, _write_gzip(paths[2]) as inks:
        pictures.write(struct.pack(">HBBIII", 0, 8, 3, count, 28, 28))
        labels.write(struct.pack(">HBBI", 0, 8, 1, count))
        inks.write(struct.pack(">HBBII", 0, 8, 2, count, 32))
        n_written = 0
        for n_written, digit in enumerate(digits, start=1):  # noqa: B007 - it is compared with `count` below
            pictures.write(digit.picture)
            labels.write(bytes([digit.label]))
            inks.write(bytes.fromhex(digit.ink_sha256))
    if n_written != count:
        raise RuntimeError(f"{count:,} digits were announced, {n_written:,} came")
    return paths


def is_idx(path: Path) -> bool:
    return "idx3-ubyte" in path.name


def mnist_sources(folder: Path) -> list[Source]:
    """Read those of MNIST's own two pairs of files that are in the folder."""
    names = (f"{part}-images-idx3-ubyte{ending}" for part in (TRAINING, TEST) for ending in ("", ".gz"))
    return [read_idx(folder / name) for name in names if (folder / name).is_file()]


def _are_held_back(images: Path) -> NDArray[np.bool_]:
    """Tell of each of MNIST's training digits whether the gate measures on it. Raises RefusedError if nobody knows."""
    as_fetched = settings.DIGITS_CORPORA or settings.DATA_DIR / "corpora"
    beside = images.resolve().parent.parent  # the folder of the corpora, if the pictures lie in its folder `mnist`
    try:
        path = qmnist_path(beside if (beside / "qmnist").is_dir() else as_fetched, "train")
        return are_held_back(read_writers(path, N_MNIST_TRAINING))
    except CorpusError as error:
        raise RefusedError(f"{images.name}: some of these digits must not be trained on. {error}.") from error


def _labels_beside(images: Path) -> Path:
    wanted = images.name.replace("images", "labels").replace("idx3", "idx1")
    plain = wanted.removesuffix(".gz")
    for name in (wanted, plain, f"{plain}.gz"):
        if name != images.name and (images.parent / name).is_file():
            return images.parent / name
    raise RefusedError(f"{images.name} has no labels: {wanted} is missing beside it. Name them with --labels.")


def _header(path: Path, *, n_axes: int) -> tuple[int, ...]:
    with _open(path) as file:
        magic = _read_exactly(file, 4, path, 0)
        if magic != bytes([0, 0, 8, n_axes]):
            wanted = bytes([0, 0, 8, n_axes]).hex()
            raise RefusedError(f"{path.name}, offset 0: the magic number {wanted} is wanted, not {magic.hex()}.")
        sizes = struct.unpack(f">{n_axes}I", _read_exactly(file, 4 * n_axes, path, 4))
    if not 1 <= sizes[0] <= MAX_DIGITS or any(not 1 <= side <= MAX_SIDE for side in sizes[1:]):
        raise RefusedError(f"{path.name}, offset 4: sizes {sizes} are announced; that is no set of digits.")
    return sizes


def _open(path: Path) -> IO[bytes]:
    try:
        with path.open("rb") as file:
            is_gzip = file.read(2) == b"\x1f\x8b"
        return gzip.open(path, "rb") if is_gzip else path.open("rb")  # type: ignore[return-value]
    except OSError as error:
        raise RefusedError(f"{path.name} cannot be read: {error.strerror}.") from error


def _read_exactly(file: IO[bytes], n: int, path: Path, offset: int) -> bytes:
    data = _read(file, n, path, offset)
    if len(data) < n:
        raise RefusedError(f"{path.name} is cut off at offset {offset + len(data)}: {n} bytes are wanted at {offset}.")
    return data


def _read(file: IO[bytes], n: int, path: Path, offset: int) -> bytes:
    try:
        return file.read(n)
    except (OSError, EOFError, zlib.error) as error:
        raise RefusedError(
            f"{path.name}, offset {offset} (unpacked): the file is cut off or damaged: {error}"
        ) from error


@contextmanager
def _write_gzip(path: Path) -> Iterator[gzip.GzipFile]:
    """Open a gzip file for writing, without name or time in it, so that the same digits give the same bytes."""
    with path.open("wb") as out, gzip.GzipFile("", "wb", 6, out, mtime=0) as file:
        yield file


def _sha256(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
