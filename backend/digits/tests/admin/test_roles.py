"""Tests of the roles: each action checks the permission of viewer, reviewer or operator, and is recorded."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from backend.digits.admin.account_forms import MEANINGS
from backend.digits.admin_site import NAV
from backend.digits.models import Action, AuditEntry, Deployment, Digit, ModelState
from backend.digits.tests.admin.administrators import (
    ROLES,
    STEER,
    create_administrator,
    log_in,
    make_digit,
    post_form,
    steer,
)

OWN = ("/admin/login/", "/admin/logout/", "/admin/password")  # of the session and the account of the one who sends
PAGES = [
    "/admin/review/", "/admin/digits/digit/", "/admin/digits/modelstate/", "/admin/digits/modelstate/1/change/",
    "/admin/digits/modelstate/1/weights.png", "/admin/digits/modelstate/1/lineage/",
    "/admin/digits/modelstate/compare/?old=1&new=1", "/admin/digits/deployment/", "/admin/digits/auditentry/",
]  # fmt: skip
OPENED = {  # by the least role that may: pages of the header, and what the role's text calls what is done there
    "viewer": {
        "Dashboard": "sees", "Review": "sees", "Digits": "digits", "Versions": "versions",
        "Serving history": "what was served", "Notices": "notices", "Audit trail": "audit trail",
    },
    "reviewer": {},
    "operator": {"Class": "the wall", "In and out": "takes out, brings in"},
    "superuser": {"Tokens": "tokens", "Accounts": "accounts"},
}  # fmt: skip
DEEDS = [  # the lowest role that may, the address, the form
    ("reviewer", "/admin/review/{digit}/", {"label": 3}),
    ("reviewer", "/admin/review/{digit}/", {"action": "exclude", "reason": "not a digit"}),
    ("operator", STEER, {"action": "rollback", "version": 1, "reason": "it misreads sevens"}),
    ("operator", STEER, {"action": "pin", "reason": "an exhibition"}),
    ("operator", STEER, {"action": "retrain", "reason": "to see"}),
    ("operator", STEER, {"action": "retrain-without", "reason": "to forget"}),
    ("operator", "/admin/exchange/digits/", {"format": "csv"}),
    ("operator", "/admin/exchange/in/", {"reason": "a class"}),
    ("operator", "/admin/exchange/network/", {"reason": "a friend"}),
]


@pytest.mark.parametrize("role", ROLES)
def test_the_migration_makes_three_groups_each_with_more_rights(base: None, role: str) -> None:
    create_administrator(role)
    n_permissions = {"viewer": 5, "reviewer": 6, "operator": 12}[role]
    assert Group.objects.get(name=role).permissions.count() == n_permissions
    smaller = ROLES[max(0, ROLES.index(role) - 1)]
    held = Permission.objects.filter(group__name=role)
    assert set(Permission.objects.filter(group__name=smaller)) <= set(held) or role == "viewer"


@pytest.mark.parametrize("address", PAGES)
def test_a_viewer_sees_each_page_that_only_shows_and_staff_without_a_role_none(
    base: None, client: Client, address: str
) -> None:
    assert log_in(client, "viewer").get(address).status_code == 200
    client.logout()
    assert log_in(client, "staff").get(address).status_code == 403


@pytest.mark.parametrize("role", OPENED)
def test_the_text_of_a_role_names_what_it_opens_and_nothing_else_opens(base: None, client: Client, role: str) -> None:
    log_in(client, role)
    opened = {link.title for link in NAV if client.get(reverse(link.name)).status_code == 200}
    roles = list(OPENED)[: list(OPENED).index(role) + 1]
    assert opened == {title for each in roles for title in OPENED[each]}
    text = str(MEANINGS[role])
    assert all(words in text for words in OPENED[role].values())
    assert "every page" not in text


@pytest.mark.parametrize(("least", "address", "form"), DEEDS)
@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_a_role_that_is_too_small_changes_nothing(
    base: None, client: Client, least: str, address: str, form: dict[str, Any], role: str
) -> None:
    if role == least:
        return
    shown = make_digit()
    before = [list(model.objects.values()) for model in (Digit, ModelState, Deployment, AuditEntry)]
    answer = post_form(log_in(client, role), address.format(digit=shown.pk), form)
    assert answer.status_code == 403
    assert [list(model.objects.values()) for model in (Digit, ModelState, Deployment, AuditEntry)] == before


@pytest.mark.parametrize(("least", "address", "form"), DEEDS[:7])
def test_the_least_role_for_it_may_and_the_trail_says_so(
    base: None, client: Client, least: str, address: str, form: dict[str, Any]
) -> None:
    shown = make_digit(is_training_input=True)
    log_in(client, least)
    answer = steer(client, form) if address == STEER else post_form(client, address.format(digit=shown.pk), form)
    assert answer.status_code in (200, 302)
    b"".join(answer)  # a file is closed once it is read
    entry = AuditEntry.objects.latest("id")
    assert entry.by == least
    assert entry.reason == form.get("reason", "")


def test_whatever_a_viewer_sends_is_refused_where_it_is_not_a_page_that_is_read(base: None, client: Client) -> None:
    log_in(client, "viewer")
    addresses = [address for address in posted_addresses() if not address.startswith(OWN)]
    sent = {address: post_form(client, address, {"up_to": "9"}).status_code for address in addresses}
    assert len(sent) > 40
    done = {address: status for address, status in sent.items() if status not in (403, 404, 405)}
    assert done == {address: client.get(address).status_code for address in done}


def posted_addresses(patterns: Any = None, before: str = "/") -> Iterator[str]:
    """Yield each address of the admin, with the number 1 where it names a row."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = before + re.sub(r"<[^>]+>", "1", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from posted_addresses(pattern.url_patterns, address)
        elif address.startswith("/admin/"):
            yield address


def test_a_viewer_is_offered_nothing_to_do(base: None, client: Client) -> None:
    shown = make_digit()
    log_in(client, "viewer")
    for address in (*PAGES[:1], *PAGES[1:4], f"/admin/digits/digit/{shown.pk}/change/"):
        text = client.get(address).content.decode()
        assert "In and out" not in text
        for offer in ('value="hold', 'value="exclude', 'value="rollback', 'value="retrain', 'id="decisions"'):
            assert offer not in text, (address, offer)


def test_only_a_superuser_manages_accounts_and_that_is_in_the_trail_too(base: None, client: Client) -> None:
    log_in(client, "operator")
    assert client.get("/admin/auth/user/").status_code == 403
    client.logout()
    log_in(client, "superuser")
    assert post_form(client, "/admin/auth/user/add/", {"username": "otto", "role": "superuser"}).status_code == 302
    entry = AuditEntry.objects.earliest("id")
    told = ("super", Action.ACCOUNT, "user otto", "added; Username: otto; Role: superuser")
    assert (entry.by, entry.action, entry.before, entry.after) == told
