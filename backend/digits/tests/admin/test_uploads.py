"""Tests of the files that administrators send to be imported: zips that people make, damaged ones, several at once."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from backend.digits.admin import exchange
from backend.digits.models import Action, AuditEntry, Digit
from backend.digits.services.moderation import review
from backend.digits.tests.admin.administrators import log_in, post_form
from backend.tests.pngs import saved, seven

Content = bytes

PNG, OTHER = saved(seven()), saved(seven(width=70))


@pytest.fixture
def send(base: None, client: Client, settings: Any, tmp_path: Any) -> Callable[..., str]:
    """Return a function that sends files, as an operator, and returns the page that answers."""
    settings.DATA_DIR = tmp_path
    log_in(client, "operator")

    def send_files(files: dict[str, Content]) -> str:
        sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
        answer = post_form(client, "/admin/exchange/in/", {"files": sent, "reason": "from a friend"}, follow=True)
        assert answer.status_code == 200
        return str(answer.content.decode())

    return send_files


def zipped(members: dict[str, Content], method: int = zipfile.ZIP_DEFLATED) -> Content:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def with_number(content: Content, offset: int, kind: str, number: int) -> Content:
    """Return a zip with another number in the directory's first entry, or, where `offset` is negative, in its end."""
    start = content.index(b"PK\1\2") if offset >= 0 else len(content)
    changed = bytearray(content)
    struct.pack_into(f"<{kind}", changed, start + offset, number)
    return bytes(changed)


@pytest.mark.parametrize("name", ["31 Feb", "4 Nov", "held", "1,234.5"])
def test_an_npz_with_other_members_is_refused_with_their_names_as_they_are(
    send: Callable[..., str], client: Client, name: str
) -> None:
    client.cookies["django_language"] = "de"
    page = send({"digits.npz": zipped({name: b""})})
    assert f"labels.npy fehlt, die Datei hat {name}." in page


DAMAGED: dict[str, Callable[[str], Content]] = {
    "no zip": lambda _: b"x" * 100,
    "cut off": lambda name: zipped({name: PNG})[:-30],
    "a directory that is none": lambda name: with_number(zipped({name: PNG}), 0, "I", 0),
    "a directory before the beginning": lambda name: with_number(zipped({name: PNG}), -6, "I", 9_999_999),
    "encrypted": lambda name: with_number(zipped({name: PNG}), 8, "H", 1),
    "packed in a way of the future": lambda name: with_number(zipped({name: PNG}), 10, "H", 77),
    "a name that is no text": lambda name: with_number(with_number(zipped({name: PNG}), 8, "H", 0x800), 46, "B", 0xFF),
    "damaged LZMA": lambda name: (whole := zipped({name: PNG}, zipfile.ZIP_LZMA))[:60] + b"\xff" * 20 + whole[80:],
    "an end before the content's": lambda name: with_number(zipped({name: PNG}), 20, "I", 10),
}


@pytest.mark.parametrize("fault", DAMAGED)
@pytest.mark.parametrize("file", ["digits.zip/7/a.png", "digits.npz/pictures.npy", "digits.ductus/manifest.json"])
def test_a_zip_that_cannot_be_unpacked_is_refused(send: Callable[..., str], file: str, fault: str) -> None:
    name, _, member = file.partition("/")
    page = send({name: DAMAGED[fault](member)})
    assert f'<li class="error">{name}' in page
    assert "Nothing was stored." in page
    assert not Digit.objects.exists()


def csv(n: int) -> Content:
    """Return a table of n digits, of which each is another one."""
    return "".join(f"1,{','.join(['0'] * 400)},{n},255,9,{','.join(['0'] * 381)}\n" for n in range(1, n + 1)).encode()


def idx(n: int) -> tuple[Content, Content]:
    """Return n pictures and their labels."""
    pictures = np.random.default_rng(n).integers(0, 256, (n, 28, 28), np.uint8)
    return struct.pack(">HBBIII", 0, 8, 3, *pictures.shape) + pictures.tobytes(), struct.pack(
        ">HBBI", 0, 8, 1, n
    ) + bytes(n)


