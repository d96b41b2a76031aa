"""Tests of bad files: nothing is taken, and the message names the line or the offset."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from backend.digits.models import Digit
from backend.digits.tests.services.transfer.import_export import export, write_idx

pytestmark = pytest.mark.usefixtures("data_folder")
Add = Callable[..., Digit]


def changed(path: Path, change: Callable[[bytes], bytes]) -> Path:
    path.write_bytes(change(path.read_bytes()))
    return path


def labels_of(path: Path) -> Path:
    return path.with_name(path.name.replace("images-idx3", "labels-idx1"))


IDX_FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut off": (lambda p: changed(p, lambda b: b[:-100]), "cut off at offset 23436"),
    "cut off in the header": (lambda p: changed(p, lambda b: b[:9]), "cut off at offset 9"),
    "wrong magic": (lambda p: changed(p, lambda b: b"\x00\x00\x0d\x03" + b[4:]), "offset 0: the magic number 00000803"),
    "too long": (lambda p: changed(p, lambda b: b + b"x"), "longer than its header says"),
    "no labels": (lambda p: labels_of(p).unlink(), "has no labels"),
    "too few labels": (
        lambda p: changed(labels_of(p), lambda b: b[:7] + b"\x1d" + b[8:-1]),
        "30 pictures, .* 29 labels",
    ),
    "a label of eleven": (
        lambda p: changed(labels_of(p), lambda b: b[:-1] + b"\x0b"),
        "offset 37: a label from 0 to 9",
    ),
    "giants": (lambda p: changed(p, lambda b: b[:8] + b"\x7f\xff\xff\xff" + b[12:]), "offset 4: sizes"),
    "a blank picture": (lambda p: changed(p, lambda b: b[:-784] + bytes(784)), "picture 29: it is blank"),
    "broken gzip": (lambda p: changed(p, lambda b: gzip.compress(b)[:-900]), "cut off or damaged"),
}


@pytest.mark.parametrize("fault", IDX_FAULTS)
def test_a_bad_idx_file_is_refused_and_nothing_of_it_is_stored(
    installed: None, thirty_digits: Any, tmp_path: Path, fault: str
) -> None:
    spoil, said = IDX_FAULTS[fault]
    path = write_idx(tmp_path, *thirty_digits)
    spoil(path)
    with pytest.raises(CommandError, match=said):
        call_command("import_digits", path, processes=1)
    assert not Digit.objects.exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("7," + ",".join(["0"] * 783), "line 3: 784 numbers are wanted after the label, not 783"),
        ("11," + ",".join(["9"] * 784), "line 3: a label from 0 to 9"),
        ("," + ",".join(["9"] * 784), "line 3: a label from 0 to 9"),
        ("7," + ",".join(["0"] * 783 + ["256"]), "line 3: numbers from 0 to 255 are wanted; number 784 is '256'"),
        ("7," + ",".join(["-1"] * 784), "number 1 is '-1'"),
        ("7," + "0" * 30_000, "line 3: longer than"),
    ],
)
def test_a_bad_csv_file_is_refused_by_its_line(installed: None, add: Add, tmp_path: Path, line: str, said: str) -> None:
    add(1)
    (path,) = export(tmp_path / "out", "csv")
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(CommandError, match=said):
        call_command("import_digits", path, processes=1)
    assert Digit.objects.count() == 1


def test_a_folder_with_a_picture_without_label_is_refused(installed: None, thirty_digits: Any, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    (folder / "7").mkdir(parents=True)
    Image.fromarray(thirty_digits[0][0]).save(folder / "7" / "a.png")
    Image.fromarray(thirty_digits[0][0]).save(folder / "b.png")
    with pytest.raises(CommandError, match=r"b\.png has no label"):
        call_command("import_digits", folder)
    (folder / "b.png").rename(folder / "7" / "b.txt")
    with pytest.raises(CommandError, match="is no PNG"):
        call_command("import_digits", folder)
    (folder / "7" / "b.txt").write_bytes(b"no picture")
    (folder / "7" / "b.txt").rename(folder / "7" / "b.png")
    with pytest.raises(CommandError, match=r"7/b\.png: This is not a PNG"):
        call_command("import_digits", folder, processes=1)
    assert not Digit.objects.exists()


def npz(path: Path, **arrays: Any) -> Path:
    np.savez(path, **arrays)
    return path


PICTURE = np.arange(784, dtype=np.uint8).reshape(1, 28, 28)


@pytest.mark.parametrize(
    ("arrays", "match"),
    [
        (
            {"pictures": np.array([[object()]]), "labels": np.uint8([7])},
            "has numbers of another type or order: save bytes from 0 to 255",
        ),
        (
            {"pictures": PICTURE, "labels": np.array([print])},
            "has numbers of another type or order: save bytes from 0 to 255",
        ),
        (
            {"pictures": PICTURE.astype(float), "labels": np.uint8([7])},
            "has numbers of another type or order: save bytes from 0 to 255",
        ),
        (
            {"pictures": np.asfortranarray(PICTURE.repeat(2, 0)), "labels": np.uint8([7, 7])},
            "has numbers of another type or order: save bytes from 0 to 255",
        ),
        ({"pictures": PICTURE[:, :27], "labels": np.uint8([7])}, "has the shape"),
        ({"pictures": PICTURE, "labels": np.uint8([7, 7])}, "another shape"),
        ({"pictures": PICTURE, "labels": np.uint8([10])}, "is 10; a label from 0 to 9"),
        ({"labels": np.uint8([7])}, "pictures.npy is missing, the file has labels.npy"),
        ({}, "labels.npy is missing, the file is empty"),
    ],
)
def test_an_npz_that_holds_anything_but_plain_bytes_is_refused(
    installed: None, tmp_path: Path, arrays: dict[str, Any], match: str
) -> None:
    with pytest.raises(CommandError, match=match):
        call_command("import_digits", npz(tmp_path / "digits.npz", **arrays), processes=1)
    assert not Digit.objects.exists()


def test_an_npz_whose_header_announces_more_than_it_holds_is_refused_before_it_is_read(
    installed: None, tmp_path: Path
) -> None:
    path = npz(tmp_path / "digits.npz", pictures=PICTURE, labels=np.uint8([7]))
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    members["pictures.npy"] = members["pictures.npy"].replace(b"(1, 28, 28), }      ", b"(9999999, 28, 28), }")
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    with pytest.raises(CommandError, match="which is not what its shape says"):
        call_command("import_digits", path, processes=1)


@pytest.mark.parametrize("array", ["pictures", "labels"])
def test_an_npz_that_holds_less_than_its_directory_says_is_refused(
    installed: None, tmp_path: Path, array: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = npz(tmp_path / "digits.npz", pictures=np.concatenate([PICTURE] * 3), labels=np.uint8([7, 7, 7]))
    real = zipfile.ZipFile.getinfo

    def as_the_directory_says(file: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
        info = real(file, name)
        info.file_size = 128 + (3 * 784 if name == "pictures.npy" else 3)
        return info

    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content[:-1] if name == f"{array}.npy" else content)
    monkeypatch.setattr(zipfile.ZipFile, "getinfo", as_the_directory_says)
    with pytest.raises(CommandError, match=r"digits\.npz"):
        call_command("import_digits", path, processes=1)
    assert not Digit.objects.exists()


@pytest.mark.parametrize("spoil", [lambda b: b[:-20], lambda b: b[:60] + b"\xff\xff\xff" + b[63:]], ids=["cut", "hit"])
def test_a_damaged_packed_table_is_refused(installed: None, tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    rng = np.random.default_rng(1)
    rows = [",".join(map(str, [7, *rng.integers(0, 256, 784)])) for _ in range(3)]
    path = tmp_path / "digits.csv.gz"
    path.write_bytes(spoil(gzip.compress("\n".join(rows).encode())))
    with pytest.raises(CommandError, match="cannot be read to its end, the file is damaged"):
        call_command("import_digits", path, processes=1)
    assert not Digit.objects.exists()


@pytest.mark.parametrize("name", ["digits.npz", "digits.txt", "missing.csv"])
def test_what_is_not_read_is_told(installed: None, tmp_path: Path, name: str) -> None:
    if name != "missing.csv":
        (tmp_path / name).write_bytes(b"something")
    with pytest.raises(CommandError, match=r"is wanted|There is no"):
        call_command("import_digits", tmp_path / name)
