"""Tests of the start: the web server waits for the database, and no process loads what it has no use for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backend import gunicorn_conf, prepared
from backend.prepared import await_prepared, tell_prepared
from scripts.places import ROOT


class Worker:
    """gunicorn's worker, as far as it is used here: its database is prepared after `n_looks` looks."""

    def __init__(self, n_looks: int, *, alive: bool = True) -> None:
        self.n_looks, self.alive = n_looks, alive

    def notify(self) -> None:
        self.n_looks -= 1
        if self.n_looks == 0:
            tell_prepared()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(prepared.NAME, str(tmp_path / "prepared"))
    monkeypatch.setattr(prepared, "POLL_S", 0)
    monkeypatch.setattr(gunicorn_conf.apps, "ready", False)  # else it would send notices
    return tmp_path / "prepared"


def test_a_web_process_answers_once_the_database_is_prepared(file: Path) -> None:
    """Check that it tells gunicorn meanwhile that it lives: an upgrade may take longer than gunicorn's patience."""
    worker = Worker(n_looks=100)
    gunicorn_conf.post_worker_init(worker)
    assert worker.n_looks == 0
    assert file.exists()


def test_a_web_process_that_is_told_to_end_waits_no_longer(file: Path) -> None:
    with pytest.raises(SystemExit):
        gunicorn_conf.post_worker_init(Worker(n_looks=1_000, alive=False))


@pytest.mark.parametrize("value", [None, ""])
def test_a_web_process_that_was_told_of_no_preparation_waits_for_none(
    monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    monkeypatch.delenv(prepared.NAME, raising=False)
    if value is not None:
        monkeypatch.setenv(prepared.NAME, value)
    await_prepared(lambda: pytest.fail("it waited"))


def loaded_by(code: str) -> set[str]:
    """Return the modules that a process has loaded after this code."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "backend.settings"}
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    return set(subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True, text=True).stdout.split())


def test_the_keeper_of_the_processes_loads_neither_models_nor_numpy() -> None:
    code = "from django.core.management import load_command_class; load_command_class('backend.digits', 'serve')"
    assert not loaded_by(code) & {"backend.digits.models", "django.contrib.admin", "numpy", "celery"}


def test_a_worker_loads_no_pages() -> None:
    loaded = loaded_by("import django; django.setup(); import backend.digits.tasks")
    assert "backend.digits.models" in loaded
    assert not loaded & {"backend.digits.admin.digits", "backend.urls", "rest_framework.views"}
