"""Tests of origins: a visitor's browser changes data for the pages of this site alone."""

from typing import Any

import pytest
from django.test import Client

from backend.digits.models import Digit
from backend.digits.tests.api.doors import ADD, DOORS, PREDICT, Door, n_rows
from backend.tests.pngs import saved, seven

SEVEN = saved(seven())
OTHERS: dict[str, dict[str, str]] = {
    "another origin": {"Origin": "https://evil.example"},
    "no origin that can be told": {"Origin": "null"},
    "a longer name": {"Origin": "http://testserver.evil.example"},
    "a name before it": {"Origin": "http://eviltestserver"},
    "another port": {"Origin": "http://testserver:8080"},
    "no address": {"Origin": "testserver"},
    "a bracket that is never closed": {"Origin": "http://["},
    "no IPv6 address in the brackets": {"Origin": "http://[x]"},
    "a letter that stands for three": {"Origin": "http://a℀b"},
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a sister site": {"Sec-Fetch-Site": "same-site"},
    "another site that says it is this one": {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
}
OWN: dict[str, dict[str, str]] = {
    "a program that is no browser": {},
    "this site's page": {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"},
    "an older browser": {"Origin": "http://testserver"},
    "this site behind a proxy that ends TLS": {"Origin": "https://testserver"},
    "typed by the person": {"Sec-Fetch-Site": "none"},
}


@pytest.mark.parametrize("headers", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_another_sites_page_is_refused(base: None, client: Client, door: Door, headers: dict[str, str]) -> None:
    response = door.send_png(client, SEVEN, headers=headers)
    assert (response.status_code, response.json()["code"]) == (403, "cross_site")
    assert n_rows() == (0, 1, 1)


@pytest.mark.parametrize("headers", OWN.values(), ids=OWN)
def test_this_sites_page_and_other_programs_are_let_in(base: None, client: Client, headers: dict[str, str]) -> None:
    assert ADD.send_png(client, SEVEN, headers=headers).status_code == 201


def test_another_sites_page_takes_nothing_back(base: None, client: Client) -> None:
    number = ADD.send_png(client, SEVEN).json()["id"]
    assert client.delete(f"/api/digits/{number}", headers=OTHERS["another site"]).status_code == 403
    assert Digit.objects.get().state == "counted"


def test_an_origin_that_is_trusted_is_let_in(base: None, client: Client, settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://pen.example"]
    headers = {"Origin": "https://pen.example", "Sec-Fetch-Site": "cross-site"}
    assert PREDICT.send_png(client, SEVEN, headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["get", "options", "post"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver"])
def test_no_page_of_another_site_is_let_read(base: None, client: Client, origin: str, method: str) -> None:
    response = getattr(client, method)("/api/digits", headers={"Origin": origin})
    assert [name for name in response.headers if name.startswith("Access-Control")] == []


def test_a_form_of_another_site_is_no_json(base: None, client: Client) -> None:
    """Refuse the media types that a form can send without a preflight request, whatever the body looks like."""
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        response = ADD.send(client, b'{"label": 7}', content_type=content_type)
        assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_a_browser_that_says_same_origin_is_believed_whatever_host_a_proxy_puts_in(base: None, client: Client) -> None:
    headers = {"Origin": "https://digits.example.org", "Sec-Fetch-Site": "same-origin", "Host": "localhost:8000"}
    assert ADD.send_png(client, SEVEN, headers=headers).status_code == 201


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_a_proxy_that_changes_the_host_is_told_which_setting_helps(base: None, client: Client, host: str) -> None:
    headers = {"Origin": "https://digits.example.org", "Host": host}
    response = ADD.send_png(client, SEVEN, headers=headers)
    assert (response.status_code, response.json()["code"]) == (403, "cross_site")
    assert "DIGITS_TRUSTED_ORIGINS=https://digits.example.org" in response.json()["detail"]
    assert response.json()["params"] == {
        "origin": "https://digits.example.org", "host": host, "setting": "DIGITS_TRUSTED_ORIGINS"
    }  # fmt: skip
