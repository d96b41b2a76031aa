"""Tests of the settings: a wrong value is reported at the start, not at the first request."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.places import ROOT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DIGITS_RETRAIN_AT", "0"),
        ("DIGITS_THROTTLE_DIGITS", "120"),
        ("DIGITS_THROTTLE_DIGITS", "120/fortnight"),
        ("DIGITS_THROTTLE_PREDICTIONS", "none"),
        ("DIGITS_SERVER", "uwsgi"),
        ("DIGITS_BROKER", "redis"),
        ("DIGITS_PREFIX", "ductus"),
        ("DIGITS_PREFIX", "/a b"),
        ("DIGITS_MAIL_TO", "a@x b@x"),
        ("DIGITS_MAIL_TO", "anna@school.example,otto@school..example"),
        ("DIGITS_ADDRESS", "digits.example"),
        ("DIGITS_ADDRESS", "https://["),
        ("DIGITS_HTTPS", "enabled"),
        ("DIGITS_WEBHOOK_INSIDE", "allowed"),
        ("DIGITS_RETRAIN_AT", "abc"),
        ("DIGITS_N_PROXIES", "-1"),
        ("DIGITS_WEB_PROCESSES", "two"),
        ("DIGITS_LEASE_S", "-1"),
        ("DIGITS_SWEEP_S", "0"),
        ("DIGITS_NOTICES_S", "5s"),
        ("DIGITS_MAIL_URL", "imap://"),
        ("CELERY_BROKER_URL", "http://"),
        ("DIGITS_CORPORA", "~nobody-of-this-name/corpora"),
    ],
)
def test_a_setting_without_sense_is_refused_by_name(name: str, value: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import backend.settings"],
        env=os.environ | {name: value},
        capture_output=True,
        check=False,
        text=True,
    )
    assert told.returncode != 0
    assert f"ImproperlyConfigured: {name}={value}" in told.stderr


def test_the_start_refuses_in_one_sentence_without_a_traceback(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=os.environ | {"DIGITS_WEB_PROCESSES": "two", "DIGITS_DATA_DIR": str(tmp_path)},
        capture_output=True,
        check=False,
        text=True,
    )
    wanted = "Ductus cannot start. DIGITS_WEB_PROCESSES=two: a whole number from 1 to 1000000000 is wanted.\n"
    assert (told.returncode, told.stderr) == (1, wanted)


def settings_with(names: str, **variables: str) -> list[str]:
    """Return settings as the program has them, in a process of its own."""
    code = f"from backend import settings as s; print(*({names}), sep='\\n')"
    told = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | variables, capture_output=True, check=True, text=True
    )
    return told.stdout.splitlines()


def test_two_programs_on_one_machine_keep_their_cookies_apart(tmp_path: Path) -> None:
    """A browser sends a cookie to every port of its host: the names must differ."""
    names = "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH"
    one, other = (settings_with(names, DIGITS_DATA_DIR=str(tmp_path / name)) for name in ("one", "other"))
    assert not {*one[:2]} & {*other[:2], "sessionid", "csrftoken"}
    assert one[2:] == other[2:] == ["/admin/", "/admin/"]
    assert one == settings_with(names, DIGITS_DATA_DIR=str(tmp_path / "one"))  # so a restart logs nobody out


def test_a_carriage_return_at_the_end_of_a_variable_is_no_part_of_its_value(tmp_path: Path) -> None:
    """`docker run --env-file` and systemd leave it there where the file comes from Windows."""
    variables = {"DIGITS_DATA_DIR": f"{tmp_path}/data", "DIGITS_PREFIX": "/ductus", "DIGITS_SERVER": "waitress"}
    variables |= {"HOST": "0.0.0.0", "PORT": "8001", "SECRET_KEY": "k" * 50, "DIGITS_MAIL_TO": "ada@school.example"}
    names = "s.DATA_DIR, s.DIGITS_PREFIX, s.DIGITS_SERVER, s.SECRET_KEY, s.DIGITS_MAIL_TO"
    names += ", *__import__('dataclasses').astuple(__import__('backend.listening').listening.wanted(s.os.environ))"
    marked = settings_with(names, **{name: f"{value}\r" for name, value in variables.items()})
    assert marked == settings_with(names, **variables)
    assert marked[-2:] == ["0.0.0.0", "8001"]


def test_below_a_prefix_cookies_and_files_lie_below_it_too(tmp_path: Path) -> None:
    names = "s.SESSION_COOKIE_PATH, s.STATIC_URL, s.FORCE_SCRIPT_NAME"
    wanted = ["/ductus/admin/", "/ductus/static/", "/ductus"]
    assert settings_with(names, DIGITS_DATA_DIR=str(tmp_path), DIGITS_PREFIX="/ductus/") == wanted


def test_health_and_metrics_are_asked_without_tls_below_a_prefix_too(tmp_path: Path) -> None:
    code = """
import django
from django.test import Client
django.setup()
for path in ("/livez", "/metrics", "/api/model", "/other/livez"):
    print(Client().get(path).status_code)
"""
    env = {"DIGITS_PREFIX": "/ductus", "DIGITS_HTTPS": "1", "DIGITS_ALLOWED_HOSTS": "testserver"}
    env |= {"DJANGO_SETTINGS_MODULE": "backend.settings", "DIGITS_DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    told = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | env, capture_output=True, check=True, text=True
    ).stdout.split()
    assert "301" not in told[:2]
    assert told[2:] == ["301", "301"]


def test_without_a_broker_the_settings_say_so_and_the_sweep_looks_more_often(tmp_path: Path) -> None:
    names = "s.DIGITS_HAS_BROKER, s.DIGITS_SWEEP_S"
    assert settings_with(names, DIGITS_DATA_DIR=str(tmp_path), DIGITS_BROKER="none") == ["False", "0.5"]
    assert settings_with(names, DIGITS_DATA_DIR=str(tmp_path), DIGITS_BROKER="folder") == ["True", "2.0"]


def test_the_password_in_a_broken_database_url_is_not_printed(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import backend.settings"],
        env=os.environ
        | {"DATABASE_URL": "postgresql://ductus:Zk3/9q+w==@db:5432/ductus", "DIGITS_DATA_DIR": str(tmp_path)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert "DATABASE_PASSWORD" in told.stderr
    assert "Zk3" not in told.stderr
