"""The page that the admin's login answers with after too many wrong passwords."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(request: HttpRequest, _response: HttpResponse | None, _credentials: dict[str, Any]) -> HttpResponse:
    """Return the same page whether or not the account exists, so that nobody learns which accounts do."""
    wait_s = settings.AXES_COOLOFF_TIME.total_seconds()
    context = {"n_minutes": round(wait_s / 60)}
    response = render(request, "digits/locked.html", context, status=429)
    response.headers["Retry-After"] = str(round(wait_s))
    return response
