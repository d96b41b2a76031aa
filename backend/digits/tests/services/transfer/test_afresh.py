"""Tests of the new beginning: the base network reads again, and the archive brings everything back to the byte."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from backend.digits import inference
from backend.digits.errors import RefusedError, UnavailableError
from backend.digits.exchange import archive
from backend.digits.models import Action, AuditEntry, Deployment, Digit, Kind, ModelState, Wall
from backend.digits.services import deployments, digits
from backend.digits.services.invariants import INVARIANTS, Asked
from backend.digits.services.learning.run import train_due
from backend.digits.services.moderation import review, wall
from backend.digits.services.transfer import afresh
from backend.digits.tests.admin.administrators import log_in, post_form
from backend.digits.tests.services.transfer.import_export import export
from nn.data.strokes import clean

pytestmark = pytest.mark.usefixtures("data_folder")
Add = Callable[..., Digit]


@pytest.fixture
def lived(add: Add) -> None:
    """Make an installation with a history: a version that was trained, a decision, digits that wait."""
    for number in range(12):
        add(number)
    train_due(owner="the test", is_stopping=lambda: False)
    review.exclude([2], by="anna", reason="not a digit")
    deployments.pin(by="anna", reason="to look at it")
    deployments.unpin(by="anna", reason="it is fine")
    assert inference.served().version == 2


def test_the_base_network_reads_again_and_the_archive_brings_everything_back_to_the_byte(
    lived: None, add: Add, tmp_path: Path
) -> None:
    (before,) = export(tmp_path / "before")
    kept = afresh.begin_afresh(by="anna", reason="the next class")
    assert kept.read_bytes() == before.read_bytes()
    assert (inference.served().version, Digit.objects.count(), ModelState.objects.count()) == (1, 0, 1)
    assert list(AuditEntry.objects.values_list("action", flat=True).distinct()) == [Action.ARCHIVE]
    assert [breach for check in INVARIANTS.values() for breach in check(Asked())] == []
    newest = AuditEntry.objects.latest("id")
    assert (newest.by, newest.reason) == ("anna", "the next class")
    assert kept.parent.name in newest.after

    add(20)  # the next class draws; then the first one comes again
    wall.freeze(by="anna")
    afresh.begin_afresh(by="anna", reason="the first class again")
    wall.freeze(by="anna")
    call_command("import_digits", kept, reason="the first class again", stdout=StringIO())
    assert inference.served().version == 2
    (after,) = export(tmp_path / "after")
    assert after.read_bytes() == before.read_bytes()


def test_the_network_learns_again_after_a_new_beginning(lived: None, add: Add) -> None:
    afresh.begin_afresh(by="anna", reason="the next class")
    for number in range(20, 30):
        add(number)
    version = ModelState.objects.latest("id")
    assert (version.kind, version.pk > 2) == (Kind.TEN, True)  # a number that was given is never given again
    train_due(owner="the test", is_stopping=lambda: False)
    assert Deployment.objects.latest("id").model_state_id in (1, version.pk)
    assert ModelState.objects.get(pk=version.pk).parent_id == 1


def test_a_run_that_is_under_way_ends_without_a_trace(lived: None, add: Add) -> None:
    for number in range(30, 40):
        add(number)

    def begin_meanwhile() -> bool:
        if Digit.objects.exists():
            afresh.begin_afresh(by="anna", reason="the next class")
        return False

    train_due(owner="the test", is_stopping=begin_meanwhile)
    assert (inference.served().version, ModelState.objects.count(), Digit.objects.count()) == (1, 1, 0)


def test_nothing_is_begun_without_a_reason_nor_with_too_many_digits(
    lived: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RefusedError, match="Say why"):
        afresh.begin_afresh(by="anna", reason=" ")
    monkeypatch.setattr(afresh, "MOST_DIGITS", 11)
    with pytest.raises(RefusedError, match="12 digits"):
        afresh.begin_afresh(by="anna", reason="the next class")
    assert (Digit.objects.count(), afresh.archives()) == (12, [])


def test_a_new_beginning_that_breaks_off_changes_nothing_and_leaves_no_archive(
    lived: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "move", full)
    with pytest.raises(OSError, match="No space"):
        afresh.begin_afresh(by="anna", reason="the next class")
    assert (Digit.objects.count(), afresh.archives()) == (12, [])
    log_in(client, "superuser")
    (folder,) = (settings.DATA_DIR / "archives").iterdir()
    assert client.get("/admin/class/").status_code == 200
    assert client.get(f"/admin/class/{folder.name}/").status_code == 302


def test_an_archive_is_on_the_disk_before_anything_is_deleted(lived: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check that the file is written through before it gets its name, and then the folder, which has the name."""
    done: list[str] = []
    move, sync = archive.move, archive.sync
    monkeypatch.setattr(archive, "sync", lambda path: (sync(path), done.append(f"{path.name} synced")))
    monkeypatch.setattr(archive, "move", lambda draft, path: (move(draft, path), done.append(f"{path.name} named")))
    kept = afresh.begin_afresh(by="anna", reason="the next class")
    assert done[:3] == [".digits.ductus.part synced", "digits.ductus named", f"{kept.parent.name} synced"]


