"""Tests of what the administrator's part refuses: a page with the way back, or JSON where a program asks."""

from typing import Any

import pytest
from django.test import Client

from backend.digits.tests.admin.administrators import log_in, make_digit

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
POSTED = [
    "/admin/exchange/digits/", "/admin/exchange/in/", "/admin/exchange/back/", "/admin/exchange/network/",
    "/admin/review/decide/", "/admin/review/undo/", "/admin/class/wall/", "/admin/notices/seen/",
]  # fmt: skip


def page(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address, headers=BROWSER)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/admin/nope/", "/admin/digits/nope/", "/admin/digits/digit/99999/change/", "/admin/contributor/99999/",
                "/admin/digits/modelstate/99999/change/"],
)  # fmt: skip
def test_an_address_that_leads_nowhere_has_a_page_with_the_way_back(base: None, client: Client, address: str) -> None:
    status, text = page(log_in(client, "superuser"), address)
    assert status == 404
    assert '<a href="/admin/">To the dashboard</a>' in text
    assert '<nav id="nav-links"' in text


def test_what_a_viewer_may_not_see_has_a_page_that_says_so(base: None, client: Client) -> None:
    status, text = page(log_in(client, "viewer"), "/admin/exchange/")
    assert status == 403
    assert "Your account may not do this" in text
    assert '<a href="/admin/">To the dashboard</a>' in text


@pytest.mark.parametrize("address", POSTED)
def test_the_address_of_a_button_opened_as_a_page_says_so(base: None, client: Client, address: str) -> None:
    answer = log_in(client, "superuser").get(address, headers=BROWSER)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "A button does this" in answer.content.decode()


def test_a_program_gets_the_form_of_every_error(base: None, client: Client) -> None:
    log_in(client, "viewer")
    for address, status, code in (
        ("/admin/nope/", 404, "not_found"),
        ("/admin/exchange/", 403, "forbidden"),
        ("/admin/notices/seen/", 405, "method_not_allowed"),
    ):
        answer = client.get(address, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_stranger_learns_nothing_of_what_there_is(base: None, client: Client) -> None:
    answers = [client.get(address, headers=BROWSER) for address in ("/admin/nope/", "/admin/exchange/in/")]
    assert [(answer.status_code, answer.headers["Location"].split("?")[0]) for answer in answers] == [
        (302, "/admin/login/")
    ] * 2


@pytest.mark.parametrize("address", ["/admin/digits/", "/admin/auth/"])
def test_the_index_of_an_app_leads_to_the_first_page(base: None, client: Client, address: str) -> None:
    answer = log_in(client, "superuser").get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")


def test_the_history_of_every_row_leads_to_its_page(base: None, client: Client) -> None:
    log_in(client, "superuser")
    shown: Any = make_digit()
    for address in (f"digits/digit/{shown.pk}", "digits/modelstate/1", "digits/deployment/1"):
        answer = client.get(f"/admin/{address}/history/", follow=True)
        assert answer.status_code in (200, 403), address
