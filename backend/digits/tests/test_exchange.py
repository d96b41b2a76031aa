"""Digits in and out: nothing is lost, nothing is doubled, and of a bad file nothing is taken."""

import gzip
import json
import struct
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image

from backend.digits.exchange.archive import opened_archive
from backend.digits.exchange.drawn import BadFileError
from backend.digits.exchange.opening import opened
from backend.digits.models import Action, AuditEntry, Deployment, Digit, DigitState, Kind, ModelState
from backend.digits.services import archives, intake, review
from backend.digits.services.intake import Intake, import_digits
from backend.digits.services.training import train_due
from backend.digits.tests.rooms import entered, post

Add = Callable[..., Digit]
Drawn = Callable[[int], tuple[Any, int]]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """What is prepared waits in a folder of the test's own."""
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def lived(add: Add) -> None:
    """An installation with some history: versions, a rejected digit, a taken back one, decisions."""
    for number in range(12):
        add(number)
    train_due(owner="the test", is_stopping=lambda: False)
    review.relabel(1, label=(Digit.objects.get(pk=1).label + 1) % 10, by="anna", reason="wrong")
    review.exclude([2], by="anna", reason="not a digit")
    Digit.objects.filter(pk=3).update(state=DigitState.WITHDRAWN, contributor=UUID(int=7))


def export(folder: Path, kind: str = "archive") -> list[Path]:
    call_command("export_digits", folder, format=kind, by="anna", stdout=StringIO())
    return sorted(folder.iterdir())


def bring_in(path: Path, **more: Any) -> Intake:
    found = opened(path)
    assert isinstance(found, list)
    (source,) = found
    return import_digits(source, by="anna", reason="the test", **more)


def forget_everything() -> None:
    ModelState.objects.update(parent=None)
    for model in (AuditEntry, Digit, Deployment, ModelState):
        model.objects.all().delete()


def idx(folder: Path, pictures: Any, labels: list[int], name: str = "some") -> Path:
    images = folder / f"{name}-images-idx3-ubyte"
    images.write_bytes(struct.pack(">HBBIII", 0, 8, 3, *pictures.shape) + pictures.tobytes())
    (folder / f"{name}-labels-idx1-ubyte").write_bytes(struct.pack(">HBBI", 0, 8, 1, len(labels)) + bytes(labels))
    return images


@pytest.fixture
def some(drawn: Drawn) -> tuple[Any, list[int]]:
    """Thirty drawings and their labels."""
    pairs = [drawn(number) for number in range(30)]
    return np.stack([drawing for drawing, _ in pairs]), [label for _, label in pairs]


# --- The archive -----------------------------------------------------------------------------------------------------


def test_an_archive_brings_everything_back_to_the_byte(lived: None, tmp_path: Path) -> None:
    (first,) = export(tmp_path / "first")
    before = [list(model.objects.order_by("id").values()) for model in (Digit, ModelState, Deployment)]
    forget_everything()
    call_command("import_digits", first, reason="moved house", stdout=StringIO())
    assert [list(model.objects.order_by("id").values()) for model in (Digit, ModelState, Deployment)] == before
    assert list(AuditEntry.objects.exclude(action=Action.ARCHIVE).order_by("id").values_list("action", flat=True)) == [
        "relabel", "exclude",
    ]  # fmt: skip
    (second,) = export(tmp_path / "second")
    assert second.read_bytes() == first.read_bytes()


def test_a_restored_installation_goes_on_with_the_next_numbers(lived: None, add: Add, tmp_path: Path) -> None:
    (archive,) = export(tmp_path / "out")
    n_digits, n_versions = Digit.objects.count(), ModelState.objects.count()
    forget_everything()
    archives.restore(opened_archive(archive), by="anna", reason="moved house")
    assert add(20).pk == n_digits + 1
    assert ModelState.objects.create(kind=Kind.TEN).pk == n_versions + 1


def test_an_archive_takes_the_place_of_a_fresh_base_network(lived: None, tmp_path: Path) -> None:
    (archive,) = export(tmp_path / "out")
    n_deployed = Deployment.objects.count()
    for model in (AuditEntry, Digit):
        model.objects.all().delete()
    Deployment.objects.exclude(model_state__kind=Kind.BASE).delete()
    ModelState.objects.exclude(kind=Kind.BASE).delete()
    archives.restore(opened_archive(archive), by="anna", reason="moved house")
    assert Deployment.objects.count() == n_deployed


