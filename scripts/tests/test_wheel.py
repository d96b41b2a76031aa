"""Tests of the wheel: what it holds, and that it serves from a strange folder without writing beside itself."""

import json
import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from backend.processes import Process, running
from backend.tests.programs import FROM_OUTSIDE, awaited
from backend.version import VERSION
from scripts.places import PAGE, ROOT

pytestmark = pytest.mark.slow

MB = 1_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (PAGE / "index.html").exists():
        pytest.skip("the page is not built")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as opened:
        return opened.namelist()


def test_it_takes_two_names_from_other_packages(names: list[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"ductus", "ductus_client", f"ductus_digits-{VERSION}.dist-info"}


def test_it_holds_page_networks_migrations_and_templates_and_no_tests(names: list[str]) -> None:
    folder = "ductus/program"
    wanted = ["page/index.html", "page/sw.js", "nn/base/network.blob", "nn/base/receipt.json", "nn/base/generator.blob"]
    wanted += [
        "docs/running.md",
        "nn/base/pens.blob",
        *(f"backend/digits/locale/{code}/LC_MESSAGES/django.mo" for code in ("de", "es", "fr")),
    ]
    migrations = [f"backend/{path.relative_to(ROOT / 'backend')}" for path in (ROOT / "backend").rglob("0*.py")]
    assert len(migrations) > 5
    templates = ["backend/digits/templates/admin/index.html", "backend/digits/static/digits/admin.css"]
    assert {f"{folder}/{name}" for name in [*wanted, *migrations, *templates]} <= set(names)
    assert [name for name in names if "/tests/" in name or "conftest" in name] == []


def test_it_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 10 * MB


def test_it_serves_from_a_strange_folder_and_leaves_all_else_alone(wheel: Path, tmp_path: Path) -> None:
    """Start it in a folder with a `backend` of its own, and settings of another project in the environment."""
    site, project = tmp_path / "C# packages" / "ü 100%41", tmp_path / "my project #1"
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(site)
    for name in ("backend", "nn"):
        (project / name).mkdir(parents=True)
        (project / name / "__init__.py").write_text("raise SystemExit('not meant')")
    before = sorted(site.rglob("*"))
    here = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
    env = here | {
        "PYTHONPATH": str(site),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DIGITS_DATA_DIR": "data #2?",
        "XDG_DATA_HOME": str(tmp_path),
        "PORT": "0",
    }
    env.pop("DIGITS_PAGE_DIR", None)
    log = tmp_path / "log"
    command = [sys.executable, "-P", "-m", "ductus"]
    with running(Process(command, env=env, cwd=project, output=log)) as process:
        address = awaited(lambda: _announced(process, log))
        with urllib.request.urlopen(address) as page:
            assert b"<title>Ductus" in page.read()
        drawing = {"strokes": [[[0, 0], [60, 0], [25, 90]]]}
        request = urllib.request.Request(
            f"{address}/api/predictions", json.dumps(drawing).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as answer:
            assert json.load(answer)["digit"] == 7
    assert sorted(site.rglob("*")) == before
    assert sorted(path.name for path in project.iterdir()) == ["backend", "data #2?", "nn"]
    assert (project / "data #2?" / "db.sqlite3").exists()
    assert [path.name for path in (project / "data #2?" / "tmp").iterdir()] == ["starts.lock"]


def _announced(process: Process, log: Path) -> str | None:
    text = log.read_text()
    assert process.is_alive(), text
    return text.partition("Ductus is at ")[2].split(" ")[0] or None


def test_the_command_names_its_version_and_refuses_what_it_does_not_know() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "ductus", "--version"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.stdout == f"ductus {VERSION}\n"
    told = subprocess.run(
        [sys.executable, "-m", "ductus", "reproduce"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert "`ductus manage reproduce`" in told.stderr
