"""Tests of one's own hand over HTTP: its memory in each guess, its report, its archive, its key, and its end."""

import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.core.cache import cache
from django.test import Client
from PIL import Image

from backend.digits.drawings import to_png
from backend.digits.inference import memories
from backend.digits.models import Digit, DigitState
from backend.digits.services.moderation.quarantine import hold_digits
from backend.digits.services.moderation.review import hold
from backend.digits.services.transfer import hand_export
from backend.digits.suspicion import CONTRADICTED
from backend.digits.tests.admin.administrators import log_in
from nn.preprocessing import PREPROCESSING_VERSION

ME = UUID("5b2f9a3e-7c41-4d0b-9a62-d1f00c8e4b17")
ADDRESSES = (("get", "/api/hand/archive"), ("get", "/api/hand/key"), ("delete", "/api/hand"))


@pytest.fixture(autouse=True)
def empty(base: None) -> Iterator[None]:
    memories.forget_all()
    yield
    memories.forget_all()


@pytest.fixture
def me(client: Client) -> Client:
    client.cookies["contributor"] = str(ME)
    return client


def seven(number: int = 0) -> list[Any]:
    """Return the strokes of a 7, another one for each number, which a hand may mean as a 1."""
    return [[[20, 20, 0], [60 + number, 20, 180], [35, 85, 420]]]


def post(client: Client, address: str, **fields: Any) -> Any:
    response = client.post(address, json.dumps(fields), content_type="application/json")
    assert response.status_code in (200, 201), response.content
    return response.json()


def add(client: Client, number: int = 0, label: int = 1) -> Any:
    return post(client, "/api/digits", strokes=seven(number), label=label)


def predict(client: Client, number: int = 0) -> Any:
    return post(client, "/api/predictions", strokes=seven(number))


def answered(response: Any) -> Any:
    assert response.status_code == 200, response.content
    return response.json()


def put_key(client: Client, body: Any) -> Any:
    return client.put("/api/hand/key", json.dumps(body), content_type="application/json")


def other_client(client: Client, contributor: object = None) -> Client:
    """Return another browser, with the cookie of a contributor or without any."""
    other = Client(raise_request_exception=False)
    other.handler = client.handler
    if contributor:
        other.cookies["contributor"] = str(contributor)
    return other


# --- The memory in each guess ----------------------------------------------------------------------------------------


def test_a_corrected_digit_is_read_with_the_next_stroke_by_its_own_hand_alone(me: Client) -> None:
    assert predict(me)["digit"] == 7
    first, second = add(me, 0), add(me, 1)
    assert (first["predicted"], first["guess"]) == (7, 7)
    assert (second["predicted"], second["guess"]) == (7, 1)
    guess = predict(me, 2)
    assert (guess["digit"], guess["network"]["digit"]) == (1, 7)
    assert guess["confidences"] != guess["network"]["confidences"]
    assert guess["hand"] == {"n_digits": 2, "changed": True}
    assert {own["id"] for own in guess["because"]} <= {first["id"], second["id"]}
    for other in (other_client(me), other_client(me, uuid4())):
        theirs = predict(other, 2)
        assert (theirs["digit"], theirs["hand"], theirs["because"]) == (7, None, [])
        assert theirs["confidences"] == guess["network"]["confidences"]


def test_several_digits_are_never_certain_even_if_the_own_memory_knows_them(me: Client) -> None:
    for number in range(3):
        add(me, number)
    two = [seven()[0], [[x + 90, y, t + 600] for x, y, t in seven()[0]]]
    guess = post(me, "/api/predictions", strokes=two)
    assert (guess["n_seen"], guess["certain"]) == (2, False)


def test_the_guess_is_stored_beside_what_the_network_alone_said(me: Client) -> None:
    add(me, 0)
    add(me, 1)
    assert list(Digit.objects.order_by("id").values_list("predicted", "guess")) == [(7, 7), (7, 1)]


# --- The report ------------------------------------------------------------------------------------------------------


