"""Tests of PNG bodies beyond the list of bad input: each form reads the same, and no damage or bomb gets through."""

import json
import random
import struct
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from django.test import Client
from PIL import Image

from backend.digits import drawings
from backend.digits.models import Digit
from backend.digits.tests.api.doors import ADD, PREDICT, as_base64, refused
from backend.tests import pngs
from backend.tests.pngs import VALID, chunk, grey_png, header, joined, lines, saved, seven

pytestmark = pytest.mark.usefixtures("base")

BOMB = zlib.compress(b"\0" * 50_000_000)


def read(client: Client, png: bytes) -> dict[str, Any]:
    response = PREDICT.send_png(client, png)
    assert response.status_code == 200, response.content
    prediction: dict[str, Any] = json.loads(response.content)
    return prediction


def inked(png: bytes) -> int:
    """Return how many pixels of the seven differ from the ground when Pillow reads them."""
    with Image.open(BytesIO(png)) as image:
        return int((np.asarray(image.convert("L")) < 128).sum())


def test_a_seven_is_read_as_a_seven(client: Client) -> None:
    assert read(client, saved(seven()))["digit"] == 7


@pytest.mark.parametrize("make", VALID.values(), ids=VALID)
def test_the_same_seven_reads_the_same_in_every_form_of_png(client: Client, make: Callable[[], bytes]) -> None:
    """Check that the answers are equal. The drawing has two tones, so that no form loses anything."""
    assert read(client, make()) == read(client, saved(seven()))


@pytest.mark.parametrize("make", VALID.values(), ids=VALID)
def test_the_same_seven_is_stored_the_same_in_every_form_of_png(client: Client, make: Callable[[], bytes]) -> None:
    ADD.send_png(client, saved(seven()))
    assert ADD.send_png(client, make()).status_code == 201
    one, other = Digit.objects.order_by("id")
    assert (one.picture, one.ink, one.ink_sha256) == (other.picture, other.ink, other.ink_sha256)


def test_the_forms_made_by_hand_are_png_to_pillow_too() -> None:
    for name in ("1 bit, by hand", "2 bits", "4 bits", "interlaced", "with a comment"):
        assert inked(VALID[name]()) == (seven() < 128).sum(), name


