"""Tests of the default rates: a person is never stopped, a script soon is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from rest_framework.request import Request
from rest_framework.views import APIView

from backend import settings as defaults
from backend.digits.api.throttles import DigitThrottle, PredictionThrottle, WindowThrottle


@pytest.fixture
def n_let_in(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[type[WindowThrottle], int], int]:
    """Return a function that sends requests from one address within a minute and returns how many were let in."""
    cache.clear()
    for name in ("DIGITS_THROTTLE_PREDICTIONS", "DIGITS_THROTTLE_DIGITS"):
        setattr(settings, name, getattr(defaults, name))
    request = Request(RequestFactory().post("/"))

    def send(throttle: type[WindowThrottle], n: int) -> int:
        monkeypatch.setattr(throttle, "timer", lambda _: 1_000_020.0)
        return sum(throttle().allow_request(request, APIView()) for _ in range(n))

    return send


def test_a_class_of_thirty_has_its_drawings_read_without_waiting_and_a_script_has_not(n_let_in: Any) -> None:
    """Send as many as thirty people behind one address: a digit every six seconds, read ten times while it is drawn."""
    assert n_let_in(PredictionThrottle, 3000) == 3000
    assert n_let_in(PredictionThrottle, 30_000) < 15_000


def test_a_class_of_thirty_adds_digits_without_waiting_and_a_script_does_not(n_let_in: Any) -> None:
    """Send ten digits a minute for each of thirty people."""
    assert n_let_in(DigitThrottle, 300) == 300
    assert n_let_in(DigitThrottle, 3000) < 1500
