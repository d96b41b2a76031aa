"""CSV in the usual form of MNIST: a line of column names, then on each line a label and 784 numbers from 0 to 255.

What is written has five more columns, which say what is known of each digit. They are read where they are there.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from backend.digits.errors import RefusedError
from backend.digits.exchange.records import MAX_DIGITS, ExportedDigits, LabelledDrawing, Source, is_sha256

EXTRA = ("state", "split", "predicted", "person", "ink_sha256")
HEADER = ",".join(["label", *(f"pixel{number}" for number in range(784)), *EXTRA])
MAX_LINE = 8000  # Bytes. 785 numbers of three digits need fewer than 3,200; a longer line is refused.
VALUES = {str(value).encode(): value for value in range(256)}


def read_csv(path: Path) -> Source:
    """Read the drawings of a CSV file, with or without the line of column names."""
    digest, n_lines = hashlib.sha256(), 0
    for n_lines, line in _lines(path):  # noqa: B007 - n_lines is the count
        digest.update(line)
    first = next((line for _, line in _lines(path)), b"")
    has_more = first.strip().endswith(",".join(EXTRA).encode())
    n_names = 1 if first.strip().startswith(b"label") else 0
    if n_lines == n_names:
        raise RefusedError(f"{path.name} has no digits: a label and 784 numbers are wanted on each line.")

    def drawings() -> Iterator[LabelledDrawing]:
        for number, line in _lines(path):
            if number > n_names:
                yield _parse_line(line, f"{path.name}, line {number}", n_extra=len(EXTRA) if has_more else 0)

    return Source(path.name, n_lines - n_names, digest.hexdigest(), drawings)


def write_csv(path: Path, digits: ExportedDigits) -> list[Path]:
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write(f"{HEADER}\n")
        for digit in digits:
            split = "training" if digit.is_training_input else "test"
            predicted = "" if digit.predicted is None else digit.predicted
            more = f"{digit.state},{split},{predicted},{digit.person},{digit.ink_sha256}"
            file.write(f"{digit.label},{','.join(map(str, digit.picture))},{more}\n")
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


def _parse_line(line: bytes, place: str, *, n_extra: int) -> LabelledDrawing:
    label, *values = line.strip().split(b",")
    pixels, extra = (values[:784], values[784:]) if len(values) == 784 + n_extra else (values, [])
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
    own = extra[-1].decode("ascii", "replace") if extra else ""
    return LabelledDrawing(drawing, VALUES[label], place, own_sha256=own if is_sha256(own) else "")
