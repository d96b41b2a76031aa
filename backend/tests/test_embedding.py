"""Tests of the page in a frame of another site: refused unless a setting names the site, and never for the admin."""

import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

from harness.program import ROOT

SCHOOL = "https://school.example"


def ancestors(client: Client, address: str) -> tuple[str, str | None]:
    """Return who may show the answer in a frame by its policy, and its X-Frame-Options."""
    response = client.get(address)
    response.getvalue()  # a file that is answered is closed at its end
    headers = response.headers
    (found,) = (part for part in headers["Content-Security-Policy"].split("; ") if part.startswith("frame-ancestors"))
    return found.removeprefix("frame-ancestors "), headers.get("X-Frame-Options")


@pytest.mark.parametrize("address", ["/", "/api/model", "/api/docs", "/admin/login/"])
def test_no_site_may_show_the_page_in_a_frame_unless_it_is_named(base: None, client: Client, address: str) -> None:
    assert ancestors(client, address)[0] == "'none'"


def test_the_sites_that_are_named_may_show_the_page_and_not_the_admin(
    base: None, client: Client, settings: Any
) -> None:
    settings.DIGITS_EMBED_ORIGINS = [SCHOOL, "http://127.0.0.1:9000"]
    for address in ("/", "/api/docs"):
        assert ancestors(client, address) == (f"{SCHOOL} http://127.0.0.1:9000", None)
    assert ancestors(client, "/admin/login/") == ("'none'", "DENY")


@pytest.mark.parametrize("origin", ["*", "school.example", "https://school.example/page", "https://a.example; x"])
def test_what_is_no_origin_is_refused_at_the_start(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITS_EMBED_ORIGINS", origin)
    started = subprocess.run(
        [sys.executable, "-c", "import backend.settings"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert "an origin such as https://school.example is wanted" in started.stderr
