"""Tests of files as other programs write them: CSV of spreadsheets, R and pandas, and folders with litter in them."""

import gzip
import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command
from PIL import Image

from backend.digits.errors import RefusedError
from backend.digits.exchange.folder import read_folder
from backend.digits.exchange.formats import open_import
from backend.digits.exchange.mnist_csv import HEADER, read_csv
from backend.digits.exchange.records import LabelledDrawing, Source, transposed
from backend.digits.models import AuditEntry, Digit
from backend.digits.services.transfer import label_check
from backend.digits.services.transfer.imports import import_digits
from backend.tests.pngs import seven

LABELS = [7, 0]
PICTURES = np.arange(2 * 784).reshape(2, 784) % 256
ROWS = [[label, *picture] for label, picture in zip(LABELS, PICTURES.tolist(), strict=True)]
NAMES = HEADER.split(",")


def text(rows: list[list[Any]], delimiter: str = ",", end: str = "\n") -> str:
    return end.join(delimiter.join(map(str, row)) for row in rows) + end


def quoted(rows: list[list[Any]]) -> list[list[str]]:
    return [[f'"{value}"' for value in row] for row in rows]


PLAIN = text([NAMES, *ROWS])
FILES: dict[str, bytes] = {
    "plain": PLAIN.encode(),
    "without names": text(ROWS).encode(),
    "Excel, CSV UTF-8": b"\xef\xbb\xbf" + text([NAMES, *ROWS], end="\r\n").encode(),
    "Excel, CSV UTF-8, without names": b"\xef\xbb\xbf" + text(ROWS, end="\r\n").encode(),
    "Excel, German": text([NAMES, *ROWS], ";", "\r\n").encode(),
    "Excel, Unicode text": text([NAMES, *ROWS], "\t", "\r\n").encode("utf-16"),
    "Excel, UTF-16 of the other order": b"\xfe\xff" + text([NAMES, *ROWS], "\t").encode("utf-16-be"),
    "Excel, with a line that names the separator": b"sep=;\r\n" + text([NAMES, *ROWS], ";", "\r\n").encode(),
    "Excel for Mac of old": text([NAMES, *ROWS], end="\r").encode(),
    "Excel, with empty columns and lines at the end": text([[*row, "", ""] for row in (NAMES, *ROWS)]).encode()
    + b",,,\n\n",
    "R, write.csv": text([['""', *quoted([NAMES])[0]], *([f'"{n}"', *row] for n, row in enumerate(ROWS, 1))]).encode(),
    "R, write.csv2": text(
        [['""', *quoted([NAMES])[0]], *([f'"{n}"', *row] for n, row in enumerate(ROWS, 1))], ";"
    ).encode(),
    "R, row.names=FALSE": text([*quoted([NAMES]), *ROWS]).encode(),
    "pandas, with its index": text([["", *NAMES], *([n, *row] for n, row in enumerate(ROWS))]).encode(),
    "pandas, counted names": text([list(range(785)), *ROWS]).encode(),
    "pandas, counted names and index": text([["", *range(785)], *([n, *row] for n, row in enumerate(ROWS))]).encode(),
    "pandas, floats": text([NAMES, *[[f"{value}.0" for value in row] for row in ROWS]]).encode(),
    "LibreOffice, everything quoted": text(quoted([NAMES, *ROWS])).encode(),
    "spaces after commas": text([NAMES, *ROWS], ", ").encode(),
    "other names": text([["Digit", *(f"p{n}" for n in range(784))], *ROWS]).encode(),
    "names with umlauts in an old code page": text([["Größe", *(f"ü{n}" for n in range(784))], *ROWS]).encode("cp1252"),
    "empty lines between": b"\n\n" + text([NAMES, *ROWS], end="\n\n").encode(),
    "no line end at the end": PLAIN.rstrip("\n").encode(),
    "R, write.table": text([quoted([NAMES])[0], *([f'"{n}"', *row] for n, row in enumerate(ROWS, 1))], " ").encode(),
    "R, write.csv2, decimals": text([[f"{value},0" for value in row] for row in ROWS], ";").encode(),
    "NumPy, savetxt": text([[f"{value:.18e}" for value in row] for row in ROWS], " ").encode(),
    "NumPy, savetxt with commas and a comment": text([["# label", *NAMES[1:785]]], ",").encode()
    + text([[f"{value:.18e}" for value in row] for row in ROWS]).encode(),
    "NumPy, savetxt in columns": text([[f"{value:4d}" for value in row] for row in ROWS], " ").encode(),
    "MATLAB, writematrix of doubles": text([[f"{value:.15G}" for value in row] for row in ROWS], "\t").encode(),
    "pandas, packed": gzip.compress(PLAIN.encode()),
    "names with spaces": text([["true digit", *(f"pixel no. {n}" for n in range(784))], *ROWS]).encode(),
    "Excel, a quoted line that names the separator": b'"sep=,"\r\n' + PLAIN.encode(),
    "NumPy, savetxt with lines of comments": b"# a hand\n# of 2026\n" + text(ROWS).encode(),
    "joined by Windows, copy a+b": text(ROWS[:1], end="\r\n").encode("utf-8-sig")
    + text(ROWS[1:], end="\r\n").encode("utf-8-sig")
    + b"\x1a",
    "PowerShell, UTF-16 without its mark": PLAIN.encode("utf-16-le"),
    "UTF-16 of the other order, without its mark": PLAIN.encode("utf-16-be"),
    "padded with zeros to a whole block": PLAIN.encode() + bytes(512),
    "zeros in front": text([NAMES, *[[f"{value:03d}" for value in row] for row in ROWS]]).encode(),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_csv_is_read_as_other_programs_write_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "digits.csv"
    path.write_bytes(content)
    source = read_csv(path)
    read = list(source.drawings())
    assert [digit.label for digit in read] == LABELS
    assert source.count == 2
    np.testing.assert_array_equal([digit.drawing.ravel() for digit in read], PICTURES)


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (text([["x", *[0] * 784]]), "line 1: a label from 0 to 9 is wanted first, not 'x'"),
        (text([NAMES, [10, *[0] * 784]]), "line 2: a label from 0 to 9 is wanted first, not '10'"),
        (text([NAMES, [1, *[0] * 783, 256]]), "line 2: numbers from 0 to 255 are wanted; number 784 is '256'"),
        (text([NAMES, [1, *[0] * 783, 0.5]]), "line 2: numbers from 0 to 255 are wanted; number 784 is '0.5'"),
        (text([NAMES, [1, *[0] * 700]]), "line 2: 784 numbers are wanted after the label, not 700"),
        (text([NAMES]), "has no digits"),
        ("", "has no digits"),
        ("\n\n", "has no digits"),
        ("sep=;\n", "has no digits"),
        ("1" * 30_000, "line 1: longer than"),
        (text([NAMES, [1, *[0] * 783, "1e3"]]), "number 784 is '1e3'"),
        (text([NAMES, [1, *[0] * 783, "-1"]]), "number 784 is '-1'"),
        (text([NAMES, [1, *[0] * 783, "nan"]]), "number 784 is 'nan'"),
        (text([NAMES, [1, *[0] * 783, "٣"]]), "number 784 is '٣'"),
    ],
)
def test_what_is_no_digit_is_still_told_by_its_line(tmp_path: Path, content: str, match: str) -> None:
    path = tmp_path / "digits.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RefusedError, match=match):
        list(read_csv(path).drawings())


