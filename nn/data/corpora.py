"""Readers of the corpora: IDX pictures and labels (MNIST), their writers (QMNIST), UNIPEN pen strokes (pendigits).

None of the corpora is part of the project. All lie in one folder, in `mnist/`, `qmnist/` and `pendigits/`, as gzip or
plain.
"""

import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HELD_BACK_SHARE = 1 / 12
"""The least share of MNIST's training digits that is held back, for choosing settings and for the gate: 2,503 digits of
22 students and 2,593 of 24 employees. If it is larger, fewer digits and writers are left to train on."""

MNIST_FILES = {
    "train_images": "train-images-idx3-ubyte",
    "train_labels": "train-labels-idx1-ubyte",
    "test_images": "t10k-images-idx3-ubyte",
    "test_labels": "t10k-labels-idx1-ubyte",
}
QMNIST_FILES = {"train": "qmnist-train-labels.tsv", "test": "qmnist-test-labels.tsv"}
SERIES_OF_STUDENTS = 4


class CorpusError(ValueError):
    """A corpus is missing or damaged; the message says what is wrong, and the file where it is known."""


@dataclass(frozen=True)
class Writers:
    """The people who wrote N digits: the label of each digit, its writer's number, and whether that is a student.

    Those who are no students were employees of the Census Bureau.
    """

    labels: NDArray[np.uint8]
    numbers: NDArray[np.int32]
    are_students: NDArray[np.bool_]


@dataclass(frozen=True)
class Mnist:
    """Y. LeCun, C. Cortes, C. Burges, *The MNIST database*: pictures (N, 28, 28), white on black, labels, writers."""

    train_images: NDArray[np.uint8]
    train_labels: NDArray[np.uint8]
    test_images: NDArray[np.uint8]
    test_labels: NDArray[np.uint8]
    train_writers: Writers
    test_writers: Writers

    @property
    def is_held_back(self) -> NDArray[np.bool_]:
        """Tell of each training digit whether it is held back: nothing is trained on it, nor on its writer."""
        return are_held_back(self.train_writers)


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
    """Return the files of MNIST and of its writers, in the order of `Mnist`.

    Raises CorpusError, naming the first that is missing.
    """
    writers = [qmnist_path(folder, part) for part in QMNIST_FILES]
    return [*(_required(folder / "mnist" / name) for name in MNIST_FILES.values()), *writers]


def qmnist_path(folder: Path, part: str) -> Path:
    """Return the file with the writers of MNIST's digits, of the part `train` or `test`.

    Raises CorpusError where it is missing: corpora fetched before version 0.3 lack it.
    """
    path = folder / "qmnist" / QMNIST_FILES[part]
    found = _existing(path)
    if found is None:
        raise CorpusError(
            f"{path}.gz is missing: it names the writers of MNIST's digits, which are split by writer. "
            "`manage.py fetch_corpora` downloads it and keeps the files that are there"
        )
    return found


def pendigits_path(folder: Path) -> Path:
    """Return the file of pen strokes. Raises CorpusError where it is missing."""
    return _required(folder / "pendigits" / "pendigits-orig.tra")


def load_mnist(folder: Path) -> Mnist:
    """Read MNIST from the folder of the corpora. Raises CorpusError for missing files and for ones that do not fit."""
    train_images, train_labels, train_writers = _part_of_mnist(folder, "train")
    test_images, test_labels, test_writers = _part_of_mnist(folder, "test")
    return Mnist(train_images, train_labels, test_images, test_labels, train_writers, test_writers)


def read_writers(path: Path, n: int) -> Writers:
    """Return the writers of the first n digits of a file of QMNIST, which has them in the order of MNIST.

    A row is tab-separated: label, series of NIST (4: students; 0 and 1: employees), writer, and five more columns.
    Source: C. Yadav, L. Bottou, *Cold Case: The Lost MNIST Digits* (2019). Raises CorpusError for any other file.
    """
    try:
        rows = np.loadtxt(io.BytesIO(_read(path)), np.int32, delimiter="\t", max_rows=n, ndmin=2)
    except ValueError as error:
        raise CorpusError(f"{path}: expected rows of eight whole numbers, as QMNIST has them: {error}") from error
    if rows.shape != (n, 8):
        raise CorpusError(f"{path}: expected {n} rows of eight numbers, got {rows.shape[0]} of {rows.shape[1]}")
    if not np.isin(rows[:, 0], range(10)).all() or not np.isin(rows[:, 1], (0, 1, SERIES_OF_STUDENTS)).all():
        raise CorpusError(f"{path}: expected labels from 0 to 9 and the series 0, 1 or 4 in the first two columns")
    return Writers(rows[:, 0].astype(np.uint8), rows[:, 2], rows[:, 1] == SERIES_OF_STUDENTS)


def are_held_back(writers: Writers) -> NDArray[np.bool_]:
    """Tell of each digit whether it is held back: all digits of whole writers are, students and employees alike.

    Of each kind they are the writers with the highest numbers, just enough to have written `HELD_BACK_SHARE` of its
    digits. MNIST's test digits are by other people than its training digits, and half by students, too.
    """
    is_chosen = np.zeros(len(writers.numbers), np.bool_)
    for is_of_kind in (writers.are_students, ~writers.are_students):
        numbers, n_digits = np.unique(writers.numbers[is_of_kind], return_counts=True)
        n_from_last = np.cumsum(n_digits[::-1])
        n_writers = 1 + int(np.searchsorted(n_from_last, HELD_BACK_SHARE * n_digits.sum()))
        is_chosen |= is_of_kind & np.isin(writers.numbers, numbers[-n_writers:])
    return is_chosen


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
    and `.PEN_UP` enclose the points of a stroke, one per line. Blank lines and the headers `.DT`, `.INCLUDE`,
    `.LEXICON` and `.HIERARCHY` are skipped; anything else raises CorpusError, which names the line.
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


def _part_of_mnist(folder: Path, part: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8], Writers]:
    names = [MNIST_FILES[f"{part}_images"], MNIST_FILES[f"{part}_labels"]]
    images, labels = (read_idx(_required(folder / "mnist" / name)) for name in names)
    if images.shape[1:] != (28, 28) or labels.shape != images.shape[:1] or labels.max(initial=0) > 9:
        raise CorpusError(f"expected n pictures of 28 × 28 and n labels 0-9, got {images.shape} and {labels.shape}")
    path = qmnist_path(folder, part)
    writers = read_writers(path, len(labels))
    if not np.array_equal(writers.labels, labels):
        raise CorpusError(f"{path}: expected the labels of MNIST in its order, got others: is it cut or sorted?")
    return images, labels, writers


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
