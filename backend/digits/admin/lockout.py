"""The page that the admin's login answers with after too many wrong passwords."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from backend.digits.admin.logins import record_of_name
from backend.digits.notice import NoticeKind
from backend.digits.services.notices.telling import tell


def locked(request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, Any]) -> HttpResponse:
    """Return the same page whether or not the account exists, so that nobody learns which accounts do."""
    wait_s = settings.AXES_COOLOFF_TIME.total_seconds()
    _tell(
        str((credentials or {}).get("username", "")),
        str(getattr(request, "axes_ip_address", "") or "an unknown address"),
    )
    context = {"n_minutes": round(wait_s / 60)}
    response = render(request, "digits/locked.html", context, status=429)
    response.headers["Retry-After"] = str(round(wait_s))
    return response


def _tell(name: str, address: str) -> None:
    """Tell the administrator once an hour. A name that no account has is not told: it may be a password."""
    account = f"The account {name}" if User.objects.filter(username=name).exists() else "A name that no account has"
    record_of_name(name, f"locked for one address after {settings.AXES_FAILURE_LIMIT} wrong passwords")
    hour = f"{timezone.now():%Y-%m-%dT%H}"
    with transaction.atomic():
        tell(
            NoticeKind.LOCKED,
            f"{account} is locked for one address after {settings.AXES_FAILURE_LIMIT} wrong passwords",
            text="It opens by itself; `manage.py axes_reset` opens it now. Other addresses are not locked.",
            here=f"The passwords came from {address}.",
            once=f"locked {account} {hour}"[:200],  # however many addresses try,
        )
