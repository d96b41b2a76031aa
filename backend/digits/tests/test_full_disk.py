"""Tests of a disk that fills and is cleared: nothing false is acknowledged, and everything goes on afterwards."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from backend.digits.models import Digit

pytestmark = pytest.mark.only("sqlite")
PAGES = 2**30  # SQLite's own limit


def set_most_pages(n: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {n}")


@pytest.fixture
def full(installed: None) -> Iterator[None]:
    """Leave no room to the file of the database: it may not grow beyond what it has."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    set_most_pages(1)
    yield
    set_most_pages(PAGES)


def send(client: Client, drawn: Any, number: int, key: str) -> Any:
    drawing, label = drawn(number)
    body = {"pixels": drawing.ravel().tolist(), "label": label}
    return client.post("/api/digits", body, "application/json", headers={"Idempotency-Key": key})


def test_a_full_disk_refuses_digits_and_reads_on_and_the_same_digits_are_stored_once_there_is_room(
    full: None, client: Client, drawn: Any
) -> None:
    keys = [str(uuid4()) for _ in range(20)]
    answers = [send(client, drawn, number, key) for number, key in enumerate(keys)]
    refused = [number for number, answer in enumerate(answers) if answer.status_code == 503]
    assert refused
    assert {answer.status_code for answer in answers} <= {201, 503}
    assert "disk is full" in answers[refused[0]].json()["detail"]
    assert Digit.objects.count() == len(keys) - len(refused)
    reading = client.post("/api/predictions", {"pixels": drawn(0)[0].ravel().tolist()}, "application/json")
    assert reading.status_code == 200
    set_most_pages(PAGES)
    assert [send(client, drawn, number, keys[number]).status_code for number in refused] == [201] * len(refused)
    assert Digit.objects.count() == len(keys)
