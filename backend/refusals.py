"""Refusals that are not about a digit: a name that is not this program's, and a page that seems to be of another site.

Both mostly come from a proxy or a network that the settings do not know of. They tell whoever runs the program which
setting that is, in the answer and once in the log, and the page keeps the digit.
"""

import logging
import re
from html import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from backend.observability import event

_NAME = r"[A-Za-z0-9._-]{1,100}|\[[0-9A-Fa-f:.]{2,45}\]"
HOST = re.compile(rf"({_NAME})(:\d{{1,5}})?", re.ASCII)
ORIGIN = re.compile(rf"https?://({_NAME})(:\d{{1,5}})?", re.ASCII)
N_LOGGED = 20
"""Names and origins that are logged, each once. If it is larger, a scanner that makes names up writes a longer log."""

_logged: set[str] = set()


def unknown_host(request: HttpRequest) -> HttpResponse:
    """Return the answer to a request for a name that is not allowed, as a page for a person who opens an address."""
    found = HOST.fullmatch(request.META.get("HTTP_HOST", ""))
    name = found[1].removesuffix(".") if found else ""
    shown = name or "this name"
    advice = f"DIGITS_ALLOWED_HOSTS={','.join([*settings.ALLOWED_HOSTS, name or 'its.name'])}"
    detail = (
        f"The program that answers here is not known by the name {shown}. Whoever runs it can let it answer to that"
        f" name: {advice}. Behind a proxy, have the proxy pass on the Host that the browser asked for."
    )
    if _is_news(shown):
        event(
            "unknown_host", "a request for the name %s was refused; %s answers it", shown, advice, level=logging.WARNING
        )
    if "text/html" in request.headers.get("Accept", ""):
        page = f'<!doctype html><html lang="en"><title>Ductus</title><p>{escape(detail)}</p></html>'
        return HttpResponse(page, status=400)
    params = {"host": shown, "setting": "DIGITS_ALLOWED_HOSTS"}
    return JsonResponse({"code": "unknown_host", "detail": detail, "params": params}, status=400)


def cross_site(request: HttpRequest) -> JsonResponse:
    """Return the answer to a change of data that a page of another site seems to ask for."""
    sent, host = request.headers.get("Origin", ""), request.get_host()
    origin = sent if ORIGIN.fullmatch(sent) else "another site"
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        detail = f"The request comes from a page of another site, {origin}. Use the page of this one."
    else:
        detail = (
            f"The request comes from a page at {origin}, and this program is asked for as {host}. If that page is this"
            f" program's own, a proxy changes the Host: have it pass on the Host that the browser asked for, or set"
            f" DIGITS_TRUSTED_ORIGINS={origin if ORIGIN.fullmatch(sent) else 'https://its.name'}."
        )
    if _is_news(origin):
        event("cross_site", "%s", detail, level=logging.WARNING)
    params = {"origin": origin, "host": host, "setting": "DIGITS_TRUSTED_ORIGINS"}
    return JsonResponse({"code": "cross_site", "detail": detail, "params": params}, status=403)


def too_large() -> JsonResponse:
    """Return the answer to a large body outside the API and the admin, where nothing is sent."""
    return JsonResponse({"code": "too_large", "detail": "Nothing so large is taken at this address."}, status=413)


def _is_news(name: str) -> bool:
    """Return whether this has not been logged, as long as there is room."""
    if name in _logged or len(_logged) >= N_LOGGED:
        return False
    _logged.add(name)
    return True
