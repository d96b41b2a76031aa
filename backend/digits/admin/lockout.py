"""What the admin's login says after too many wrong passwords, and by which address it counts them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from backend.digits.api import throttles


def caller(request: HttpRequest) -> str:
    return throttles.caller(request)


def locked(request: HttpRequest, _response: HttpResponse | None, _credentials: dict[str, Any]) -> HttpResponse:
    """The same page whether or not there is such a name."""
    wait_s = settings.AXES_COOLOFF_TIME.total_seconds()
    context = {"n_minutes": round(wait_s / 60)}
    response = render(request, "digits/locked.html", context, status=429)
    response.headers["Retry-After"] = str(round(wait_s))
    return response
