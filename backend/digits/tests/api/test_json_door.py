"""Tests of JSON bodies beyond the list of bad input: charsets, huge numbers, half letters, base64, data URLs."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from backend.digits.tests.api.doors import ADD, DOORS, PREDICT, Door, as_base64, refused
from backend.tests.pngs import saved, seven

pytestmark = pytest.mark.usefixtures("base")

IMAGE = as_base64(saved(seven()))
FIELDS = {"image": IMAGE, "label": 7}

at_both_addresses = pytest.mark.parametrize("door", DOORS, ids=str)


@at_both_addresses
@pytest.mark.parametrize("prefix", ["", "data:image/png;base64,"])
def test_an_image_may_be_a_data_url(client: Client, door: Door, prefix: str) -> None:
    assert door.send_fields(client, {"image": prefix + IMAGE}).status_code in (200, 201)


@at_both_addresses
@pytest.mark.parametrize(
    "image",
    [
        "data:image/jpeg;base64," + IMAGE,
        "data:image/png," + IMAGE,
        "data:;base64," + IMAGE,
        "data:image/png;base64,data:image/png;base64," + IMAGE,
        "https://example.org/seven.png",
        "file:///etc/passwd",
        IMAGE[:40] + "\n" + IMAGE[40:],
        " " + IMAGE,
        IMAGE + "=",
        IMAGE[:-1],
        IMAGE.replace("/", "_").replace("+", "-"),
        "seven",
        "\ud83d",
        "é",
    ],
)
def test_an_image_that_is_no_base64(client: Client, door: Door, image: str) -> None:
    refused(door.send_fields(client, {"image": image}), "invalid_image")


@at_both_addresses
@pytest.mark.parametrize("image", ["", "data:image/png;base64,", as_base64(b"seven")])
def test_base64_of_something_else(client: Client, door: Door, image: str) -> None:
    assert "not a PNG" in refused(door.send_fields(client, {"image": image}), "invalid_image")["detail"]


@at_both_addresses
@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "9" * 100, "1e400", "-1e400", "1e-400", "2e2"])
def test_numbers_beyond_all_bounds(client: Client, door: Door, number: str) -> None:
    """Refuse huge numbers. Python reads no integer of more than 4,300 digits, and reads 1e400 as infinity."""
    body = f'{{"pixels": [{", ".join([number] * 5 + ["0"] * 779)}], "label": 7}}'.encode()
    refused(door.send(client, body if door.wants_label else body.replace(b', "label": 7', b"")), "invalid_request")


@at_both_addresses
@pytest.mark.parametrize("body", [b"", b" ", b"\0", b"\xef\xbb\xbf" + json.dumps(FIELDS).encode()])
def test_an_empty_body_and_a_byte_order_mark(client: Client, door: Door, body: bytes) -> None:
    refused(door.send(client, body), "invalid_request")


@at_both_addresses
def test_an_empty_png_body(client: Client, door: Door) -> None:
    refused(door.send_png(client, b""), "invalid_request")


@at_both_addresses
@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "utf8"])
def test_json_may_say_that_it_is_utf_8(client: Client, door: Door, charset: str) -> None:
    body = json.dumps(FIELDS if door.wants_label else {"image": IMAGE}).encode()
    assert door.send(client, body, content_type=f"application/json; charset={charset}").status_code in (200, 201)


@at_both_addresses
@pytest.mark.parametrize("charset", ["utf-16", "utf-32", "latin-1", "cp1252", '"utf-7"', "idna", "no-such-charset"])
def test_json_in_another_charset(client: Client, door: Door, charset: str) -> None:
    body = json.dumps(FIELDS).encode()
    response = door.send(client, body, content_type=f"application/json; charset={charset}")
    assert "UTF-8" in refused(response, "unsupported_media_type", 415)["detail"]


@at_both_addresses
@pytest.mark.parametrize("charset", ["utf-16", "utf-32", "utf-16-be"])
def test_json_in_another_charset_that_does_not_say_so(client: Client, door: Door, charset: str) -> None:
    refused(door.send(client, json.dumps(FIELDS).encode(charset)), "invalid_request")


@at_both_addresses
@pytest.mark.parametrize("body", ['{"\\ud800": 1}', '{"\\ud800": 1, "\\ud800": 2}', '{"pixels": [{"\\udfff": 1}]}'])
def test_a_field_named_with_half_a_letter(client: Client, door: Door, body: str) -> None:
    """Refuse half of a surrogate pair: it cannot be encoded, so no error could quote it."""
    refused(door.send(client, body.encode()), "invalid_request")


@at_both_addresses
def test_many_unknown_fields_make_a_short_answer(client: Client, door: Door) -> None:
    fields = {f"field {number}": 1 for number in range(5000)}
    assert len(refused(door.send_fields(client, fields), "invalid_request")["fields"]) <= 10


def test_a_body_of_exactly_the_limit_is_read_and_one_byte_more_is_not(client: Client) -> None:
    body = json.dumps({"image": IMAGE}).encode().ljust(settings.DIGITS_MAX_BODY)
    assert PREDICT.send(client, body).status_code == 200
    refused(PREDICT.send(client, body + b" "), "too_large", 413)


def test_the_order_of_the_fields_does_not_matter(client: Client) -> None:
    swapped: dict[str, Any] = dict(reversed(FIELDS.items()))
    assert ADD.send(client, json.dumps(swapped).encode()).status_code == 201


def test_an_answer_is_json_whatever_the_client_says_it_accepts(client: Client) -> None:
    for accepted in ("text/html", "image/png", "application/xml;q=0.9", "nonsense", "*/*;q=0"):
        response = PREDICT.send(client, json.dumps({"image": IMAGE}).encode(), headers={"Accept": accepted})
        assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