def test_a_superuser_begins_afresh_on_the_page_and_downloads_the_archive(
    lived: None, client: Client, tmp_path: Path
) -> None:
    (before,) = export(tmp_path / "before")
    log_in(client, "superuser")
    wall.hide_drawings(by="anna")
    said = post_form(client, "/admin/class/afresh/", {"reason": "the next class"}, follow=True).content.decode()
    (name,) = afresh.archives()
    assert f"/admin/class/{name}/" in said
    assert b"".join(client.get(f"/admin/class/{name}/").streaming_content) == before.read_bytes()
    taken = AuditEntry.objects.latest("id")
    assert (taken.action, taken.by, taken.after) == (Action.ARCHIVE, "super", f"archive {name} downloaded")
    assert client.get("/admin/class/2020-01-01/").status_code == 302
    assert AuditEntry.objects.latest("id") == taken
    assert Wall.objects.latest("id").hides_drawings


def test_an_operator_may_not_begin_afresh(lived: None, client: Client) -> None:
    log_in(client, "operator")
    assert post_form(client, "/admin/class/afresh/", {"reason": "x"}).status_code == 403
    assert client.get("/admin/class/some-archive/").status_code == 403
    assert Digit.objects.count() == 12


def add_number(_: int) -> Digit:
    left, right = [[[20, 20], [21, 50], [20, 85]]], [[[90, 20], [91, 50], [90, 85]]]
    strokes = clean([np.array(stroke, np.float32) for stroke in (*left, *right)])
    added = digits.add_number(drawing=strokes, labels=[1, 1], split=[[0], [1]], contributor=None, idempotency_key=None)
    return added.digits[0]


@pytest.mark.parametrize("is_number", [False, True])
def test_a_digit_that_comes_while_all_is_begun_afresh_may_be_sent_again(
    lived: None, add: Add, monkeypatch: pytest.MonkeyPatch, is_number: bool
) -> None:
    add = add_number if is_number else add
    read, guesses_for = [], inference.guesses_for

    def begin_after_reading(*picture: Any, **more: Any) -> Any:
        served, alone, guess = guesses_for(*picture, **more)
        read.append(served.version)
        afresh.begin_afresh(by="anna", reason="the next class")
        return served, alone, guess

    monkeypatch.setattr(inference, "guesses_for", begin_after_reading)
    with pytest.raises(UnavailableError, match="again"):
        add(20)
    monkeypatch.setattr(inference, "guesses_for", guesses_for)
    assert (read[0], Digit.objects.count()) == (2, 0)
    assert add(20).predicted_by_id == 1
