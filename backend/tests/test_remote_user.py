"""Tests of single sign-on: a header of a trusted proxy opens an account that exists, under /admin/ alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as settings_of_tests
from django.contrib.auth.models import User
from django.test import Client

from backend.remote_user import RemoteUserMiddleware


@pytest.fixture
def signed_on(base: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Return a client of a program that believes X-Remote-User."""
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS, "backend.remote_user.KnownRemoteUserBackend",
    ]  # fmt: skip
    after = settings.MIDDLEWARE.index("backend.middleware.AdminOnlyAuthenticationMiddleware") + 1
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE[:after], "backend.remote_user.RemoteUserMiddleware", *settings.MIDDLEWARE[after:],
    ]  # fmt: skip
    monkeypatch.setattr(RemoteUserMiddleware, "header", "HTTP_X_REMOTE_USER")
    return Client(raise_request_exception=False)


def test_an_account_is_open_to_whom_the_proxy_names_and_closed_without_it(signed_on: Client) -> None:
    User.objects.create_superuser("anna")
    page = signed_on.get("/admin/", headers={"X-Remote-User": "anna"})
    assert page.status_code == 200
    assert "anna" in page.content.decode()
    assert signed_on.get("/admin/").status_code == 302  # the session does not outlive the header


def test_who_has_no_account_here_gets_none(signed_on: Client) -> None:
    assert signed_on.get("/admin/", headers={"X-Remote-User": "stranger"}).status_code == 302
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["stranger", "", "gone"])
def test_names_without_an_account_lock_out_nobody_at_their_address(signed_on: Client, name: str) -> None:
    User.objects.create_superuser("anna"), User.objects.create_user("gone", is_active=False)
    assert [signed_on.get("/admin/", headers={"X-Remote-User": name}).status_code for _ in range(7)] == [302] * 7
    assert signed_on.get("/admin/", headers={"X-Remote-User": "anna"}).status_code == 200
    assert signed_on.get("/admin/", headers={"X-Remote-User": name}).status_code == 302  # and anna's session is over


def test_an_account_without_a_role_sees_no_figures(signed_on: Client) -> None:
    User.objects.create_user("pupil")
    assert signed_on.get("/admin/", headers={"X-Remote-User": "pupil"}).status_code == 302


def test_another_name_ends_the_session_of_the_first(signed_on: Client) -> None:
    User.objects.create_superuser("anna"), User.objects.create_user("otto", is_staff=True)
    signed_on.get("/admin/", headers={"X-Remote-User": "anna"})
    page = signed_on.get("/admin/", headers={"X-Remote-User": "otto"}).content.decode()
    assert "You may not see figures yet" in page


def test_unless_it_is_set_up_the_header_is_a_header_like_any_other(base: None, client: Client) -> None:
    User.objects.create_superuser("anna")
    for name in ("X-Remote-User", "Remote-User"):
        assert client.get("/admin/", headers={name: "anna"}).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "header", "said"),
    [("0", "X-Remote-User", "behind a proxy alone"), ("1", "X_Remote User", "a header such as"), ("1", "X-User", "")],
)
def test_the_start_is_refused_where_the_header_could_be_anybodys(
    proxies: str, header: str, said: str, tmp_path: Any
) -> None:
    env = {**os.environ, "DIGITS_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "backend.settings"}
    env |= {"DIGITS_N_PROXIES": proxies, "DIGITS_REMOTE_USER_HEADER": header}
    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        " from backend.remote_user import RemoteUserMiddleware as m;"
        " print(m.header, 'backend.remote_user.RemoteUserMiddleware' in s.MIDDLEWARE)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=settings_of_tests.ROOT, capture_output=True, text=True, check=False
    )
    if said:
        assert said in ran.stderr
    else:
        assert ran.stdout.split() == ["HTTP_X_USER", "True"]
