"""Tests of tokens: what each scope may do, what a revoked one may not, and how they are throttled."""

import hashlib
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backend.digits.models import AuditEntry, Deployment, Digit, ModelState, Scope, Token
from backend.digits.services.audit import MAX_REASON
from backend.digits.services.moderation.tokens import make_token, revoke_token
from backend.digits.tests.admin.administrators import log_in, post_form
from backend.tests.strokes import SEVEN

pytestmark = pytest.mark.usefixtures("base")


def token(scope: str, name: str = "a script") -> str:
    return make_token(name=name, scope=scope, by="ada")[1]


def call(client: Client, key: str | None, method: str, address: str, body: Any = None) -> Any:
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    data = b"" if body is None else json.dumps(body).encode()
    return client.generic(method, address, data, content_type="application/json", headers=headers)


def teach(client: Client, key: str | None) -> Any:
    return call(client, key, "POST", "/api/digits", {"strokes": SEVEN, "label": 7})


def read(client: Client, key: str | None) -> Any:
    return call(client, key, "POST", "/api/predictions", {"strokes": SEVEN})


def roll_back(client: Client, key: str | None, version: int = 1) -> Any:
    return call(client, key, "POST", "/api/deployments", {"version": version, "reason": "It read 7s better."})


READS = (
    ("POST", "/api/predictions", {"strokes": SEVEN}),
    ("POST", "/api/readings", {"strokes": SEVEN}),
    ("POST", "/api/steps", {"strokes": SEVEN}),
    ("POST", "/api/activations", {"strokes": SEVEN}),
    ("POST", "/api/sandbox", {"strokes": SEVEN, "label": 7, "steps": 1}),
    ("GET", "/api/digits", None),
    ("GET", "/api/model", None),
    ("GET", "/api/model/network.json", None),
    ("GET", "/api/hand", None),
)
TEACHES = (
    ("POST", "/api/digits", {"strokes": SEVEN, "label": 7}),
    ("POST", "/api/numbers", {"strokes": SEVEN, "number": "7"}),
    ("DELETE", "/api/digits/1", None),
    ("DELETE", "/api/hand", {"label": 1}),
    ("GET", "/api/hand/key", None),
    ("PUT", "/api/hand/key", {"key": "123e4567-e89b-42d3-a456-426614174000"}),
)


@pytest.mark.parametrize(("method", "address", "body"), READS, ids=str)
def test_every_scope_reads(client: Client, method: str, address: str, body: Any) -> None:
    for scope in Scope.values:
        assert call(client, token(scope, scope), method, address, body).status_code == 200


@pytest.mark.parametrize(("method", "address", "body"), TEACHES, ids=str)
def test_a_token_to_read_does_not_teach(client: Client, method: str, address: str, body: Any) -> None:
    response = call(client, token("read"), method, address, body)
    assert (response.status_code, response.json()["code"]) == (403, "forbidden")
    assert "scope teach" in response.json()["detail"]
    assert Digit.objects.count() == 0


@pytest.mark.parametrize(("method", "address", "body"), TEACHES, ids=str)
def test_a_token_to_teach_is_not_refused_for_its_scope(client: Client, method: str, address: str, body: Any) -> None:
    assert call(client, token("teach"), method, address, body).status_code not in (401, 403)


def test_a_version_is_rolled_back_by_a_token_to_administer_alone(client: Client) -> None:
    second = ModelState.objects.get()
    second.pk, second.sha256 = None, "0" * 64
    second.save()
    Deployment.objects.create(model_state=second, by="ada", reason="newer")
    first = ModelState.objects.earliest("id").pk
    statuses = [roll_back(client, key, first).status_code for key in (None, token("read", "r"), token("teach", "t"))]
    assert (statuses, Deployment.objects.latest("id").model_state_id) == ([401, 403, 403], second.pk)
    response = roll_back(client, token("administer", "night job"), first)
    assert (response.status_code, response.json()) == (201, {"version": first})
    newest = Deployment.objects.latest("id")
    assert (newest.model_state_id, newest.is_pinned, newest.by) == (first, True, "token night job")


def test_an_unknown_version_and_a_missing_reason_are_refused(client: Client) -> None:
    key = token("administer")
    for body in ({"version": 99, "reason": "x"}, {"version": 1}, {"version": 1, "reason": " "}, {"reason": "x"}, [1]):
        response = call(client, key, "POST", "/api/deployments", body)
        assert (response.status_code, response.json()["code"]) == (400, "invalid_request"), body


