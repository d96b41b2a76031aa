"""Tests of strokes over HTTP: taken wherever a drawing is, stored as what the pen did, answered as they are stored."""

import json
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from backend.digits import inference
from backend.digits.models import Digit, DigitState
from backend.digits.services.digit_rules import is_held_out
from backend.digits.tests.api.doors import ADD, DOORS, PREDICT, SEE_ACTIVATIONS, SEE_STEPS, Door, as_base64, refused
from backend.tests.pngs import saved, seven
from backend.tests.strokes import CROSSED_SEVEN, SEVEN, without_times
from nn.base import base_network
from nn.data.strokes import clean, pack, unpack
from nn.preprocessing import as_inputs, place_strokes, steps_of_strokes

pytestmark = pytest.mark.usefixtures("base")

CLEANED = clean([np.array(stroke, np.float32) for stroke in CROSSED_SEVEN])
FIELDS = {"strokes": CROSSED_SEVEN}
IMAGE = {"image": as_base64(saved(seven()))}

at_every_address = pytest.mark.parametrize("door", DOORS, ids=str)


def post(client: Client, key: UUID | None = None, **fields: Any) -> Any:
    headers = {"Idempotency-Key": str(key)} if key else {}
    return ADD.send_fields(client, FIELDS | fields, headers=headers)


@pytest.fixture
def own(client: Client) -> str:
    """Return the address of a digit of strokes that the client added."""
    return f"/api/digits/{post(client).json()['id']}"


# --- Taken -----------------------------------------------------------------------------------------------------------


def test_a_prediction_is_made_from_the_cleaned_strokes(client: Client) -> None:
    outputs = base_network().outputs(as_inputs(place_strokes(CLEANED)[None]))[0]
    answer = PREDICT.send_fields(client, FIELDS).json()
    assert answer["confidences"] == pytest.approx(outputs.tolist(), abs=1e-6)
    assert (answer["digit"], answer["n_seen"]) == (7, 1)


@pytest.mark.parametrize("door", [PREDICT, SEE_ACTIVATIONS], ids=str)
def test_several_digits_are_never_certain(client: Client, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    assert door.send_fields(client, {"strokes": SEVEN}).json()["certain"]
    monkeypatch.setattr(inference, "n_seen", lambda _ink: 2)
    answer = door.send_fields(client, {"strokes": SEVEN}).json()
    assert (answer["n_seen"], answer["certain"]) == (2, False)


def test_the_steps_of_strokes_end_with_the_picture_that_the_network_sees(client: Client) -> None:
    answer = SEE_STEPS.send_fields(client, FIELDS).json()
    assert [step["name"] for step in answer["steps"]] == list(steps_of_strokes(CLEANED))
    assert answer["hints"] == []


def test_the_sandbox_takes_strokes(client: Client) -> None:
    body = json.dumps(FIELDS | {"label": 7, "steps": 1})
    answer = client.post("/api/sandbox", body, content_type="application/json")
    assert (answer.status_code, len(answer.json()["moments"])) == (200, 2)


@at_every_address
def test_strokes_of_4096_points_are_taken_and_one_more_is_not(client: Client, door: Door) -> None:
    strokes = [[[number % 90, at % 70, 64 * number + at] for at in range(64)] for number in range(64)]
    refused(door.send_fields(client, {"strokes": [[*strokes[0], [1, 1, 63]], *strokes[1:]]}), "invalid_request")
    assert door.send_fields(client, {"strokes": strokes}).status_code in (200, 201)


# --- Refused ---------------------------------------------------------------------------------------------------------


@at_every_address
@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "1e400", "9" * 400, "9" * 5000, '"1"', "true", "null", "[1]", "{}", "2e6"]
)
def test_a_coordinate_that_is_no_bounded_number(client: Client, door: Door, value: str) -> None:
    label = ', "label": 7' if door.wants_label else ""
    body = f'{{"strokes": [[[1, 2], [3, {value}]]]{label}}}'
    refused(door.send(client, body.encode()), "invalid_request")


@at_every_address
@pytest.mark.parametrize("strokes", [None, [], [[]], [[[1]]], [[1, 2]], "[[[1, 2]]]", [[[1, 2, 5], [1, 2, 4]]]])
def test_what_is_no_list_of_strokes(client: Client, door: Door, strokes: Any) -> None:
    error = refused(door.send_fields(client, {"strokes": strokes}), "invalid_request")
    assert list(error["fields"]) == ["strokes"]


@at_every_address
@pytest.mark.parametrize("others", [IMAGE, {"pixels": [0] * 784}, IMAGE | {"pixels": [0] * 784}])
def test_strokes_beside_a_picture(client: Client, door: Door, others: dict[str, Any]) -> None:
    error = refused(door.send_fields(client, FIELDS | others), "invalid_request")
    assert "exactly one" in error["detail"]
    assert "given: strokes and " in error["detail"]


@at_every_address
@pytest.mark.parametrize("depth", [900, 4100, 5000])
def test_strokes_that_are_nested_deeply(client: Client, door: Door, depth: int) -> None:
    label = ', "label": 7' if door.wants_label else ""
    body = f'{{"strokes": {"[" * depth + "]" * depth}{label}}}'
    refused(door.send(client, body.encode()), "invalid_request")


