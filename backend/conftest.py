"""Fixtures of most tests: a database with the base network, a client, drawings; and the marks of tests."""

import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler
from numpy.typing import NDArray

from backend.digits import inference
from backend.digits.base import base_blob, base_receipt
from backend.digits.inference import away
from backend.digits.models import Digit
from backend.digits.services.digits import add_digit
from backend.digits.services.learning import install, training_job
from backend.digits.services.learning.datasets import load_datasets
from backend.digits.services.learning.install import install_base
from nn.data.pseudo_digits import load_generator
from nn.data.strokes import clean
from nn.network import Network
from nn.online.rehearsal import Progress
from nn.serialization import pack

LabelledDrawing = tuple[NDArray[np.uint8], int]

measured_anew = install._measured


@pytest.fixture
def installed(django_db_reset_sequences: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install the base network as version 1, as the first start does. Transactions are real."""
    install_in_fresh_program(monkeypatch)


@pytest.fixture
def base(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install the base network in a transaction that is rolled back: faster, for tests that commit nothing."""
    install_in_fresh_program(monkeypatch)


def install_in_fresh_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Install the base network where no version is stored yet, and forget what earlier tests left in this process."""
    monkeypatch.setattr(inference, "_cached", None)
    monkeypatch.setattr(inference, "_unsound", None)
    monkeypatch.setattr(away, "_until", 0.0)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            install, "_measured", lambda _: measured_base(base_blob().sha256, load_datasets().reference_sha256)
        )
        install_base()


@cache
def measured_base(sha256: str, reference_sha256: str) -> dict[str, Any]:
    """Return what is stored of the base network. To measure it for each test took half the time of the fast tests."""
    return measured_anew(base_receipt())


@pytest.fixture(scope="session")
def stack() -> ClientHandler:
    """Return the program with its middleware, loaded only once: at each loading WhiteNoise reads every static file."""
    return ClientHandler(enforce_csrf_checks=True)


@pytest.fixture
def client(stack: ClientHandler) -> Client:
    """Return a client that sees the answers a browser would see, a 500 included."""
    client = Client(raise_request_exception=False)
    client.handler = stack
    return client


@pytest.fixture(scope="session")
def drawn() -> Callable[[int], LabelledDrawing]:
    """Return a function that returns a drawing (28, 28) with its label, a different one for each number."""
    X, labels = load_generator().sample(600, np.random.default_rng(2026))
    pictures = np.rint(X * 255).astype(np.uint8).reshape(-1, 28, 28)
    return lambda number: (pictures[number], int(labels[number]))


@pytest.fixture
def each_ten_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a version of each ten, as with quiet traffic, for tests that add several tens before a run."""
    monkeypatch.setattr("backend.digits.services.digits.MAX_TOGETHER", 0)


@pytest.fixture
def add(installed: None, drawn: Callable[[int], LabelledDrawing]) -> Callable[..., Digit]:
    """Return a function that adds the drawing `drawn(number)` through the service and returns the digit."""

    def add_drawing(number: int, **changed: Any) -> Digit:
        drawing, label = drawn(number)
        wanted = {"drawing": drawing, "label": label, "contributor": uuid4(), "idempotency_key": None} | changed
        return add_digit(**wanted).digit

    return add_drawing


@pytest.fixture
def add_strokes(installed: None) -> Callable[..., Digit]:
    """Return a function that adds a digit of strokes through the service, a different one for each number."""

    def add_drawing(number: int, **changed: Any) -> Digit:
        points = np.array([[20, 20, 0], [60 + number, 20, 180], [35, 85, 420]], np.float32)
        wanted = {"drawing": clean([points]), "label": 7, "contributor": uuid4(), "idempotency_key": None} | changed
        return add_digit(**wanted).digit

    return add_drawing


Steps = list[tuple[Progress, list[NDArray[np.float32]]]]  # each with the weights and biases after it


@pytest.fixture(scope="session")
def trainings() -> dict[str, Steps]:
    """Return a dictionary, empty at first, in which `trained_once` keeps the trainings of this session."""
    return {}


@pytest.fixture(autouse=True)
def trained_once(request: pytest.FixtureRequest, trainings: dict[str, Steps], monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeat the steps of an earlier training with the same inputs: to train again would give the same bytes.

    Tests in a folder `learning` train each time, to show that, but for `test_reproduce.py`. Only its first training may
    be repeated here: `reproduce.py` has imported `learn` itself, so that its own training is always a real one.
    """
    if "/learning/" in request.path.as_posix() and request.path.name != "test_reproduce.py":
        return
    learn = training_job.learn

    def learned(network: Network, job: training_job.TrainingJob) -> Iterator[Progress]:
        key, parameters = _all_that_decides(network, job), [*network.weights, *network.biases]
        for progress, after in trainings.get(key, ()):
            for parameter, value in zip(parameters, after, strict=True):
                parameter[...] = value
            yield progress
        if key not in trainings:
            steps = []
            for progress in learn(network, job):
                steps.append((progress, [parameter.copy() for parameter in parameters]))
                yield progress
            trainings[key] = steps

    monkeypatch.setattr(training_job, "learn", learned)


def _all_that_decides(network: Network, job: training_job.TrainingJob) -> str:
    """Return the SHA-256 of what decides every step of a training."""
    digits, weights, config = job.sample.digits, job.sample.weights, repr(job.config)
    parts = [digits.pictures.tobytes(), digits.labels.tobytes(), np.asarray(weights).tobytes()]
    names = (
        pack(network).sha256,
        pack(training_job.base_network()).sha256,
        job.version,
        job.datasets.rehearsed_sha256,
        config,
    )
    return hashlib.sha256(repr(names).encode() + b"".join(parts)).hexdigest()


# Tests of whole runs, files, large tables and real processes: they take most of the time and are left to `make test`.
SLOW = (
    "/learning/",
    "/transfer/",
    "at_scale",
    "any_order",
    "query_plans",
    "upgrade",
    "test_worker_process",
    "web_processes",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that commit, which run on PostgreSQL too, and the slow ones, which `make check` leaves out.

    A test that is marked only("sqlite") or only("postgresql") is left out on the other database.
    """
    for item in items:
        if "django_db_reset_sequences" in getattr(item, "fixturenames", ()):
            item.add_marker("commits")
        if any(part in item.path.as_posix().rpartition("/backend/")[2] for part in SLOW):
            item.add_marker("slow")
    elsewhere = [
        item for item in items if any(connection.vendor not in mark.args for mark in item.iter_markers("only"))
    ]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]
