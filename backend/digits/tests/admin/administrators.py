"""Helpers of the tests of the admin: administrators of each role, their forms, and digits to decide on."""

import importlib
import re
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client

from backend.digits.models import Digit
from backend.digits.services.digits import add_digit
from backend.tests.pngs import seven

STEER = "/admin/digits/modelstate/steer/"
ROLES = ("viewer", "reviewer", "operator")


def create_administrator(role: str) -> User:
    """Create an account with a role, a superuser, or staff without a role."""
    if role == "superuser":
        return User.objects.create_superuser("super")
    user = User.objects.create_user(role, is_staff=role != "visitor")
    if role in ROLES:
        user.groups.add(_group(role))
    return user


def log_in(client: Client, role: str) -> Client:
    client.force_login(create_administrator(role))
    return client


def post_form(client: Client, address: str, fields: dict[str, Any], **more: Any) -> Any:
    """Send a form with the CSRF token of a page of the admin."""
    client.get("/admin/login/")
    if settings.CSRF_COOKIE_NAME not in client.cookies:
        client.get("/admin/password_change/")
    return client.post(
        address, fields | {"csrfmiddlewaretoken": client.cookies[settings.CSRF_COOKIE_NAME].value}, **more
    )


def steer(client: Client, fields: dict[str, Any], **more: Any) -> Any:
    """Confirm an action on the page that says what it will change."""
    page = client.get(STEER, {name: value for name, value in fields.items() if name != "reason"})
    seen = dict(re.findall(r'name="(deployment|newest)" value="([0-9]+)"', page.content.decode()))
    return post_form(client, STEER, seen | fields, **more)


def make_digit(label: int = 7, **columns: Any) -> Digit:
    added = add_digit(drawing=seven(), label=label, contributor=None, idempotency_key=None).digit
    Digit.objects.filter(pk=added.pk).update(**columns)
    return Digit.objects.get(pk=added.pk)


def _group(name: str) -> Group:
    """Return the migrations' group, and make it again if a test with real transactions has emptied the tables."""
    if not Group.objects.filter(name=name).exists():
        importlib.import_module("backend.digits.migrations.0003_roles").make_groups(apps, None)
        importlib.import_module("backend.digits.migrations.0014_outbox").let_roles_read(apps, None)
    return Group.objects.get(name=name)
