"""Tests of `doctor`: it says what is well, and what to do about what is not."""

import errno
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from backend.digits.errors import UnavailableError
from backend.digits.management import doctor
from backend.digits.models import Worker
from backend.digits.tests.api.doors import ADD
from backend.listening import Wanted, listen
from backend.tests.pngs import saved, seven


@pytest.fixture(autouse=True)
def a_free_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("PORT", "0")


def told() -> str:
    said = StringIO()
    call_command("doctor", stdout=said)
    return said.getvalue()


def test_a_sound_installation_is_told_so_line_by_line(base: None) -> None:
    lines = told().splitlines()
    assert [line[:12].strip() for line in lines[:-1]] == list(doctor.CHECKS)
    assert lines[-1] == "All is well."


def test_before_the_first_start_nothing_is_wrong(base: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.connection.introspection, "table_names", list)
    lines = dict(line.split("  ", 1) for line in told().splitlines() if "  " in line)
    assert "the first start fills it" in lines["database"]
    assert {lines[name].strip() for name in doctor.NEED_DATABASE} == {"not looked at, since it needs the database"}
    assert told().splitlines()[-1] == "All is well."


def full(*_: Any) -> Any:
    class Usage:
        free = 1_000_000

    return Usage()


def refuse(error: Exception) -> Callable[..., Any]:
    def refused(*_: Any, **__: Any) -> None:
        raise error

    return refused


TROUBLES: dict[str, tuple[str, str, Any, str]] = {
    "a full disk": ("disk", "shutil.disk_usage", full, "Only 1 MB are free"),
    "a folder of somebody else": (
        "data folder", "try_writing", refuse(OSError(errno.EACCES, "Permission denied")), "DIGITS_DATA_DIR",
    ),
    "a database that is away": (
        "database", "MigrationExecutor", refuse(OperationalError("no route")), "DATABASE_PASSWORD",
    ),
    "a damaged network": ("network", "served", refuse(UnavailableError("its SHA-256 is wrong.")), "SHA-256 is wrong"),
    "a base network that is damaged": ("network", "base_blob", refuse(OSError("no such file")), "no such file"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "part", "fault", "advice"), TROUBLES.values(), ids=TROUBLES)
def test_trouble_is_told_with_what_to_do(
    base: None, monkeypatch: pytest.MonkeyPatch, name: str, part: str, fault: Any, advice: str
) -> None:
    monkeypatch.setattr(f"backend.digits.management.doctor.{part}", fault)
    with pytest.raises(CommandError, match=f"What to do:\n  {name}: .*{advice}"):
        told()


def test_a_missing_page_is_told(base: None, settings: Any, tmp_path: Path) -> None:
    settings.DIGITS_PAGE_DIR = tmp_path / "none"
    with pytest.raises(CommandError, match="There is no page in"):
        told()


@pytest.mark.parametrize(("hours", "is_told"), [(-1, True), (1, False)])
def test_a_clock_that_was_set_back_is_told(
    base: None, client: Client, monkeypatch: pytest.MonkeyPatch, hours: int, is_told: bool
) -> None:
    ADD.send_png(client, saved(seven()))
    then = datetime.now(UTC) + timedelta(hours=hours)
    monkeypatch.setattr(doctor, "datetime", type("Clock", (), {"now": staticmethod(lambda _zone: then)}))
    if is_told:
        with pytest.raises(CommandError, match="clock: The clock says"):
            told()
    else:
        assert "later than every digit" in told()


def test_a_port_that_another_program_has_is_told(base: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with listen(Wanted("127.0.0.1", 0)) as other:
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        monkeypatch.setattr(doctor, "_answers", lambda _address: False)
        with pytest.raises(CommandError, match="does not answer as Ductus"):
            told()


def test_a_program_that_serves_without_a_worker_is_told(base: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_answers", lambda _address: True)
    Worker.objects.create(name="gone", seen_at=datetime.now(UTC) - timedelta(hours=1))
    with pytest.raises(CommandError, match="nothing is learned"):
        told()
    Worker.objects.create(name="there", seen_at=datetime.now(UTC))
    assert "a worker runs" in told()
