"""Tests of what differs between operating systems, also of what this machine's own system does not need."""

import errno
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PureWindowsPath

import pytest

from backend import system
from backend.databases import database, sqlite_url
from backend.secret_key import read_or_create_secret_key
from scripts.places import ROOT


@pytest.mark.parametrize("reason", [errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS, errno.EXDEV])
def test_a_key_is_made_once_where_the_file_system_has_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    def refused(*_: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(system.os, "link", refused)
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: read_or_create_secret_key(path), range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_system_without_locks_is_used_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(system.fcntl, "flock", refused)
    with (tmp_path / "lock").open("w") as file:
        assert system.lock(file, waits=False)


def test_a_lock_that_another_holds_is_told(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as one, (tmp_path / "lock").open("w") as other:
        assert system.lock(one, waits=False)
        assert not system.lock(other, waits=False)


def test_stop_signals_are_seen_by_looking_where_no_pipe_can_be_waited_for() -> None:
    """Run the way of Windows here. In a process of its own, since signals are the process's."""
    code = """
import os, signal
from backend import system
wait = system._polling()
assert wait(0) == set()
os.kill(os.getpid(), signal.SIGTERM)
assert wait(None) == {signal.SIGTERM}
assert wait(0) == set()
print("seen")
"""
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout == "seen\n", told.stderr


def test_waitress_serves_where_gunicorn_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    from backend.processes import program

    monkeypatch.delenv("DIGITS_SERVER", raising=False)
    monkeypatch.setattr(system, "HAS_GUNICORN", False)
    assert program("web")[2] == "backend.waitress_server"
    monkeypatch.setattr(system, "HAS_GUNICORN", True)
    assert program("web")[2] == "gunicorn"


@pytest.mark.parametrize(
    "folder", [r"C:\Users\Jürgen\AppData\Local\ductus", r"D:\C# projects\100% ü", r"\\server\share\class 3"]
)
def test_a_path_of_windows_is_read_back_from_a_url_as_it_was(folder: str) -> None:
    path = str(PureWindowsPath(folder, "db.sqlite3"))
    parsed = database({"DATABASE_URL": sqlite_url(path)}, Path())
    assert parsed["NAME"].endswith(path)


@pytest.mark.parametrize("encoding", ["iso8859-1", "koi8-r", "ascii", "cp437", "cp1252", "utf-8"])
def test_a_terminal_that_lacks_a_character_is_told_all_the_same(encoding: str) -> None:
    code = "from backend.processes import say; say('Ductus … – Ctrl-C stops it ü')"
    env = os.environ | {"PYTHONIOENCODING": encoding}
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=False)
    assert told.returncode == 0, told.stderr
    assert b"Ctrl-C stops it" in told.stdout


@pytest.mark.parametrize("command", [["manage.py", "help", "serve"], ["-m", "ductus", "--help"]])
def test_the_commands_print_in_every_encoding(command: list[str]) -> None:
    env = os.environ | {"PYTHONIOENCODING": "ascii", "DJANGO_SETTINGS_MODULE": "backend.settings"}
    told = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, check=False)
    assert told.returncode == 0, told.stderr


CLOSED = """
import os, subprocess, sys
from pathlib import Path
from backend.system import make_output_safe
make_output_safe()
print("nobody hears this")
print("nor this", file=sys.stderr)
with Path(sys.argv[1]).open("w") as file:
    assert file.fileno() > 2, file.fileno()
    print("nor that", flush=True)
    child = "import sys; print('from a child', sys.stdin.read()); print('said', file=sys.stderr)"
    subprocess.run([sys.executable, "-c", child], check=True)
    file.write("whole")
"""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_service_whose_output_was_closed_works_and_writes_into_no_other_file(tmp_path: Path, closed: str) -> None:
    shell = f'exec "$0" -c "$1" "$2" {closed}'
    command = ["sh", "-c", shell, sys.executable, CLOSED, str(tmp_path / "file")]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, input=b"", check=False).returncode == 0
    assert (tmp_path / "file").read_text() == "whole"


def test_a_closed_terminal_stops_nothing() -> None:
    code = "import os; os.close(1); from backend.processes import say; say('gone')"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode in (0, 120)


def test_every_stop_signal_has_a_name_here() -> None:
    assert {number.name for number in system.STOP_SIGNALS} == {"SIGINT", "SIGTERM", "SIGHUP"}
    assert system.KILL == signal.SIGKILL


@pytest.mark.parametrize("has_links", [True, False])
def test_what_is_made_once_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    draft, path = tmp_path / "draft", tmp_path / "made"
    draft.write_text("whole")
    seen = []
    monkeypatch.setattr(system, "sync", lambda synced: seen.append((synced, path.exists())))
    if not has_links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no links")))
    system.make_once(draft, path)
    assert seen == [(draft, False)]
    assert path.read_text() == "whole"
