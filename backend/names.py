"""The names and origins that settings list, as people write them: spaces, capitals, final dots, bare IPv6 addresses."""

import ipaddress
import re
from contextlib import suppress

from django.core.exceptions import ImproperlyConfigured

from backend.listening import NAME

ORIGIN = re.compile(r"https?://([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.ASCII)


def hosts(setting: str, text: str) -> list[str]:
    """Return the names in a list with commas, as Django compares them with the header Host.

    >>> hosts("DIGITS_ALLOWED_HOSTS", "127.0.0.1, Digits.Example., ::1")
    ['127.0.0.1', 'digits.example', '[::1]']

    Raises ImproperlyConfigured for what no Host can be.
    """
    found = [_host(name) for name in _items(text)]
    for name in found:
        if name != "*" and not NAME.fullmatch(name.removeprefix(".")):
            raise ImproperlyConfigured(
                f"{setting}={text}: names such as digits.example,192.168.1.20 are wanted, without http://, port or"
                f" path; got {name}."
            )
    return found


def origins(setting: str, text: str) -> list[str]:
    """Return the origins in a list with commas, as browsers send them.

    >>> origins("DIGITS_TRUSTED_ORIGINS", "https://Digits.Example/ , http://localhost:8080")
    ['https://digits.example', 'http://localhost:8080']

    Raises ImproperlyConfigured for what no origin can be.
    """
    found = [origin.lower().removesuffix("/") for origin in _items(text)]
    for origin in found:
        if not ORIGIN.fullmatch(origin):
            raise ImproperlyConfigured(
                f"{setting}={text}: origins such as https://digits.example are wanted, without a path; got {origin}."
            )
    return found


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _host(name: str) -> str:
    with suppress(ValueError):
        return f"[{ipaddress.IPv6Address(name)}]"
    return name.lower().removesuffix(".")
