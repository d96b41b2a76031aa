"""CSV in the usual form of MNIST: a line of column names, then on each line a label and 784 numbers from 0 to 255."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from backend.digits.errors import RefusedError
from backend.digits.exchange.records import MAX_DIGITS, ExportedDigits, LabelledDrawing, Source

HEADER = ",".join(["label", *(f"pixel{number}" for number in range(784))])
MAX_LINE = 8000  # Bytes. 785 numbers of three digits need fewer than 3,200; a longer line is refused.
VALUES = {str(value).encode(): value for value in range(256)}


def read_csv(path: Path) -> Source:
    """Read the drawings of a CSV file, with or without the line of column names."""
    digest, n_lines = hashlib.sha256(), 0
    for n_lines, line in _lines(path):  # noqa: B007 - n_lines is the count
        digest.update(line)
    first = next((line for _, line in _lines(path)), b"")
    n_names = 1 if first.strip().startswith(b"label") else 0
    if n_lines == n_names:
        raise RefusedError(f"{path.name} has no digits: a label and 784 numbers are wanted on each line.")

    def drawings() -> Iterator[LabelledDrawing]:
        for number, line in _lines(path):
            if number > n_names:
                yield _parse_line(line, f"{path.name}, line {number}")

    return Source(path.name, n_lines - n_names, digest.hexdigest(), drawings)


def write_csv(path: Path, digits: ExportedDigits) -> list[Path]:
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write(f"{HEADER}\n")
        for picture, label in digits:
            file.write(f"{label},{','.join(map(str, picture))}\n")
    return [path]


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    raise RefusedError(f"{path.name}, line {number}: longer than 785 numbers can be.")
                if number > MAX_DIGITS:
                    raise RefusedError(f"{path.name}: more than {MAX_DIGITS:,} lines.")
                yield number, line
    except OSError as error:
        raise RefusedError(f"{path.name} cannot be read: {error.strerror}.") from error


def _parse_line(line: bytes, place: str) -> LabelledDrawing:
    label, *pixels = line.strip().split(b",")
    if label not in VALUES or VALUES[label] > 9:
        raise RefusedError(
            f"{place}: a label from 0 to 9 is wanted first, not {label[:20].decode('ascii', 'replace')!r}."
        )
    if len(pixels) != 784:
        raise RefusedError(f"{place}: 784 numbers are wanted after the label, not {len(pixels)}.")
    try:
        drawing = np.array([VALUES[pixel] for pixel in pixels], np.uint8).reshape(28, 28)
    except KeyError as error:
        wrong = pixels.index(error.args[0])
        raise RefusedError(
            f"{place}: numbers from 0 to 255 are wanted; number {wrong} is {error.args[0][:20]!r}."
        ) from error
    return LabelledDrawing(drawing, VALUES[label], place)
