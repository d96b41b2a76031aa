"""Tests of the folder that each start of the program makes for itself, with a copy of the page, and removes."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from backend import run_folder
from backend.run_folder import copy_of_page, counts_folder, folder_of_this_start
from backend.tests.windows_files import keep_open_files
from scripts.places import ROOT

KILLED = """
import os, sys
from pathlib import Path
from backend.run_folder import *
with folder_of_this_start(Path(sys.argv[1])) as folder:
    print(counts_folder(folder), flush=True)
    os._exit(9)
"""


def test_two_starts_share_nothing_and_leave_nothing(tmp_path: Path) -> None:
    with folder_of_this_start(tmp_path) as one:
        counts = counts_folder(one)
        with folder_of_this_start(tmp_path) as other:
            assert one != other
            assert counts_folder(other) != counts
        assert counts.exists()
        assert not other.exists()
    assert not counts.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["starts.lock"]


def test_what_a_killed_start_left_is_removed_by_the_next(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    counts = Path(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip())
    assert counts.is_dir()
    with folder_of_this_start(tmp_path) as folder:
        assert not counts.exists()
        assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name, f"{folder.name}.lock", "starts.lock"]


@pytest.mark.parametrize("has_memory", [True, False])
def test_counts_lie_in_memory_where_there_is_a_folder_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_memory: bool
) -> None:
    monkeypatch.setattr(run_folder, "memory_folder", lambda: tmp_path / "memory" if has_memory else None)
    (tmp_path / "memory").mkdir()
    with folder_of_this_start(tmp_path / "tmp") as folder:
        assert counts_folder(folder).is_relative_to(tmp_path / "memory" if has_memory else folder)


def test_the_copy_of_the_page_does_not_change_with_the_page(tmp_path: Path) -> None:
    page, folder = tmp_path / "page", tmp_path / "start"
    page.mkdir()
    folder.mkdir()
    (page / "index.html").write_text("old")
    copy = copy_of_page(page, folder)
    (page / "index.html").write_text("newer")
    assert (copy / "index.html").read_text() == "old"


def test_the_copy_of_a_page_that_nobody_may_write_can_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refuse changes of rights and times, since some file systems keep none, such as FAT."""
    page = tmp_path / "page"
    (page / "assets").mkdir(parents=True)
    (page / "assets" / "a.js").write_text("// a")
    start = tmp_path / "start"
    start.mkdir()
    for path in (page / "assets" / "a.js", page / "assets", page):
        path.chmod(0o555)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", refused)
    monkeypatch.setattr(os, "utime", refused)
    copy = copy_of_page(page, start)
    assert (copy / "assets" / "a.js").read_text() == "// a"
    assert all(path.stat().st_mode & 0o200 for path in (copy, *copy.rglob("*")))


def test_what_something_still_reads_is_left_to_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a file that something reads, such as a virus scanner, cannot be removed; this tries that anywhere."""
    with monkeypatch.context() as patched:
        keep_open_files(patched)
        with folder_of_this_start(tmp_path) as folder:
            (folder / "message").touch()
            scanner = (folder / "message").open()
    assert (folder / "message").exists()
    scanner.close()
    with folder_of_this_start(tmp_path):
        assert not folder.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["starts.lock"]


def test_a_start_that_ends_while_another_begins_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A start that ends takes no lock of all starts: its lock file is found, and is gone when it is opened."""
    (tmp_path / "start-ended.lock").touch()
    opened = Path.open

    def gone_before(path: Path, *rest: Any) -> Any:
        if path.name == "start-ended.lock":
            path.unlink()
        return opened(path, *rest)

    monkeypatch.setattr(Path, "open", gone_before)
    with folder_of_this_start(tmp_path) as folder:
        assert folder.is_dir()


def test_folders_of_killed_imports_and_exports_are_removed_after_a_day(tmp_path: Path) -> None:
    old, new = tmp_path / "exchange-old", tmp_path / "exchange-new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, time.time() - run_folder.FORGOTTEN_S - 60))
    with folder_of_this_start(tmp_path):
        assert (old.exists(), new.exists()) == (False, True)


def test_a_page_that_is_missing_is_an_empty_folder(tmp_path: Path) -> None:
    assert list(copy_of_page(tmp_path / "none", tmp_path).iterdir()) == []
