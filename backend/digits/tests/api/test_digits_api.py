"""Tests of POST /api/digits: a verified drawing is stored once, however often the request arrives."""

import threading
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from PIL import Image

from backend.digits.models import Digit, DigitState, ModelState, Status
from backend.digits.tests.api.doors import ADD, as_base64
from backend.tests.pngs import saved, seven
from backend.tests.programs import HANG_S
from nn.preprocessing import find_ink, preprocess

SEVEN = {"image": as_base64(saved(seven()))}
OTHER = {"image": as_base64(saved(seven(width=50)))}


def post(client: Client, key: UUID | None = None, **fields: Any) -> Any:
    headers = {"Idempotency-Key": str(key)} if key else {}
    return ADD.send_fields(client, SEVEN | fields, headers=headers)


def test_the_answer_has_the_fields_of_the_contract_and_no_other(base: None, client: Client) -> None:
    response = post(client)
    assert response.status_code == 201
    added = response.json()
    digit = Digit.objects.get()
    assert added == {
        "id": digit.pk,
        "label": 7,
        "predicted": 7,
        "guess": 7,
        "model": ModelState.objects.get().pk,
        "is_training_input": digit.is_training_input,
        "state": "counted",
        "created_at": digit.created_at.isoformat().replace("+00:00", "Z"),
        "new_digits": 1,
        "retrain_at": 10,
        "ten": None,
    }


def test_what_is_stored_is_the_ink_and_what_the_network_sees(base: None, client: Client) -> None:
    post(client)
    digit = Digit.objects.get()
    assert bytes(digit.picture) == preprocess(seven()).tobytes()
    with Image.open(BytesIO(bytes(digit.ink))) as ink:
        assert np.array_equal(np.asarray(ink), find_ink(seven()))


def test_a_correction_is_stored_as_the_person_says(base: None, client: Client) -> None:
    added = post(client, label=1).json()
    assert (added["label"], added["predicted"]) == (1, 7)


def test_the_label_of_a_png_body_is_in_its_address(base: None, client: Client) -> None:
    response = ADD.send(client, saved(seven()), content_type="image/png", query="?label=3")
    assert (response.status_code, response.json()["label"]) == (201, 3)


def test_every_label_from_0_to_9_is_taken(base: None, client: Client) -> None:
    assert [post(client, label=label).json()["label"] for label in range(10)] == list(range(10))


def test_new_digits_counts_to_ten_and_begins_again(base: None, client: Client) -> None:
    counts = [post(client).json()["new_digits"] for _ in range(12)]
    assert counts == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2]
    assert ModelState.objects.filter(status=Status.QUEUED).count() == 1


def test_the_tenth_digit_is_told_its_version_and_the_drawings_of_its_ten(base: None, client: Client) -> None:
    *others, tenth, next_one = [post(client, label=number % 10).json() for number in range(11)]
    assert [added["ten"] for added in others] == [None] * 9
    version = ModelState.objects.get(status=Status.QUEUED).pk
    digits = [{"id": added["id"], "label": added["label"]} for added in (*others, tenth)]
    assert tenth["ten"] == {"version": version, "digits": digits}
    assert next_one["ten"] is None


def test_drawings_that_are_not_to_be_seen_are_not_named_in_a_ten(base: None, client: Client, settings: Any) -> None:
    settings.DIGITS_GALLERY = "own"
    for _ in range(9):
        post(client)
    mine = post(Client()).json()
    assert [digit["id"] for digit in mine["ten"]["digits"]] == [mine["id"]]


def test_a_visitor_keeps_one_anonymous_id_in_a_cookie_that_scripts_cannot_read(base: None, client: Client) -> None:
    first, second = post(client), post(client)
    cookie = first.cookies["contributor"]
    assert UUID(cookie.value) == UUID(second.cookies["contributor"].value)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert set(Digit.objects.values_list("contributor", flat=True)) == {UUID(cookie.value)}


@pytest.mark.parametrize("forged", ["", "nobody", "é", "x" * 5000, "{}"])
def test_a_cookie_that_is_no_id_counts_as_none(base: None, client: Client, forged: str) -> None:
    client.cookies["contributor"] = forged
    response = post(client)
    assert response.status_code == 201
    assert UUID(response.cookies["contributor"].value) == Digit.objects.get().contributor


# --- The same request again ------------------------------------------------------------------------------------------


