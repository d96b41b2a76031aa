"""Tests of bad input: a clear JSON error, nothing stored, never a 500.

Each bad input is tried at every address of `DOORS`, and each bad PNG as base64 and as the body.
"""

import json
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.http import HttpResponse
from django.test import Client

from backend.digits.models import Digit
from backend.digits.tests.api.doors import ADD, DOORS, Door, as_base64, refused
from backend.tests import pngs
from backend.tests.pngs import saved, seven

pytestmark = pytest.mark.usefixtures("base")

Send = Callable[[Client, bytes], HttpResponse]

GOOD = seven()
GOOD_IMAGE = as_base64(saved(GOOD))
GOOD_PIXELS = [0] * 280 + [255, 255, 255, 0] * 56 + [0] * 280
TOO_MUCH = 300_000  # bytes

at_both_addresses = pytest.mark.parametrize("door", DOORS, ids=str)


@pytest.fixture(params=[(door, way) for door in DOORS for way in ("base64", "body")], ids=lambda it: f"{it[0]} {it[1]}")
def send_png(request: Any) -> Send:
    """Return a function that sends a PNG, for each of the ways to send it."""
    door, way = request.param
    if way == "body":
        return door.send_png
    return lambda client, png: door.send_fields(client, {"image": as_base64(png)})


def test_the_good_form_of_what_is_refused_below_is_taken(client: Client, send_png: Send) -> None:
    assert send_png(client, saved(GOOD)).status_code in (200, 201)


@at_both_addresses
def test_good_pixels_are_taken(client: Client, door: Door) -> None:
    assert door.send_fields(client, {"pixels": GOOD_PIXELS}).status_code in (200, 201)


@pytest.mark.parametrize(
    "blank",
    [
        np.full((200, 200), 255, np.uint8),
        np.zeros((200, 200), np.uint8),
        np.zeros((1, 1), np.uint8),
        np.full((1024, 1), 128, np.uint8),
        np.tile(np.array([[240, 250]], np.uint8), (50, 25)),
    ],
    ids=["white", "black", "one pixel", "one column", "uneven paper"],
)
def test_a_blank_drawing(client: Client, send_png: Send, blank: pngs.Pixels) -> None:
    refused(send_png(client, saved(blank)), "blank_drawing")


def test_a_drawing_that_is_all_transparent(client: Client, send_png: Send) -> None:
    refused(send_png(client, saved(np.zeros((50, 50), np.uint8), transparency=0)), "blank_drawing")


@at_both_addresses
@pytest.mark.parametrize("level", [0, 255])
def test_blank_pixels(client: Client, door: Door, level: int) -> None:
    refused(door.send_fields(client, {"pixels": [level] * 784}), "blank_drawing")


@pytest.mark.parametrize(
    "other",
    [
        b"a seven",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        pngs.SIGNATURE[:4],
        saved(GOOD)[1:],
        b"\0" * 1000,
        pngs.in_another_format(GOOD, "GIF"),
        pngs.in_another_format(GOOD, "BMP"),
    ],
    ids=["text", "SVG", "half a signature", "first byte missing", "zeros", "GIF", "BMP"],
)
def test_not_a_png(client: Client, send_png: Send, other: bytes) -> None:
    assert "not a PNG" in refused(send_png(client, other), "invalid_image")["detail"]


def test_a_jpeg_that_is_called_a_png(client: Client, send_png: Send) -> None:
    refused(send_png(client, pngs.in_another_format(GOOD, "JPEG")), "invalid_image")


@pytest.mark.parametrize("n_bytes", [8, 20, 33, 40, 100, -13, -12, -1])
def test_a_truncated_png(client: Client, send_png: Send, n_bytes: int) -> None:
    """Cut the file off after the signature, in the header, after it, in the pixels, before the end and in it."""
    assert "cut off" in refused(send_png(client, saved(GOOD)[:n_bytes]), "invalid_image")["detail"]


def test_a_png_whose_pixels_end_too_early(client: Client, send_png: Send) -> None:
    half = zlib.compress(pngs.lines(GOOD[:50]))
    png = pngs.joined(pngs.header(80, 100), pngs.chunk(b"IDAT", half))
    assert "damaged" in refused(send_png(client, png), "invalid_image")["detail"]


@pytest.mark.parametrize("size", [(20_000, 20_000), (1025, 10), (10, 1025), (0, 10), (2**31, 2**31)])
def test_a_header_of_20000_by_20000(client: Client, send_png: Send, size: tuple[int, int]) -> None:
    width, height = size
    png = pngs.joined(pngs.header(width, height), pngs.chunk(b"IDAT", zlib.compress(b"\0" * 100)))
    assert f"{width}×{height}" in refused(send_png(client, png), "invalid_image")["detail"]


@at_both_addresses
def test_a_json_body_of_300_kb(client: Client, door: Door) -> None:
    refused(door.send(client, padded_json()), "too_large", 413)


