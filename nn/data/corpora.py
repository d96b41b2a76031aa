"""Readers of the corpora: IDX pictures and labels (MNIST), UNIPEN pen strokes (pendigits), and the SHA-256 of files.

None of the corpora is part of the project. All lie in one folder, in `mnist/` and `pendigits/`, gzip or plain.
"""

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

N_HELD_BACK = 5000
"""The last of MNIST's training digits, for choosing settings and for the gate. If more, fewer are left to train on."""

MNIST_FILES = {
    "train_images": "train-images-idx3-ubyte",
    "train_labels": "train-labels-idx1-ubyte",
    "test_images": "t10k-images-idx3-ubyte",
    "test_labels": "t10k-labels-idx1-ubyte",
}


class CorpusError(ValueError):
    """A corpus is missing or damaged; the message says what is wrong, and the file where it is known."""


@dataclass(frozen=True)
class Mnist:
    """Y. LeCun, C. Cortes, C. Burges, *The MNIST database*: pictures (N, 28, 28), white on black, and labels (N,)."""

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
    """Tell whether all four files of MNIST lie in the folder `mnist` of the corpora."""
    return folder is not None and all(_existing(folder / "mnist" / name) for name in MNIST_FILES.values())


def mnist_paths(folder: Path) -> list[Path]:
    """Return the four files of MNIST, in the order of `Mnist`. Raises CorpusError, naming the first that is missing."""
    return [_required(folder / "mnist" / name) for name in MNIST_FILES.values()]


def pendigits_path(folder: Path) -> Path:
    """Return the file of pen strokes. Raises CorpusError where it is missing."""
    return _required(folder / "pendigits" / "pendigits-orig.tra")


def load_mnist(folder: Path) -> Mnist:
    """Read MNIST from the folder of the corpora. Raises CorpusError for missing files and for ones that do not fit."""
    mnist = Mnist(*(read_idx(path) for path in mnist_paths(folder)))
    for images, labels in ((mnist.train_images, mnist.train_labels), (mnist.test_images, mnist.test_labels)):
        if images.shape[1:] != (28, 28) or labels.shape != images.shape[:1] or labels.max(initial=0) > 9:
            raise CorpusError(f"expected n pictures of 28 × 28 and n labels 0-9, got {images.shape} and {labels.shape}")
    return mnist


def read_idx(path: Path) -> NDArray[np.uint8]:
    """Return the array in an IDX file: two zero bytes, type 8 (unsigned), number of axes, big-endian sizes, data.

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


def read_pendigits(path: Path) -> list[PenDigit]:
    """Return the digits in a UNIPEN file as pendigits has it, in the order of the file.

    `.SEGMENT DIGIT 0 ? "8"` begins a digit, `.COMMENT 8 6 138` says its label, writer and number, `.PEN_DOWN`
    and `.PEN_UP` enclose the points of a stroke, one per line. Blank lines and other headers are skipped; anything else
    raises CorpusError, which names the line.
    """
    digits: list[PenDigit] = []
    points: list[tuple[float, float]] | None = None  # of the stroke that is being read
    text = _read(path).decode("latin-1")
    for n_line, words in enumerate(map(str.split, text.splitlines()), start=1):
        try:
            match words:
                case [".SEGMENT", "DIGIT", *_] if points is None and (not digits or digits[-1].strokes):
                    digits.append(PenDigit(_digit(words[-1].strip('"')), -1, -1, []))
                case [".COMMENT", label, writer, number] if not digits[-1].strokes and int(label) == digits[-1].label:
                    digits[-1] = PenDigit(digits[-1].label, int(writer), int(number), [])
                case [".PEN_DOWN"] if points is None and digits[-1].writer >= 0:
                    points = []
                case [".PEN_UP"] if points:
                    digits[-1].strokes.append(np.array(points, np.float32))
                    points = None
                case [x, y] if points is not None:
                    points.append((float(x), float(y)))
                case [] | [".DT" | ".INCLUDE" | ".LEXICON" | ".HIERARCHY", *_] if points is None:
                    pass
                case _:
                    raise ValueError("unexpected")
        except (ValueError, IndexError) as error:
            raise CorpusError(f"{path}, line {n_line}: not pen strokes as pendigits has them: {words}") from error
    if points is not None or not digits or not digits[-1].strokes:
        raise CorpusError(f"{path}: expected digits as pen strokes, the last one complete, got {len(digits)}")
    return digits


def sha256_of(path: Path) -> str:
    """Return the SHA-256 (hexadecimal) of a file, or of its content where it is gzip."""
    return hashlib.sha256(_read(path)).hexdigest()


def _digit(word: str) -> int:
    if len(word) != 1 or not "0" <= word <= "9":
        raise ValueError(f"expected a digit, got {word!r}")
    return int(word)


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
