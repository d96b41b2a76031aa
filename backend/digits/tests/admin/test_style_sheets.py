"""Tests of the admin's style sheets: a page asks for those that its elements need, and for no other."""

import re

import pytest
from django.conf import settings
from django.test import Client

from backend.digits.models import DigitState
from backend.digits.tests.admin.administrators import log_in, make_digit, post_form

SHEETS = settings.ROOT / "backend" / "digits" / "static" / "digits"
OF_SOME_PAGES = ("deciding", "figures")
DIGITS = "/admin/digits/digit/"
PAGES = {
    "/admin/": {"figures"},
    "/admin/review/": {"deciding"},
    DIGITS: {"deciding"},
    "/admin/digits/digit/1/change/": {"deciding"},
    "/admin/digits/modelstate/1/change/": {"deciding", "figures"},
    "/admin/digits/modelstate/": set(),
    "/admin/contributor/1/": set(),
    "/admin/exchange/": set(),
    "/admin/class/": set(),
}


def selectors_of(sheet: str) -> list[set[str]]:
    """Return, for each selector of a sheet, the classes and ids that it names; without those that a script sets."""
    text = re.sub(r"/\*.*?\*/|:not\([^)]*\)", "", (SHEETS / f"{sheet}.css").read_text("utf-8"), flags=re.DOTALL)
    selectors = re.sub(r"\{[^{}]*\}|\{", ",", text).split(",")
    return [set(re.findall(r"[.#]([a-z][a-z-]+)", selector)) for selector in selectors if ".is-" not in selector]


def sheets_needed(page: str) -> set[str]:
    """Return the sheets with a rule for an element of a page, as far as its classes and ids tell."""
    used = {name for value in re.findall(r'\b(?:class|id)="([^"]*)"', page) for name in value.split()}
    return {sheet for sheet in OF_SOME_PAGES if any(names and names <= used for names in selectors_of(sheet))}


def sheets_asked_for(page: str) -> set[str]:
    return set(re.findall(r'<link[^>]*/digits/([a-z]+)(?:\.[0-9a-f]+)?\.css"', page)) - {"admin"}


@pytest.fixture
def admin(base: None, client: Client) -> Client:
    make_digit(state=DigitState.HELD)
    return log_in(client, "superuser")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_for_the_sheets_that_it_needs(admin: Client, address: str) -> None:
    number = str(make_digit().pk)
    page = admin.get(re.sub(r"(digit|contributor)/1/", rf"\1/{number}/", address)).content.decode()
    assert sheets_asked_for(page) == PAGES[address]
    assert sheets_needed(page) <= PAGES[address]


def test_the_page_that_asks_why_has_the_buttons_of_the_dialog(admin: Client) -> None:
    chosen = {"action": "exclude_them", "_selected_action": str(make_digit().pk)}
    page = post_form(admin, DIGITS, chosen).content.decode()
    assert 'class="reasons"' in page
    assert sheets_asked_for(page) == sheets_needed(page) == {"deciding"}


def test_each_colour_of_a_button_is_set_in_the_dark_too() -> None:
    text = (SHEETS / "admin.css").read_text("utf-8")
    light, dark, of_the_device = (set(re.findall(r"--[a-z-]*button[a-z-]*", block)) for block in _themes(text))
    assert light == dark == of_the_device != set()


def _themes(text: str) -> list[str]:
    return re.findall(r'html\[data-theme="(?:light|dark|auto)"\][^{]*\{([^}]*)\}', text)[:3]
