"""Tests of the words behind `ductus`: which belong to it and which to the command, and which program is asked."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import backend.command_line
import ductus.__main__
import ductus_client.__main__
from ductus.__main__ import main

Run = Callable[..., list[list[str]]]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the environment that the command sees and changes, without what these tests are about."""
    named = {name: value for name, value in os.environ.items() if name not in ("HOST", "PORT", "CLASS")}
    monkeypatch.setattr(os, "environ", named)
    return named


@pytest.fixture
def run(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `ductus` with these words, and returns the commands that are carried out."""
    done: list[list[str]] = []

    def ask(arguments: Sequence[str], *, prog: str) -> int:
        done.append(["the client", *arguments])
        return 0

    monkeypatch.setattr(ductus.__main__, "use_program", lambda: None)
    monkeypatch.setattr(backend.command_line, "execute", done.append)
    monkeypatch.setattr(ductus_client.__main__, "main", ask)

    def running(*words: str) -> list[list[str]]:
        main(words)
        return done

    return running


def test_nothing_means_serving(run: Run) -> None:
    assert run() == [["ductus", "serve"]]


@pytest.mark.parametrize("words", [("--port", "8001", "--data", "here"), ("serve", "--port", "8001", "--data", "here")])
def test_options_may_stand_before_or_behind_the_command(
    run: Run, environment: dict[str, str], words: Sequence[str]
) -> None:
    assert run(*words) == [["ductus", "serve"]]
    assert environment["PORT"] == "8001"
    assert environment["DIGITS_DATA_DIR"] == os.path.realpath("here")


def test_an_administrator_is_created_in_a_database_that_is_prepared(run: Run) -> None:
    assert run("admin", "--username", "ada") == [
        ["ductus", "prepare"],
        ["ductus", "createsuperuser", "--username", "ada"],
    ]


@pytest.mark.parametrize("words", [("help",), ("--help",), ("-h",)])
def test_help_lists_the_commands(run: Run, capsys: pytest.CaptureFixture[str], words: Sequence[str]) -> None:
    assert run(*words) == []
    told = capsys.readouterr().out
    assert "ductus backup FILE" in told
    assert "`DIGITS_DATA_DIR`" in Path(told.splitlines()[-1]).read_text(encoding="utf-8")


def test_help_for_a_command_is_that_commands(run: Run) -> None:
    run("backup", "--help")
    run("help", "restore")
    assert run("admin", "--help") == [
        ["ductus", "backup", "--help"],
        ["ductus", "restore", "--help"],
        ["ductus", "createsuperuser", "--help"],
    ]


def test_what_follows_manage_is_taken_as_it_is(run: Run, environment: dict[str, str]) -> None:
    words = ["import_digits", "--help", "--version", "--port", "1"]
    assert run("manage", *words) == [["ductus manage", *words]]
    assert "PORT" not in environment


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ((), "http://127.0.0.1:8000"),
        (("--port", "8001"), "http://127.0.0.1:8001"),
        (("--host", "::1"), "http://[::1]:8000"),
        (("--class",), "http://127.0.0.1:8000"),
    ],
)
def test_a_drawing_is_read_by_the_program_that_the_same_options_start(
    run: Run, environment: dict[str, str], words: Sequence[str], address: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*words, "read", "a.png")
    assert ended.value.code == 0
    assert environment["DUCTUS_SERVER"] == address


def test_the_program_that_the_environment_starts_is_asked(run: Run, environment: dict[str, str]) -> None:
    environment.update(PORT="8002", DIGITS_PREFIX="/ductus")
    with pytest.raises(SystemExit):
        run("export", "onnx", "--version", "3")
    assert environment["DUCTUS_SERVER"] == "http://127.0.0.1:8002/ductus"


def test_a_server_that_is_named_is_asked(run: Run, environment: dict[str, str]) -> None:
    environment.update(PORT="8002", DUCTUS_SERVER="https://digits.example")
    with pytest.raises(SystemExit):
        run("read", "a.png")
    assert environment["DUCTUS_SERVER"] == "https://digits.example"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("reproduce",), "`ductus manage reproduce` may be meant"),
        (("--prot", "8001"), "unrecognized arguments: --prot"),
        (("--port",), "--port: expected one argument"),
    ],
)
def test_what_it_does_not_know_is_told(
    run: Run, capsys: pytest.CaptureFixture[str], words: Sequence[str], told: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
