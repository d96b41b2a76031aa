"""Tests of the client against the real program, with tokens of every scope."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest

from backend.digits.drawings import ink_of, to_png
from ductus.__main__ import main as command
from ductus_client import Ductus, DuctusError
from ductus_client.__main__ import main
from harness.program import ROOT, Program, running_program
from nn.data.strokes import clean

SEVEN = [[[20, 20, 0], [60, 20, 180], [35, 85, 420]]]
SEVENTEEN = [[[-60, 20], [-59, 50], [-60, 85]], [[20, 20], [60, 20], [35, 85]]]


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    with running_program(DIGITS_CORPORA="") as started:  # reading them takes a minute, and no answer needs them
        yield started


@pytest.fixture(scope="module")
def keys(program: Program) -> dict[str, str]:
    return {scope: make_token(program, scope) for scope in ("read", "teach", "administer")}


def address_of(program: Program) -> str:
    return f"http://127.0.0.1:{program.port}"


def make_token(program: Program, scope: str) -> str:
    command = [sys.executable, "manage.py", "make_token", scope, scope]
    folder = os.environ | {"DIGITS_DATA_DIR": str(program.folder), "DJANGO_SETTINGS_MODULE": "backend.settings"}
    return subprocess.run(command, cwd=ROOT, env=folder, capture_output=True, check=True, text=True).stdout.strip()


@pytest.fixture
def drawing(tmp_path: Path) -> Path:

    path = tmp_path / "17.png"
    path.write_bytes(to_png(np.pad(ink_of(clean([np.array(stroke, np.float32) for stroke in SEVENTEEN])), 20)))
    return path


def test_a_token_to_read_reads_and_does_not_teach(program: Program, keys: dict[str, str], drawing: Path) -> None:
    ductus = Ductus(address_of(program), token=keys["read"])
    assert (ductus.read(SEVEN).digit, ductus.read(SEVEN).certain) == (7, True)
    assert ductus.read(SEVEN).digit == max(range(10), key=ductus.read(SEVEN).confidences.__getitem__)
    numbers = [ductus.read_number(SEVENTEEN), ductus.read_number(drawing), ductus.read_number(drawing.read_bytes())]
    assert [found.number for found in numbers] == ["17"] * 3
    assert [digit.strokes for digit in numbers[0].digits] == [(0,), (1,)]
    assert numbers[0].digits[1].box == (20, 20, 40, 65)
    assert numbers[1].digits[0].strokes is None
    with pytest.raises(DuctusError, match="scope teach") as refused:
        ductus.teach(SEVEN, 7)
    assert (refused.value.code, refused.value.status) == ("forbidden", 403)


def test_a_token_to_teach_teaches_once_under_one_key(program: Program, keys: dict[str, str]) -> None:
    ductus, key = Ductus(address_of(program), token=keys["teach"]), uuid4()
    first, again = (ductus.teach(SEVEN, 7, key=key) for _ in range(2))
    assert (first.label, first.id) == (7, again.id)
    added = ductus.teach_number(SEVENTEEN, "17")
    assert [digit.label for digit in added] == [1, 7]
    with pytest.raises(DuctusError) as refused:
        ductus.teach(SEVEN, 10)
    assert (refused.value.code, list(refused.value.fields)) == ("invalid_request", ["label"])
    with pytest.raises(DuctusError, match="scope administer"):
        ductus.roll_back(1, "a try")


def test_a_token_to_administer_is_not_refused_for_its_scope(program: Program, keys: dict[str, str]) -> None:
    with pytest.raises(DuctusError) as refused:
        Ductus(address_of(program), token=keys["administer"]).roll_back(99, "a try")
    assert refused.value.code == "invalid_request"


def test_the_network_is_exported(program: Program, keys: dict[str, str]) -> None:
    ductus = Ductus(address_of(program), token=keys["read"])
    described = json.loads(ductus.export("json"))
    assert ductus.export("blob", described["version"]).startswith(described["layout"].encode())


def test_the_commands_read_teach_and_export(
    program: Program, keys: dict[str, str], drawing: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["--server", address_of(program), "--token", keys["teach"]]
    assert main([*common, "read", str(drawing)]) == 0
    assert capsys.readouterr().out.startswith("17")
    assert main([*common, "teach", str(drawing), "17"]) == 0
    assert "of 10 digits wait" in capsys.readouterr().out
    assert main([*common, "export", "onnx", "--to", str(tmp_path / "net.onnx")]) == 0
    assert (tmp_path / "net.onnx").stat().st_size > 90_000
    assert main([*common[:2], "--token", "wrong", "read", str(drawing)]) == 1
    assert "token" in capsys.readouterr().err


def test_the_installed_command_has_the_same_verbs_and_says_what_is_wrong(
    program: Program, drawing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ends_with(*arguments: str) -> object:
        with pytest.raises(SystemExit) as ended:
            command(arguments)
        return ended.value.code

    server = ("--server", address_of(program))
    assert ends_with("read", str(drawing), *server) == 0
    assert capsys.readouterr().out.startswith("17")
    assert ends_with("read", "nowhere.png", *server) == 1
    assert capsys.readouterr().err == "nowhere.png cannot be opened: No such file or directory.\n"
    assert ends_with("teach", str(drawing), "seventeen", *server) == 1
    assert "number" in capsys.readouterr().err
    assert ends_with("export", "onnx", "--version", "99", *server) == 1
    assert capsys.readouterr().err
    assert ends_with("read", str(drawing), "--server", "http://127.0.0.1:1") == 1
    assert capsys.readouterr().err.startswith("No program answers at http://127.0.0.1:1. Start it with `ductus`")
    assert ends_with("read", str(drawing), "--server", "here") == 1
    assert "http://127.0.0.1:8000" in capsys.readouterr().err


def test_the_program_on_this_machine_is_asked_without_the_proxy_of_the_network(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set a proxy that is away, then the program as a proxy, which gets what is meant for another machine."""
    for name in ("http_proxy", "no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1" if name == "http_proxy" else "")
    for host in ("127.0.0.1", "localhost"):
        assert Ductus(f"http://{host}:{program.port}").read(SEVEN).digit == 7
    monkeypatch.setenv("http_proxy", address_of(program))
    with pytest.raises(DuctusError) as refused:
        Ductus("http://digits.example").read(SEVEN)
    assert refused.value.code == "unknown_host"


def test_a_server_that_is_away_and_an_address_that_is_none_are_told(program: Program) -> None:
    with pytest.raises(DuctusError, match="No server answers") as refused:
        Ductus("http://127.0.0.1:1").teach(SEVEN, 7)
    assert refused.value.code == "unreachable"
    with pytest.raises(ValueError, match="http://"):
        Ductus("localhost:8000")