# --- Stored ----------------------------------------------------------------------------------------------------------


def test_strokes_are_stored_packed_beside_their_ink_and_their_picture(client: Client) -> None:
    assert post(client).status_code == 201
    digit = Digit.objects.get()
    assert bytes(digit.strokes or b"") == pack(CLEANED)
    assert bytes(digit.picture) == place_strokes(CLEANED).tobytes()
    with Image.open(BytesIO(bytes(digit.ink))) as ink:
        assert (ink.format, ink.mode, max(ink.size)) == ("PNG", "L", 128)


def test_a_picture_is_stored_without_strokes(client: Client) -> None:
    ADD.send_fields(client, IMAGE)
    assert Digit.objects.get().strokes is None


def test_the_hash_of_the_ink_knows_no_times_units_and_points_that_say_nothing(client: Client) -> None:
    """Send the same drawing faster, larger and with points repeated: it is on the same side of the split."""
    larger = [[[3 * x + 50, 3 * y, 2 * t] for x, y, t in stroke] for stroke in CROSSED_SEVEN]
    longer = [[*stroke, stroke[-1], stroke[-1]] for stroke in CROSSED_SEVEN]
    for strokes in (CROSSED_SEVEN, without_times(CROSSED_SEVEN), larger, longer, SEVEN):
        post(client, strokes=strokes)
    digits = Digit.objects.order_by("id")
    same, other = digits[:4], digits[4]
    assert len({digit.ink_sha256 for digit in same}) == 1
    assert other.ink_sha256 != same[0].ink_sha256
    assert all(digit.is_training_input is not is_held_out(digit.ink_sha256) for digit in digits)


def test_the_same_key_and_strokes_again_add_nothing(client: Client) -> None:
    key = uuid4()
    first, again = post(client, key), post(client, key)
    assert (first.status_code, again.status_code, Digit.objects.count()) == (201, 200, 1)
    assert again.json() == first.json()


@pytest.mark.parametrize(
    "changed",
    [
        {"label": 1},
        {"strokes": SEVEN},
        {"strokes": without_times(CROSSED_SEVEN)},
        {"strokes": [[[x, y, 2 * t] for x, y, t in stroke] for stroke in CROSSED_SEVEN]},
    ],
    ids=["label", "a stroke less", "no times", "other times"],
)
def test_the_same_key_with_something_else_is_refused(client: Client, changed: dict[str, Any]) -> None:
    key = uuid4()
    post(client, key)
    response = post(client, key, **changed)
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_conflict")


# --- Answered --------------------------------------------------------------------------------------------------------


def test_the_strokes_of_a_digit_are_answered_as_whole_numbers(client: Client, own: str) -> None:
    response = client.get(f"{own}/strokes")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    answer = response.json()
    assert answer == {"strokes": [stroke.tolist() for stroke in CLEANED]}
    assert all(type(number) is int for stroke in answer["strokes"] for point in stroke for number in point)


def test_what_is_answered_can_be_sent_again_and_is_the_same_digit(client: Client, own: str) -> None:
    post(client, strokes=client.get(f"{own}/strokes").json()["strokes"])
    first, second = Digit.objects.order_by("id")
    assert bytes(first.strokes or b"") == bytes(second.strokes or b"1")


def test_a_digit_that_was_sent_as_a_picture_has_no_strokes(client: Client) -> None:
    added = ADD.send_fields(client, IMAGE).json()["id"]
    response = client.get(f"/api/digits/{added}/strokes")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert "sent as a picture" in response.json()["detail"]


@pytest.mark.parametrize("state", [DigitState.EXCLUDED, DigitState.WITHDRAWN])
def test_strokes_are_hidden_where_the_ink_is(client: Client, own: str, state: str) -> None:
    Digit.objects.update(state=state)
    for part in ("strokes", "image.png"):
        response = client.get(f"{own}/{part}")
        assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_strokes_are_kept_by_browsers_as_the_ink_is(client: Client, own: str) -> None:
    kept = {client.get(f"{own}/{part}").headers["Cache-Control"] for part in ("strokes", "image.png")}
    assert kept == {"private, max-age=60"}


def test_a_digit_says_whether_it_has_strokes(client: Client, own: str) -> None:
    added = ADD.send_fields(client, IMAGE).json()["id"]
    assert client.get(own).json()["has_strokes"] is True
    assert client.get(f"/api/digits/{added}").json()["has_strokes"] is False
    assert [digit["has_strokes"] for digit in client.get("/api/digits").json()["results"]] == [False, True]


def test_no_list_reads_strokes_or_inks(client: Client, own: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/api/digits")
    _, query = queries  # the first asks whether an administrator hides drawings
    columns = query["sql"].split(" FROM ")[0]
    assert '"strokes" IS NOT NULL' in columns
    assert '"strokes",' not in columns
    assert '"ink",' not in columns


def test_strokes_that_are_stored_are_read_as_they_were_cleaned(own: str) -> None:
    stored = unpack(bytes(Digit.objects.get().strokes or b""))
    assert [stroke.tolist() for stroke in stored] == [stroke.tolist() for stroke in CLEANED]
