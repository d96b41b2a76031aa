"""Tests of logs and metrics: one line for each event, and nothing private."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from backend.digits.api import metrics
from backend.digits.models import Digit, DigitState
from backend.digits.services.learning.run import train_due
from backend.digits.tests.api.doors import ADD, PREDICT
from backend.observability import JSONLines
from backend.tests.pngs import saved, seven
from backend.version import VERSION

SEVEN = saved(seven())


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    formatter, written = JSONLines(), []

    class Written(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(json.loads(formatter.format(record)))

    handler = Written()
    logging.getLogger("digits").addHandler(handler)
    yield lambda: written
    logging.getLogger("digits").removeHandler(handler)


def look(client: Client, **more: Any) -> dict[str, float]:
    """Return every sample by its name and labels."""
    text = client.get("/metrics", **more).content.decode()
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {
        " ".join([sample.name, *(value for _, value in sorted(sample.labels.items()))]): sample.value
        for sample in samples
    }


def test_a_request_that_changes_something_leaves_one_line(base: None, client: Client, lines: Any) -> None:
    response = ADD.send_png(client, SEVEN, headers={"X-Request-ID": "a-request-of-mine"})
    (line,) = lines()
    assert (line["event"], line["status"], line["address"]) == ("request", 201, "api/digits")
    assert line["request_id"] == response.headers["X-Request-ID"] == "a-request-of-mine"


def test_reading_leaves_none(base: None, client: Client, lines: Any) -> None:
    client.get("/api/model")
    assert lines() == []


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "a b c d e f g", 'forged"} {"level', "é" * 10])
def test_an_id_that_is_none_is_replaced(base: None, client: Client, given: str) -> None:
    assert client.get("/livez", headers={"X-Request-ID": given}).headers["X-Request-ID"].isalnum()


def test_what_is_sent_cannot_forge_a_line() -> None:
    record = logging.makeLogRecord({"msg": 'a\n{"level": "ERROR"}\r\u2028', "name": "digits", "levelname": "INFO"})
    line = JSONLines().format(record)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["message"] == 'a\n{"level": "ERROR"}\r\u2028'


def test_a_run_leaves_a_line_at_its_beginning_and_one_at_its_end(add: Callable[..., Digit], lines: Any) -> None:
    for number in range(10):
        add(number)
    train_due(owner="worker", is_stopping=lambda: False)
    assert [(line["event"], line["version"], line["token"]) for line in lines()] == [
        ("begun", 2, 1),
        ("promoted", 2, 1),
    ]


def test_every_request_is_counted_by_what_became_of_it(base: None, client: Client) -> None:
    before = look(client)
    ADD.send_png(client, SEVEN)
    ADD.send(client, b"{")
    PREDICT.send_png(client, SEVEN)
    after = look(client)
    counted = [name for name in after if name.startswith("ductus_requests_total") and " POST " in name]
    grown = {name: after[name] - before.get(name, 0) for name in counted}
    assert {name: n for name, n in grown.items() if n} == {
        "ductus_requests_total api/digits POST created": 1,
        "ductus_requests_total api/digits POST 4xx": 1,
        "ductus_requests_total api/predictions POST ok": 1,
    }


def test_what_the_worker_did_is_seen_by_the_web_process(add: Callable[..., Digit], client: Client) -> None:
    for number in range(12):
        add(number)
    waiting = look(client)
    assert (waiting["ductus_versions queued"], waiting["ductus_new_digits"]) == (1, 2)
    assert waiting["ductus_oldest_waiting_seconds"] > 0
    train_due(owner="worker", is_stopping=lambda: False)
    learned = look(client)
    assert learned["ductus_versions queued"] == learned["ductus_oldest_waiting_seconds"] == 0
    assert (learned["ductus_served_version"], learned["ductus_deployments_total"]) == (2, 2)
    assert learned["ductus_training_seconds"] > 0


def test_digits_are_counted_by_state_and_by_whether_they_were_read(add: Callable[..., Digit], client: Client) -> None:
    digits = [add(number) for number in range(5)]
    columns = [
        {"label": 3, "predicted": 3}, {"label": 3, "predicted": 3, "state": "held"}, {"label": 3, "predicted": 5},
        {"label": 3, "predicted": 5, "state": "excluded"}, {"label": 3, "predicted": None, "state": "imported"},
    ]  # fmt: skip
    for digit, changed in zip(digits, columns, strict=True):
        Digit.objects.filter(pk=digit.pk).update(**changed)
    seen = look(client)
    states = {state: seen[f"ductus_digits {state}"] for state in DigitState.values}
    assert states == {"counted": 2, "held": 1, "excluded": 1, "imported": 1, "withdrawn": 0}
    assert (seen["ductus_verified_digits confirmed"], seen["ductus_verified_digits corrected"]) == (2, 1)
    assert seen[f"ductus_build_info {VERSION}"] == 1


def test_a_database_that_is_away_is_told_and_the_rest_too(
    base: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("nobody there")

    monkeypatch.setattr(metrics, "standing", away)
    seen = look(client)
    assert seen["ductus_database_up"] == 0
    assert seen["ductus_disk_free_bytes"] > 0


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "10.0.0.2"}, 404),
        ({"headers": {"X-Forwarded-For": "10.0.0.2"}}, 404),
        ({"REMOTE_ADDR": "10.0.0.2", "headers": {"Authorization": "Bearer a secret"}}, 200),
        ({"REMOTE_ADDR": "10.0.0.2", "headers": {"Authorization": "Bearer wrong"}}, 404),
    ],
)
def test_this_machine_and_whoever_has_the_token_may_look(
    base: None, client: Client, settings: Any, more: Any, status: int
) -> None:
    settings.DIGITS_METRICS_TOKEN = "a secret"
    assert client.get("/metrics", **more).status_code == status


def test_without_a_token_none_opens(base: None, client: Client) -> None:
    headers = {"Authorization": "Bearer "}
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.2", headers=headers).status_code == 404
