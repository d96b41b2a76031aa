"""Tests of accounts: a role in one step, and an audit trail that tells what was done to whom, from what to what."""

import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client

from backend.digits.admin.account_forms import role_of
from backend.digits.admin.logins import BY_NOBODY
from backend.digits.models import AuditEntry
from backend.digits.services.audit import BY_COMMAND_LINE
from backend.digits.tests.admin.administrators import create_administrator, log_in, post_form

USERS = "/admin/auth/user/"
LONG = "a long passphrase of mine"
ROLES = ["viewer", "reviewer", "operator", "superuser"]


def trail() -> list[tuple[str, str, str]]:
    """Return who did what to whom, the oldest first."""
    return list(AuditEntry.objects.order_by("id").values_list("by", "before", "after"))


def change(client: Client, user: User, **fields: Any) -> Any:
    kept = {"username": user.username, "email": user.email, "role": role_of(user)}
    kept |= {"is_active": "on"} if user.is_active else {}
    kept |= fields
    return post_form(client, f"{USERS}{user.pk}/change/", {name: value for name, value in kept.items() if value})


def log_in_by_form(client: Client, name: str, password: str) -> Any:
    return post_form(client, "/admin/login/", {"username": name, "password": password, "next": "/admin/"})


# --- A role in one step ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_somebody_is_added_with_a_role_and_a_link_in_one_step(base: None, client: Client, role: str) -> None:
    for name in ROLES[:3]:
        create_administrator(name)  # which also makes the groups
    page = post_form(log_in(client, "superuser"), f"{USERS}add/", {"username": "otto", "role": role}, follow=True)
    otto = User.objects.get(username="otto")
    assert (role_of(otto), otto.is_staff, otto.has_usable_password()) == (role, True, False)
    assert re.search(r"Give otto this link.*http://testserver/admin/password/", page.content.decode())
    assert trail() == [
        ("super", "user otto", f"added; Username: otto; Role: {role}"),
        ("super", "user otto", "link made"),
    ]


def test_the_audit_trail_says_it_in_one_language(base: None, client: Client) -> None:
    """Add an account in a German browser: the fields of its form have German names, the audit trail has not."""
    form = {"username": "otto", "role": "viewer"}
    create_administrator("viewer")  # which also makes the groups
    page = post_form(log_in(client, "superuser"), f"{USERS}add/", form, headers={"accept-language": "de"}, follow=True)
    assert "Gib otto diesen Link" in page.content.decode()
    assert trail()[0] == ("super", "user otto", "added; Username: otto; Role: viewer")


def test_a_role_says_what_it_may_and_no_single_permission_is_offered(base: None, client: Client) -> None:
    user = create_administrator("viewer")
    for address in (f"{USERS}add/", f"{USERS}{user.pk}/change/"):
        text = log_in(client, "superuser").get(address).content.decode() if "add" in address else client.get(address)
        text = text if isinstance(text, str) else text.content.decode()
        assert text.count('type="radio" name="role"') >= 4
        assert "reviewer: decides on digits and marks notices as read, too" in text
        assert "user_permissions" not in text
        assert "is_staff" not in text


def test_another_role_takes_the_one_before_away_and_leaves_other_groups(base: None, client: Client) -> None:
    otto = create_administrator("operator")
    otto.groups.add(Group.objects.create(name="choir"))
    create_administrator("viewer")
    assert change(log_in(client, "superuser"), otto, role="viewer").status_code == 302
    assert set(otto.groups.values_list("name", flat=True)) == {"viewer", "choir"}
    assert trail() == [("super", "user operator", "Role: operator → viewer")]
    change(client, otto, role="none")
    assert not User.objects.get(pk=otto.pk).is_staff


def test_rights_that_were_given_elsewhere_stay_unless_a_role_is_chosen(base: None, client: Client) -> None:
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_digit"))
    change(log_in(client, "superuser"), clerk, email="clerk@school.example")
    clerk = User.objects.get(pk=clerk.pk)
    assert (clerk.email, clerk.is_staff, clerk.has_perm("digits.view_digit")) == ("clerk@school.example", True, True)
    assert trail() == [("super", "user clerk", "Email address: nothing → clerk@school.example")]


@pytest.mark.parametrize("fields", [{"role": "viewer"}, {"is_active": ""}])
def test_the_last_superuser_who_can_log_in_stays_one(base: None, client: Client, fields: dict[str, str]) -> None:
    log_in(client, "superuser")
    last = User.objects.get()
    text = change(client, last, **fields).content.decode()
    assert "This is the last superuser who can log in" in text
    assert (User.objects.get().is_superuser, User.objects.get().is_active) == (True, True)


def test_who_is_no_superuser_gives_nobody_rights(base: None, client: Client) -> None:
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(*Permission.objects.filter(content_type__app_label="auth"))
    client.force_login(clerk)
    assert change(client, clerk, role="superuser").status_code == 403
    assert post_form(client, f"{USERS}add/", {"username": "otto", "role": "superuser"}).status_code == 403
    assert not User.objects.filter(is_superuser=True).exists()


def test_groups_have_no_page(base: None, client: Client) -> None:
    assert log_in(client, "superuser").get("/admin/auth/group/").status_code == 404


# --- The audit trail -------------------------------------------------------------------------------------------------


def test_several_fields_are_told_each_from_what_to_what(base: None, client: Client) -> None:
    otto = create_administrator("viewer")
    change(log_in(client, "superuser"), otto, role="superuser", is_active="", email="otto@school.example")
    ((_, about, told),) = trail()
    assert about == "user viewer"
    assert set(told.split("; ")) == {
        "Role: viewer → superuser", "May log in: yes → no", "Email address: nothing → otto@school.example",
    }  # fmt: skip


