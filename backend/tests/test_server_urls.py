"""Tests of the URLs of the broker and the mail server: passwords of any character, none shown, none that cuts a URL."""

import subprocess
import sys
from os import environ
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from kombu.utils.url import parse_url
from redis.connection import parse_url as parse_redis_url

from backend.server_urls import server_url
from backend.tests.test_databases import PASSWORDS

CUT = ["Zk3/9q+w==", "12#34", "12?34", "a/b", "#", "?a", "1/@2", "a?b@c"]


def broker(url: str, password: str = "") -> str:
    variables = {"CELERY_BROKER_URL": url, "CELERY_BROKER_PASSWORD": password}
    return server_url(variables, "CELERY_BROKER_URL", "redis://redis:6379/0", password="CELERY_BROKER_PASSWORD")


@given(PASSWORDS)
def test_a_password_of_its_own_reaches_celery_and_redis_as_it_is(password: str) -> None:
    url = broker("redis://redis:6379/0", password)
    assert parse_url(url)["password"] == parse_redis_url(url)["password"] == password
    assert (parse_url(url)["hostname"], parse_url(url)["port"], parse_url(url)["virtual_host"]) == ("redis", 6379, "0")


@pytest.mark.parametrize("password", CUT)
def test_a_password_that_cuts_the_url_is_refused_and_not_shown(password: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CELERY_BROKER_PASSWORD") as refused:
        broker(f"redis://:{password}@redis:6379/0")
    assert password not in str(refused.value).replace("redis://redis:6379/0", "").replace("percent-encoded", "")[:60]
    assert f"{password}@" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["redis://redis:6379/0\n", "  redis://redis:6379/0", "redis://u:a%2Fb@redis:6379/0", "safefs://localhost"]
)
def test_a_sound_url_is_taken_as_it_is(url: str) -> None:
    assert broker(url) == url.strip()


def test_without_a_setting_there_is_the_default() -> None:
    assert broker("") == "redis://redis:6379/0"


def test_the_user_of_the_url_stays_with_the_password() -> None:
    assert broker("rediss://ductus@redis:6380/1", "a/b") == "rediss://ductus:a%2Fb@redis:6380/1"


@pytest.mark.parametrize("name", ["DIGITS_MAIL", "CELERY_BROKER"])
def test_the_start_takes_such_a_password_and_shows_nothing_of_a_broken_url(tmp_path: Path, name: str) -> None:
    scheme = {"DIGITS_MAIL": "smtp://me", "CELERY_BROKER": "redis://"}[name]
    code = "from backend import settings as s; print(s.CELERY_BROKER_URL, s.EMAIL_HOST_PASSWORD)"

    def told(**variables: str) -> "subprocess.CompletedProcess[str]":
        env = environ | {"DIGITS_DATA_DIR": str(tmp_path)} | variables
        return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=False, text=True)

    sound = told(**{f"{name}_URL": f"{scheme}@host:25", f"{name}_PASSWORD": "Zk3/9q+w==\n"})
    assert ("Zk3%2F9q%2Bw%3D%3D" if name == "CELERY_BROKER" else "Zk3/9q+w==") in sound.stdout, sound.stderr
    broken = told(**{f"{name}_URL": f"{scheme}:Zk3/9q+w==@host:25"})
    assert f"{name}_PASSWORD" in broken.stderr
    assert "Zk3" not in broken.stderr