def test_base64_the_body_and_pixels_are_one_door(client: Client) -> None:
    small = np.zeros((28, 28), np.uint8)
    small[4:24, 4:24] = np.asarray(Image.fromarray(255 - seven()).resize((20, 20)))
    answers = [
        PREDICT.send_png(client, saved(small)),
        PREDICT.send_fields(client, {"image": as_base64(saved(small))}),
        PREDICT.send_fields(client, {"pixels": small.ravel().tolist()}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("size", [(50, 40), (200, 160), (400, 320), (1024, 819)])
def test_a_seven_of_any_size_is_a_seven(client: Client, size: tuple[int, int]) -> None:
    height, width = size
    assert read(client, saved(seven(height=height, width=width)))["digit"] == 7


def test_the_largest_picture_is_read(client: Client) -> None:
    assert read(client, saved(np.pad(seven(), ((0, 924), (944, 0)), constant_values=255)))["digit"] == 7


@pytest.mark.parametrize(
    "bomb",
    [
        chunk(b"zTXt", b"Comment\0\0" + BOMB),
        chunk(b"iTXt", b"Comment\0\1\0\0\0" + BOMB),
        chunk(b"iCCP", b"profile\0\0" + BOMB),
        chunk(b"tEXt", b"Comment\0" + b"x" * 100_000),
        chunk(b"eXIf", b"\xff" * 1000),
        chunk(b"prIv", b"anything"),
    ],
    ids=["zTXt", "iTXt", "iCCP", "tEXt", "eXIf", "private"],
)
def test_what_is_not_the_picture_is_never_unpacked(client: Client, bomb: bytes) -> None:
    """Check that a chunk that inflates to 50 MB is left out, before and after the pixels, and the seven is read."""
    assert read(client, grey_png(seven(), bomb, after=bomb))["digit"] == 7


def test_a_png_of_a_thousand_chunks_is_read_and_one_of_many_more_refused(client: Client) -> None:
    assert read(client, grey_png(seven(), *[chunk(b"IDAT", b"")] * 1000))["digit"] == 7
    answer = PREDICT.send_png(client, grey_png(seven(), *[chunk(b"IDAT", b"")] * 1100))
    assert "more than 1024 parts" in refused(answer, "invalid_image")["detail"]


def test_pixels_that_inflate_to_more_than_the_picture_are_not_inflated(client: Client) -> None:
    png = joined(header(80, 100), chunk(b"IDAT", zlib.compress(lines(seven()) + b"\0" * 50_000_000)))
    assert read(client, png)["digit"] == 7


@pytest.mark.parametrize("name", [b"IHDR", b"IDAT", b"PLTE", b"tRNS"])
def test_a_chunk_whose_checksum_is_wrong(client: Client, name: bytes) -> None:
    png = bytearray(saved(seven(), "P", transparency=255))
    at = png.index(name)
    (length,) = struct.unpack(">I", png[at - 4 : at])
    png[at + 4 + length] ^= 1
    refused(PREDICT.send_png(client, bytes(png)), "invalid_image")


DAMAGED = {
    "no header": joined(chunk(b"IDAT", zlib.compress(lines(seven())))),
    "two headers": grey_png(seven(), header(80, 100)),
    "a header too short": joined(chunk(b"IHDR", b"\0" * 12), chunk(b"IDAT", zlib.compress(lines(seven())))),
    "no pixels": joined(header(80, 100)),
    "pixels that are not compressed": joined(header(80, 100), chunk(b"IDAT", lines(seven()))),
    "a filter that there is not": joined(header(80, 100), chunk(b"IDAT", zlib.compress(b"\7" * 8100))),
    "a palette that is missing": joined(header(80, 100, colour=pngs.PALETTE), chunk(b"IDAT", b"")),
    "a colour type that there is not": joined(header(80, 100, colour=5), chunk(b"IDAT", zlib.compress(lines(seven())))),
    "a depth that there is not": joined(header(80, 100, depth=3), chunk(b"IDAT", zlib.compress(lines(seven())))),
    "a line that is missing": joined(header(80, 100), chunk(b"IDAT", zlib.compress(lines(seven())[:-81]))),
    "a line that is missing of many": joined(header(1000, 1000), chunk(b"IDAT", zlib.compress(bytes(1_000_000)))),
    "too few colours": joined(header(80, 100, colour=pngs.RGB), chunk(b"IDAT", zlib.compress(lines(seven())))),
    "a length beyond the end": pngs.SIGNATURE + b"\xff\xff\xff\xff" + header(80, 100)[4:],
    "an end alone": joined(),
    "opacity after the pixels": grey_png(seven(), after=chunk(b"tRNS", b"\0\xff")),
    "a palette after the pixels": grey_png(seven(), after=chunk(b"PLTE", b"\0" * 6)),
}


@pytest.mark.parametrize("png", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_png(client: Client, png: bytes) -> None:
    refused(ADD.send_png(client, png), "invalid_image")


def test_no_damage_whatever_breaks_the_door(client: Client) -> None:
    """Check that hundreds of PNGs with random damage and mended checksums are each read or refused."""
    rng = random.Random(784)
    seeds = [make() for make in VALID.values()]
    statuses = {PREDICT.send_png(client, damaged(rng.choice(seeds), rng)).status_code for _ in range(400)}
    assert statuses == {200, 400}


def damaged(png: bytes, rng: random.Random) -> bytes:
    changed = bytearray(png)
    for _ in range(rng.randint(1, 3)):
        changed[rng.randrange(8, min(len(png), 60))] = rng.randrange(256)
    out, at = pngs.SIGNATURE, 8
    while at + 12 <= len(changed):
        (length,) = struct.unpack(">I", changed[at : at + 4])
        out += chunk(bytes(changed[at + 4 : at + 8]), bytes(changed[at + 8 : at + 8 + length]))
        at += 12 + length
    return out


def test_reading_a_png_changes_nothing_for_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check that no filter of warnings stays set. Filters belong to the process, so threads could leave theirs set."""
    filters, really_open = [], Image.open

    def look(*args: Any, **options: Any) -> Any:
        filters.append(list(warnings.filters))
        return really_open(*args, **options)

    monkeypatch.setattr(drawings.Image, "open", look)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = list(warnings.filters)
        drawings.from_png(saved(seven()))
    assert filters == [before]