@at_both_addresses
def test_a_png_body_of_300_kb(client: Client, door: Door) -> None:
    refused(door.send_png(client, padded_png()), "too_large", 413)


@at_both_addresses
@pytest.mark.parametrize("claimed", ["", "0", "1000", "-1", "three"])
def test_a_body_of_300_kb_that_does_not_say_so(client: Client, door: Door, claimed: str) -> None:
    refused(door.send(client, padded_json(), CONTENT_LENGTH=claimed), "invalid_request")


def padded_json() -> bytes:
    """Return a good drawing with its label in too many bytes, so that nothing but its length is wrong."""
    return json.dumps({"pixels": GOOD_PIXELS, "label": 7}).encode().ljust(TOO_MUCH)


def padded_png() -> bytes:
    return pngs.grey_png(GOOD, pngs.chunk(b"tEXt", b"Comment\0" + b"x" * TOO_MUCH))


def test_an_animated_png(client: Client, send_png: Send) -> None:
    assert "animated" in refused(send_png(client, pngs.animated(GOOD)), "invalid_image")["detail"]


def test_a_png_of_16_bits(client: Client, send_png: Send) -> None:
    assert "16 bits" in refused(send_png(client, pngs.of_16_bits(GOOD)), "invalid_image")["detail"]


@pytest.mark.parametrize("name", ["JPEG", "TIFF"])
def test_a_picture_in_cmyk(client: Client, send_png: Send, name: str) -> None:
    """Send the picture in another format, since PNG has no CMYK."""
    refused(send_png(client, pngs.in_another_format(GOOD, name, mode="CMYK")), "invalid_image")


@at_both_addresses
@pytest.mark.parametrize("n", [0, 1, 783, 785, 1568])
def test_783_or_785_pixels(client: Client, door: Door, n: int) -> None:
    error = refused(door.send_fields(client, {"pixels": (GOOD_PIXELS * 2)[:n]}), "invalid_request")
    assert str(n) in error["detail"]
    assert "pixels" in error["fields"]


@at_both_addresses
@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "-1", "256", '"255"', "true", "false", "null", "1.0", "[255]", "{}"]
)
def test_pixels_that_are_no_integers_from_0_to_255(client: Client, door: Door, value: str) -> None:
    pixels = ",".join([*map(str, GOOD_PIXELS[:-1]), value])
    refused(door.send(client, f'{{"pixels": [{pixels}]{label_for(door)}}}'.encode()), "invalid_request")


@at_both_addresses
@pytest.mark.parametrize("pixels", ['"0"', "7", "null", "true", "{}", '{"0": 255}'])
def test_pixels_that_are_no_list(client: Client, door: Door, pixels: str) -> None:
    refused(door.send(client, f'{{"pixels": {pixels}{label_for(door)}}}'.encode()), "invalid_request")


@at_both_addresses
@pytest.mark.parametrize("image", ["7", "null", "true", "[]", "{}"])
def test_an_image_that_is_no_string(client: Client, door: Door, image: str) -> None:
    refused(door.send(client, f'{{"image": {image}{label_for(door)}}}'.encode()), "invalid_request")


def label_for(door: Door) -> str:
    return ', "label": 7' if door.wants_label else ""


@pytest.mark.parametrize("label", ["10", "-1", '"7"', "7.0", "true", "false", "null", "[7]", "NaN", "7e0", "1" * 5000])
def test_a_label_that_is_no_json_integer_from_0_to_9(client: Client, label: str) -> None:
    refused(ADD.send(client, f'{{"image": "{GOOD_IMAGE}", "label": {label}}}'.encode()), "invalid_request")


@pytest.mark.parametrize("query", ["10", "-1", "7.0", "%2B7", "07", "true", "", "%EF%BC%97", "7&label=7", "9" * 5000])
def test_a_label_in_the_address_that_is_none(client: Client, query: str) -> None:
    """Refuse every other text, also a full-width seven (U+FF17), which Python's int() takes for 7."""
    response = ADD.send(client, saved(GOOD), content_type="image/png", query=f"?label={query}")
    assert "label" in refused(response, "invalid_request")["fields"]


def test_a_missing_label(client: Client) -> None:
    error = refused(ADD.send(client, json.dumps({"image": GOOD_IMAGE}).encode()), "invalid_request")
    assert error["fields"] == {"label": "label is missing"}


def test_a_missing_label_beside_a_png(client: Client) -> None:
    error = refused(ADD.send(client, saved(GOOD), content_type="image/png"), "invalid_request")
    assert error["fields"] == {"label": "missing"}


def test_a_label_in_the_address_of_a_json_body(client: Client) -> None:
    body = json.dumps({"image": GOOD_IMAGE, "label": 7}).encode()
    refused(ADD.send(client, body, query="?label=7"), "invalid_request")


@at_both_addresses
def test_image_and_pixels_together(client: Client, door: Door) -> None:
    error = refused(door.send_fields(client, {"image": GOOD_IMAGE, "pixels": GOOD_PIXELS}), "invalid_request")
    assert "exactly one" in error["detail"]


