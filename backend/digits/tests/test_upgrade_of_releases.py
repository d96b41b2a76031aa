"""Tests of the upgrade from each release: `releases/` keeps a small database of each, made by that release itself.

Each has thirteen sevens, drawn as pictures; ten of them were learned.
"""

import gzip
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from backend.version import VERSION

pytestmark = [pytest.mark.slow, pytest.mark.only("sqlite")]

RELEASES = Path(__file__).with_name("releases")
DIGITS = (
    "SELECT id, label, state, ink, ink_sha256, contributor, predicted, model_state_id, created_at FROM digits_digit"
)
VERSIONS = "SELECT id, kind, status, sha256, reason, parent_id FROM digits_modelstate WHERE id <= 2"
SERVED = "SELECT id, model_state_id, reason FROM digits_deployment WHERE model_state_id <= 2"


def manage(folder: Path, *command: str) -> str:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"DIGITS_DATA_DIR": str(folder), "DIGITS_CORPORA": "", "DJANGO_SETTINGS_MODULE": "backend.settings"}
    ran = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=settings.ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def kept(folder: Path) -> list[Any]:
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        return [database.execute(f"{query} ORDER BY id").fetchall() for query in (DIGITS, VERSIONS, SERVED)]


def test_each_release_of_the_changelog_has_a_database() -> None:
    released = re.findall(r"^## (\d+\.\d+\.\d+) ", (settings.ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    names = [path.name for path in sorted(RELEASES.iterdir(), reverse=True)]
    # The newest release may be this program itself.
    assert [f"{release}.sqlite3.gz" for release in released if release != VERSION] == names


@pytest.mark.parametrize("release", sorted(RELEASES.glob("*.gz")), ids=lambda path: path.name)
def test_an_upgrade_loses_nothing_and_verifies(release: Path, tmp_path: Path) -> None:
    (tmp_path / "db.sqlite3").write_bytes(gzip.decompress(release.read_bytes()))
    before = kept(tmp_path)
    assert [len(rows) for rows in before] == [13, 2, 2]
    manage(tmp_path, "prepare")
    assert kept(tmp_path) == before
    assert "invariants hold" in manage(tmp_path, "verify")
    manage(tmp_path, "backup", str(tmp_path / "it.ductus"))
    manage(tmp_path / "fresh", "restore", str(tmp_path / "it.ductus"))
    assert kept(tmp_path / "fresh") == before
