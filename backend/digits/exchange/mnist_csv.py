"""CSV in the usual form of MNIST: a line of column names, then on each line a label and 784 numbers from 0 to 255.

Files written here have five more columns, which say what is known of each digit. They are read if present.

Files are read as spreadsheets, R and pandas write them: with a byte-order mark, in UTF-16, with quotes, semicolons or
tabs, with a first column of row numbers, and with empty lines.
"""

import codecs
import csv
import hashlib
from collections.abc import Iterator
from io import BufferedReader, TextIOWrapper
from itertools import islice
from pathlib import Path

import numpy as np

from backend.digits.errors import RefusedError
from backend.digits.exchange.records import MAX_DIGITS, ExportedDigits, LabelledDrawing, Source, is_sha256

EXTRA = ("state", "split", "predicted", "person", "ink_sha256")
HEADER = ",".join(["label", *(f"pixel{number}" for number in range(784)), *EXTRA])
MAX_LINE = 16_000  # characters; 786 quoted numbers with decimals need fewer than 8,000, and a longer line is refused
DELIMITERS = ",;\t|"

# What spreadsheets write for a whole number: Excel and R may write 7.0, and 7,0 where the comma is decimal.
VALUES = {text: value for value in range(256) for text in (str(value), f"{value}.0", f"{value},0", f"{value}.")}


def read_csv(path: Path) -> Source:
    """Read the drawings of a CSV file, with or without the line of column names."""
    with _opened(path) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    rows = _rows(path)
    _, first = next(rows, (0, None))
    has_names = first is not None and _are_names(first)
    n_extra = len(EXTRA) if tuple(field.strip() for field in (first or [])[-len(EXTRA) :]) == EXTRA else 0
    n_digits = (first is not None) + sum(1 for _ in rows) - has_names
    if not n_digits:
        raise RefusedError(f"{path.name} has no digits: a label and 784 numbers are wanted on each line.")

    def drawings() -> Iterator[LabelledDrawing]:
        for number, row in islice(_rows(path), int(has_names), None):
            yield _drawing(row, f"{path.name}, line {number}", n_extra=n_extra)

    return Source(path.name, n_digits, digest, drawings)


def _are_names(fields: list[str]) -> bool:
    """Return whether the fields name columns: no pixel is a value, or all are numbers in a row, as pandas counts."""
    pixels = [field.strip() for field in fields[-784:]]
    count = int(pixels[0]) if pixels[0].isdecimal() else 0
    return not any(pixel in VALUES for pixel in pixels) or pixels == [str(count + n) for n in range(784)]


def write_csv(path: Path, digits: ExportedDigits) -> list[Path]:
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write(f"{HEADER}\n")
        for digit in digits:
            split = "training" if digit.is_training_input else "test"
            predicted = "" if digit.predicted is None else digit.predicted
            more = f"{digit.state},{split},{predicted},{digit.person},{digit.ink_sha256}"
            file.write(f"{digit.label},{','.join(map(str, digit.picture))},{more}\n")
    return [path]


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise RefusedError(f"{path.name} cannot be read: {error.strerror}.") from error


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the fields of every line that has any."""
    delimiter = _delimiter(path)
    for number, line in _lines(path):
        if number == 1 and line.lower().startswith("sep="):  # a line for Excel alone
            continue
        fields = next(csv.reader([line], delimiter=delimiter), [])
        if any(field.strip() for field in fields):
            yield number, fields


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with _opened(path) as binary, TextIOWrapper(binary, _encoding(path), errors="replace", newline=None) as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                raise RefusedError(f"{path.name}, line {number}: longer than 785 numbers can be.")
            if number > MAX_DIGITS:
                raise RefusedError(f"{path.name}: more than {MAX_DIGITS:,} lines.")
            yield number, line


def _encoding(path: Path) -> str:
    """Return the encoding that the byte-order mark names, or UTF-8: Excel writes UTF-16 as "Unicode text"."""
    with _opened(path) as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _delimiter(path: Path) -> str:
    """Return what stands most often in the first line of numbers or names."""
    lines = (line for _, line in _lines(path) if line.strip() and not line.lower().startswith("sep="))
    return max(DELIMITERS, key=next(lines, "").count)


def _drawing(row: list[str], place: str, *, n_extra: int) -> LabelledDrawing:
    fields = [field.strip() for field in row]
    extra = fields[-n_extra:] if n_extra and len(fields) >= 785 + n_extra else []
    fields = fields[: len(fields) - len(extra)]
    while len(fields) > 785 and not fields[-1]:  # Excel ends lines with empty columns
        fields.pop()
    if len(fields) == 786:  # R and pandas write row numbers first
        fields = fields[1:]
    label, *pixels = fields
    if VALUES.get(label, 10) > 9:
        raise RefusedError(f"{place}: a label from 0 to 9 is wanted first, not {label[:20]!r}.")
    if len(pixels) != 784:
        raise RefusedError(f"{place}: 784 numbers are wanted after the label, not {len(pixels)}.")
    try:
        drawing = np.array([VALUES[pixel] for pixel in pixels], np.uint8).reshape(28, 28)
    except KeyError as error:
        wrong = pixels.index(error.args[0])
        raise RefusedError(
            f"{place}: numbers from 0 to 255 are wanted; number {wrong} is {error.args[0][:20]!r}."
        ) from error
    own = extra[-1] if extra else ""
    return LabelledDrawing(drawing, VALUES[label], place, own_sha256=own if is_sha256(own) else "")
