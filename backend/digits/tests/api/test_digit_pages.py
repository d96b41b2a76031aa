"""Tests of GET /api/digits: the verified digits, newest first, page by page; one digit; its two pictures."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from backend.digits.models import Digit, DigitState, ModelState
from backend.digits.tests.api.doors import ADD, as_base64
from backend.tests.pngs import saved, seven

FIELDS = [
    "id", "label", "predicted", "model", "state", "created_at", "image", "picture", "has_strokes",
    "is_training_input", "is_mine",
]  # fmt: skip


@pytest.fixture
def stored(base: None, client: Client) -> Callable[..., list[int]]:
    """Return a function that stores digits of these labels, the first one oldest, and returns their ids."""
    ADD.send_fields(client, {"image": as_base64(saved(seven()))})
    pattern = Digit.objects.get()
    Digit.objects.all().delete()

    def store(*labels: int, **changed: Any) -> list[int]:
        kept = {field.attname: getattr(pattern, field.attname) for field in Digit._meta.fields if field.name != "id"}
        return [Digit.objects.create(**kept | {"label": label} | changed).pk for label in labels]

    return store


def page(client: Client, query: str = "") -> Any:
    response = client.get(f"/api/digits{query}")
    assert response.status_code == 200, response.content
    return response.json()


def ids(listed: Any) -> list[int]:
    return [digit["id"] for digit in listed["results"]]


def test_an_empty_list_is_a_list(base: None, client: Client) -> None:
    assert page(client) == {"results": [], "next": None}


def test_a_digit_says_whether_it_only_tests_and_whether_its_visitor_sent_it(client: Client, stored: Any) -> None:
    """The cookie is that of the digit that `stored` has taken its pattern from."""
    other_client = Client()
    (own,) = stored(3, is_training_input=False)
    (nobodys,) = stored(1, is_training_input=True, contributor=None)
    assert [(digit["is_training_input"], digit["is_mine"]) for digit in page(client)["results"]] == [
        (True, False),
        (False, True),
    ]
    assert [digit["is_mine"] for digit in page(other_client)["results"]] == [False, False]
    assert client.get(f"/api/digits/{own}").json()["is_mine"] is True
    assert client.get(f"/api/digits/{nobodys}").json()["is_mine"] is False
    assert other_client.get(f"/api/digits/{own}").json()["is_mine"] is False


def test_digits_are_listed_newest_first_with_the_fields_of_the_contract(client: Client, stored: Any) -> None:
    added = stored(3, 1, 4)
    listed = page(client)
    assert ids(listed) == added[::-1]
    newest = listed["results"][0]
    assert list(newest) == FIELDS
    assert (newest["label"], newest["predicted"], newest["model"]) == (4, 7, ModelState.objects.get().pk)
    assert newest["image"] == f"/api/digits/{added[2]}/image.png"
    assert newest["picture"] == f"/api/digits/{added[2]}/picture.png"


def test_a_label_lists_only_its_digits(client: Client, stored: Any) -> None:
    added = stored(3, 0, 3, 4)
    assert ids(page(client, "?label=3")) == [added[2], added[0]]
    assert ids(page(client, "?label=0")) == [added[1]]
    assert ids(page(client, "?label=9")) == []


def test_what_was_excluded_or_taken_back_is_not_listed(client: Client, stored: Any) -> None:
    for state in (DigitState.EXCLUDED, DigitState.WITHDRAWN):
        stored(1, state=state)
    shown = [*stored(1), *stored(1, state=DigitState.HELD), *stored(1, state=DigitState.IMPORTED)]
    assert ids(page(client)) == shown[::-1]


def test_a_page_has_fifty_digits_unless_another_limit_is_given(client: Client, stored: Any) -> None:
    added = stored(*[1] * 60)
    assert ids(page(client)) == added[:-51:-1]
    assert ids(page(client, "?limit=1")) == added[:-2:-1]
    assert len(ids(page(client, "?limit=200"))) == 60


@pytest.mark.parametrize("n_in_all", [0, 1, 6, 7, 8, 14])
def test_following_next_shows_every_digit_once(client: Client, stored: Any, n_in_all: int) -> None:
    ones_and_twos = stored(*[1, 2] * n_in_all)
    assert walked(client, "/api/digits?limit=7&label=1") == ones_and_twos[-2::-2]


def test_digits_that_arrive_meanwhile_shift_no_page(client: Client, stored: Any) -> None:
    added = stored(*[1] * 6)
    first = page(client, "?limit=3")
    stored(1, 1)
    assert ids(first) + walked(client, first["next"]) == added[::-1]


def walked(client: Client, address: str | None) -> list[int]:
    seen: list[int] = []
    while address:
        listed = client.get(address).json()
        assert len(listed["results"]) <= 7
        seen += ids(listed)
        address = listed["next"]
    return seen


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=201", "limit=-1", "limit=ten", "limit=1.5", "limit=", "limit=1&limit=2", "limit=%00",
        "cursor=0", "cursor=-1", "cursor=x", "cursor=9223372036854775808", "cursor=" + "9" * 5000,
        "label=10", "label=-1", "label=seven", "label=7.0", "label=", "label=%EF%BC%97",
        "state=withdrawn", "offset=10", "page=2", "format=xml", "=1", "&".join(f"a{n}=1" for n in range(2000)),
    ],
)  # fmt: skip
def test_an_address_that_asks_for_something_else(base: None, client: Client, query: str) -> None:
    response = client.get(f"/api/digits?{query}")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")


def test_a_longer_page_costs_no_more_queries(client: Client, stored: Any) -> None:
    stored(*[1] * 50)
    n_queries = []
    for limit in (2, 50):
        with CaptureQueriesContext(connection) as queries:
            page(client, f"?limit={limit}")
        n_queries.append(len(queries))
    assert n_queries == [2, 2]  # one asks whether an administrator hides drawings


def test_one_digit_is_told_as_in_the_list(client: Client, stored: Any) -> None:
    (digit,) = stored(3)
    response = client.get(f"/api/digits/{digit}")
    assert response.status_code == 200
    assert response.json() == page(client)["results"][0]


@pytest.mark.parametrize("number", ["0", "99", "999999999999999999", "9" * 30, "-1", "1.0", "seven", "%00", "1/", ""])
@pytest.mark.parametrize("part", ["", "/image.png", "/picture.png"])
def test_a_digit_that_there_is_not(base: None, client: Client, number: str, part: str) -> None:
    response = client.get(f"/api/digits/{number}{part}")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_the_image_is_the_ink_white_on_black(client: Client, stored: Any) -> None:
    image = picture_at(client, page_of(client, stored)["image"])
    assert max(image.shape) <= 128
    assert (int(image.min()), int(image.max())) == (0, 255)
    assert image[0].mean() > 128  # the bar of the seven
    assert image[-1, -1] == 0


def test_the_picture_is_what_the_network_sees(client: Client, stored: Any) -> None:
    picture = picture_at(client, page_of(client, stored)["picture"])
    assert picture.shape == (28, 28)
    assert picture.tobytes() == bytes(Digit.objects.get().picture)


def page_of(client: Client, stored: Any) -> Any:
    stored(7)
    return page(client)["results"][0]


def picture_at(client: Client, address: str) -> Any:
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    assert re.search(r"max-age=\d+", response.headers["Cache-Control"])
    with Image.open(BytesIO(response.content), formats=("PNG",)) as image:
        return np.asarray(image)
