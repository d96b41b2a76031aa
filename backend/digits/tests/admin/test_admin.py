"""Tests of the administrator's pages: who is let in, and lists in which nothing can be changed."""

import base64
import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from backend.digits.drawings import ink_of
from backend.digits.models import Deployment, Digit, DigitState, Kind, ModelState, Status
from backend.digits.services.deployments import deploy
from backend.digits.services.digits import add_digit
from backend.digits.tests.admin.administrators import make_digit
from backend.tests.strokes import CROSSED_SEVEN
from nn.base import base_receipt
from nn.data.strokes import clean
from nn.preprocessing import place_strokes

LISTS = ["/admin/digits/digit/", "/admin/digits/modelstate/", "/admin/digits/deployment/"]


@pytest.fixture
def admin(base: None, client: Client) -> Client:
    """Return the client of an administrator who is logged in."""
    client.force_login(User.objects.create_superuser("anna"))
    return client


def version(status: Status, **columns: Any) -> ModelState:
    return ModelState.objects.create(kind=Kind.TEN, status=status, **columns)


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def rows(text: str) -> list[str]:
    """Return the lines of a list, without their markup."""
    body = re.search(r"<tbody>(.*?)</tbody>", text, re.DOTALL)
    lines = re.findall(r"<tr.*?</tr>", body[1], re.DOTALL) if body else []
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


def pictures(text: str) -> list[np.ndarray[Any, Any]]:
    encoded = re.findall(r'src="data:image/png;base64,([^"]+)"', text)
    return [np.asarray(Image.open(BytesIO(base64.b64decode(data)))) for data in encoded]