@at_both_addresses
def test_neither_image_nor_pixels(client: Client, door: Door) -> None:
    assert "exactly one" in refused(door.send_fields(client, {}), "invalid_request")["detail"]


@at_both_addresses
@pytest.mark.parametrize("name", ["id", "is_training_input", "Image", "label ", "", "état", "state", "x" * 1000])
def test_unknown_fields(client: Client, door: Door, name: str) -> None:
    error = refused(door.send_fields(client, {"image": GOOD_IMAGE, name: 1}), "invalid_request")
    assert error["fields"] == {name[:40]: "unknown"}


def test_a_prediction_takes_no_label(client: Client) -> None:
    door = Door("/api/predictions", wants_label=False)
    refused(door.send_fields(client, {"image": GOOD_IMAGE, "label": 7}), "invalid_request")


@at_both_addresses
@pytest.mark.parametrize("name", ["image", "label", "id"])
def test_a_field_given_twice(client: Client, door: Door, name: str) -> None:
    value = f'"{GOOD_IMAGE}"' if name == "image" else "7"
    twice = f'{{"{name}": {value}, "image": "{GOOD_IMAGE}"{label_for(door)}, "{name}": {value}}}'
    error = refused(door.send(client, twice.encode()), "invalid_request")
    assert "given twice" in error["detail"]


@at_both_addresses
@pytest.mark.parametrize(
    "body",
    ['{"image": ', "{'image': 1}", '{"image": 1,}', "{image: 1}", "undefined", '{"label": 07}', "{} {}", '{"a": "\n"}'],
)
def test_broken_json(client: Client, door: Door, body: str) -> None:
    assert "not valid JSON" in refused(door.send(client, body.encode()), "invalid_request")["detail"]


@at_both_addresses
@pytest.mark.parametrize(
    "body",
    [
        "[" * 2000,
        "[" * 2000 + "]" * 2000,
        '{"pixels":' + "[" * 2000 + "]" * 2000 + "}",
        '{"a":' * 2000 + "1" + "}" * 2000,
    ],
    ids=["open", "closed", "as pixels", "objects"],
)
def test_2000_nested_brackets(client: Client, door: Door, body: str) -> None:
    refused(door.send(client, body.encode()), "invalid_request")


@at_both_addresses
@pytest.mark.parametrize(
    "around", [b"\xff", b"\xe9", b"\xc3", b"\xed\xa0\x80"], ids=["never", "Latin-1", "cut", "half"]
)
def test_not_utf_8(client: Client, door: Door, around: bytes) -> None:
    """Send a byte that UTF-8 never has, an é of Latin-1, half a letter, and half a pair of surrogates."""
    fields = json.dumps({"image": GOOD_IMAGE, "label": 7}).encode()
    assert "UTF-8" in refused(door.send(client, fields + around), "invalid_request")["detail"]


@at_both_addresses
@pytest.mark.parametrize("body", ["[]", "7", '"image"', "null", "true", "[1, 2]", json.dumps([{"image": GOOD_IMAGE}])])
def test_a_body_that_is_no_object(client: Client, door: Door, body: str) -> None:
    assert "object" in refused(door.send(client, body.encode()), "invalid_request")["detail"]


@at_both_addresses
@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/vnd.api+json",
        "image/jpeg",
        "image",
        ";;;",
    ],
)
def test_the_wrong_content_type(client: Client, door: Door, content_type: str) -> None:
    body = json.dumps({"image": GOOD_IMAGE} | ({"label": 7} if door.wants_label else {})).encode()
    refused(door.send(client, body, content_type=content_type), "unsupported_media_type", 415)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "7",
        "not-a-uuid",
        "123e4567e89b42d3a456426614174000",
        "{123e4567-e89b-42d3-a456-426614174000}",
        "urn:uuid:123e4567-e89b-42d3-a456-426614174000",
        "123e4567-e89b-42d3-a456-42661417400",
        "123e4567-e89b-42d3-a456-4266141740000",
        "123e4567-e89b-42d3-a456-42661417400g",
        "123e4567-e89b-42d3-a456-426614174000,123e4567-e89b-42d3-a456-426614174000",
        "x" * 5000,
    ],
)
def test_a_key_that_is_no_uuid(client: Client, key: str) -> None:
    response = ADD.send_fields(client, {"image": GOOD_IMAGE}, headers={"Idempotency-Key": key})
    assert "Idempotency-Key" in refused(response, "invalid_request")["detail"]


def test_what_is_stored_of_a_good_request_is_seen_by_these_tests(client: Client) -> None:
    """Check that the count at the end of every test above would notice a stored digit."""
    ADD.send_fields(client, {"image": GOOD_IMAGE})
    assert Digit.objects.count() == 1
    with pytest.raises(AssertionError):
        refused(ADD.send_fields(client, {}), "invalid_request")
