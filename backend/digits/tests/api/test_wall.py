"""Tests of the wall: what it shows, what keeps a drawing off it, and the switches of an administrator."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.digits.models import AuditEntry, Digit, DigitState, Wall
from backend.digits.selectors import wall as selector
from backend.digits.services.moderation import wall as service
from backend.digits.tests.admin.administrators import log_in, post_form

Add = Callable[..., Digit]
PLAIN = {"doubt": -0.9}
"""Columns of a digit that the network reads as what its person says."""


@pytest.fixture
def show(add_strokes: Add) -> Callable[..., int]:
    """Return a function that adds a digit, a different one for each number, and gives it these columns."""

    def add_shown(number: int, *, contributor: Any = None, **columns: Any) -> int:
        digit = add_strokes(number, contributor=contributor or uuid4())
        Digit.objects.filter(pk=digit.pk).update(**PLAIN | columns)
        return digit.pk

    return add_shown


def wall(client: Client, after: int = 0) -> dict[str, Any]:
    answer = client.get(f"/api/wall?after={after}")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def on_wall(client: Client) -> list[int]:
    return [digit["id"] for digit in wall(client)["digits"]]


def test_a_digit_is_shown_with_its_strokes_and_what_it_lights_but_without_its_contributor(
    client: Client, show: Callable[..., int]
) -> None:
    mine = uuid4()
    first, second, other = show(0, contributor=mine), show(1, contributor=mine), show(2)
    now = wall(client)
    assert [digit["id"] for digit in now["digits"]] == [other, second, first]
    hands = [digit["hand"] for digit in now["digits"]]
    assert hands[1] == hands[2] != hands[0]
    assert str(mine) not in str(now)
    assert str(mine).replace("-", "") not in str(now)
    assert now["drawings"][0]["strokes"] == client.get(f"/api/digits/{other}/strokes").json()["strokes"]
    assert (len(now["lit"]["inside"]["hidden"]), len(now["lit"]["confidences"])) == (30, 10)
    assert now["model"]["new_digits"] == 3


def test_what_a_page_has_is_not_sent_again(client: Client, show: Callable[..., int]) -> None:
    first = show(0)
    assert (wall(client, after=first)["drawings"], wall(client, after=first)["lit"]) == ([], None)
    second = show(1)
    now = wall(client, after=first)
    assert [drawing["id"] for drawing in now["drawings"]] == [second]
    assert [digit["id"] for digit in now["digits"]] == [second, first]
    assert now["lit"] is not None


@pytest.mark.parametrize(
    ("columns", "is_shown"),
    [
        ({"doubt": -0.5}, True),
        ({"doubt": -0.49}, False),
        ({"doubt": None}, False),
        ({"doubt": 0.9, "reviewed_at": timezone.now()}, True),
        ({"state": DigitState.HELD}, False),
        ({"state": DigitState.EXCLUDED, "reviewed_at": timezone.now()}, False),
        ({"state": DigitState.WITHDRAWN}, False),
    ],
)
def test_only_what_is_read_as_a_digit_or_was_reviewed_comes_to_the_wall(
    client: Client, show: Callable[..., int], columns: dict[str, Any], is_shown: bool
) -> None:
    digit = show(0, **columns)
    assert on_wall(client) == ([digit] if is_shown else [])


def test_a_hand_that_sends_much_leaves_the_others_on_the_wall(
    client: Client, show: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selector, "N_OF_HAND", 2)
    other, busy = show(0), uuid4()
    of_busy = [show(number, contributor=busy) for number in range(1, 5)]
    assert on_wall(client) == [of_busy[3], of_busy[2], other]


def test_the_answer_costs_as_many_queries_and_rows_however_many_digits_there_are(
    client: Client, show: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selector, "N_ROWS", 3)
    digits = [show(0)]
    client.get("/api/wall")  # the network is loaded
    with CaptureQueriesContext(
        connection,
    ) as few:
        wall(client)
    digits += [show(number) for number in range(1, 6)]
    with CaptureQueriesContext(connection) as many:
        assert on_wall(client) == digits[:-4:-1]
    assert len(many) == len(few)


def test_a_frozen_wall_takes_nothing_new_and_shows_it_when_it_goes_on(client: Client, show: Callable[..., int]) -> None:
    before = show(0)
    service.freeze(by="anna")
    later = show(1)
    assert (on_wall(client), wall(client)["is_frozen"]) == ([before], True)
    service.go_on(by="anna")
    assert (on_wall(client), wall(client)["is_frozen"]) == ([later, before], False)


def test_a_cleared_wall_is_empty_and_the_gallery_is_not(client: Client, show: Callable[..., int]) -> None:
    show(0)
    service.clear(by="anna")
    assert on_wall(client) == []
    assert len(client.get("/api/digits").json()["results"]) == 1
    later = show(1)
    assert on_wall(client) == [later]


def test_others_drawings_are_hidden_from_the_wall_and_from_visitors(client: Client, show: Callable[..., int]) -> None:
    me = uuid4()
    client.cookies["contributor"] = str(me)
    mine, theirs = show(0, contributor=me), show(1)
    service.hide_drawings(by="anna")
    now = wall(client)
    assert (now["shows_drawings"], now["digits"], now["drawings"], now["lit"]) == (False, [], [], None)
    assert [digit["id"] for digit in client.get("/api/digits").json()["results"]] == [mine]
    assert client.get(f"/api/digits/{theirs}/image.png").status_code == 404
    assert now["model"]["gallery"] == "own"
    service.show_drawings(by="anna")
    assert on_wall(client) == [theirs, mine]


def test_a_switch_that_hides_nothing_leaves_a_closed_gallery_closed(
    client: Client, show: Callable[..., int], settings: Any
) -> None:
    settings.DIGITS_GALLERY = "none"
    show(0)
    service.show_drawings(by="anna")
    assert (wall(client)["shows_drawings"], on_wall(client), wall(client)["model"]["gallery"]) == (False, [], "none")


def test_the_audit_trail_says_who_turned_the_switches(client: Client, show: Callable[..., int]) -> None:
    show(0)
    log_in(client, "operator")
    for action, said in (("freeze", "stands still"), ("clear", "is empty"), ("hide", "shows none"), ("x", "is wanted")):
        answer = post_form(client, "/admin/class/wall/", {"action": action}, follow=True)
        assert said in answer.content.decode(), action
    state = Wall.objects.latest("id")
    assert (state.by, state.frozen_at, state.cleared_to > 0, state.hides_drawings) == ("operator", None, True, True)
    entries = AuditEntry.objects.order_by("id").values_list("action", "by", "after")
    assert list(entries) == [("wall", "operator", said) for said in ("frozen", "cleared", "drawings hidden")]
    trail = client.get("/admin/digits/auditentry/?action=wall", headers={"accept-language": "de"}).content.decode()
    assert "Zeichnungen verborgen" in trail


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_who_may_not_serve_versions_may_not_change_the_wall(client: Client, base: None, role: str) -> None:
    log_in(client, role)
    assert client.get("/admin/class/").status_code == 403
    assert post_form(client, "/admin/class/wall/", {"action": "freeze"}).status_code == 403
    assert not Wall.objects.exists()


def test_the_short_address_leads_to_the_wall(client: Client) -> None:
    answer = client.get("/wall")
    assert (answer.status_code, answer.headers["Location"]) == (302, "./#/wall")  # also below a path of a proxy


@pytest.mark.parametrize(
    ("allowed", "asked", "address"),
    [
        (["127.0.0.1", "192.168.1.5"], "127.0.0.1:8000", "http://192.168.1.5:8000/"),
        (["localhost", "192.168.1.5"], "192.168.1.5:8001", "http://192.168.1.5:8001/"),
        (["localhost", "ductus.example"], "ductus.example", "http://ductus.example/"),
        (["127.0.0.1", "localhost", "[::1]"], "localhost:8000", None),
        (["[::1]", "10.0.0.7"], "[::1]:8000", "http://10.0.0.7:8000/"),
    ],
)
def test_the_wall_says_at_which_address_others_find_the_program(
    client: Client, base: None, settings: Any, allowed: list[str], asked: str, address: str | None
) -> None:
    settings.ALLOWED_HOSTS = allowed
    assert client.get("/api/wall", headers={"host": asked}).json()["address"] == address
