"""CSV in the usual form of MNIST: a line of column names, then on each line a label and 784 numbers from 0 to 255.

Files written here have five more columns, which say what is known of each digit. Only `ink_sha256` is read back.

Files are read as spreadsheets, R, NumPy and pandas write them, and as shells join them: with a byte-order mark, in
UTF-16, with quotes, semicolons, tabs or spaces, with a first column of row numbers, with empty lines and comments, with
numbers such as 7.0 or 7e+00, with the mark of DOS at their end, and packed by gzip.
"""

import codecs
import csv
import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BufferedReader, TextIOWrapper
from itertools import islice
from pathlib import Path

import numpy as np

from backend.digits.errors import RefusedError
from backend.digits.exchange.records import MAX_DIGITS, ExportedDigits, LabelledDrawing, Source, is_sha256

EXTRA = ("state", "split", "predicted", "person", "ink_sha256")
HEADER = ",".join(["label", *(f"pixel{number}" for number in range(784)), *EXTRA])
MAX_LINE = (
    24_000  # characters; 790 numbers as NumPy writes them, with 18 decimals, need 20,540. Longer ones are refused
)
DELIMITERS = ";\t|, "  # a comma may be decimal where another stands between numbers, and a space may follow a comma
N_PIXELS = 784
GZIP = b"\x1f\x8b"
NO_ROWS = ("#", "sep=", '"sep=')
"""The beginnings of lines that are no rows: NumPy's comments, and what tells Excel the delimiter."""
MARKS = "\ufeff\x1a\0"
"""Byte-order marks in front of files that were joined, DOS's end of a file, which `copy a+b c` writes, and padding."""

VALUES = {str(value): value for value in range(256)}
NUMBER = re.compile(r"\+?[0-9]{1,40}([.,][0-9]{0,40})?([eE][+-]?[0-9]{1,2})?", re.ASCII)


def read_csv(path: Path) -> Source:
    """Read the drawings of a CSV file, with or without the line of column names."""
    digest = _sha256(path)
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
    return not any(value_of(pixel) is not None for pixel in pixels) or pixels == [str(count + n) for n in range(784)]


@lru_cache(maxsize=4096)
def value_of(field: str) -> int | None:
    """Return the whole number from 0 to 255 in a field, however it is written, or None.

    >>> [value_of(field) for field in ("7", "7.0", "7,0", "7.000e+00", "007", "7.5", "256", "seven")]
    [7, 7, 7, 7, 7, None, None, None]
    """
    if (value := VALUES.get(field)) is not None or not NUMBER.fullmatch(field):
        return value
    number = float(field.replace(",", "."))
    return int(number) if number.is_integer() and number <= 255 else None


def write_csv(path: Path, digits: ExportedDigits) -> list[Path]:
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write(f"{HEADER}\n")
        for digit in digits:
            split = "training" if digit.is_training_input else "test"
            predicted = "" if digit.predicted is None else digit.predicted
            more = f"{digit.state},{split},{predicted},{digit.person},{digit.ink_sha256}"
            file.write(f"{digit.label},{','.join(map(str, digit.picture))},{more}\n")
    return [path]


def _sha256(path: Path) -> str:
    """Return the SHA-256 of a file as it is: one that is packed is not unpacked for it."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise RefusedError(f"{path.name} cannot be read: {error.strerror}.") from error


def _opened(path: Path) -> BufferedReader | gzip.GzipFile:
    """Open a file, and what is in it where it is packed. Lines are bounded, so that no bomb can fill the memory."""
    try:
        with path.open("rb") as file:
            is_packed = file.read(2) == GZIP
        return gzip.open(path) if is_packed else path.open("rb")
    except OSError as error:
        raise RefusedError(f"{path.name} cannot be read: {error.strerror}.") from error


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the fields of every line that has any."""
    delimiter = _delimiter(path)
    for number, line in _lines(path):
        line = line.strip() if delimiter == " " else line  # noqa: PLW2901 - spaces align columns
        fields = next(csv.reader([line], delimiter=delimiter, skipinitialspace=delimiter == " "), [])
        if any(field.strip() for field in fields):
            yield number, fields


@contextmanager
def _read(path: Path) -> Iterator[BufferedReader | gzip.GzipFile]:
    """Open a table, and raise RefusedError where a packed one turns out to be damaged."""
    with _opened(path) as file:
        try:
            yield file
        except (OSError, EOFError, zlib.error) as error:
            raise RefusedError(f"{path.name} cannot be read to its end, the file is damaged: {error}.") from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with _read(path) as binary, TextIOWrapper(binary, _encoding(path), errors="replace", newline=None) as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                raise RefusedError(f"{path.name}, line {number}: longer than 785 numbers can be.")
            if number > MAX_DIGITS:
                raise RefusedError(f"{path.name}: more than {MAX_DIGITS:,} lines.")
            row = line.strip(MARKS)
            if not row[:5].lower().startswith(NO_ROWS):
                yield number, row


def _encoding(path: Path) -> str:
    """Return the encoding that the byte-order mark names, or UTF-8: Excel writes UTF-16 as "Unicode text".

    UTF-16 without a mark is known by its zeros.
    """
    with _read(path) as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(start) == 4 and not (start[1] or start[3]):
        return "utf-16-le"
    if len(start) == 4 and not (start[0] or start[2]):
        return "utf-16-be"
    return "utf-8-sig"


def _delimiter(path: Path) -> str:
    """Return what stands between the numbers or names of the first line: often enough, or else most often."""
    lines = (line for _, line in _lines(path) if line.strip())
    first = next(lines, "")
    enough = (delimiter for delimiter in DELIMITERS if first.count(delimiter) >= N_PIXELS)
    return next(enough, max(DELIMITERS, key=first.count))


def _drawing(row: list[str], place: str, *, n_extra: int) -> LabelledDrawing:
    fields = [field.strip() for field in row]
    extra = fields[-n_extra:] if n_extra and len(fields) >= 785 + n_extra else []
    fields = fields[: len(fields) - len(extra)]
    while len(fields) > 785 and not fields[-1]:  # Excel ends lines with empty columns
        fields.pop()
    if len(fields) == 786:  # R and pandas write row numbers first
        fields = fields[1:]
    label, *pixels = fields
    digit = value_of(label)
    if digit is None or digit > 9:
        raise RefusedError(f"{place}: a label from 0 to 9 is wanted first, not {label[:20]!r}.")
    if len(pixels) != 784:
        raise RefusedError(f"{place}: 784 numbers are wanted after the label, not {len(pixels)}.")
    values = [value_of(pixel) for pixel in pixels]
    if None in values:
        wrong = values.index(None)
        raise RefusedError(f"{place}: numbers from 0 to 255 are wanted; number {wrong + 1} is {pixels[wrong][:20]!r}.")
    drawing = np.array(values, np.uint8).reshape(28, 28)
    own = extra[-1] if extra else ""
    return LabelledDrawing(drawing, digit, place, own_sha256=own if is_sha256(own) else "")