def test_an_installation_with_digits_of_its_own_takes_only_the_digits(lived: None, add: Add, tmp_path: Path) -> None:
    (archive,) = export(tmp_path / "out")
    kept = Digit.objects.filter(state=DigitState.COUNTED).count()
    forget_everything()
    from backend.digits.services.base import install_base

    install_base()
    mine = add(30)
    found = opened_archive(archive)
    archives.check(found)
    with pytest.raises(BadFileError, match="of its own"):
        archives.restore(found, by="anna", reason="by mistake")
    assert archives.merge(found, by="anna", reason="both") == Intake(kept, 0, 0)
    assert archives.merge(found, by="anna", reason="again") == Intake(0, kept, 0)
    assert set(Digit.objects.exclude(pk=mine.pk).values_list("state", flat=True)) == {DigitState.IMPORTED}


def spoilt(archive: Path, name: str, change: Callable[[list[dict[str, Any]]], None]) -> Path:
    """The archive with the rows of one member changed, and the manifest made to fit."""
    import hashlib

    out = archive.with_name("spoilt.ductus")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        members = {entry: old.read(entry) for entry in old.namelist()}
        rows = [json.loads(line) for line in members[name].splitlines()]
        change(rows)
        members[name] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        manifest = json.loads(members["manifest.json"])
        manifest["members"][name] = {"rows": len(rows), "sha256": hashlib.sha256(members[name]).hexdigest()}
        members["manifest.json"] = json.dumps(manifest).encode()
        for entry, content in members.items():
            new.writestr(entry, content)
    return out