def test_the_report_has_network_and_hand_side_by_side(me: Client) -> None:
    for number in range(4):
        add(me, number)
    add(me, 9, label=7)
    hand = answered(me.get("/api/hand"))
    assert (hand["n_digits"], hand["n_correct"]) == (5, hand["first_sight"]["network"]["correct"])
    sight = hand["first_sight"]
    assert (sight["network"]["count"], sight["hand"]["count"]) == (5, 5)
    assert sight["hand"]["correct"] > sight["network"]["correct"]
    assert 0 <= sight["hand"]["low"] < sight["hand"]["correct"] / 5 < sight["hand"]["high"] <= 1
    assert [of["label"] for of in hand["by_digit"]] == list(range(10))
    ones = hand["by_digit"][1]
    assert (ones["count"], ones["network"], ones["hand"]) == (4, 0, 3)
    assert hand["by_digit"][4] == {"label": 4, "count": 0, "network": 0, "hand": 0, "now": None}
    assert hand["over_time"] == [
        {"first": 1, "last": 5, "network": sight["network"]["correct"], "hand": sight["hand"]["correct"]}
    ]


def test_a_hand_whose_digits_were_all_taken_back_is_kept_until_it_is_forgotten(me: Client) -> None:
    assert answered(me.get("/api/hand"))["is_kept"] is False
    added = add(me, 0)
    assert answered(me.get("/api/hand"))["is_kept"] is True
    assert me.delete(f"/api/digits/{added['id']}").status_code == 204
    hand = answered(me.get("/api/hand"))
    assert (hand["n_digits"], hand["is_kept"]) == (0, True)
    assert answered(other_client(me, uuid4()).get("/api/hand"))["is_kept"] is False


def test_it_is_told_who_reads_a_digit_today(me: Client) -> None:
    add(me, 0)
    assert answered(me.get("/api/hand"))["by_digit"][1]["now"] == "neither"  # the only example is left out
    for number in range(1, 4):
        add(me, number)
    hand = answered(me.get("/api/hand"))
    assert hand["by_digit"][1]["now"] == "own"
    assert hand["memory"] == {"n_digits": 4, "speaks": True}
    other = other_client(me, uuid4())
    add(other, 0, label=7)
    theirs = answered(other.get("/api/hand"))
    assert (theirs["by_digit"][7]["now"], theirs["memory"]["n_digits"]) == ("everybody", 1)


def test_digits_of_older_releases_count_as_the_network_read_them(me: Client) -> None:
    add(me, 0, label=7)
    Digit.objects.update(guess=None)
    sight = answered(me.get("/api/hand"))["first_sight"]
    assert (sight["network"]["correct"], sight["hand"]["correct"]) == (1, 1)


def test_what_is_held_is_told_with_a_code_and_what_everybody_reads(me: Client) -> None:
    first, second, third = (add(me, number)["id"] for number in range(3))
    hold_digits([first], reason=CONTRADICTED)
    hold([second], by="an administrator", reason="secret words")
    add(other_client(me, uuid4()), 5)
    response = me.get("/api/hand")
    hand = answered(response)
    assert hand["n_held"] == 2
    assert hand["held"] == [
        {"id": second, "label": 1, "read_as": 7, "why": "administrator"},
        {"id": first, "label": 1, "read_as": 7, "why": "contradicted"},
    ]
    assert "secret words" not in response.content.decode()
    assert predict(me, 0)["digit"] == 1  # held, and still read for its own hand
    assert third


def test_the_count_of_held_digits_goes_on_where_their_list_ends(me: Client) -> None:
    for number in range(22):
        add(me, number)
    Digit.objects.update(state=DigitState.HELD, state_reason=CONTRADICTED)
    hand = answered(me.get("/api/hand"))
    assert (hand["n_held"], len(hand["held"])) == (22, 20)


def test_a_held_digit_that_cannot_be_named_is_counted_as_others_are(me: Client) -> None:
    """Hold two digits, of which the network of today cannot read one, since preprocessing has changed."""
    add(me, 0)
    add(me, 1)
    Digit.objects.update(state=DigitState.HELD, state_reason=CONTRADICTED)
    Digit.objects.filter(id=Digit.objects.earliest("id").pk).update(preprocessing=PREPROCESSING_VERSION - 1)
    hand = answered(me.get("/api/hand"))
    assert (hand["n_held"], len(hand["held"])) == (2, 1)


def test_a_digit_that_was_held_is_not_asked_for(me: Client) -> None:
    """Let the network have misread three of six 7s, mildly; once one is held, sevens are not asked for."""
    for number in range(6):
        add(me, number, label=7)
    Digit.objects.filter(id__in=Digit.objects.order_by("id")[:3]).update(predicted=9)
    assert answered(me.get("/api/hand"))["wanted"] == {"digit": 7, "why": "weak"}
    hold_digits([Digit.objects.latest("id").pk], reason=CONTRADICTED)
    assert (answered(me.get("/api/hand"))["wanted"] or {}).get("digit") != 7