@pytest.mark.parametrize(
    "files",
    [
        {"a.csv": csv(2), "b.csv": csv(3)},
        {"a-images-idx3-ubyte": idx(2)[0], "a-labels-idx1-ubyte": idx(2)[1], "b.csv": csv(3)},
        {
            "a-images-idx3-ubyte": idx(2)[0],
            "a-labels-idx1-ubyte": idx(2)[1],
            "b-images-idx3-ubyte": idx(3)[0],
            "b-labels-idx1-ubyte": idx(3)[1],
        },
        {"a.zip": zipped({"7/a.png": PNG}), "b.zip": zipped({"1/a.png": PNG})},
        {
            "a.zip": zipped(
                {"digits-images-idx3-ubyte": idx(2)[0], "digits-labels-idx1-ubyte": idx(2)[1], "7/a.png": PNG}
            )
        },
    ],
    ids=["tables", "pictures and a table", "two sets of pictures", "zips", "a zip of two kinds"],
)
def test_of_several_files_none_is_left_out_without_a_word(send: Callable[..., str], files: dict[str, Content]) -> None:
    page = send(files)
    assert "One file at a time is wanted, or IDX pictures with their labels, not " in page
    assert not Digit.objects.exists()


def test_pictures_come_with_their_labels(send: Callable[..., str]) -> None:
    pictures, labels = idx(3)
    assert "3 digits added" in send({"a-labels-idx1-ubyte": labels, "a-images-idx3-ubyte": pictures})


@pytest.mark.parametrize(
    "members",
    [
        {"7/photo 1.png": PNG, "1/Größe (2).PNG": OTHER},
        {"7/a.png": PNG, "1/a.png": OTHER, "__MACOSX/7/._a.png": b"x", "7/.DS_Store": b"x", "1/Thumbs.db": b"x"},
        {"our class/7/a.png": PNG, "our class/1/a.png": OTHER, "__MACOSX/our class/._7": b"x"},
    ],
    ids=["names", "what systems leave", "a folder around it"],
)
def test_a_zip_as_people_make_it_is_read(send: Callable[..., str], members: dict[str, Content]) -> None:
    assert "2 digits added" in send({"class 5b.zip": zipped(members)})
    assert sorted(Digit.objects.values_list("label", flat=True)) == [1, 7]


@pytest.mark.parametrize(("limit", "most"), [("MAX_IMPORTED", 2), ("MAX_UNPACKED", len(PNG) + len(OTHER))])
def test_what_systems_put_into_a_zip_does_not_count_against_its_limits(
    send: Callable[..., str], monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(exchange, limit, most)
    pictures = {"7/a.png": PNG, "1/a.png": OTHER}
    assert "bring so much in with manage.py" in send({"class.zip": zipped({**pictures, "2/a.png": PNG})})
    litter = {f"__MACOSX/{name}": content for name, content in pictures.items()}
    assert "2 digits added" in send({"class.zip": zipped({**pictures, **litter})})


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ("7/photo.jpg", "7/photo.jpg is no PNG: only PNG files are read."),
        ("seven/photo.png", "seven/photo.png has no label: it must lie directly in a folder 0 to 9."),
        ("7/old/photo.png", "7/old/photo.png has no label"),
        ("/7.png", "7.png has no label"),
        ("__MACOSX/7/photo.png", "has no pictures: folders 0 to 9 with PNG files are wanted."),
    ],
)
def test_a_zip_with_something_else_is_refused_with_the_reason(
    send: Callable[..., str], member: str, reason: str
) -> None:
    more = {} if "MACOSX" in member else {"7/a.png": PNG}
    assert reason in send({"class.zip": zipped({**more, member: PNG})})
    assert not Digit.objects.exists()


@pytest.mark.parametrize("name", ["class 5b.zip", "..zip", "...zip"])
def test_an_imported_zip_is_named_in_the_audit_trail(send: Callable[..., str], name: str) -> None:
    send({name: zipped({"7/a.png": PNG})})
    assert AuditEntry.objects.get(action=Action.IMPORT).before.startswith(f"{name}, SHA-256 ")


def test_a_file_whose_digits_are_excluded_here_says_so(send: Callable[..., str]) -> None:
    pictures, labels = idx(3)
    files = {"a-images-idx3-ubyte": pictures, "a-labels-idx1-ubyte": labels}
    send(files)
    first, second, _ = Digit.objects.values_list("pk", flat=True)
    review.exclude([first], by="anna", reason="odd")
    assert "0 digits added, 3 were there already. Of those that were there, 1 is excluded: restore it" in send(files)
    review.exclude([second], by="anna", reason="odd")
    assert "Of those that were there, 2 are excluded: restore them" in send(files)
    review.restore([first, second], by="anna", reason="not odd")
    assert "Of those that were there" not in send(files)
