"""Tests of the database that the environment names: paths and passwords of any character are taken as they are."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import assume, given
from hypothesis import strategies as st

from backend.databases import UNREADABLE, database, sqlite_url

SERVER = "postgresql://ductus@db:5432/ductus"
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)
PASSWORDS = TEXTS.filter(lambda text: not text.endswith("\n"))


@pytest.mark.parametrize("folder", ["class #3", "what?", "100%41", "ü e", "a+b", "C:\\Users\\x", "$HOME", "'\"`"])
def test_the_file_lies_in_its_folder_whatever_that_is_called(folder: str) -> None:
    path = Path("/data", folder, "db.sqlite3")
    assert database({}, default=path)["NAME"] == str(path)
    assert database({"DATABASE_URL": sqlite_url(str(path))}, default=Path())["NAME"] == str(path)


@given(PASSWORDS, st.sampled_from(["", "\n", "\r\n"]))
def test_a_password_of_its_own_is_taken_as_it_is_without_the_end_of_its_line(password: str, end: str) -> None:
    """Check both: `kubectl create secret --from-file` keeps the end of line that an editor has put into the file."""
    assume(not (end == "\n" and password.endswith("\r")))
    assert database({"DATABASE_URL": SERVER, "DATABASE_PASSWORD": password + end}, Path())["PASSWORD"] == password


@pytest.mark.parametrize("password", ["Zk3/9q+w==", "12#34", "12?34", "a/b", "#", "?a", "/", "1/@2", "a?b@c"])
def test_a_password_that_cuts_the_url_is_refused_and_not_shown(password: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        database({"DATABASE_URL": f"postgresql://ductus:{password}@db:5432/ductus"}, Path())
    assert str(refused.value) == UNREADABLE
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("password", ["[x", "a@b", "a:b", "=&!", "ü", "$HOME", "'\"`"])
def test_a_password_that_cuts_nothing_may_stand_in_the_url(password: str) -> None:
    assert database({"DATABASE_URL": f"postgresql://ductus:{password}@db/ductus"}, Path())["PASSWORD"] == password


def test_a_percent_encoded_password_still_works() -> None:
    assert database({"DATABASE_URL": "postgresql://u:Zk3%2F9q%2Bw@db/ductus"}, Path())["PASSWORD"] == "Zk3/9q+w"


def test_a_relative_file_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check it: the processes of a start run in another folder than the start itself."""
    monkeypatch.chdir(tmp_path)
    assert database({"DATABASE_URL": "sqlite:///some.sqlite3"}, Path())["NAME"] == str(tmp_path / "some.sqlite3")


def test_a_missing_driver_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.databases.find_spec", lambda _name: None)
    with pytest.raises(ImproperlyConfigured, match=r"DATABASE_URL .* pip install 'ductus-digits\[scaled\]'"):
        database({"DATABASE_URL": SERVER}, Path())


@pytest.mark.parametrize("url", ["mysql://u@db/ductus", "mongodb://db/ductus", "postgis://u@db/ductus", "x://"])
def test_a_database_that_the_program_does_not_know_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL cannot be read"):
        database({"DATABASE_URL": url}, Path())


def test_the_processes_of_a_start_have_the_options_of_an_sqlite_url() -> None:
    asked = "sqlite:///some.sqlite3?timeout=60"
    url = sqlite_url("/a b/what?.sqlite3", like=asked)
    found = database({"DATABASE_URL": url}, Path())
    assert (found["NAME"], found["OPTIONS"]) == ("/a b/what?.sqlite3", {"timeout": 60})


def parameters(url: str) -> dict[str, Any]:
    """Return what a connection is opened with, in a process that has the program's own settings."""
    code = "from django.db import connection as c; print(json.dumps(c.get_connection_params(), default=str))"
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "backend.settings"}
    told = subprocess.run(
        [sys.executable, "-c", f"import json; {code}"], env=env, capture_output=True, check=True, text=True
    )
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_a_connection_to_postgresql_has_the_options_of_its_url_and_our_limits() -> None:
    pytest.importorskip("psycopg")
    query = "sslmode=verify-full&sslrootcert=/ca.pem&connect_timeout=9&options=-c%20search_path%3Dductus"
    found = parameters(f"{SERVER}?{query}")
    assert (found["sslmode"], found["sslrootcert"], found["connect_timeout"]) == ("verify-full", "/ca.pem", 9)
    assert found["options"] == (
        "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000 -c search_path=ductus"
    )
    bare = parameters(SERVER)
    assert bare["connect_timeout"] == 3
    assert bare["options"] == "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000"
    assert "sslmode" not in bare


def test_a_connection_to_sqlite_has_the_options_of_its_url_but_keeps_transactions_safe(tmp_path: Path) -> None:
    asked = "timeout=60&transaction_mode=DEFERRED&cached_statements=7&init_command=PRAGMA%20cache_size%3D-4000"
    code = (
        "from django.db import connection as c\n"
        "print(*(c.cursor().execute(f'PRAGMA {name}').fetchone()[0]"
        " for name in ('cache_size', 'journal_mode', 'synchronous', 'busy_timeout')), c.transaction_mode)"
    )
    env = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/db?{asked}"}
    env |= {"DJANGO_SETTINGS_MODULE": "backend.settings"}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, text=True)
    assert told.stdout.split() == ["-4000", "wal", "2", "60000", "IMMEDIATE"]
    assert parameters(env["DATABASE_URL"])["cached_statements"] == 7