# --- The archive -----------------------------------------------------------------------------------------------------


def unzipped(response: Any) -> zipfile.ZipFile:
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/zip"
    assert "no-store" in response.headers["Cache-Control"]
    file = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert file.testzip() is None
    return file


def test_the_archive_has_everything_of_ones_own_and_nothing_of_others(me: Client) -> None:
    ids = [add(me, number)["id"] for number in range(3)]
    me.delete(f"/api/digits/{ids[1]}")
    add(other_client(me, uuid4()), 7)
    file = unzipped(me.get("/api/hand/archive"))
    lines = [json.loads(line) for line in file.read("digits.jsonl").splitlines()]
    assert [line["id"] for line in lines] == ids
    assert [line["state"] for line in lines] == ["counted", "withdrawn", "counted"]
    assert [(line["label"], line["predicted"], line["guess"]) for line in lines] == [(1, 7, 7), (1, 7, 1), (1, 7, 1)]
    assert sorted(file.namelist()) == sorted(["digits.jsonl", *(line["image"] for line in lines)])
    stored = answered(me.get(f"/api/digits/{ids[0]}/strokes"))["strokes"]
    assert lines[0]["strokes"] == stored
    assert lines[0]["created_at"] == Digit.objects.get(id=ids[0]).created_at.isoformat()
    for line in lines:
        with Image.open(io.BytesIO(file.read(line["image"]))) as image:
            assert image.format == "PNG"
            assert np.asarray(image).any()
    assert str(ME) not in file.read("digits.jsonl").decode()


def test_what_was_sent_as_a_picture_has_no_strokes_in_the_archive(me: Client, drawn: Callable[[int], Any]) -> None:
    pixels, label = drawn(0)
    post(me, "/api/digits", pixels=pixels.ravel().tolist(), label=label)
    (line,) = unzipped(me.get("/api/hand/archive")).read("digits.jsonl").splitlines()
    assert json.loads(line)["strokes"] is None


