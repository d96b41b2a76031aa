"""Tests of the folder of the data: where there can be none, one sentence says so, and every command ends with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from backend.data_folder import data_folder
from backend.secret_key import read_or_create_secret_key
from scripts.places import ROOT


def test_the_home_of_the_user_is_found_where_no_shell_has_read_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check it for the environment files of systemd and of Docker, in which `~` is a character as any other."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_folder("~/my digits") == tmp_path / "my digits"
    assert (tmp_path / "my digits").is_dir()


def test_a_user_without_a_home_is_told_to_name_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_path: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", homeless)
    with pytest.raises(ImproperlyConfigured, match=r"no home folder.*Name a folder with DIGITS_DATA_DIR"):
        data_folder("~/.local/share/ductus")


@pytest.mark.parametrize("command", ["serve", "prepare", "doctor", "backup x"])
def test_a_folder_that_is_a_file_is_told_in_one_sentence(tmp_path: Path, command: str) -> None:
    (tmp_path / "taken").touch()
    env = os.environ | {
        "DIGITS_DATA_DIR": str(tmp_path / "taken" / "data"),
        "DJANGO_SETTINGS_MODULE": "backend.settings",
    }
    told = subprocess.run(
        [sys.executable, "manage.py", *command.split()], cwd=ROOT, env=env, capture_output=True, check=False, text=True
    )
    assert told.returncode == 1
    assert told.stderr.startswith("Ductus cannot start. No folder for the data can be made at ")
    assert told.stderr.count("\n") == 1


def test_a_key_that_cannot_be_kept_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="DIGITS_DATA_DIR, or set SECRET_KEY"):
        read_or_create_secret_key(tmp_path / "missing" / "secret_key")