@pytest.mark.parametrize("name", ["digits.csv", "DIGITS.CSV", "digits.csv.gz", "digits.tsv"])
def test_a_table_is_known_by_the_end_of_its_name_in_any_letters(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(PLAIN.encode()) if name.endswith(".gz") else PLAIN.encode())
    (source,) = open_import(path)
    assert source.count == 2


LITTER = [
    "Thumbs.db", "7/Thumbs.db", "7/desktop.ini", "7/.DS_Store", "7/._one.png", ".ipynb_checkpoints/one.png",
    "7/.ipynb_checkpoints/one-checkpoint.png", "__MACOSX/7/._one.png", "7/@eaDir/one.png/SYNOPHOTO.jpg", "Icon\r",
    "7/~$notes.docx", "7/ehthumbs_vista.db", "Picasa.ini", ".git/HEAD", "__pycache__/x.pyc", "$RECYCLE.BIN/x.png",
    "System Volume Information/x",
]  # fmt: skip


def folder_with_a_seven(folder: Path) -> None:
    (folder / "7").mkdir()
    Image.fromarray(np.full((28, 28), 255, np.uint8)).save(folder / "7" / "one.png")


@pytest.mark.parametrize("name", LITTER)
def test_what_systems_leave_in_a_folder_is_passed_over(tmp_path: Path, name: str) -> None:
    folder_with_a_seven(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"litter")
    source = read_folder(tmp_path)
    assert source.count == 1
    assert [digit.label for digit in source.drawings()] == [7]


