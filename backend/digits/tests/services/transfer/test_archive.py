"""Tests of the archive: it restores everything to the byte, and nothing is taken from a damaged one."""

import base64
import json
import shutil
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from backend.digits import inference, selectors
from backend.digits.base import base_blob
from backend.digits.drawings import stored_picture
from backend.digits.errors import RefusedError
from backend.digits.exchange.archive import open_archive
from backend.digits.models import Action, AuditEntry, Deployment, Digit, DigitState, Kind, ModelState
from backend.digits.notice import Notice, NoticeKind
from backend.digits.services.learning.install import install_base
from backend.digits.services.learning.run import train_due
from backend.digits.services.locking import lock_writers
from backend.digits.services.moderation import review
from backend.digits.services.transfer import restore
from backend.digits.services.transfer.networks import export_network, import_network
from backend.digits.tests.admin.administrators import log_in, post_form
from backend.digits.tests.services.test_concurrency import at_once, in_a_turn, waits_for_a_lock
from backend.digits.tests.services.test_tens_together import is_one_waiting_for_this_connection
from backend.digits.tests.services.transfer.import_export import clear_tables, export
from backend.tests.programs import HANG_S, awaited
from nn.data.strokes import pack, unpack
from nn.preprocessing import PREPROCESSING_VERSION, place_strokes

pytestmark = pytest.mark.usefixtures("data_folder", "notices_are_translated")
Add = Callable[..., Digit]


@pytest.fixture
def lived(add: Add, add_strokes: Add) -> None:
    """Make an installation with a history: versions, an excluded digit, a withdrawn one, decisions, strokes."""
    for number in range(12):
        add(number)
    for number in range(2):
        add_strokes(number)
    train_due(owner="the test", is_stopping=lambda: False)
    review.relabel(1, label=(Digit.objects.get(pk=1).label + 1) % 10, by="anna", reason="wrong")
    review.exclude([2], by="anna", reason="not a digit")
    Digit.objects.filter(pk=3).update(state=DigitState.WITHDRAWN, contributor=UUID(int=7))


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared")


