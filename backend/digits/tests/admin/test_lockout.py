"""Tests of the lockout: five wrong passwords lock the admin's login for that name and address alone."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from backend.tests.pages import Assets

LOGIN = "/admin/login/"


@pytest.fixture
def anna(base: None) -> User:
    return User.objects.create_superuser("anna", password="the right one")


def try_to_log_in(client: Client, password: str, name: str = "anna", **more: Any) -> int:
    client.get(LOGIN)
    token = client.cookies["csrftoken"].value
    form = {"username": name, "password": password, "csrfmiddlewaretoken": token}
    status: int = client.post(LOGIN, form, **more).status_code
    return status


def test_the_right_password_opens_after_four_wrong_ones(anna: User, client: Client) -> None:
    assert [try_to_log_in(client, "wrong") for _ in range(4)] == [200] * 4
    assert try_to_log_in(client, "the right one") == 302


def test_after_five_wrong_ones_the_right_one_does_not_open_either(anna: User, client: Client) -> None:
    assert [try_to_log_in(client, "wrong") for _ in range(5)][-1] == 429
    assert try_to_log_in(client, "the right one") == 429


@pytest.mark.parametrize("more", [{}, {"headers": {"X-Requested-With": "XMLHttpRequest"}}])
def test_who_is_locked_out_is_told_for_how_long(anna: User, client: Client, more: Any) -> None:
    for _ in range(5):
        try_to_log_in(client, "wrong", **more)
    response = client.post(LOGIN, {"username": "anna", "password": "x", "csrfmiddlewaretoken": token(client)}, **more)
    assert response.headers["Retry-After"] == "900"
    assert "15 minutes" in response.content.decode()
    assert "Access-Control-Allow-Origin" not in response.headers


def token(client: Client) -> str:
    return str(client.cookies["csrftoken"].value)


def test_another_address_and_another_name_are_not_locked(anna: User, client: Client) -> None:
    for _ in range(5):
        try_to_log_in(client, "wrong")
    assert try_to_log_in(client, "the right one", REMOTE_ADDR="10.0.0.2") == 302
    assert try_to_log_in(client, "wrong", name="otto") == 200


def test_a_name_that_does_not_exist_is_locked_alike(anna: User, client: Client) -> None:
    assert [try_to_log_in(client, "wrong", name="nobody") for _ in range(5)] == [200] * 4 + [429]


def test_the_locked_page_holds_nothing_that_the_policy_forbids(anna: User, client: Client) -> None:
    for _ in range(5):
        try_to_log_in(client, "wrong")
    page = client.post(LOGIN, {"username": "anna", "password": "x", "csrfmiddlewaretoken": token(client)})
    assert Assets(page.content.decode()).forbidden == []
    assert "'unsafe" not in page.headers["Content-Security-Policy"]
