"""Tests of the trial of the wheel: it says offline only where the network was cut off."""

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from benchmarks import installed


@pytest.mark.parametrize("may_cut", [True, False])
def test_the_second_half_is_told_to_be_offline_only_where_the_network_was_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, may_cut: bool
) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "ductus.whl").touch()
    commands = []

    def ran(command: list[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        commands.append(command)
        return subprocess.CompletedProcess(command, 0 if may_cut else 1)

    monkeypatch.setattr(installed, "ROOT", tmp_path)
    monkeypatch.setattr(installed, "install", lambda *_: None)
    monkeypatch.setattr(installed.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(installed.subprocess, "run", ran)
    monkeypatch.setattr(sys, "argv", ["installed"])
    installed.main()
    assert (commands[-1][0] == "unshare", "--offline" in commands[-1]) == (may_cut, may_cut)


@pytest.mark.parametrize("is_offline", [True, False])
def test_the_report_says_offline_only_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_offline: bool
) -> None:
    def drawn(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        (tmp_path / "home" / "db.sqlite3").touch()
        return subprocess.CompletedProcess(command, 0, stdout="7")

    (tmp_path / "venv").mkdir()
    monkeypatch.setattr(installed.subprocess, "run", lambda command, **words: (
        drawn(command, **words) if command[0] == "node" else subprocess.CompletedProcess(command, 0)
    ))  # fmt: skip
    monkeypatch.setattr(installed, "running", nullcontext)
    monkeypatch.setattr(installed, "announced", lambda *_: "http://127.0.0.1:1")
    monkeypatch.setattr(installed, "chromium_path", lambda: "chromium")
    installed.start(tmp_path, is_offline=is_offline)
    assert ("offline, started" in capsys.readouterr().out) == is_offline
