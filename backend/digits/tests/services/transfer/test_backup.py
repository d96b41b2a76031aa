"""Tests of backups and exports: one moment, taken while others write; backups come back on either database."""

import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from backend.digits.management import progress
from backend.digits.management.progress import progress_bar
from backend.digits.models import Action, AuditEntry, Digit, ModelState, Status
from backend.digits.services.learning.install import install_base
from backend.digits.services.transfer.backup import back_up
from backend.digits.services.transfer.exports import FORMATS, export_digits
from backend.digits.tests.services.transfer.import_export import clear_tables, import_file

pytestmark = pytest.mark.usefixtures("data_folder")
Add = Callable[..., Digit]


def in_another_process(job: Callable[[], Any]) -> None:
    """Do the job on a connection of its own, as another process would, and wait for its end."""
    failures: list[BaseException] = []

    def with_own_connection() -> None:
        try:
            job()
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)
        finally:
            connection.close()

    thread = Thread(target=with_own_connection)
    thread.start()
    thread.join()
    assert failures == []


def test_what_is_drawn_during_a_backup_waits_for_nothing_and_is_not_in_it(add: Add, tmp_path: Path) -> None:
    """Complete a ten after the digits were read and before the versions are: half of it must not be seen."""
    for number in range(9):
        add(number)
    path, n_calls = tmp_path / "it.ductus", []

    def meanwhile(_n_done: int) -> None:
        n_calls.append(1)
        in_another_process(lambda: add(9 + len(n_calls)))

    assert back_up(path, by="anna", on_progress=meanwhile).n_digits == 9
    assert (Digit.objects.count(), ModelState.objects.count()) == (10, 2)
    clear_tables()
    told = StringIO()
    call_command("restore", path, stdout=told)
    assert (Digit.objects.count(), ModelState.objects.count()) == (9, 1)
    assert "9 digits and 1 version: back as they were" in told.getvalue()
    assert "invariants hold" in told.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_drawn_during_an_export_is_not_in_it(add: Add, tmp_path: Path, kind: str) -> None:
    """Complete a ten after the digits were read: an archive must not see half of it, nor a header count too few."""
    for number in range(9):
        add(number)

    def meanwhile(_n_done: int) -> None:
        if not added:
            added.append(9)
            in_another_process(lambda: add(9))

    added: list[int] = []
    result = export_digits(kind, tmp_path / "out", by="anna", on_progress=meanwhile)
    assert (result.n_digits, Digit.objects.count()) == (9, 10)
    assert AuditEntry.objects.get().after == f"9 digits exported as {kind}"
    clear_tables()
    if kind == "archive":
        call_command("restore", *result.paths, stdout=(told := StringIO()))
        assert "invariants hold" in told.getvalue()
    else:
        install_base()
        assert import_file(result.paths[0] if kind != "png" else tmp_path / "out").n_added == 9


def test_a_backup_leaves_a_connection_that_can_write(add: Add, tmp_path: Path) -> None:
    add(1)
    back_up(tmp_path / "it.ductus", by="anna")
    add(2)
    assert list(AuditEntry.objects.filter(action=Action.ARCHIVE).values_list("by", "after")) == [
        ("anna", "1 digits backed up")
    ]


def test_a_backup_that_fails_leaves_no_file_and_a_connection_that_can_write(add: Add, tmp_path: Path) -> None:
    add(1)

    def full(_n_done: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        back_up(tmp_path / "it.ductus", by="anna", on_progress=full)
    assert list(tmp_path.glob("*.part")) == list(tmp_path.glob("*.ductus")) == []
    add(2)


def test_nothing_is_restored_over_what_is_there(add: Add, tmp_path: Path) -> None:
    add(1)
    back_up(tmp_path / "it.ductus", by="anna")
    with pytest.raises(CommandError, match="into an empty data folder"):
        call_command("restore", tmp_path / "it.ductus", stdout=StringIO())
    assert Digit.objects.count() == 1


def test_a_backup_of_long_ago_with_a_version_that_was_still_to_be_trained_is_restored_and_verified(
    add: Add, tmp_path: Path
) -> None:
    for number in range(10):
        add(number)
    ModelState.objects.filter(status=Status.QUEUED).update(created_at=timezone.now() - timedelta(days=400))
    back_up(tmp_path / "it.ductus", by="anna")
    clear_tables()
    told = StringIO()
    call_command("restore", tmp_path / "it.ductus", stdout=told)
    assert "invariants hold" in told.getvalue()
    assert ModelState.objects.filter(status=Status.QUEUED).count() == 1


def test_a_damaged_backup_is_refused_whole(add: Add, tmp_path: Path) -> None:
    add(1)
    path = tmp_path / "it.ductus"
    back_up(path, by="anna")
    clear_tables()
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 255
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"Nothing was restored\.$"):
        call_command("restore", path, stdout=StringIO())
    assert Digit.objects.count() == 0


def test_a_file_is_replaced_only_when_asked(installed: None, tmp_path: Path) -> None:
    path = tmp_path / "a new folder" / "it #1.ductus"
    call_command("backup", path, stdout=StringIO())
    with pytest.raises(CommandError, match="--replace"):
        call_command("backup", path, stdout=StringIO())
    call_command("backup", path, "--replace", stdout=StringIO())
    with pytest.raises(CommandError, match="the folder"):
        call_command("backup", path.parent, stdout=StringIO())


def test_a_report_at_a_terminal_covers_a_longer_one_without_codes_that_an_old_terminal_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 10000.0, 10001.0])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(times)))
    move_to = progress_bar("checking", 11)
    move_to(1)
    move_to(11)
    longer, shorter = "checking: 1 of 11, 100000 s left", "checking: 11 of 11, in 10001 s"
    assert capsys.readouterr().err == f"\r{longer}\r{shorter:<{len(longer)}}\n"


def test_a_quick_command_reports_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    progress_bar("checking", 2)(2)
    assert capsys.readouterr().err == ""
