"""Fixtures of the tests of notices: a receiver, and a mailbox."""

from collections.abc import Iterator
from typing import Any

import pytest

from harness.receiver import KEY, Receiver, receiving


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Return a receiver that the webhook is set up for."""
    with receiving() as found:
        settings.DIGITS_WEBHOOK_URL, settings.DIGITS_WEBHOOK_KEY = found.url, KEY
        settings.DIGITS_WEBHOOK_INSIDE = True
        yield found


@pytest.fixture
def mailbox(settings: Any) -> None:
    """Set the mail up: `django.core.mail.outbox` has what was sent."""
    settings.DIGITS_MAIL_TO = ["anna@school.example"]
