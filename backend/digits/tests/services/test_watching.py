"""Tests of what is told to those who watch the program from outside: workers, accuracies, first sight, failures."""

import logging
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from backend.digits.models import Digit, DigitState, Kind, ModelState, Status, Worker
from backend.digits.services.learning import lease
from backend.digits.tests.admin.administrators import make_digit


def value(client: Client, name: str) -> float | None:
    lines = client.get("/metrics").content.decode().splitlines()
    found = [line.rpartition(" ")[2] for line in lines if line.startswith(f"{name} ")]
    return float(found[0]) if found else None


def test_readyz_asks_for_a_worker_where_it_is_told_to(base: None, client: Client) -> None:
    assert client.get("/readyz").status_code == 200
    assert client.get("/readyz?worker").status_code == 503
    Worker.objects.create(name="vm:1", seen_at=timezone.now() - timedelta(seconds=40))
    assert client.get("/readyz?worker").status_code == 503
    Worker.objects.create(name="vm:2", seen_at=timezone.now())
    answer = client.get("/readyz?worker")
    assert (answer.status_code, answer.json()["checks"]["worker"]) == (200, "ok")


def test_metrics_tell_of_people_workers_and_what_waits(base: None, client: Client) -> None:
    make_digit(label=7), make_digit(label=7), make_digit(label=1)
    make_digit(state=DigitState.HELD)
    Worker.objects.create(name="vm:1", seen_at=timezone.now())
    assert value(client, "ductus_workers") == 1
    assert value(client, "ductus_held_digits") == 1
    assert value(client, "ductus_pinned") == 0
    assert value(client, 'ductus_first_sight{by="network"}') == pytest.approx(2 / 3)
    assert value(client, "ductus_first_sight_digits") == 3
    reference = (ModelState.objects.get().test_detail or {})["reference"]["accuracy"]
    assert value(client, 'ductus_accuracy{set="reference"}') == reference


def test_without_digits_first_sight_is_left_out_and_not_zero(base: None, client: Client) -> None:
    assert not Digit.objects.exists()
    assert value(client, 'ductus_first_sight{by="network"}') is None


def test_a_version_that_failed_since_its_workers_died_is_logged(base: None, caplog: pytest.LogCaptureFixture) -> None:
    died = timezone.now() - timedelta(hours=1)
    attempts = settings.DIGITS_MAX_ATTEMPTS
    ModelState.objects.create(kind=Kind.TEN, status=Status.TRAINING, lease_until=died, attempts=attempts)
    with caplog.at_level(logging.INFO, logger="digits"):
        assert lease.claim(owner="test") is None
    assert [getattr(record, "event", "") for record in caplog.records] == ["failed"]
