"""Tests of the languages of the admin: Django's own words follow the browser, numbers in attributes stay numbers."""

import re

import pytest
from django.test import Client
from django.utils import translation

from backend.digits.tests.admin.administrators import log_in

GERMAN = {"accept-language": "de-AT,de;q=0.9"}
PAGES = ("", "review/", "digits/digit/", "digits/modelstate/", "digits/modelstate/1/change/", "class/", "exchange/")


def test_the_log_in_follows_the_browser_and_the_api_after_it_does_not(client: Client, base: None) -> None:
    for language, word in (("de", "Passwort"), ("fr", "Mot de passe"), ("es", "Contraseña"), ("nl", "Password")):
        answer = client.get("/admin/login/", headers={"accept-language": language})
        assert word in answer.content.decode(), language
    client.get("/admin/login/", headers=GERMAN)
    assert translation.get_language() == "en"
    answer = client.get("/api/nowhere", headers=GERMAN)
    assert "There is nothing at this address" in answer.content.decode()
    assert "Content-Language" not in answer.headers


def test_the_log_in_leads_back_to_the_page(client: Client, base: None) -> None:
    answer = client.get("/admin/login/", headers=GERMAN).content.decode()
    assert re.search(r'<a class="to-page" href="/">[^<]+</a>', answer)


@pytest.mark.parametrize("page", PAGES)
def test_numbers_in_attributes_have_a_point_in_german_too(client: Client, base: None, page: str) -> None:
    log_in(client, "superuser")
    answer = client.get(f"/admin/{page}", headers=GERMAN)
    assert answer.status_code == 200
    numbers = r'\b(value|min|max|x|y|x1|x2|y1|y2|cx|cy|r|width|height)="[0-9]+,[0-9]+"'
    assert re.findall(numbers, answer.content.decode()) == []
