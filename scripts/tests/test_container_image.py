"""The container image has all that it needs; `python -m chaos.compose` builds it."""

import re
from pathlib import Path

import pytest

from backend.processes import PROGRAMS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("file", "name"), [("Dockerfile", "web"), ("docker-compose.yml", "worker")])
def test_the_containers_start_the_programs_that_serve_starts(file, name):
    assert f'"backend.processes", "{name}"' in (ROOT / file).read_text()
    assert name in PROGRAMS


def test_page_sources_import_from_no_folder_that_dockerignore_leaves_out():
    ignored = {line for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("frontend/")}
    left_out = [ROOT / folder for folder in ignored]
    sources = [path for path in (ROOT / "frontend").rglob("*.ts*") if not set(path.parents) & set(left_out)]
    imports = [
        (path, (path.parent / name).resolve())
        for path in sources
        for name in re.findall(r'(?:from |import\()"(\.[^"]+)"', path.read_text())
    ]
    assert len(imports) > 100
    assert [str(path) for path, wanted in imports if set(wanted.parents) & set(left_out)] == []
