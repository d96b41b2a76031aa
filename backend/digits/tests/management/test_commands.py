"""Tests of what all commands of `manage.py` have in common."""

import getpass
from pathlib import Path

import pytest
from django.core.management import load_command_class

from backend.digits.management import commands

NAMES = sorted(path.stem for path in Path(commands.__file__).parent.glob("[!_]*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_a_user_without_a_name_runs_every_command(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the parser as a container does that runs as a number."""

    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 10001")

    monkeypatch.setattr(getpass, "getuser", nameless)
    parser = load_command_class("backend.digits", name).create_parser("manage.py", name)
    assert parser.get_default("by") in (None, "unknown")
