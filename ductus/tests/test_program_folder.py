"""Tests of the folder of the program: whoever starts it inside another Django project gets the program's own parts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = (
    "from ductus.program_folder import use_program; use_program(); import os, backend;"
    " print(os.environ['DJANGO_SETTINGS_MODULE'], backend.__file__)"
)


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("", "backend.settings"),
        ("mysite.settings", "backend.settings"),
        ("backend.dev", "backend.settings"),
        ("backend.tests.settings", "backend.tests.settings"),
    ],
)
def test_settings_and_packages_of_another_project_are_not_taken_for_the_programs(
    tmp_path: Path, asked: str, used: str
) -> None:
    (tmp_path / "backend").mkdir()
    for name in ("__init__", "dev", "settings"):
        (tmp_path / "backend" / f"{name}.py").touch()
    env = os.environ | {"DJANGO_SETTINGS_MODULE": asked, "PYTHONPATH": str(ROOT)}
    answer = subprocess.run(
        [sys.executable, "-c", ASK], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == [used, str(ROOT / "backend" / "__init__.py")]
