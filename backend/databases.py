"""The database that the environment names, a server or an SQLite file; else a file in the data folder.

The path of the file is never put into a URL unescaped, where `#`, `?` and `%` mean something else. A server's password
has a variable of its own, DATABASE_PASSWORD, in which every character stands for itself.
"""

import warnings
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import environ
from django.core.exceptions import ImproperlyConfigured

from backend.server_urls import is_cut, word_of

SQLITE = "django.db.backends.sqlite3"
UNREADABLE = (
    "DATABASE_URL cannot be read. Wanted something like postgresql://user@host:5432/name; a password belongs in"
    " DATABASE_PASSWORD, as it is, or percent-encoded into the URL. The value is not shown, since it may hold one."
)


POSTGRESQL = "django.db.backends.postgresql"
DRIVERS = {"DATABASE_URL": "psycopg", "CELERY_BROKER_URL": "redis"}


def require_driver(setting: str) -> None:
    """Raise ImproperlyConfigured where the driver of the server that `setting` names is not installed."""
    if find_spec(DRIVERS[setting]) is None:
        wanted = "pip install 'ductus-digits[scaled]'"
        raise ImproperlyConfigured(f"{setting} names a server whose driver {DRIVERS[setting]} is missing: {wanted}")


def database(variables: Mapping[str, str], default: Path) -> dict[str, Any]:
    """Return Django's settings of the database: the SQLite file `default` where DATABASE_URL is not set or empty.

    Raises ImproperlyConfigured where the URL cannot be read, without any part of it, or where a driver is missing.
    """
    url = variables.get("DATABASE_URL", "").strip()
    if not url:
        return {"ENGINE": SQLITE, "NAME": str(default)}
    parsed = _parsed(url)
    if parsed["ENGINE"] not in (SQLITE, POSTGRESQL):
        raise ImproperlyConfigured(UNREADABLE)
    if parsed["ENGINE"] == SQLITE:
        if parsed["NAME"] != ":memory:":
            parsed["NAME"] = str(Path(parsed["NAME"]).resolve())
    else:
        require_driver("DATABASE_URL")
    if password := word_of(variables, "DATABASE_PASSWORD"):
        parsed["PASSWORD"] = password
    return parsed


def _parsed(url: str) -> dict[str, Any]:
    if not url.startswith("sqlite:") and is_cut(url):
        raise ImproperlyConfigured(UNREADABLE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # an engine that is not known, a host before an SQLite path
            parsed: dict[str, Any] = environ.Env.db_url_config(url)
    except (ValueError, UserWarning):
        raise ImproperlyConfigured(UNREADABLE) from None  # its text holds a piece of the password
    return parsed


def sqlite_url(path: str, *, like: str = "") -> str:
    """Return a URL from which `database` reads this absolute path, whatever its characters; links are resolved.

    It has the options of the URL `like`.

    >>> database({"DATABASE_URL": sqlite_url("/a b/c#1+%41?.sqlite3")}, Path())["NAME"]
    '/a b/c#1+%41?.sqlite3'
    """
    _, mark, options = like.partition("?")
    return f"sqlite:///{quote(path)}{mark}{options}"
