"""Tests of links to set a password: made by a superuser, known to nobody else, good for one time."""

import re
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.core.cache import cache
from django.test import Client

from backend import urls
from backend.digits.api.login_throttle import LoginThrottle
from backend.digits.models import Action, AuditEntry
from backend.digits.tests.admin.administrators import create_administrator, log_in, post_form

USERS = "/admin/auth/user/"
LONG = "a long passphrase of mine"


def ask_for_link(client: Client, user: User) -> str:
    answer = post_form(
        client, USERS, {"action": "make_link", "_selected_action": str(user.pk)}, follow=True
    ).content.decode()
    found = re.search(r"http://testserver(/admin/password/[^/]+/[^/]+/)", answer)
    return found[1] if found else ""


def open_and_set(client: Client, link: str) -> Any:
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0] if page.redirect_chain else link
    return post_form(client, address, {"new_password1": LONG, "new_password2": LONG}, follow=True)


def test_the_person_sets_the_password_by_the_link_once_and_the_trail_says_who_made_it(
    base: None, client: Client
) -> None:
    otto = create_administrator("reviewer")
    otto.set_unusable_password()
    otto.save()
    link = ask_for_link(log_in(client, "superuser"), otto)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by, entry.before, entry.after) == (
        Action.ACCOUNT,
        "super",
        "user reviewer",
        "link made",
    )
    assert LONG not in str(entry)
    client.logout()
    assert open_and_set(client, link).status_code == 200
    assert User.objects.get(pk=otto.pk).check_password(LONG)
    newest = AuditEntry.objects.latest("pk")
    assert (newest.by, newest.before, newest.after) == ("reviewer", "user reviewer", "password set by a link")
    assert LONG not in str(newest)
    again = client.get(link, follow=True).content.decode()
    assert "new_password1" not in again


def test_a_link_that_was_made_up_opens_nothing(base: None, client: Client) -> None:
    otto = create_administrator("reviewer")
    link = ask_for_link(log_in(client, "superuser"), otto)
    client.logout()
    wrong = re.sub(r"-[^/]+/$", "-0000000000000000/", link)
    assert "new_password1" not in client.get(wrong, follow=True).content.decode()


def test_who_is_no_superuser_makes_no_link(base: None, client: Client) -> None:
    boss = User.objects.create_superuser("boss")
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=("view_user", "change_user")))
    client.force_login(clerk)
    assert ask_for_link(client, boss) == ""
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("address", ["/admin/password/forgotten/", "/admin/password/mailed/"])
def test_without_mail_nobody_is_offered_one(base: None, client: Client, address: str) -> None:
    assert client.get(address).status_code in (302, 404)
    assert "password/forgotten" not in client.get("/admin/login/").content.decode()


# --- Links by mail ---------------------------------------------------------------------------------------------------

FORGOTTEN = "/admin/password/forgotten/"


@pytest.fixture
def with_mail(base: None, settings: Any) -> Any:
    """Return the settings of a program that answers any name and knows its own."""
    settings.DIGITS_MAIL_TO, settings.DIGITS_ADDRESS = ["anna@school.example"], "https://digits.example/ductus"
    settings.ALLOWED_HOSTS = ["*"]
    settings.ROOT_URLCONF = addresses = ModuleType("addresses")
    addresses.__dict__["urlpatterns"] = [*urls.links_by_mail(), *urls.urlpatterns]
    User.objects.create_superuser("anna", email="anna@school.example", password=LONG)
    cache.clear()
    return settings


def test_a_mailed_link_leads_here_whatever_name_the_request_was_sent_to(with_mail: Any, client: Client) -> None:
    asked = post_form(client, FORGOTTEN, {"email": "anna@school.example"}, headers={"Host": "evil.example"})
    assert asked.status_code == 302
    (sent,) = mail.outbox
    assert re.search(r"^https://digits\.example/admin/password/\S+/\S+/$", str(sent.body), re.MULTILINE)
    assert "evil.example" not in str(sent.message())


def test_where_any_name_is_answered_no_link_is_mailed_unless_the_program_knows_its_own(settings: Any) -> None:
    settings.DIGITS_MAIL_TO, settings.DIGITS_ADDRESS = ["anna@school.example"], ""
    settings.ALLOWED_HOSTS = ["digits.example"]
    assert len(urls.links_by_mail()) == 2
    settings.ALLOWED_HOSTS = ["*"]
    assert urls.links_by_mail() == []


def test_links_are_mailed_as_often_as_passwords_are_checked(
    with_mail: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_mail.DIGITS_THROTTLE_LOGINS = "2/min"
    monkeypatch.setattr(LoginThrottle, "timer", lambda _: 1_000_020.0)
    asked = [post_form(client, FORGOTTEN, {"email": "anna@school.example"}).status_code for _ in range(3)]
    assert asked == [302, 302, 429]
    assert len(mail.outbox) == 2