def test_a_reason_is_as_long_as_one_that_is_kept_and_a_longer_one_is_named(client: Client) -> None:
    key, longest = token("administer"), "x" * MAX_REASON
    for reason in (longest + "x", " " * 501, 7):
        response = call(client, key, "POST", "/api/deployments", {"version": 1, "reason": reason})
        assert (response.status_code, response.json()["fields"]) == (400, {"reason": "not a reason"})
        assert "a sentence of at most 500 letters that says why" in response.json()["detail"]
    response = call(client, key, "POST", "/api/deployments", {"version": 1, "reason": f" {longest}\r\n"})
    assert (response.status_code, Deployment.objects.latest("id").reason) == (201, longest)


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "Bearer " + "x" * 300, "ductus"])
def test_what_is_no_token_is_refused_even_to_read(client: Client, header: str) -> None:
    response = client.get("/api/model", headers={"Authorization": header})
    assert (response.status_code, response.json()["code"]) == (401, "unauthorized")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_does_nothing_from_the_next_request_on(client: Client) -> None:
    made, key = make_token(name="lost", scope="administer", by="ada")
    assert read(client, key).status_code == 200
    assert revoke_token(token_id=made.pk, by="ada")
    assert not revoke_token(token_id=made.pk, by="ada")
    assert [call_it(client, key).status_code for call_it in (read, teach, roll_back)] == [401, 401, 401]


def test_the_key_is_not_stored(client: Client) -> None:
    made, key = make_token(name="a script", scope="read", by="ada")
    assert made.sha256 == hashlib.sha256(key.encode()).hexdigest()
    stored = json.dumps([*Token.objects.values(), *AuditEntry.objects.values()], default=str)
    assert key not in stored
    assert len(key) > 40


def test_a_token_teaches_a_hand_of_its_own_and_sends_no_cookie(client: Client) -> None:
    key, other = token("teach", "one"), token("teach", "other")
    responses = [teach(client, key), teach(client, key), teach(client, other)]
    assert not any(response.cookies for response in responses)
    hands = [digit.contributor for digit in Digit.objects.order_by("id")]
    assert hands[0] == hands[1] != hands[2]
    assert isinstance(hands[0], UUID)
    assert read(client, key).json()["hand"]["n_digits"] == 2
    first = f"/api/digits/{Digit.objects.earliest('id').pk}"
    assert [call(client, one, "GET", first).json()["is_mine"] for one in (key, other, None)] == [True, False, False]


def test_a_token_is_throttled_apart_from_its_address_and_from_other_tokens(client: Client, settings: Any) -> None:
    settings.DIGITS_THROTTLE_TOKENS, settings.DIGITS_THROTTLE_PREDICTIONS = "2/day", "1/day"
    key, other = token("read", "one"), token("read", "other")
    client.cookies["contributor"] = str(uuid4())
    assert [read(client, None).status_code for _ in range(2)] == [200, 429]
    assert [read(client, key).status_code for _ in range(3)] == [200, 200, 429]
    assert read(client, other).status_code == 200
    settings.DIGITS_THROTTLE_TOKENS = "off"
    assert read(client, key).status_code == 200


def test_a_request_without_a_token_asks_the_database_for_none(client: Client) -> None:
    read(client, None)
    with CaptureQueriesContext(connection) as queries:
        read(client, None)
    assert len(queries) == 1


# --- In the admin ----------------------------------------------------------------------------------------------------


def test_a_superuser_makes_a_token_and_sees_its_key_once(client: Client) -> None:
    log_in(client, "superuser").get("/admin/")
    response = post_form(client, "/admin/digits/token/add/", {"name": "night job", "scope": "read"}, follow=True)
    page = response.content.decode()
    key = page.partition("shown this once: ")[2].split()[0].partition("<")[0]
    assert read(client, key).status_code == 200
    made = Token.objects.get()
    assert (made.name, made.scope, made.by) == ("night job", "read", "super")
    assert key not in client.get("/admin/digits/token/").content.decode()
    assert AuditEntry.objects.filter(before="token night job", after="made, scope read", by="super").exists()


def test_a_superuser_revokes_a_token(client: Client) -> None:
    made, key = make_token(name="lost", scope="read", by="ada")
    log_in(client, "superuser").get("/admin/")
    post_form(client, "/admin/digits/token/", {"action": "revoke", "_selected_action": [made.pk]})
    assert read(client, key).status_code == 401
    assert AuditEntry.objects.filter(before="token lost", after="revoked", by="super").exists()


@pytest.mark.parametrize("role", ["viewer", "reviewer", "operator"])
def test_nobody_else_sees_or_makes_tokens(client: Client, role: str) -> None:
    log_in(client, role).get("/admin/")
    assert client.get("/admin/digits/token/").status_code == 403
    assert post_form(client, "/admin/digits/token/add/", {"name": "x", "scope": "administer"}).status_code == 403
    assert Token.objects.count() == 0


def test_the_address_of_one_token_answers_with_what_it_may_do_and_never_its_key(client: Client) -> None:
    key = token("read", "night job")
    log_in(client, "superuser")
    page = client.get(f"/admin/digits/token/{Token.objects.get().pk}/change/")
    assert page.status_code == 200
    assert "night job" in page.content.decode()
    assert key not in page.content.decode()
