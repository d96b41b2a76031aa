"""What most tests need: a database with the base network in it, a client, and drawings."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler
from numpy.typing import NDArray

from backend.digits import inference
from backend.digits.models import Digit
from backend.digits.services.digits import add_digit
from backend.digits.services.learning.install import install_base
from nn.data.pseudo_digits import load_generator

Drawn = tuple[NDArray[np.uint8], int]


@pytest.fixture
def installed(django_db_reset_sequences: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with the base network served as version 1, as after the first start. Transactions are real."""
    monkeypatch.setattr(inference, "_cached", None)
    install_base()


@pytest.fixture
def base(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `installed`, but undone by a rollback: quicker, for tests in which nothing need be committed."""
    monkeypatch.setattr(inference, "_cached", None)
    install_base()


@pytest.fixture(scope="session")
def stack() -> ClientHandler:
    """All of the middleware and what lies under it, loaded once: WhiteNoise looks at every static file then."""
    return ClientHandler(enforce_csrf_checks=True)


@pytest.fixture
def client(stack: ClientHandler) -> Client:
    """A client that sees what a browser would see, a 500 included."""
    client = Client(raise_request_exception=False)
    client.handler = stack
    return client


@pytest.fixture(scope="session")
def drawn() -> Callable[[int], Drawn]:
    """A drawing (28, 28) with its label, another for each number."""
    X, labels = load_generator().sample(600, np.random.default_rng(2026))
    pictures = np.rint(X * 255).astype(np.uint8).reshape(-1, 28, 28)
    return lambda number: (pictures[number], int(labels[number]))


@pytest.fixture
def add(installed: None, drawn: Callable[[int], Drawn]) -> Callable[..., Digit]:
    """Add the drawing of a number through the service; return the digit."""

    def add_drawing(number: int, **changed: Any) -> Digit:
        drawing, label = drawn(number)
        wanted = {"drawing": drawing, "label": label, "contributor": uuid4(), "idempotency_key": None} | changed
        return add_digit(**wanted).digit

    return add_drawing


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what commits for real, and so may depend on the database: it is run on PostgreSQL too.

    What is marked only("sqlite") or only("postgresql") is left out on the other: there it has nothing to show.
    """
    for item in items:
        if "django_db_reset_sequences" in getattr(item, "fixturenames", ()):
            item.add_marker("commits")
    elsewhere = [
        item for item in items if any(connection.vendor not in mark.args for mark in item.iter_markers("only"))
    ]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]
