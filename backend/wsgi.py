"""The WSGI application that gunicorn or waitress serves."""

import gc
import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

from backend.silent_database import give_up_after

SILENT_S = 15.0
"""Seconds after which a request gives up a query. If longer, a database server that is frozen holds all threads for
longer; if shorter than the ten seconds for which PostgreSQL lets a query wait for a lock, that is never told."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
django = get_wsgi_application()
give_up_after(SILENT_S)
import_module(settings.ROOT_URLCONF)  # which Django would do at the first request
# What is loaded by now stays. To look through all of it for garbage took 150 ms of a request, again and again.
gc.collect()
gc.freeze()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Have Django answer a request, after mending its path, a malformed Content-Type or a body of unknown length."""
    path = environ.get("PATH_INFO", "")
    if settings.DIGITS_PREFIX and path == settings.DIGITS_PREFIX:
        # All addresses in the page are relative to the slash that is missing.
        start_response("308 Permanent Redirect", [("Location", f"{path}/"), ("Content-Length", "0")])
        return []
    environ["PATH_INFO"] = _without_prefix(path)
    if not _is_sound(environ.get("CONTENT_TYPE", "")):
        environ["CONTENT_TYPE"] = "application/x-unreadable"  # a malformed one breaks Django before any middleware
    if environ.get("wsgi.input_terminated") and not environ.get("CONTENT_LENGTH"):
        _measure_body(environ)
    return django(environ, start_response)


def _without_prefix(path: str) -> str:
    """Return the path below DIGITS_PREFIX, whether the proxy has left that off, as some do, or not."""
    prefix: str = settings.DIGITS_PREFIX
    return path.removeprefix(prefix) if path.startswith(f"{prefix}/") else path


@lru_cache(maxsize=16)
def _is_sound(content_type: str) -> bool:
    try:
        _, parameters = parse_header_parameters(content_type)
        "".encode(parameters.get("charset", "utf-8"))
    except (LookupError, ValueError):  # an unknown encoding, one that is not for text, or a malformed header
        return False
    return True


def _measure_body(environ: dict[str, Any]) -> None:
    """Read a body that comes in chunks, up to one byte over the limit: Django would treat it as empty."""
    body = environ["wsgi.input"].read(settings.DIGITS_MAX_BODY + 1)
    environ |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