PART = "digits/0000001.jsonl"
FAULTS: dict[str, tuple[str, Callable[[list[dict[str, Any]]], None], str]] = {
    "a label of eleven": (PART, lambda rows: rows[4].update(label=11), "line 5: a label from 0 to 9"),
    "no label": (PART, lambda rows: rows[6].pop("label"), "line 7: label is missing"),
    "a strange column": (PART, lambda rows: rows[0].update(colour="red"), "line 1: colour: no such column"),
    "a short picture": (PART, lambda rows: rows[1].update(picture="AAAA"), "line 2: a picture of 784 bytes"),
    "an ink that is none": (PART, lambda rows: rows[2].update(ink="AAAA"), "line 3: its ink is no PNG"),
    "another ink": (PART, lambda rows: rows[2].update(ink=rows[3]["ink"]), "line 3: its ink does not have"),
    "an unknown state": (PART, lambda rows: rows[2].update(state="happy"), "line 3: state is 'happy'"),
    "a digit twice": (PART, lambda rows: rows.insert(3, rows[2]), "line 4: digit 3 comes after digit 3"),
    "no such version": (PART, lambda rows: rows[2].update(predicted_by_id=99), "line 3: predicted_by_id is 99"),
    "a later parent": ("versions.jsonl", lambda rows: rows[0].update(parent_id=9), "line 1: it comes from version 9"),
    "a text for a number": (PART, lambda rows: rows[2].update(label="7"), "line 3: label is '7'"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_archive_with_a_bad_line_is_refused_by_its_line(lived: None, tmp_path: Path, fault: str) -> None:
    name, change, said = FAULTS[fault]
    (archive,) = export(tmp_path / "out")
    bad = spoilt(archive, name, change)
    forget_everything()
    with pytest.raises(CommandError, match=said):
        call_command("import_digits", bad)
    assert not Digit.objects.exists()
    assert not ModelState.objects.exists()


def test_an_archive_with_a_flipped_byte_is_refused(lived: None, tmp_path: Path) -> None:
    (archive,) = export(tmp_path / "out")
    content = bytearray(archive.read_bytes())
    content[2000] ^= 1
    archive.write_bytes(bytes(content))
    forget_everything()
    with pytest.raises(CommandError, match=r"damaged|not JSON|not what the manifest says"):
        call_command("import_digits", archive)
    assert not Digit.objects.exists()


@pytest.mark.parametrize("cut", [0, 10, 5000, -1])
def test_an_archive_that_is_cut_off_is_refused(lived: None, tmp_path: Path, cut: int) -> None:
    (archive,) = export(tmp_path / "out")
    archive.write_bytes(archive.read_bytes()[:cut])
    forget_everything()
    with pytest.raises(CommandError, match="no archive of this program, or it is damaged"):
        call_command("import_digits", archive)


def test_a_zip_bomb_is_not_inflated(installed: None, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.ductus"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(PART, b"0" * 200_000_000)
        file.writestr("manifest.json", "{}")
    with pytest.raises(CommandError, match="claims to hold 200,000,002: it is not inflated"):
        call_command("import_digits", bomb)


def test_a_zip_with_strange_members_is_refused(installed: None, tmp_path: Path) -> None:
    strange = tmp_path / "strange.ductus"
    with zipfile.ZipFile(strange, "w") as file:
        file.writestr("../../etc/passwd", "root")
        file.writestr("manifest.json", "{}")
    with pytest.raises(CommandError, match="that no archive of this program has"):
        call_command("import_digits", strange)


# --- Formats for exchange --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["idx", "csv"])
def test_what_goes_out_comes_in_again(add: Add, tmp_path: Path, kind: str) -> None:
    for number in range(8):
        add(number)
    shown = list(Digit.objects.order_by("id").values_list("label", flat=True))
    paths = export(tmp_path / "out", kind)
    forget_everything()
    from backend.digits.services.base import install_base

    install_base()
    assert bring_in(paths[0]) == Intake(8, 0, 0)
    assert list(Digit.objects.order_by("id").values_list("label", flat=True)) == shown


def test_npz_and_sheets_show_the_digits_that_visitors_see(add: Add, tmp_path: Path) -> None:
    digits = [add(number) for number in range(12)]
    review.exclude([digits[0].pk], by="anna", reason="not a digit")
    (npz,) = export(tmp_path / "npz", "npz")
    with np.load(npz, allow_pickle=False) as arrays:
        assert arrays["labels"].tolist() == [digit.label for digit in digits[1:]]
        assert arrays["pictures"][0].tobytes() == bytes(digits[1].picture)
    (sheet,) = export(tmp_path / "png", "png")
    with Image.open(sheet) as image:
        assert np.asarray(image)[:28, :28].tobytes() == bytes(digits[1].picture)


@pytest.mark.parametrize("kind", ["idx", "csv", "npz", "png"])
def test_the_same_digits_give_the_same_bytes(add: Add, tmp_path: Path, kind: str) -> None:
    add(1), add(2)
    first, second = export(tmp_path / "a", kind), export(tmp_path / "b", kind)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_imported_digits_train_but_trigger_no_retrain_unless_asked(installed: None, some: Any, tmp_path: Path) -> None:
    path = idx(tmp_path, *some)
    assert bring_in(path).n_added == 30
    assert set(Digit.objects.values_list("state", "model_state")) == {(DigitState.IMPORTED, None)}
    assert ModelState.objects.count() == 1
    call_command("import_digits", path, retrain=True, processes=1)
    train_due(owner="the test", is_stopping=lambda: False)
    learned = ModelState.objects.latest("id")
    assert learned.receipt is not None
    trains = Digit.objects.filter(is_training_input=True).order_by("id").values_list("id", flat=True)
    assert learned.receipt["digits"]["ids"] == list(trains)


def test_what_is_there_already_is_recognised_by_ink_and_label(installed: None, some: Any, tmp_path: Path) -> None:
    pictures, labels = some
    bring_in(idx(tmp_path, pictures, labels))
    (tmp_path / "more").mkdir()
    relabelled = [(labels[0] + 1) % 10, *labels[1:]]
    assert bring_in(idx(tmp_path / "more", pictures, relabelled)) == Intake(1, 29, 0)


def test_a_digit_that_was_excluded_does_not_come_back_by_an_import(installed: None, some: Any, tmp_path: Path) -> None:
    path = idx(tmp_path, *some)
    bring_in(path)
    review.exclude([1], by="anna", reason="not a digit")
    assert bring_in(path) == Intake(0, 30, 0)


def test_an_import_that_was_stopped_goes_on_where_it_was(
    installed: None, some: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "N_IN_PART", 10)
    path = idx(tmp_path, *some)

    def stop(n_done: int) -> None:
        if n_done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in(path, tell=stop)
    assert not Digit.objects.exists()
    prepared: list[int] = []
    prepare = intake.parts.prepare
    monkeypatch.setattr(intake.parts, "prepare", lambda some: prepared.append(len(some)) or prepare(some))
    assert bring_in(path).n_added == 30
    assert sum(prepared) == 10  # of thirty, twenty were ready


def test_a_folder_of_labelled_pictures_is_read(installed: None, some: Any, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    for number, (picture, label) in enumerate(zip(*some, strict=True)):
        (folder / str(label)).mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(folder / str(label) / f"{number}.png")
    assert bring_in(folder).n_added == 30
    for digit in Digit.objects.all():
        assert digit.label in some[1]


def test_mnists_own_files_train_save_those_that_are_measured_on(installed: None, some: Any, tmp_path: Path) -> None:
    pictures, labels = some
    idx(tmp_path, pictures[:20], labels[:20], "train")
    idx(tmp_path, pictures[20:], labels[20:], "t10k")
    call_command("import_digits", tmp_path, processes=1)
    assert Digit.objects.filter(state=DigitState.IMPORTED).count() == 20
    apart = Digit.objects.filter(state=DigitState.EXCLUDED)
    assert (apart.count(), apart.filter(is_training_input=True).count()) == (10, 0)
    assert "MNIST's test digits" in apart.first().state_reason  # type: ignore[union-attr]


# --- Bad files -------------------------------------------------------------------------------------------------------


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
    installed: None, some: Any, tmp_path: Path, fault: str
) -> None:
    spoil, said = IDX_FAULTS[fault]
    path = idx(tmp_path, *some)
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
        ("7," + ",".join(["0"] * 783 + ["256"]), "line 3: numbers from 0 to 255 are wanted; number 783 is b'256'"),
        ("7," + ",".join(["-1"] * 784), "number 0 is b'-1'"),
        ("7," + "0" * 9000, "line 3: longer than"),
        ("", "line 3: a label from 0 to 9"),
    ],
)
def test_a_bad_csv_file_is_refused_by_its_line(installed: None, add: Add, tmp_path: Path, line: str, said: str) -> None:
    add(1)
    (path,) = export(tmp_path / "out", "csv")
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(CommandError, match=said):
        call_command("import_digits", path, processes=1)
    assert Digit.objects.count() == 1


def test_a_folder_with_a_picture_without_label_is_refused(installed: None, some: Any, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    (folder / "7").mkdir(parents=True)
    Image.fromarray(some[0][0]).save(folder / "7" / "a.png")
    Image.fromarray(some[0][0]).save(folder / "b.png")
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


@pytest.mark.parametrize("name", ["digits.npz", "digits.txt", "missing.csv"])
def test_what_is_not_read_is_told(installed: None, tmp_path: Path, name: str) -> None:
    if name != "missing.csv":
        (tmp_path / name).write_bytes(b"something")
    with pytest.raises(CommandError, match=r"never read|is wanted|There is no"):
        call_command("import_digits", tmp_path / name)


# --- In the browser --------------------------------------------------------------------------------------------------


def test_an_operator_takes_digits_out_and_brings_them_in(add: Add, client: Client) -> None:
    add(1), add(2)
    entered(client, "operator")
    answer = post(client, "/admin/exchange/digits/", {"format": "csv"})
    content = b"".join(answer.streaming_content)
    assert content.count(b"\n") == 3
    Digit.objects.all().delete()
    sent = {"files": SimpleUploadedFile("digits.csv", content), "reason": "back again"}
    assert "2 digits added" in post(client, "/admin/exchange/in/", sent, follow=True).content.decode()
    assert AuditEntry.objects.filter(action=Action.IMPORT, by="operator", reason="back again").exists()


@pytest.mark.parametrize(
    ("name", "content"), [("digits.npz", b"x"), ("digits.csv", b"label\n7,1\n"), ("../x.ductus", b"x")]
)
def test_a_bad_upload_is_told_and_nothing_is_stored(installed: None, client: Client, name: str, content: bytes) -> None:
    sent = {"files": SimpleUploadedFile(name, content), "reason": "from a friend"}
    answer = post(entered(client, "operator"), "/admin/exchange/in/", sent, follow=True)
    assert "Nothing was stored" in answer.content.decode()
    assert not Digit.objects.exists()
