"""Tests of DIGITS_GALLERY: whose drawings a visitor is shown, in the list, one by one, and beside the network."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from backend.digits.models import Digit

ME = uuid4()
PARTS = ("", "/image.png", "/picture.png", "/strokes")


@pytest.fixture
def drawings(add_strokes: Callable[..., Digit], client: Client) -> tuple[int, int]:
    """Return a digit of mine and one of another."""
    client.cookies["contributor"] = str(ME)
    return add_strokes(0, contributor=ME).pk, add_strokes(1, contributor=uuid4()).pk


def listed(client: Client, query: str = "") -> list[int]:
    return [digit["id"] for digit in client.get(f"/api/digits{query}").json()["results"]]


def shown_beside_the_network(client: Client) -> tuple[set[int], set[int]]:
    """Return the digits that the hidden units and the confusions of a version name."""
    units = client.get("/api/models/1/units").json()["units"]
    confusion = client.get("/api/models/1/confusion").json()
    assert (confusion["n_digits"], confusion["matrix"][7][7]) == (2, 2)  # counts show no drawing
    return (
        {drawing["id"] for unit in units for drawing in unit["drawings"]},
        {reading["id"] for reading in confusion["readings"]},
    )


def can_see(client: Client, digit: int) -> bool:
    (status,) = {client.get(f"/api/digits/{digit}{part}").status_code for part in PARTS}
    return bool(status == 200)


@pytest.mark.parametrize("gallery", ["everyone", "own", "none"])
def test_a_visitor_is_shown_what_the_operator_wants(
    client: Client, drawings: tuple[int, int], settings: Any, gallery: str
) -> None:
    settings.DIGITS_GALLERY = gallery
    mine, theirs = drawings
    in_gallery = {"everyone": [theirs, mine], "own": [mine], "none": []}[gallery]
    assert listed(client) == in_gallery
    assert listed(client, "?mine=true") == [digit for digit in in_gallery if digit == mine]
    assert shown_beside_the_network(client) == (set(in_gallery), set(in_gallery))
    assert can_see(client, mine)  # one's own, always
    assert can_see(client, theirs) == (gallery == "everyone")
    assert client.get("/api/model").json()["gallery"] == gallery


@pytest.mark.parametrize("gallery", ["own", "none"])
def test_without_a_cookie_nothing_is_shown_then(
    client: Client, drawings: tuple[int, int], settings: Any, gallery: str
) -> None:
    settings.DIGITS_GALLERY = gallery
    client.cookies.clear()
    assert listed(client) == []
    assert shown_beside_the_network(client) == (set(), set())
    assert not any(can_see(client, digit) for digit in drawings)


def test_digits_whose_contributor_is_not_known_are_nobodys_own(
    client: Client, drawings: tuple[int, int], settings: Any
) -> None:
    settings.DIGITS_GALLERY = "own"
    Digit.objects.update(contributor=None)
    client.cookies.clear()
    assert listed(client) == []
    assert shown_beside_the_network(client) == (set(), set())
