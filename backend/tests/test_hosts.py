"""Tests of the names that are answered: a wrong one is told which setting allows it, and health is told to any."""

import logging
from typing import Any

import pytest
from django.test import Client

from backend import refusals
from backend.names import hosts

STRANGE = ["evil.example<script>", "a b", "ü.example", "x" * 300, "", "evil.example:80:90", "'--"]


@pytest.fixture(autouse=True)
def nothing_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "_logged", set())


@pytest.mark.parametrize("host", ["192.168.1.20:8000", "room12.local", "digits.example.org", "[fd00::7]:8000"])
def test_a_name_that_is_not_allowed_is_told_with_the_setting_that_allows_it(
    base: None, client: Client, host: str
) -> None:
    response = client.get("/api/model", headers={"Host": host})
    name = host.removesuffix(":8000")
    assert (response.status_code, response.json()["code"]) == (400, "unknown_host")
    assert f"DIGITS_ALLOWED_HOSTS=127.0.0.1,localhost,[::1],testserver,{name}." in response.json()["detail"]
    assert response.json()["params"] == {"host": name, "setting": "DIGITS_ALLOWED_HOSTS"}


@pytest.mark.parametrize("host", ["room12.local:8000", "room12.local.:8000", "Room12.Local", "[FD00::7]:8000"])
def test_the_advice_works(base: None, client: Client, settings: Any, host: str) -> None:
    """Check also a name with its final dot, as some resolvers give it, and capitals."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    detail = client.get("/api/model", headers={"Host": host}).json()["detail"]
    advised = detail.partition("DIGITS_ALLOWED_HOSTS=")[2].partition(". ")[0]
    settings.ALLOWED_HOSTS = hosts("DIGITS_ALLOWED_HOSTS", advised)
    assert client.get("/api/model", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", STRANGE)
def test_what_is_no_name_is_not_repeated(client: Client, host: str) -> None:
    response = client.get("/api/model", headers={"Host": host})
    assert (response.status_code, response.json()["code"]) == (400, "unknown_host")
    assert response.json()["params"]["host"] == "this name"


def test_the_page_itself_says_why_it_is_not_shown(client: Client) -> None:
    """Check that no page is shown whose drawings would then be refused."""
    response = client.get("/", headers={"Host": "room12.local", "Accept": "text/html,*/*"})
    assert response.status_code == 400
    assert response.headers["Content-Type"].startswith("text/html")
    assert b"DIGITS_ALLOWED_HOSTS" in response.content


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "10.0.0.7", "localhost", *STRANGE])
def test_health_is_told_whatever_the_name(base: None, client: Client, settings: Any, path: str, host: str) -> None:
    for allowed in (["digits.example.org"], [".example.org"], ["*"]):
        settings.ALLOWED_HOSTS = allowed
        assert client.get(path, headers={"Host": host}).status_code == 200


def test_nothing_else_is_told_to_the_name_of_a_health_check(base: None, client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["digits.example.org"]
    for path in ("/", "/livez/", "/api/model", "/metrics", "/static/digits/admin.css", "/admin/", "//livez"):
        assert client.get(path, headers={"Host": "127.0.0.1:8000"}).status_code == 400, path


def test_a_name_is_logged_once_and_made_up_names_fill_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "digits"):
        for number in range(3 * refusals.N_LOGGED):
            for _ in range(2):
                client.get("/", headers={"Host": f"n{number}.example"})
    assert len(caplog.records) == refusals.N_LOGGED
    assert "DIGITS_ALLOWED_HOSTS=" in caplog.records[0].getMessage()