def test_names_that_are_no_utf8_are_read_and_stored_with_what_stands_for_their_letters(
    base: None, tmp_path: Path
) -> None:
    """Check it for folders of old disks and archives, whose names are in Latin-1, and for a terminal of that kind."""
    folder = tmp_path / os.fsdecode(b"zw\xf6lf")
    folder.mkdir()
    folder_with_a_seven(folder)
    (folder / "7" / "one.png").unlink()
    Image.fromarray(seven()).save(folder / "7" / os.fsdecode(b"sch\xf6n.png"))
    by = os.fsdecode(b"J\xfcrgen")
    call_command("import_digits", str(folder), f"--by={by}", f"--reason={by}", "--anyway", stdout=StringIO())
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.reason) == ("J?rgen", "J?rgen")
    assert entry.before.startswith("zw?lf, SHA-256 ")


@pytest.mark.parametrize("name", ["notes.txt", "7/readme.md", "seven/one.png", "7/two.jpg", "one.png"])
def test_what_a_person_put_there_is_not_passed_over(tmp_path: Path, name: str) -> None:
    folder_with_a_seven(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(RefusedError, match=name):
        read_folder(tmp_path)


# --- Labels that the served network contradicts -----------------------------------------------------------------------

TURNS: dict[str, Callable[[Any], Any]] = {
    "transposed": lambda drawings: drawings.transpose(0, 2, 1),
    "mirrored": lambda drawings: drawings[:, :, ::-1],
    "upside down": lambda drawings: drawings[:, ::-1, ::-1],
}


def source_of(drawings: Any, labels: list[int]) -> Source:
    content = [
        LabelledDrawing(np.ascontiguousarray(drawing), label, "here")
        for drawing, label in zip(drawings, labels, strict=True)
    ]
    return Source("emnist", len(content), f"{hash(drawings.tobytes()):064x}"[-64:], lambda: iter(content))


@pytest.mark.usefixtures("data_folder")
class TestLabels:
    @pytest.mark.parametrize("how", TURNS)
    def test_pictures_that_lie_wrong_stop_the_import_and_are_told(self, base, thirty_digits, how):
        drawings, labels = thirty_digits
        with pytest.raises(RefusedError, match=f"They seem to lie {how}") as refused:
            import_digits(source_of(TURNS[how](drawings), labels), by="anna", reason="a test")
        assert ("--transpose" in str(refused.value)) == (how == "transposed")
        assert not Digit.objects.exists()

    def test_pictures_that_lie_wrong_are_found_in_a_file_that_is_sorted_by_label(
        self, base: None, drawn: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Check it with zeros first, as many as are looked at: they are read as zeros however they lie."""
        monkeypatch.setattr(label_check, "N_LOOKED_AT", 40)
        pairs = sorted((drawn(number) for number in range(500)), key=lambda pair: pair[1])
        labels = [label for _, label in pairs]
        assert labels[:40] == [0] * 40
        drawings = TURNS["transposed"](np.stack([drawing for drawing, _ in pairs]))
        with pytest.raises(RefusedError, match=r"of 40 digits as they are labelled\. They seem to lie transposed"):
            import_digits(source_of(drawings, labels), by="anna", reason="a test")

    def test_transposed_pictures_are_taken_once_they_are_turned(self, base, thirty_digits):
        drawings, labels = thirty_digits
        source = transposed(source_of(TURNS["transposed"](drawings), labels))
        result = import_digits(source, by="anna", reason="a test")
        assert result.n_added == 30
        assert result.n_read > 25

    def test_labels_that_are_one_off_stop_the_import(self, base, thirty_digits):
        drawings, labels = thirty_digits
        wrong = source_of(drawings, [(label + 1) % 10 for label in labels])
        with pytest.raises(RefusedError, match="Are the labels those of these pictures"):
            import_digits(wrong, by="anna", reason="a test")
        assert import_digits(wrong, by="anna", reason="they are", is_anyway=True).n_added == 30

    def test_a_few_odd_digits_are_taken(self, base, thirty_digits):
        drawings, labels = thirty_digits
        few = source_of(drawings[:19], [(label + 1) % 10 for label in labels[:19]])
        assert import_digits(few, by="anna", reason="an odd hand").n_added == 19