def test_a_large_hand_is_read_in_parts(me: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.digits.services.transfer.hand_export.N_AT_ONCE", 2)
    ids = [add(me, number)["id"] for number in range(5)]
    file = unzipped(me.get("/api/hand/archive"))
    assert [json.loads(line)["id"] for line in file.read("digits.jsonl").splitlines()] == ids
    assert len(file.namelist()) == 6


def test_no_part_of_the_archive_grows_with_the_hand(me: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check it with lines that cannot be packed, each larger than what is held back to pack it."""
    monkeypatch.setattr(hand_export, "_line", lambda _: os.urandom(100_000))
    for number in range(8):
        add(me, number)
    parts = list(me.get("/api/hand/archive").streaming_content)
    assert sum(map(len, parts)) > 800_000
    assert max(map(len, parts)) < 200_000


# --- The key ---------------------------------------------------------------------------------------------------------


def test_the_key_carries_a_hand_to_another_device(me: Client) -> None:
    add(me, 0)
    response = me.get("/api/hand/key")
    assert "no-store" in response.headers["Cache-Control"]
    key = answered(response)["key"]
    assert key == str(ME)
    phone = other_client(me)
    carried = put_key(phone, {"key": key})
    assert answered(carried) == {"key": key}
    assert (carried.cookies["contributor"].value, carried.cookies["contributor"]["httponly"]) == (key, True)
    assert predict(phone, 1)["digit"] == 1
    assert answered(phone.get("/api/hand"))["n_digits"] == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"key": 7},
        {"key": None},
        {"key": ME.hex},
        {"key": f"{{{ME}}}"},
        {"key": f" {ME}"},
        {"key": f"urn:uuid:{ME}"},
        {"key": str(ME), "label": 7},
    ],
    ids=str,
)
def test_a_key_of_another_form_is_refused_and_not_repeated(me: Client, body: Any) -> None:
    add(me, 0)
    response = put_key(other_client(me), body)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")
    assert str(ME) not in response.content.decode()
    assert "contributor" not in response.cookies


def test_a_picture_is_no_key(me: Client) -> None:
    png = to_png(np.zeros((28, 28), np.uint8))
    answer = me.put("/api/hand/key", png, content_type="image/png")
    assert answer.status_code == 415
    assert answer.json()["code"] == "unsupported_media_type"


def test_an_unknown_key_opens_nothing_and_a_forgotten_one_is_unknown(me: Client) -> None:
    add(me, 0)
    unknown = put_key(other_client(me), {"key": str(uuid4())})
    me.delete("/api/hand")
    forgotten = put_key(other_client(me), {"key": str(ME)})
    assert unknown.status_code == forgotten.status_code == 404
    assert unknown.json() == forgotten.json()
    assert "contributor" not in unknown.cookies
    assert "contributor" not in forgotten.cookies


def test_keys_cannot_be_tried_out_one_after_the_other(me: Client, settings: Any) -> None:
    settings.DIGITS_THROTTLE_DIGITS = "3/min"
    cache.clear()
    statuses = [put_key(other_client(me), {"key": str(uuid4())}).status_code for _ in range(4)]
    assert statuses == [404, 404, 404, 429]
    assert me.get("/api/hand/archive").status_code == 429
    cache.clear()


def test_the_key_is_in_no_log(me: Client, caplog: pytest.LogCaptureFixture) -> None:
    add(me, 0)
    with caplog.at_level("DEBUG"):
        me.get("/api/hand/key")
        put_key(other_client(me), {"key": str(ME)})
        put_key(other_client(me), {"key": f"{ME}x"})
        me.get("/api/hand/archive")
        me.delete("/api/hand")
    assert "DELETE api/hand: 204" in caplog.text
    assert str(ME) not in caplog.text
    assert ME.hex not in caplog.text


# --- Who may not -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
@pytest.mark.parametrize("who", ["no cookie", "another cookie", "a guessed id", "a viewer"])
def test_a_hand_opens_to_its_own_cookie_alone(me: Client, who: str, method: str, address: str) -> None:
    mine = add(me, 0)["id"]
    other = other_client(me, {"another cookie": uuid4(), "a guessed id": mine}.get(who))
    if who == "another cookie":
        add(other, 5)
    if who == "a viewer":
        log_in(other, "viewer")
    response = getattr(other, method)(address)
    if who == "another cookie":
        assert response.status_code in (200, 204)
    else:
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert str(ME).encode() not in content
    assert f"images/{mine}.png".encode() not in content
    assert Digit.objects.get(id=mine).state == DigitState.COUNTED
    assert Digit.objects.get(id=mine).contributor == ME


def test_no_page_of_the_admin_shows_a_viewer_the_key_of_a_hand(me: Client) -> None:
    mine = add(me, 0)["id"]
    viewer = log_in(other_client(me), "viewer")
    for address in ("", f"?contributor={mine}", f"{mine}/change/"):
        response = viewer.get(f"/admin/digits/digit/{address}", follow=True)
        assert response.status_code == 200
        assert str(mine) in response.content.decode()
        assert str(ME) not in response.content.decode()
        assert ME.hex not in response.content.decode()


# --- The end ---------------------------------------------------------------------------------------------------------


def test_after_the_end_of_a_hand_the_guess_is_the_networks_own(me: Client) -> None:
    ids = [add(me, number)["id"] for number in range(2)]
    assert predict(me, 2)["digit"] == 1
    response = me.delete("/api/hand")
    assert response.status_code == 204
    assert response.cookies["contributor"].value == ""
    assert response.cookies["contributor"]["max-age"] == 0
    still = other_client(me, ME)  # a browser that kept the cookie
    guess = predict(still, 2)
    assert (guess["digit"], guess["hand"]) == (7, None)
    assert answered(still.get("/api/hand"))["n_digits"] == 0
    assert all(still.get(f"/api/digits/{id_}").status_code == 404 for id_ in ids)


def test_forgetting_nothing_says_the_same_as_forgetting_something(me: Client) -> None:
    add(me, 0)
    assert [me.delete("/api/hand").status_code, other_client(me, ME).delete("/api/hand").status_code] == [204, 204]


def test_a_device_that_is_handed_on_begins_a_new_hand_and_the_old_key_still_opens_the_old_one(me: Client) -> None:
    add(me, 0)
    left = me.delete("/api/hand/key")
    assert (left.status_code, left.cookies["contributor"].value) == (204, "")
    assert me.get("/api/hand").json()["n_digits"] == 0
    add(me, 1)
    assert me.cookies["contributor"].value != str(ME)
    put_key(me, {"key": str(ME)})
    assert me.get("/api/hand").json()["n_digits"] == 1  # not the digit of the hand between


def test_who_has_no_hand_has_none_to_hand_on(client: Client) -> None:
    assert client.delete("/api/hand/key").status_code == 404