# --- Who is let in ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/admin/", *LISTS, "/admin/digits/digit/1/change/", "/admin/auth/user/"])
def test_a_stranger_is_sent_to_the_login(base: None, client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (302, f"/admin/login/?next={address}")


def test_a_visitor_who_has_drawn_is_a_stranger_too(base: None, client: Client) -> None:
    client.cookies["contributor"] = "123e4567-e89b-42d3-a456-426614174000"
    assert client.get(LISTS[0]).status_code == 302


def test_a_user_who_is_no_administrator_is_not_let_in(base: None, client: Client) -> None:
    client.force_login(User.objects.create_user("otto"))
    assert client.get(LISTS[0]).status_code == 302


def test_the_login_wants_the_password_and_a_token_of_its_own_page(base: None, client: Client) -> None:
    User.objects.create_superuser("anna", password="correct horse")
    login = {"username": "anna", "password": "correct horse", "next": "/admin/"}
    assert client.post("/admin/login/", login).status_code == 403
    client.get("/admin/login/")
    token = client.cookies["csrftoken"]
    wrong = client.post("/admin/login/", login | {"password": "wrong", "csrfmiddlewaretoken": token.value})
    assert "Please enter the correct username and password" in wrong.content.decode()
    right = client.post("/admin/login/", login | {"csrfmiddlewaretoken": token.value})
    assert (right.status_code, right.headers["Location"]) == (302, "/admin/")
    for cookie in (token, client.cookies["sessionid"]):
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")


# --- Digits ----------------------------------------------------------------------------------------------------------


def test_digits_are_listed_newest_first_with_their_pictures(admin: Client) -> None:
    make_digit(), make_digit(label=1)
    text = html(admin, LISTS[0])
    assert [row.split()[0] for row in rows(text)] == ["1", "7"]
    assert "7 ✗" in rows(text)[0]
    assert "7 ✓" in rows(text)[1]
    shown = pictures(text)
    assert [picture.shape for picture in shown] == [(28, 28)] * 2
    assert shown[0].tobytes() == bytes(Digit.objects.latest("id").picture)
    assert 'alt="a drawn 1"' in text


def test_digits_are_filtered_by_label(admin: Client) -> None:
    for label in (3, 7, 3):
        make_digit(label=label)
    assert len(rows(html(admin, f"{LISTS[0]}?label=3"))) == 2
    assert len(rows(html(admin, f"{LISTS[0]}?label=9"))) == 0


def test_digits_are_filtered_by_split(admin: Client) -> None:
    for is_training_input in (True, False, True):
        make_digit(is_training_input=is_training_input)
    trained, held_out = (rows(html(admin, f"{LISTS[0]}?split={split}")) for split in ("training", "test"))
    assert (len(trained), len(held_out)) == (2, 1)
    assert "training" in trained[0]
    assert "test" in held_out[0]


def test_digits_are_filtered_by_whether_the_guess_was_right(admin: Client) -> None:
    make_digit(), make_digit(), make_digit(label=1)
    assert len(rows(html(admin, f"{LISTS[0]}?agreement=confirmed"))) == 2
    assert len(rows(html(admin, f"{LISTS[0]}?agreement=corrected"))) == 1
    assert len(rows(html(admin, f"{LISTS[0]}?guess=7"))) == 3


def test_digits_are_filtered_by_state_contributor_and_version(admin: Client) -> None:
    who = UUID("123e4567-e89b-42d3-a456-426614174000")
    make_digit(state=DigitState.HELD), make_digit(model_state=version(Status.QUEUED))
    theirs = make_digit(contributor=who).pk
    learned = ModelState.objects.latest("id").pk
    for filters in ("state=held", f"contributor={theirs}", f"version={learned}"):
        assert len(rows(html(admin, f"{LISTS[0]}?{filters}"))) == 1
    assert len(rows(html(admin, f"{LISTS[0]}?reader=1"))) == 3
    for filters in ("contributor=nobody", f"contributor={who}", "version=x", "reader=99"):
        assert rows(html(admin, f"{LISTS[0]}?{filters}")) == []


def test_digits_are_found_by_number_ink_and_day_but_not_by_the_key_of_a_hand(admin: Client) -> None:
    wanted = make_digit(contributor=UUID("123e4567-e89b-42d3-a456-426614174000"), ink_sha256="abcdef" + "0" * 58)
    make_digit(created_at=datetime(2025, 5, 4, 23, 59, tzinfo=UTC))
    today = f"{wanted.created_at:%Y-%m-%d}"
    for term in (str(wanted.pk), "abcdef0", today):
        assert len(rows(html(admin, f"{LISTS[0]}?q={term}"))) == 1, term
    for term in ("2025-05-05", "2025-99-99", "seven", "9" * 30, str(wanted.contributor)):
        assert rows(html(admin, f"{LISTS[0]}?q={term}")) == [], term


def test_the_filters_are_offered_on_the_page(admin: Client) -> None:
    make_digit(label=3)
    text = html(admin, LISTS[0])
    for address in ("?split=training", "?split=test", "?agreement=corrected", "?state=withdrawn", "?guess=9"):
        assert address in text
    (to_threes,) = re.findall(r'href="(\?label[^"]*3)"', text)
    assert len(rows(html(admin, LISTS[0] + to_threes))) == 1


def test_digits_that_visitors_no_longer_see_are_shown_with_their_state(admin: Client) -> None:
    make_digit(state=DigitState.WITHDRAWN), make_digit(state=DigitState.EXCLUDED)
    newest, oldest = rows(html(admin, LISTS[0]))
    assert "excluded" in newest
    assert "withdrawn" in oldest


def test_one_digit_is_shown_as_drawn_and_as_the_network_sees_it(admin: Client) -> None:
    shown = make_digit()
    _small, ink, picture = pictures(html(admin, f"{LISTS[0]}{shown.pk}/change/"))
    assert np.array_equal(ink, np.asarray(Image.open(BytesIO(bytes(shown.ink)))))
    assert picture.tobytes() == bytes(shown.picture)


# --- Versions and deployments ----------------------------------------------------------------------------------------


def test_versions_are_listed_with_status_accuracies_and_reason(admin: Client) -> None:
    detail = ModelState.objects.get().test_detail or {}
    version(Status.REJECTED, reason="It reads 1,700 of 2,000 reference digits.", test_detail=detail)
    version(Status.FAILED, error="ValueError: no digits")
    version(Status.QUEUED)
    queued, failed, rejected, installed = rows(html(admin, LISTS[1]))
    assert "queued" in queued
    assert "ValueError: no digits" in failed
    assert "It reads 1,700 of 2,000 reference digits." in rejected
    assert f"{detail['reference']['accuracy']:.2%} of 5,000" in rejected
    mnist = base_receipt()["accuracies"]["mnist_test"]
    assert f"{mnist['correct'] / mnist['count']:.2%} of 10,000" in installed


def test_a_status_can_be_told_by_its_colour(admin: Client) -> None:
    version(Status.REJECTED)
    text = html(admin, LISTS[1])
    assert 'class="status rejected"' in text
    assert "digits/admin.css" in text
    sheet = admin.get("/static/digits/admin.css")
    assert b".rejected" in sheet.getvalue()
    sheet.close()


def test_versions_are_filtered_by_status(admin: Client) -> None:
    version(Status.REJECTED)
    assert len(rows(html(admin, f"{LISTS[1]}?status__exact=rejected"))) == 1
    assert len(rows(html(admin, f"{LISTS[1]}?status__exact=promoted"))) == 1


def test_one_version_shows_its_ten_and_its_confusion_matrix(admin: Client) -> None:
    for _ in range(10):
        make_digit()
    formed = ModelState.objects.latest("id")
    assert len(pictures(html(admin, f"{LISTS[1]}{formed.pk}/change/"))) == 10
    text = html(admin, f"{LISTS[1]}{ModelState.objects.earliest('id').pk}/change/")
    assert text.count('<td class="right">') == 10


def test_what_is_written_in_a_reason_is_text_and_no_markup(admin: Client) -> None:
    failed = version(Status.FAILED, error="<script>alert(1)</script>", reason="<script>alert(2)</script>")
    for address in (LISTS[1], f"{LISTS[1]}{failed.pk}/change/"):
        assert "<script>alert" not in html(admin, address)


def test_deployments_tell_who_served_what_and_why(admin: Client) -> None:
    served = ModelState.objects.get()
    deploy(served.pk, by="anna", reason="Version 2 misread my sevens.")
    newest, first = rows(html(admin, LISTS[2]))
    assert f"{served.pk} anna" in newest
    assert "Version 2 misread my sevens." in newest
    assert "installation" in first


# --- Looking and nothing else ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", LISTS)
def test_nothing_is_added_changed_or_deleted_here(admin: Client, address: str) -> None:
    shown = {LISTS[0]: make_digit, LISTS[1]: ModelState.objects.get, LISTS[2]: Deployment.objects.get}[address]()
    before = [list(model.objects.values()) for model in (Digit, ModelState, Deployment)]
    text = html(admin, f"{address}{shown.pk}/change/")
    token = admin.cookies["csrftoken"].value if "csrftoken" in admin.cookies else ""
    form = {"csrfmiddlewaretoken": token, "label": 1, "status": "promoted", "by": "otto", "post": "yes"}
    for action in ("add/", f"{shown.pk}/change/", f"{shown.pk}/delete/"):
        assert admin.post(address + action, form).status_code == 403
    admin.post(address, form | {"action": "delete_selected", "_selected_action": shown.pk})
    assert [list(model.objects.values()) for model in (Digit, ModelState, Deployment)] == before
    for word in ("Save", "Delete", "Add "):
        assert f'value="{word}' not in text
    assert "delete_selected" not in html(admin, address)


@pytest.mark.parametrize("address", LISTS)
def test_a_longer_list_costs_no_more_queries(admin: Client, address: str) -> None:
    make_digit(), version(Status.REJECTED)
    n_queries = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            html(admin, address)
        n_queries.append(len(queries))
        for _ in range(15):
            make_digit()
            version(Status.REJECTED)
            deploy(ModelState.objects.earliest("id").pk, by="anna", reason="to see how many queries there are")
    assert n_queries[0] == n_queries[1] <= 8


def test_neither_weights_nor_ink_nor_strokes_are_read_for_a_list(admin: Client) -> None:
    make_digit()
    with CaptureQueriesContext(connection) as queries:
        for address in LISTS:
            html(admin, address)
    assert not any(f'"{column}"' in query["sql"] for query in queries for column in ("weights", "ink", "strokes"))


def test_a_digit_of_strokes_is_shown_by_its_ink_and_says_so(admin: Client) -> None:
    strokes = clean([np.array(stroke, np.float32) for stroke in CROSSED_SEVEN])
    digit = add_digit(drawing=strokes, label=7, contributor=None, idempotency_key=None).digit
    page = html(admin, f"/admin/digits/digit/{digit.pk}/change/")
    shown = pictures(page)
    assert np.array_equal(shown[1], ink_of(strokes))
    assert np.array_equal(shown[2], place_strokes(strokes))
    assert "sent as</dt><dd>strokes" in page
    assert str(digit.pk) in rows(html(admin, LISTS[0]))[0]
    assert html(admin, "/admin/review/")


def test_a_digit_that_was_sent_as_a_picture_says_so(admin: Client) -> None:
    assert "sent as</dt><dd>a picture" in html(admin, f"/admin/digits/digit/{make_digit().pk}/change/")
