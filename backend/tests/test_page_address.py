"""Tests of the address of a class: as text, as a code in the terminal and on the administrator's page."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest
import segno
from django.test import Client, override_settings

from backend.digits.management.commands.serve import admin_command, announcement
from backend.page_address import QUIET_ZONE, address_in_network, as_blocks, as_svg

ADDRESS = "http://192.168.1.5:8000/"
NAMES = "127.0.0.1,localhost,board.local,192.168.1.5"
UPPER, LOWER = "█▀", "█▄"
"""The characters whose upper, or lower, half is light."""


def modules_of(blocks: str) -> list[list[bool]]:
    """Return which modules are dark: each line of characters is two rows of them."""
    rows = []
    for line in blocks.splitlines():
        rows += [[character not in half for character in line] for half in (UPPER, LOWER)]
    return rows


def test_the_blocks_are_the_modules_of_the_code_with_its_quiet_zone() -> None:
    wanted = [[bool(dark) for dark in row] for row in segno.make(ADDRESS, error="m").matrix]
    rows = modules_of(as_blocks(ADDRESS))
    end = QUIET_ZONE + len(wanted)
    assert [row[QUIET_ZONE:end] for row in rows[QUIET_ZONE:end]] == wanted
    assert not any(any(row) for row in rows[:QUIET_ZONE])


def test_the_address_is_the_number_that_other_machines_ask_by() -> None:
    assert address_in_network(NAMES.split(",")) == "192.168.1.5"
    assert address_in_network(["127.0.0.1", "localhost"]) is None


@pytest.mark.parametrize("host", ["testserver:99999", "127.0.0.1:99999", "[:::]", "[1:2:3:4:5:6:7:8:9]"])
def test_a_host_that_leads_nowhere_has_no_address_and_breaks_nothing(base: None, client: Client, host: str) -> None:
    with override_settings(ALLOWED_HOSTS=["*", "192.168.1.5"]):
        response = client.get("/api/wall", headers={"Host": host})
    assert (response.status_code, response.json()["address"]) == (200, None)


def test_a_class_is_told_its_address_as_a_code_and_nobody_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITS_ALLOWED_HOSTS", NAMES)
    monkeypatch.setenv("CLASS", "1")
    assert as_blocks(ADDRESS) in announcement("0.0.0.0", 8000)
    monkeypatch.delenv("CLASS")
    assert "█" not in announcement("0.0.0.0", 8000)


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-1", "koi8-r", "cp437", "utf-8"])
def test_a_terminal_without_blocks_is_shown_no_code_of_question_marks(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    monkeypatch.setenv("DIGITS_ALLOWED_HOSTS", NAMES)
    monkeypatch.setenv("CLASS", "1")
    told = announcement("0.0.0.0", 8000)
    assert "http://192.168.1.5:8000" in told
    assert (as_blocks(ADDRESS) in told) == (encoding in ("koi8-r", "cp437", "utf-8"))


def test_the_start_names_the_command_that_adds_an_administrator_to_this_folder(settings: Any) -> None:
    settings.OWN_DATA_DIR = settings.DATA_DIR
    for settings.IS_INSTALLED, command in ((True, "ductus admin"), (False, "make admin")):
        assert admin_command() == command
    settings.DATA_DIR = Path("/class 3 b")
    for settings.IS_INSTALLED, command in (
        (True, 'ductus admin --data "/class 3 b"'),
        (False, 'DIGITS_DATA_DIR="/class 3 b" make admin'),
    ):
        assert admin_command() == command


def test_the_page_for_a_lesson_shows_the_code_or_says_how_to_be_found(admin_client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["testserver", "127.0.0.1", "192.168.1.5"]):
        page = admin_client.get("/admin/class/", headers={"Host": "127.0.0.1:8000"}).content.decode()
        assert as_svg(ADDRESS) in page
        assert f'href="{ADDRESS}"' in page
    with override_settings(ALLOWED_HOSTS=["127.0.0.1"]):
        page = admin_client.get("/admin/class/", headers={"Host": "127.0.0.1:8000"}).content.decode()
        assert "--class" in page
        assert "<svg" not in page.split("Where the class draws")[1].split("</section>")[0]