@pytest.fixture
def archive(request: pytest.FixtureRequest, installed: None, shared_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of an archive of `lived`, and empty the tables. It is exported only for the first test."""
    original = shared_folder / "digits.ductus"
    if not original.exists():
        request.getfixturevalue("lived")
        export(shared_folder)
    clear_tables()
    return Path(shutil.copy(original, tmp_path))


def test_an_archive_brings_everything_back_to_the_byte(lived: None, tmp_path: Path) -> None:
    (first,) = export(tmp_path / "first")
    before = [list(model.objects.order_by("id").values()) for model in (Digit, ModelState, Deployment)]
    clear_tables()
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
    clear_tables()
    restore.restore(open_archive(archive), by="anna", reason="moved house")
    assert add(20).pk == n_digits + 1
    assert ModelState.objects.create(kind=Kind.TEN).pk == n_versions + 1


def test_a_version_that_waited_while_another_was_brought_in_and_starts_from_that_one_comes_back(
    add: Add, tmp_path: Path
) -> None:
    for number in range(10):
        add(number)
    network = export_network(1, by="anna")
    import_network(blob=network.blob, description=network.json, by="anna", reason="from my other machine")
    train_due(owner="the test", is_stopping=lambda: False)
    before = list(ModelState.objects.order_by("id").values())
    assert [version["parent_id"] for version in before] == [None, 3, None]
    (archive,) = export(tmp_path / "out")
    clear_tables()
    found = open_archive(archive)
    restore.check(found)
    restore.restore(found, by="anna", reason="moved house")
    assert list(ModelState.objects.order_by("id").values()) == before


def test_an_archive_takes_the_place_of_a_fresh_base_network(lived: None, tmp_path: Path) -> None:
    (archive,) = export(tmp_path / "out")
    n_deployed = Deployment.objects.count()
    for model in (AuditEntry, Digit):
        model.objects.all().delete()
    Deployment.objects.exclude(model_state__kind=Kind.BASE).delete()
    ModelState.objects.exclude(kind=Kind.BASE).delete()
    restore.restore(open_archive(archive), by="anna", reason="moved house")
    assert Deployment.objects.count() == n_deployed
    assert Notice.objects.get(kind=NoticeKind.IMPORTED).title.startswith("anna put back ")


@pytest.fixture
def older(add: Add, add_strokes: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive of a release with older preprocessing and another base network, in place of which is ours."""
    add(0), add_strokes(0)
    ModelState.objects.update(preprocessing=PREPROCESSING_VERSION - 1, sha256="of an older release")
    Digit.objects.update(preprocessing=PREPROCESSING_VERSION - 1, picture=bytes(784))
    (archive,) = export(tmp_path / "out")
    clear_tables()
    install_base()
    monkeypatch.setattr(inference, "_cached", None)
    return archive


@pytest.mark.parametrize("way", ["the page", "the command"])
def test_an_archive_of_older_preprocessing_is_brought_up_to_date(older: Path, client: Client, way: str) -> None:
    """Check that a network is served at once, which learns from pictures of today."""
    if way == "the page":
        sent = {"files": SimpleUploadedFile("digits.ductus", older.read_bytes()), "reason": "moved house"}
        page = post_form(log_in(client, "operator"), "/admin/exchange/in/", sent, follow=True).content.decode()
        assert "2 digits and 1 versions are back as they were" in page
    else:
        call_command("import_digits", older, reason="moved house", stdout=StringIO())
    assert inference.served().sha256 == base_blob().sha256
    assert list(Digit.objects.values_list("preprocessing", flat=True)) == [PREPROCESSING_VERSION] * 2
    assert [bytes(digit.picture) for digit in Digit.objects.all()] == [
        stored_picture(digit.ink, digit.strokes).tobytes() for digit in Digit.objects.all()
    ]
    assert ModelState.objects.latest("id").why["code"] == "new_base"


def test_what_an_archive_served_is_served_although_its_deployment_has_the_number_of_the_one_here(
    lived: None, tmp_path: Path
) -> None:
    (archive,) = export(tmp_path / "out")
    newest = Deployment.objects.latest("id")
    assert (newest.pk, newest.model_state_id) == (2, 2)
    clear_tables()
    install_base()
    Deployment.objects.update(id=2)
    here = inference.served()
    assert here.deployment == 2
    restore.restore(open_archive(archive), by="anna", reason="moved house")
    assert (inference.served().version, inference.served().deployment > 2) == (2, True)


@pytest.mark.only("postgresql")  # on SQLite the transaction itself is the turn
def test_no_digit_comes_between_the_look_at_the_tables_and_what_is_put_back(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_base()
    is_new, seen = selectors.deployments.is_new_installation, []

    def look() -> bool:
        seen.append(waits_for_a_lock(in_a_turn))
        return is_new()

    monkeypatch.setattr(selectors.deployments, "is_new_installation", look)
    restore.restore(open_archive(archive), by="anna", reason="moved house")
    assert seen == [True]


@pytest.mark.only("postgresql")
def test_who_waited_while_an_archive_was_put_back_has_the_next_turn_alone(archive: Path) -> None:
    """Check it since the row that is the lock is another one then."""
    install_base()
    found = open_archive(archive)
    has_turn, may_end = Event(), Event()

    def wait_for_a_turn() -> None:
        with transaction.atomic():
            lock_writers()
            has_turn.set()
            assert may_end.wait(HANG_S)

    waiting = Thread(target=lambda: at_once([wait_for_a_turn]))
    with transaction.atomic():
        restore.restore(found, by="anna", reason="moved house")
        waiting.start()
        awaited(is_one_waiting_for_this_connection)
    assert has_turn.wait(HANG_S)
    is_locked = waits_for_a_lock(in_a_turn)
    may_end.set()
    waiting.join()
    assert is_locked


def test_an_installation_with_digits_of_its_own_takes_only_the_digits(lived: None, add: Add, tmp_path: Path) -> None:
    (archive,) = export(tmp_path / "out")
    kept = Digit.objects.filter(state=DigitState.COUNTED).count()
    clear_tables()
    install_base()
    local_digit = add(30)
    found = open_archive(archive)
    restore.check(found)
    with pytest.raises(RefusedError, match="of its own"):
        restore.restore(found, by="anna", reason="by mistake")
    assert restore.merge(found, by="anna", reason="both")[:3] == (kept, 0, 0)
    assert restore.merge(found, by="anna", reason="again")[:3] == (0, kept, 0)
    told = list(Notice.objects.filter(kind=NoticeKind.IMPORTED).order_by("id").values_list("title", flat=True))
    assert told == [f"anna brought in {kept} digits"]
    assert set(Digit.objects.exclude(pk=local_digit.pk).values_list("state", flat=True)) == {DigitState.IMPORTED}


def test_one_stray_digit_does_not_turn_a_restore_into_a_merge(archive: Path, add: Add, client: Client) -> None:
    """Check that the command and the page refuse, and say how to add the digits if that is wanted."""
    install_base()
    add(100)
    with pytest.raises(CommandError, match=r"nothing was put back.*To add its digits, use --merge"):
        call_command("import_digits", archive)
    sent = {"files": SimpleUploadedFile("digits.ductus", archive.read_bytes()), "reason": "from the backup"}
    page = post_form(log_in(client, "operator"), "/admin/exchange/in/", sent, follow=True).content.decode()
    assert "so nothing was put back" in page
    assert (Digit.objects.count(), ModelState.objects.count()) == (1, 1)
    call_command("import_digits", archive, merge=True, stdout=StringIO())
    assert Digit.objects.count() > 10


def test_the_room_says_what_an_archive_lacks(base: None, client: Client) -> None:
    page = log_in(client, "operator").get("/admin/exchange/").content.decode()
    assert "no accounts, no roles, and no entries on accounts, roles, archives and the wall" in page


def test_an_archive_keeps_strokes_and_what_was_sent_as_pictures(lived: None, tmp_path: Path) -> None:
    strokes = dict(Digit.objects.values_list("id", "strokes"))
    assert [id_ for id_, packed in strokes.items() if packed is not None] == [13, 14]
    (archive,) = export(tmp_path / "out")
    clear_tables()
    restore.restore(open_archive(archive), by="anna", reason="moved house")
    assert dict(Digit.objects.values_list("id", "strokes")) == strokes


def test_digits_that_are_merged_keep_their_strokes_and_are_known_by_them(
    lived: None, add_strokes: Add, tmp_path: Path
) -> None:
    (archive,) = export(tmp_path / "out")
    kept = Digit.objects.filter(state=DigitState.COUNTED).count()
    packed = [bytes(strokes) for strokes in Digit.objects.exclude(strokes=None).values_list("strokes", flat=True)]
    clear_tables()
    install_base()
    slower = unpack(packed[0])
    slower[0][:, 2] *= 2
    add_strokes(0, drawing=slower)  # the same drawing, at another pace
    assert restore.merge(open_archive(archive), by="anna", reason="both")[:3] == (kept - 1, 1, 0)
    merged = Digit.objects.filter(state=DigitState.IMPORTED).exclude(strokes=None).get()
    assert bytes(merged.strokes) == packed[1]
    assert bytes(merged.picture) == place_strokes(unpack(packed[1])).tobytes()


def test_a_digit_that_was_held_there_is_learned_here_once_it_is_restored(add: Add, tmp_path: Path) -> None:
    digit = next(digit for digit in map(add, range(9)) if digit.is_training_input)
    review.hold([digit.pk], by="anna", reason="odd")
    (archive,) = export(tmp_path / "out")
    clear_tables()
    install_base()
    restore.merge(open_archive(archive), by="anna", reason="both")
    merged = Digit.objects.get(ink_sha256=digit.ink_sha256)
    assert merged.state == DigitState.EXCLUDED
    review.restore([merged.pk], by="anna", reason="it is a digit")
    merged.refresh_from_db()
    assert (merged.state, merged.is_training_input) == (DigitState.IMPORTED, True)


def test_digits_of_older_preprocessing_are_merged_with_pictures_from_their_strokes(
    installed: None, add_strokes: Add, tmp_path: Path
) -> None:
    wanted = bytes(add_strokes(0).picture)
    Digit.objects.update(picture=bytes(784), preprocessing=0)
    (archive,) = export(tmp_path / "out")
    clear_tables()
    install_base()
    restore.merge(open_archive(archive), by="anna", reason="older")
    assert bytes(Digit.objects.get().picture) == wanted


def test_an_archive_from_before_there_were_strokes_is_restored(archive: Path) -> None:
    def without_strokes(rows: list[dict[str, Any]]) -> None:
        del rows[12:]
        for row in rows:
            del row["strokes"]

    call_command("import_digits", spoilt(archive, PART, without_strokes), reason="an old archive", stdout=StringIO())
    assert list(Digit.objects.values_list("strokes", flat=True)) == [None] * 12


def test_an_archive_from_before_hands_had_a_memory_is_restored_without_their_guesses(archive: Path) -> None:
    def without_guess(rows: list[dict[str, Any]]) -> None:
        assert [row["guess"] for row in rows if row["predicted"] is not None] != []
        for row in rows:
            del row["guess"]

    call_command("import_digits", spoilt(archive, PART, without_guess), reason="an old archive", stdout=StringIO())
    assert set(Digit.objects.values_list("guess", flat=True)) == {None}
    assert None not in Digit.objects.values_list("predicted", flat=True)


def spoilt(archive: Path, name: str, change: Callable[[list[dict[str, Any]]], None]) -> Path:
    """Return the archive with the rows of one member changed, and a manifest that fits."""
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


EMPTY = base64.b64encode(pack([])).decode()


def flipped(strokes: str) -> str:
    packed = bytearray(base64.b64decode(strokes))
    packed[-1] ^= 1
    return base64.b64encode(packed).decode()


def of_lengths(*lengths: int) -> str:
    """Return strokes of these numbers of points, as a row has them."""
    ramps = [np.arange(length, dtype=np.float32) for length in lengths]
    return base64.b64encode(pack([np.stack([ramp, ramp, 0 * ramp], axis=1) for ramp in ramps])).decode()


def in_a_circle(versions: list[dict[str, Any]]) -> None:
    for version in versions[:2]:
        version["parent_id"] = 3 - version["id"]


PART = "digits/0000001.jsonl"
FAULTS: dict[str, tuple[str, Callable[[list[dict[str, Any]]], None], str]] = {
    "a label of eleven": (PART, lambda rows: rows[4].update(label=11), "line 5: a label from 0 to 9"),
    "a guess of eleven": (PART, lambda rows: rows[4].update(guess=11), "line 5: a label from 0 to 9"),
    "no label": (PART, lambda rows: rows[6].pop("label"), "line 7: label is missing"),
    "a strange column": (PART, lambda rows: rows[0].update(colour="red"), "line 1: colour: no such column"),
    "a short picture": (PART, lambda rows: rows[1].update(picture="AAAA"), "line 2: a picture of 784 bytes"),
    "an ink that is none": (PART, lambda rows: rows[2].update(ink="AAAA"), "line 3: its ink is no PNG"),
    "another ink": (PART, lambda rows: rows[2].update(ink=rows[3]["ink"]), "line 3: its ink does not have"),
    "damaged strokes": (
        PART,
        lambda rows: rows[12].update(strokes=flipped(rows[12]["strokes"])),
        "line 13: its strokes",
    ),
    "cut strokes": (
        PART,
        lambda rows: rows[12].update(strokes=rows[12]["strokes"][:8]),
        "line 13: its strokes are dam",
    ),
    "no strokes in them": (PART, lambda rows: rows[12].update(strokes=EMPTY), "line 13: its strokes have no points"),
    "more strokes than can be sent": (
        PART,
        lambda rows: rows[12].update(strokes=of_lengths(*[1] * 65)),
        "line 13: at most 64 strokes of 4,096 points are wanted, not 65 strokes",
    ),
    "more points than can be sent": (
        PART,
        lambda rows: rows[12].update(strokes=of_lengths(999, 999, 999, 999, 101)),
        "line 13: at most 64 strokes of 4,096 points are wanted, not 4,097 points",
    ),
    "other strokes, as many as can be sent": (
        PART,
        lambda rows: rows[12].update(strokes=of_lengths(*[64] * 64)),
        "line 13: its strokes do not have",
    ),
    "other strokes": (
        PART,
        lambda rows: rows[12].update(strokes=rows[13]["strokes"]),
        "line 13: its strokes do not have",
    ),
    "strokes left out": (PART, lambda rows: rows[12].update(strokes=None), "line 13: its ink does not have"),
    "strokes of a picture": (
        PART,
        lambda rows: rows[2].update(strokes=rows[12]["strokes"]),
        "line 3: its strokes do not",
    ),
    "strokes that are no base64": (PART, lambda rows: rows[12].update(strokes="#"), "line 13: "),
    "an unknown state": (PART, lambda rows: rows[2].update(state="happy"), "line 3: state is 'happy'"),
    "a digit twice": (PART, lambda rows: rows.insert(3, rows[2]), "line 4: digit 3 comes after digit 3"),
    "no such version": (PART, lambda rows: rows[2].update(predicted_by_id=99), "line 3: predicted_by_id is 99"),
    "no such parent": ("versions.jsonl", lambda rows: rows[0].update(parent_id=9), "line 1: parent_id is 9, which"),
    "versions from each other": ("versions.jsonl", in_a_circle, "line [12]: it comes from itself"),
    "a number of 71 bits": (
        "versions.jsonl",
        lambda rows: rows[0].update(token=2**70),
        "spoilt.ductus has a value that the database refuses: ",
    ),
    "a negative number": (
        "versions.jsonl",
        lambda rows: rows[0].update(attempts=-1),
        "spoilt.ductus has a value that the database refuses: ",
    ),
    "no number": ("versions.jsonl", lambda rows: rows[0].update(test_accuracy=float("nan")), "test_accuracy is nan"),
    "no JSON for a database": (
        "versions.jsonl",
        lambda rows: rows[0].update(receipt={"a": float("nan")}),
        "spoilt.ductus has a value that the database refuses: ",
    ),
    "an entry twice": (
        "audit.jsonl",
        lambda rows: rows.append(rows[0]),
        "spoilt.ductus has a value that the database refuses: ",
    ),
    "an entry on no digit": (
        "audit.jsonl",
        lambda rows: rows[0].update(digit_id=99),
        "spoilt.ductus has a value that the database refuses: ",
    ),
    "a text for a number": (PART, lambda rows: rows[2].update(label="7"), "line 3: label is '7'"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_archive_with_a_bad_line_is_refused_by_its_line(archive: Path, fault: str) -> None:
    name, change, said = FAULTS[fault]
    bad = spoilt(archive, name, change)
    with pytest.raises(CommandError, match=said):
        call_command("import_digits", bad)
    assert not Digit.objects.exists()
    assert not ModelState.objects.exists()


@pytest.mark.only("postgresql")  # SQLite stores such texts
@pytest.mark.parametrize("text", ["a zero: \0", "much too long " * 100])
def test_a_text_that_the_database_refuses_is_refused(archive: Path, text: str) -> None:
    bad = spoilt(archive, "versions.jsonl", lambda rows: rows[0].update(owner=text))
    with pytest.raises(CommandError, match=r"spoilt.ductus has a value that the database refuses: "):
        call_command("import_digits", bad)


def test_a_digit_held_for_a_reason_that_not_every_database_stores_is_merged(archive: Path) -> None:
    install_base()
    odd = spoilt(archive, PART, lambda rows: rows[0].update(state="held", state_reason="a zero: \0"))
    call_command("import_digits", odd, merge=True, reason="from SQLite", stdout=StringIO())
    assert Digit.objects.filter(state_reason="held there: a zero:  ").count() == 1


def test_an_archive_with_a_flipped_byte_is_refused(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[2000] ^= 1
    archive.write_bytes(bytes(content))
    with pytest.raises(CommandError, match=r"damaged|not JSON|not what the manifest says|is no PNG"):
        call_command("import_digits", archive)
    assert not Digit.objects.exists()


@pytest.mark.parametrize("cut", [0, 10, 5000, -1])
def test_an_archive_that_is_cut_off_is_refused(archive: Path, cut: int) -> None:
    archive.write_bytes(archive.read_bytes()[:cut])
    with pytest.raises(CommandError, match="no archive of this program, or it is damaged"):
        call_command("import_digits", archive)


def test_a_zip_bomb_is_not_inflated(installed: None, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.ductus"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(PART, b"0" * 20_000_000)
        file.writestr("manifest.json", "{}")
    with pytest.raises(CommandError, match="claims to hold 20,000,002: it is not inflated"):
        call_command("import_digits", bomb)


def test_a_zip_with_strange_members_is_refused(installed: None, tmp_path: Path) -> None:
    strange = tmp_path / "strange.ductus"
    with zipfile.ZipFile(strange, "w") as file:
        file.writestr("../../etc/passwd", "root")
        file.writestr("manifest.json", "{}")
    with pytest.raises(CommandError, match="that no archive of this program has"):
        call_command("import_digits", strange)
