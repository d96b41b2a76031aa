"""What gunicorn serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django, kept from a Content-Type that breaks it before any middleware: such a header says nothing, and goes."""
    if not _is_sound(environ.get("CONTENT_TYPE", "")):
        environ["CONTENT_TYPE"] = "application/x-unreadable"
    return django(environ, start_response)


def _is_sound(content_type: str) -> bool:
    try:
        _, parameters = parse_header_parameters(content_type)
        "".encode(parameters.get("charset", "utf-8"))
    except (LookupError, ValueError):  # an encoding that is unknown, or none of text; a header that is none
        return False
    return True
