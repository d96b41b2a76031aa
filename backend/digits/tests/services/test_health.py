"""Tests of /livez and /readyz: alive, able to serve, and whether only the broker is away."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client

from backend.celery import app
from backend.digits import inference, selectors
from backend.digits.models import ModelState
from backend.digits.services import health
from backend.digits.tests.api.doors import PREDICT
from backend.tests.pngs import saved, seven
from backend.tests.programs import HANG_S


@pytest.fixture
def broker_url() -> Iterator[str]:
    """Return a broker's address at which nobody listens. The port is taken, so that nobody else can."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"redis://127.0.0.1:{taken.getsockname()[1]}/0"


@pytest.fixture
def broker_away(broker_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.conf, "broker_url", broker_url)


def damage(monkeypatch: pytest.MonkeyPatch) -> None:
    state = ModelState.objects.get()
    ModelState.objects.update(weights=bytes(len(state.weights)))
    monkeypatch.setattr(inference, "_cached", None)


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    """Ask without the database: pytest-django refuses it to a test that does not name it."""
    response = client.get("/livez")
    assert (response.status_code, response.json()) == (200, {"status": "alive"})


def test_ready_when_database_network_and_broker_are_there(base: None, client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "checks": {"network": "ok", "broker": "ok"}}


def test_degraded_but_able_to_serve_when_only_the_broker_is_away(base: None, broker_away: None, client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["checks"]["network"] == "ok"
    assert PREDICT.send_png(client, saved(seven())).status_code == 200


def test_not_ready_before_a_network_is_installed(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference, "_cached", None)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (503, "unready")
    assert "No network is installed" in response.json()["checks"]["network"]
    assert response.json()["code"] == "unavailable"
    assert response.json()["detail"]
    assert int(response.headers["Retry-After"]) >= 1


def test_not_ready_when_the_only_network_is_damaged(
    base: None, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    damage(monkeypatch)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (503, "unready")
    assert "No sound network" in response.json()["checks"]["network"]
    assert "is damaged" in caplog.text


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OperationalError("unable to open database file /secret/path"), "the database does not answer"),
        (DatabaseError("database disk image is malformed: /secret/path"), "the database is damaged"),
    ],
    ids=["away", "damaged"],
)
def test_not_ready_when_the_database_does_not_answer_or_is_damaged(
    base: None, client: Client, monkeypatch: pytest.MonkeyPatch, error: DatabaseError, told: str
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(selectors.deployments, "served", fail)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (503, "unready")
    assert response.json()["checks"]["network"] == told


def test_a_broker_that_is_away_is_not_waited_for(
    base: None, broker_away: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check that readiness does not sleep until a broker answers."""
    monkeypatch.setattr("kombu.utils.functional.sleep", no_sleep)
    assert health.readiness().checks["broker"] == "the broker does not answer"


def no_sleep(seconds: float) -> None:
    raise AssertionError(f"slept {seconds} s")


RING = """
import django, kombu.utils.functional
django.setup()
from backend.digits.tasks import notify_worker
from backend.digits.tests.services.test_health import no_sleep
kombu.utils.functional.sleep = no_sleep
notify_worker()
"""


def test_a_redis_that_is_away_does_not_hold_up_the_answer_to_the_tenth_digit(broker_url: str) -> None:
    """Use another process, since the settings choose the broker when a program starts."""
    env = os.environ | {"CELERY_BROKER_URL": broker_url}
    command = [sys.executable, "-c", RING]
    rung = subprocess.run(command, env=env, capture_output=True, text=True, timeout=HANG_S, check=False)
    assert rung.returncode == 0, rung.stderr
    assert "the message was not sent, the sweep works" in rung.stderr
