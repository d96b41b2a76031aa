"""Tests of SQLite's file: nothing is acknowledged once it is gone, and damage is told in a sentence."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from backend.database_file import FileReplacedError
from backend.digits.management.commands import prepare
from backend.digits.models import Digit
from backend.digits.services import health

pytestmark = pytest.mark.only("sqlite")
Add = Callable[..., Digit]


@pytest.fixture
def moved_away(add: Add) -> Iterator[Path]:
    """Take the file of the database away while its connection is open, and put it back at the end."""
    file = Path(connection.settings_dict["NAME"])
    away = file.with_name("away.sqlite3")
    file.rename(away)
    yield file
    away.rename(file)


def test_a_digit_is_not_acknowledged_once_the_file_is_gone(moved_away: Path, add: Add) -> None:
    with pytest.raises(FileReplacedError, match="put the file back"):
        add(0)


def test_nor_once_another_file_lies_in_its_place(moved_away: Path, add: Add) -> None:
    moved_away.touch()
    with pytest.raises(FileReplacedError):
        add(0)


def test_readiness_says_that_the_file_is_gone(moved_away: Path) -> None:
    readiness = health.readiness()
    assert readiness.status == "unready"
    assert "moved, deleted or replaced" in readiness.checks["network"]


def test_digits_are_stored_while_the_file_stays_where_it_was(add: Add) -> None:
    add(0)
    assert Digit.objects.count() == 1


def test_a_request_that_meets_damage_is_answered_with_503_that_says_so(
    add: Add, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: Any, **__: Any) -> None:
        raise DatabaseError("database disk image is malformed")

    monkeypatch.setattr("backend.digits.selectors.public.digits_page", damaged)
    response = client.get("/api/digits")
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert "is damaged" in response.json()["detail"]


@pytest.mark.parametrize("reason", ["attempt to write a readonly database", "unable to open database file"])
@pytest.mark.parametrize("command", ["prepare", "doctor"])
def test_a_file_of_somebody_else_is_told_at_once_with_what_to_do(
    base: None, monkeypatch: pytest.MonkeyPatch, command: str, reason: str
) -> None:
    """Put root's file in its place, as when root has put a backup back: waiting for it would not help."""

    def refused() -> None:
        raise OperationalError(reason)

    with monkeypatch.context() as patched:  # the end of the test needs the connection
        patched.setattr(connection, "ensure_connection", refused)
        patched.setattr(prepare.time, "sleep", lambda _s: pytest.fail("it waits"))
        with pytest.raises(CommandError, match=rf"{reason}\. Give this user the right .* DIGITS_DATA_DIR"):
            call_command(command, stdout=StringIO())


def test_a_file_that_another_process_holds_is_waited_for(base: None, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Exception | None] = [OperationalError("database is locked"), None]
    waited: list[float] = []

    def ensure() -> None:
        if answers and (answer := answers.pop(0)):
            raise answer

    with monkeypatch.context() as patched:
        patched.setattr(connection, "ensure_connection", ensure)
        patched.setattr(prepare.time, "sleep", waited.append)
        call_command("prepare", stdout=StringIO())
    assert waited == [1]


def test_verify_and_prepare_tell_of_a_page_of_the_file_that_is_damaged(add: Add) -> None:
    add(0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("SELECT rootpage FROM sqlite_master WHERE name = 'digits_doubted'")
        (page,) = cursor.fetchone()
        cursor.execute("PRAGMA page_size")
        (size,) = cursor.fetchone()
    connection.close()
    with Path(connection.settings_dict["NAME"]).open("r+b") as file:
        file.seek((page - 1) * size)
        sound = file.read(size)
        file.seek((page - 1) * size)
        file.write(bytes(size))
    try:
        for command in ("verify", "prepare"):
            with pytest.raises(CommandError, match=r"is damaged.*a backup back"):
                call_command(command, stdout=StringIO())
    finally:
        connection.close()
        with Path(connection.settings_dict["NAME"]).open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(sound)
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        assert other.execute("PRAGMA quick_check").fetchone() == ("ok",)
