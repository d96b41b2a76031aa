"""Tests of the program under a domain name, and of calls that the code may not contain."""

import ast
import os
import stat
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from backend.secret_key import read_or_create_secret_key

FOLDERS = ("backend", "nn", "scripts", "benchmarks", "chaos", "harness")


def test_django_has_nothing_to_warn_of_in_production() -> None:
    env = os.environ | {"DIGITS_HTTPS": "true", "DJANGO_SETTINGS_MODULE": "backend.settings"}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    told = subprocess.run(command, cwd=settings.ROOT, env=env, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "System check identified no issues (0 silenced).\n"), told.stderr


def test_the_secret_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    key = read_or_create_secret_key(path)
    assert len(key) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_create_secret_key(path) == key
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("left", ["", "\n"])
def test_an_empty_secret_key_is_refused_with_its_path_and_kept(tmp_path: Path, left: str) -> None:
    path = tmp_path / "secret_key"
    path.write_text(left)
    with pytest.raises(ImproperlyConfigured, match=rf"The secret key in {path} is empty.* from a backup\..* delete it"):
        read_or_create_secret_key(path)
    assert path.read_text() == left


def test_the_contributors_cookie_is_no_scripts_and_no_other_sites(base: None, client: Client, settings: Any) -> None:
    from backend.digits.tests.api.doors import ADD
    from backend.tests.pngs import saved, seven

    settings.DIGITS_HTTPS = True
    cookie = ADD.send_png(client, saved(seven())).cookies["contributor"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Strict", True)


# --- What the code may not contain -----------------------------------------------------------------------------------

MODULES = {"pickle", "cPickle", "dill", "marshal", "shelve", "joblib", "cloudpickle"}
CALLS = {"eval", "exec", "compile", "__import__"}


def unsafe(source: str) -> list[str]:
    """Return the ways to run stored or sent data: deserialisers that execute, and text taken for code."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.split(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            found.append(str(node.module))
        elif isinstance(node, ast.Call):
            found += _unsafe_call(node)
    return found


def _unsafe_call(call: ast.Call) -> list[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    of = getattr(getattr(call.func, "value", None), "id", "")
    words = {word.arg: word.value for word in call.keywords}
    pickles = words.get("allow_pickle")
    if pickles is not None and not (isinstance(pickles, ast.Constant) and pickles.value is False):
        return ["allow_pickle"]
    if (of, name) == ("np", "load") and pickles is None:
        return ["np.load without allow_pickle=False"]
    if (of, name) == ("yaml", "load"):
        return ["yaml.load"]
    if name in ("extra", "raw", "RawSQL") and isinstance(call.func, ast.Attribute):
        return [f"SQL by {name}"]
    return [name] if name in CALLS and isinstance(call.func, ast.Name) else []


def sources() -> list[Path]:
    files = [path for folder in FOLDERS for path in (settings.ROOT / folder).rglob("*.py")]
    return [path for path in files if "tests" not in path.parts]


def test_nothing_stored_or_sent_can_be_run() -> None:
    assert len(sources()) > 80
    assert {str(path): found for path in sources() if (found := unsafe(path.read_text()))} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "import pickle", "from pickle import loads", "import numpy as np\nnp.load(f, allow_pickle=True)", "np.load(f)",
        "eval(text)", "exec(text)", "yaml.load(text)", "Digit.objects.raw(text)", "rows.extra(where=[text])",
    ],
)  # fmt: skip
def test_the_search_finds_what_is_planted(planted: str) -> None:
    assert unsafe(planted)


@pytest.mark.parametrize(("package", "least"), [("djangorestframework", (3, 18, 2)), ("pillow", (12, 3))])
def test_packages_are_newer_than_their_known_holes(package: str, least: tuple[int, ...]) -> None:
    assert tuple(int(part) for part in version(package).split(".")[: len(least)]) >= least