def test_a_password_that_is_set_for_somebody_is_told_without_the_password(base: None, client: Client) -> None:
    otto = create_administrator("viewer")
    fields = {"password1": LONG, "password2": LONG, "usable_password": "true"}
    post_form(log_in(client, "superuser"), f"{USERS}{otto.pk}/password/", fields)
    assert User.objects.get(pk=otto.pk).check_password(LONG)
    ((_, about, told),) = trail()
    assert (about, "password: set anew" in told, LONG in told) == ("user viewer", True, False)


def test_ones_own_password_change_is_told_and_a_refused_one_is_not(base: None, client: Client) -> None:
    anna = User.objects.create_superuser("anna", password="correct horse")
    client.force_login(anna)
    fields = {"old_password": "wrong", "new_password1": LONG, "new_password2": LONG}
    post_form(client, "/admin/password_change/", fields)
    assert trail() == []
    post_form(client, "/admin/password_change/", fields | {"old_password": "correct horse"})
    assert trail() == [("anna", "user anna", "set the own password")]


def test_logins_and_refusals_are_told_but_no_name_that_may_be_a_password(base: None, client: Client) -> None:
    User.objects.create_superuser("anna", password=LONG)
    for name, password in (("anna", "wrong"), ("anna", "wrong again"), (LONG, "x"), ("anna", LONG)):
        log_in_by_form(client, name, password)
    assert trail() == [
        (BY_NOBODY, "user anna", "login refused: wrong password, or locked"),
        ("anna", "user anna", "logged in"),
    ]


def test_an_account_that_is_locked_is_told(base: None, client: Client) -> None:
    User.objects.create_superuser("anna", password=LONG)
    for _ in range(6):
        log_in_by_form(client, "anna", "wrong")
    assert (BY_NOBODY, "user anna", "locked for one address after 5 wrong passwords") in trail()


def test_the_command_line_is_told_too(base: None, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("createsuperuser", interactive=False, username="otto", email="", stdout=StringIO())
    monkeypatch.setattr(changepassword.Command, "_get_pass", lambda *_: LONG)
    call_command("changepassword", "otto", stdout=StringIO())
    assert User.objects.get(username="otto").check_password(LONG)
    assert trail() == [
        (BY_COMMAND_LINE, "user otto", "added; Role: superuser"),
        (BY_COMMAND_LINE, "user otto", "password: set anew"),
    ]


def test_the_command_line_is_not_blamed_for_what_others_change_while_it_waits(
    base: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    otto, anna = (User.objects.create_user(name, password="old") for name in ("otto", "anna"))

    def type_slowly(*_: Any) -> str:
        anna.set_password("new")
        anna.save()
        User.objects.get_or_create(username="newcomer")
        return LONG

    monkeypatch.setattr(changepassword.Command, "_get_pass", type_slowly)
    call_command("changepassword", "otto", stdout=StringIO())
    assert User.objects.get(pk=otto.pk).check_password(LONG)
    assert trail() == [(BY_COMMAND_LINE, "user otto", "password: set anew")]


@pytest.mark.parametrize("way", ["its page", "the list"])
def test_nobody_deletes_the_own_account_so_that_one_superuser_stays(base: None, client: Client, way: str) -> None:
    me = log_in(client, "superuser")
    own = User.objects.get(is_superuser=True)
    if way == "its page":
        assert post_form(me, f"{USERS}{own.pk}/delete/", {"post": "yes"}).status_code == 403
    else:
        fields = {"action": "delete_selected", "_selected_action": [str(own.pk)], "post": "yes"}
        post_form(me, USERS, fields, follow=True)
    assert User.objects.filter(pk=own.pk).exists()
    otto = create_administrator("viewer")
    post_form(me, f"{USERS}{otto.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(pk=otto.pk).exists()


def test_no_link_is_made_where_more_accounts_are_chosen_than_links_are_shown(base: None, client: Client) -> None:
    me = log_in(client, "superuser")
    chosen = [str(User.objects.create_user(f"pupil{n}").pk) for n in range(11)]
    page = post_form(me, USERS, {"action": "make_link", "_selected_action": chosen}, follow=True).content.decode()
    assert "Choose at most 10 accounts, not 11: no link was made." in page
    assert "link made" not in str(trail())
    post_form(me, USERS, {"action": "make_link", "_selected_action": chosen[:10]}, follow=True)
    assert str(trail()).count("link made") == 10


def test_the_history_of_an_account_leads_to_the_audit_trail(base: None, client: Client) -> None:
    otto = create_administrator("viewer")
    change(log_in(client, "superuser"), otto, role="none")
    page = client.get(f"{USERS}{otto.pk}/history/", follow=True).content.decode()
    assert "Role: viewer → none" in page


def test_the_link_to_set_a_password_leads_to_the_programs_own_name(base: None, client: Client, settings: Any) -> None:
    settings.DIGITS_ADDRESS, settings.ALLOWED_HOSTS = "https://digits.example/ductus", ["*"]
    otto = create_administrator("viewer")
    fields = {"action": "make_link", "_selected_action": str(otto.pk)}
    page = post_form(log_in(client, "superuser"), USERS, fields, follow=True, headers={"Host": "evil.example"})
    assert "https://digits.example/admin/password/" in page.content.decode()
    assert "evil.example/admin/password" not in page.content.decode()