def test_the_same_key_drawing_and_label_again_add_nothing(base: None, client: Client) -> None:
    key = uuid4()
    first, again = post(client, key), post(client, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert Digit.objects.count() == 1


def test_a_key_in_capitals_is_the_same_key(base: None, client: Client) -> None:
    key = uuid4()
    post(client, key)
    response = ADD.send_fields(client, SEVEN, headers={"Idempotency-Key": str(key).upper()})
    assert (response.status_code, Digit.objects.count()) == (200, 1)


def test_without_a_key_the_same_drawing_is_another_digit(base: None, client: Client) -> None:
    assert [post(client).status_code, post(client).status_code] == [201, 201]
    assert Digit.objects.count() == 2


@pytest.mark.parametrize("changed", [{"label": 1}, OTHER, OTHER | {"label": 1}], ids=["label", "drawing", "both"])
def test_the_same_key_with_something_else_is_refused(base: None, client: Client, changed: dict[str, Any]) -> None:
    key = uuid4()
    post(client, key)
    response = post(client, key, **changed)
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_conflict")
    assert Digit.objects.values_list("label", flat=True).get() == 7


def test_the_key_of_a_digit_that_was_taken_back_is_gone(base: None, client: Client) -> None:
    key = uuid4()
    client.delete(f"/api/digits/{post(client, key).json()['id']}")
    response = post(client, key)
    assert (response.status_code, response.json()["code"]) == (410, "gone")
    assert Digit.objects.get().state == DigitState.WITHDRAWN


def test_a_retry_after_the_ten_was_formed_is_answered_as_before(base: None, client: Client) -> None:
    keys = [uuid4() for _ in range(10)]
    answers = [post(client, key) for key in keys]
    again = [post(client, key) for key in keys]
    assert [response.status_code for response in again] == [200] * 10
    assert [response.json()["id"] for response in again] == [response.json()["id"] for response in answers]
    assert (Digit.objects.count(), ModelState.objects.count()) == (10, 2)


def test_eight_requests_with_one_key_at_once_store_one_digit(installed: None, client: Client) -> None:
    key, statuses, start = uuid4(), [], threading.Barrier(8)

    def send() -> None:
        browser = Client(raise_request_exception=False)
        browser.handler = client.handler
        start.wait(timeout=HANG_S)
        statuses.append(post(browser, key).status_code)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] * 7 + [201]
    assert Digit.objects.count() == 1


# --- Taking back -----------------------------------------------------------------------------------------------------


@pytest.fixture
def own(base: None, client: Client) -> str:
    """Return the address of a digit that the client added."""
    return f"/api/digits/{post(client).json()['id']}"


@pytest.fixture
def stranger(client: Client) -> Callable[..., Client]:
    def another(cookie: str | None = None) -> Client:
        other = Client(raise_request_exception=False)
        other.handler = client.handler
        if cookie is not None:
            other.cookies["contributor"] = cookie
        return other

    return another


def test_the_contributor_takes_a_digit_back(client: Client, own: str) -> None:
    response = client.delete(own)
    assert (response.status_code, response.content) == (204, b"")
    assert Digit.objects.get().state == DigitState.WITHDRAWN
    assert client.get(own).status_code == 404
    assert client.get(own + "/image.png").status_code == 404
    assert client.get(own + "/picture.png").status_code == 404
    assert client.get("/api/digits").json()["results"] == []


@pytest.mark.parametrize("cookie", [None, "", "nobody", str(UUID(int=0)), "00000000-0000-4000-8000-000000000000"])
def test_nobody_else_takes_it_back(own: str, stranger: Callable[..., Client], cookie: str | None) -> None:
    response = stranger(cookie).delete(own)
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert Digit.objects.get().state == DigitState.COUNTED


def test_a_digit_without_contributor_is_nobodys(own: str, stranger: Callable[..., Client]) -> None:
    Digit.objects.update(contributor=None)
    assert stranger().delete(own).status_code == 404
    assert Digit.objects.get().state == DigitState.COUNTED


def test_taking_back_twice_is_taking_back_once(client: Client, own: str) -> None:
    assert [client.delete(own).status_code, client.delete(own).status_code] == [204, 204]


def test_a_digit_that_the_administrator_took_out_stays_out(client: Client, own: str) -> None:
    Digit.objects.update(state=DigitState.EXCLUDED)
    assert client.delete(own).status_code == 404
    assert Digit.objects.get().state == DigitState.EXCLUDED


def test_what_is_taken_back_no_longer_counts_towards_the_ten(client: Client, own: str) -> None:
    client.delete(own)
    assert post(client).json()["new_digits"] == 1


def test_the_place_of_what_is_taken_back_stays_in_its_ten(base: None, client: Client) -> None:
    added = [post(client).json()["id"] for _ in range(10)]
    client.delete(f"/api/digits/{added[3]}")
    version = ModelState.objects.latest("id")
    assert version.digits.count() == 10
    assert version.digits.get(pk=added[3]).state == DigitState.WITHDRAWN


def test_whoever_repeats_a_first_request_whose_answer_was_lost_can_take_it_back(base: None, drawn: Any) -> None:
    drawing, label = drawn(0)
    body = {"pixels": drawing.ravel().tolist(), "label": label}
    key = {"Idempotency-Key": "123e4567-e89b-42d3-a456-426614174000"}
    Client().post("/api/digits", body, content_type="application/json", headers=key)  # its answer never arrives
    again = Client()
    repeated = again.post("/api/digits", body, content_type="application/json", headers=key)
    assert repeated.status_code == 200
    assert again.delete(f"/api/digits/{repeated.json()['id']}").status_code == 204
