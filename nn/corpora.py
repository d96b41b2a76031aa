"""Readers of the corpora: IDX pictures and labels (MNIST), UNIPEN pen strokes (pendigits), and the SHA-256 of files.

None of the corpora is part of the project; each is named by its folder. Files may be gzip or plain.
"""

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

N_HELD_BACK = 5000
"""The last so many of MNIST's training digits are held back for good: for choices and for the gate, never trained on."""

MNIST_FILES = {
    "train_images": "train-images-idx3-ubyte",
    "train_labels": "train-labels-idx1-ubyte",
    "test_images": "t10k-images-idx3-ubyte",
    "test_labels": "t10k-labels-idx1-ubyte",
}


class CorpusError(ValueError):
    """A corpus is missing or is not what it should be; the message says which file and what to do."""


@dataclass(frozen=True)
class Mnist:
    """Y. LeCun, C. Cortes, C. Burges, *The MNIST database of handwritten digits*. Pictures (N, 28, 28), white on black."""

    train_images: NDArray[np.uint8]
    train_labels: NDArray[np.uint8]
    test_images: NDArray[np.uint8]
    test_labels: NDArray[np.uint8]


@dataclass(frozen=True)
class PenDigit:
    """One digit as a pen wrote it: strokes of points (n, 2), x to the right and y up, in a box of 500 × 500."""

    label: int
    writer: int
    number: int
    strokes: list[NDArray[np.float32]]


def mnist_is_installed(folder: Path | None) -> bool:
    """Whether all four files of MNIST lie in the folder `mnist` of the corpora."""
    return folder is not None and all(_existing(folder / "mnist" / name) for name in MNIST_FILES.values())


def mnist_paths(folder: Path) -> list[Path]:
    """The four files of MNIST, in the order of `Mnist`. Raises CorpusError, naming the first that is missing."""
    return [_required(folder / "mnist" / name) for name in MNIST_FILES.values()]


def pendigits_path(folder: Path) -> Path:
    """The file of pen strokes. Raises CorpusError where it is missing."""
    return _required(folder / "pendigits" / "pendigits-orig.tra")


def load_mnist(folder: Path) -> Mnist:
    """MNIST from the folder of the corpora. Raises CorpusError where files are missing or do not fit each other."""
    mnist = Mnist(*(read_idx(path) for path in mnist_paths(folder)))
    for images, labels in ((mnist.train_images, mnist.train_labels), (mnist.test_images, mnist.test_labels)):
        if images.shape[1:] != (28, 28) or labels.shape != images.shape[:1] or labels.max(initial=0) > 9:
            raise CorpusError(f"expected n pictures of 28 × 28 and n labels 0-9, got {images.shape} and {labels.shape}")
    return mnist


def read_idx(path: Path) -> NDArray[np.uint8]:
    """The array in an IDX file of unsigned bytes: two zero bytes, type 8, number of axes, big-endian sizes, data.

    Raises CorpusError where the file is missing, is no such file, or is longer or shorter than it says.
    """
    data = _read(path)
    n_axes = data[3] if len(data) >= 4 else 0
    if data[:3] != b"\x00\x00\x08" or not n_axes or len(data) < 4 + 4 * n_axes:
        raise CorpusError(f"{path}: expected an IDX file of unsigned bytes")
    shape = tuple(int(size) for size in np.frombuffer(data, ">u4", n_axes, offset=4))
    values = data[4 + 4 * n_axes :]
    n_values = int(np.prod(shape, dtype=np.float64))
    if len(values) != n_values:
        raise CorpusError(f"{path}: expected {n_values} bytes for the shape {shape}, got {len(values)}")
    return np.frombuffer(values, np.uint8).reshape(shape)


def sha256_of(path: Path) -> str:
    """The SHA-256 (hexadecimal) of a file, of its content where it is gzip."""
    return hashlib.sha256(_read(path)).hexdigest()


def _existing(path: Path) -> Path | None:
    candidates = (path, path.with_name(path.name + ".gz"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _required(path: Path) -> Path:
    found = _existing(path)
    if found is None:
        raise CorpusError(f"{path}.gz is missing: name the folder of the corpora with --corpora or DIGITS_CORPORA")
    return found


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    except (OSError, EOFError, zlib.error) as error:
        raise CorpusError(f"{path}: cannot be read: {error}") from error
