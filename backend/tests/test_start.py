"""Tests of real starts: what is served does not change, two starts disturb nothing, the first lines say enough."""

import gzip
import json
import os
import shutil
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from backend.processes import Process, running
from backend.tests.programs import FROM_OUTSIDE, HANG_S, awaited
from scripts.places import ROOT

pytestmark = pytest.mark.slow

OLD, NEW = "<!doctype html><title>old</title>" + "o" * 5000, "<!doctype html><title>new</title>"


@dataclass
class Start:
    """A running `manage.py serve`."""

    process: Process
    log: Path

    @property
    def text(self) -> str:
        return self.log.read_text(encoding="latin-1")

    @property
    def address(self) -> str:
        def announced() -> str | None:
            assert self.process.is_alive(), self.text
            return self.text.partition("Ductus is at ")[2].partition(" ")[0] or None

        return awaited(announced)

    def get(self, path: str, **headers: str) -> bytes:
        request = urllib.request.Request(f"{self.address}{path}", headers=headers)
        with urllib.request.urlopen(request, timeout=HANG_S) as answer:
            content: bytes = answer.read()
            assert len(content) == int(answer.headers.get("Content-Length", len(content)))
        return content

    def post(self, path: str, body: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}{path}", json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=HANG_S) as answer:
            return json.load(answer)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "page"
    write_page(folder, OLD, "old")
    return folder


def write_page(folder: Path, index: str, name: str) -> None:
    (folder / "assets").mkdir(parents=True)
    for file, content in (("index.html", index), ("sw.js", index), (f"assets/{name}-12345678.js", f"// {name}")):
        (folder / file).write_text(content)
        (folder / f"{file}.gz").write_bytes(gzip.compress(content.encode()))


@contextmanager
def start(tmp_path: Path, page: Path, log: str = "log", **settings: str) -> Iterator[Start]:
    env = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
    env |= {"DIGITS_DATA_DIR": str(tmp_path / "data"), "DIGITS_PAGE_DIR": str(page), "PORT": "0"}
    env |= {"DJANGO_SETTINGS_MODULE": "backend.settings", **settings}
    command = [sys.executable, "manage.py", "serve"]
    with running(Process(command, env=env, cwd=ROOT, output=tmp_path / log)) as process:
        yield Start(process, tmp_path / log)


def is_whole_and_old(program: Start) -> bool:
    plain = program.get("/").decode()
    packed = gzip.decompress(program.get("/", **{"Accept-Encoding": "gzip"})).decode()
    worker = gzip.decompress(program.get("/sw.js", **{"Accept-Encoding": "gzip"})).decode()
    return plain == packed == worker == OLD and program.get("/assets/old-12345678.js") == b"// old"


def test_a_page_that_is_built_anew_changes_nothing_of_a_running_program(tmp_path: Path, page: Path) -> None:
    """Replace the page, start a second program on the same data, and kill the web server: all is served as before."""
    with start(tmp_path, page) as program:
        assert is_whole_and_old(program)
        shutil.rmtree(page)
        write_page(page, NEW, "new")
        assert is_whole_and_old(program)
        program.post("/api/predictions", {"strokes": [[[0, 0], [60, 0], [25, 90]]]})
        before = program.get("/metrics")
        with start(tmp_path, page, "second log") as second:
            assert second.get("/").decode() == NEW
            assert is_whole_and_old(program)
        counted = b'ductus_requests_total{address="api/predictions",method="POST",outcome="ok"} 1.0'
        assert counted in before
        assert counted in program.get("/metrics")
        web = awaited(lambda: web_of(program))
        os.kill(web, signal.SIGKILL)
        assert awaited(lambda: "The web ended (SIGKILL)" in program.text)
        assert awaited(lambda: answers(program))
        assert is_whole_and_old(program)
    assert [path.name for path in (tmp_path / "data" / "tmp").iterdir()] == ["starts.lock"]


def web_of(program: Start) -> int | None:
    for number in Path(f"/proc/{program.process.pid}/task/{program.process.pid}/children").read_text().split():
        if "backend.gunicorn_conf" in Path(f"/proc/{number}/cmdline").read_text():
            return int(number)
    return None


def answers(program: Start) -> bool:
    try:
        return bool(program.get("/livez"))
    except (urllib.error.URLError, ConnectionError):
        return False


def test_without_gunicorn_and_broker_ten_digits_become_a_version(tmp_path: Path, page: Path) -> None:
    """Serve as on Windows: waitress listens by itself, and the worker's sweep finds the ten."""
    with start(tmp_path, page, DIGITS_SERVER="waitress", DIGITS_BROKER="none") as program:
        assert is_whole_and_old(program)
        shutil.rmtree(page)
        assert is_whole_and_old(program)
        for number in range(10):
            strokes = [[[20, 20, 0], [60 + number, 20, 180], [35, 85, 420]]]
            program.post("/api/digits", {"strokes": strokes, "label": 7})
        assert awaited(lambda: json.loads(program.get("/api/models"))["results"][0]["version"] == 2 or None)
        assert awaited(
            lambda: json.loads(program.get("/api/models"))["results"][0]["status"] in ("promoted", "rejected")
        )
        assert json.loads(program.get("/readyz"))["status"] == "ready"
        program.process.send(signal.SIGTERM)
        assert program.process.wait() == 0


def test_a_start_that_fails_says_why_and_leaves_no_process(tmp_path: Path, page: Path) -> None:
    """Damage the database: the web server, which loads the program meanwhile, ends too."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "db.sqlite3").write_bytes(b"no database" * 1000)
    with start(tmp_path, page) as program:
        assert program.process.wait() == 1
        assert "put a backup back" in program.text
        assert "Ductus is at" not in program.text
        left = [path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if has(path, f"={data}\0")]
    assert left == []
    assert [path.name for path in (data / "tmp").iterdir()] == ["starts.lock"]


def has(path: Path, text: str) -> bool:
    try:
        return text.encode() in path.read_bytes()
    except OSError:  # it has ended
        return False


def test_on_a_network_in_a_strange_locale_the_start_tells_where_it_is(tmp_path: Path, page: Path) -> None:
    """Listen on every address, IPv6 and IPv4, where the terminal lacks characters, on data in a strange folder."""
    folder = tmp_path / "daten ä #3"
    with start(tmp_path, page, PYTHONIOENCODING="iso8859-1", HOST="::", DIGITS_DATA_DIR=str(folder)) as program:
        assert program.address.startswith("http://[::1]:")
        port = program.address.rpartition(":")[2]
        awaited(lambda: "DIGITS_ALLOWED_HOSTS chooses others" in program.text)
        told = [line.rpartition("http://")[2] for line in program.text.splitlines() if "in the network: " in line]
        assert told
        for host in ["[::1]", f"127.0.0.1:{port}", *told]:
            assert json.loads(program.get("/api/model", Host=host))["version"] == 1
    assert (folder / "db.sqlite3").exists()
    assert "Ctrl-C stops it" in program.text
    assert f"Digits and networks are kept in {folder}" in program.text
