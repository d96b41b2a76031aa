"""The values of the environment, read by kind: texts, choices, numbers, seconds, yes or no, folders.

A wrong value stops the start with one sentence, which says what came and what is wanted. An empty value counts as none,
so that a file of settings may name those that it leaves as they are.
"""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES, NO = ("true", "yes", "on", "1", "y", "ok"), ("false", "no", "off", "0", "n")
MOST = 10**9
"""The largest number that is taken. If larger, sums with times overflow: as seconds it is thirty years."""


def text(name: str, default: str = "") -> str:
    """Return the text of a variable; every character of it stands for itself."""
    return os.environ.get(name, "") or default


def choice(name: str, choices: tuple[str, ...], *, default: str) -> str:
    """Return a text that is one of the choices."""
    value = text(name, default)
    if value not in choices:
        raise refused(name, value, f"{', '.join(choices[:-1])} or {choices[-1]}")
    return value


def matching(name: str, pattern: str, *, wanted: str, default: str = "") -> str:
    """Return a text that matches the pattern whole; `wanted` says in words what does."""
    value = text(name, default)
    if not re.fullmatch(pattern, value):
        raise refused(name, value, wanted)
    return value


def all_matching(name: str, pattern: str, *, wanted: str) -> list[str]:
    """Return the parts of a list with commas, each of which matches the pattern."""
    value = text(name)
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not all(re.fullmatch(pattern, part) for part in parts):
        raise refused(name, value, wanted)
    return parts


def boolean(name: str, *, default: bool = False) -> bool:
    """Return true or false; the words for each may be in capitals."""
    value = text(name)
    word = value.strip().lower()
    if word and word not in YES + NO:
        raise refused(name, value, "true or false")
    return word in YES if word else default


def whole(name: str, default: int, *, least: int = 0, most: int = MOST) -> int:
    """Return a whole number of the range, in ASCII figures."""
    value = text(name, str(default))
    number = int(value) if re.fullmatch(r"\s*[0-9]{1,10}\s*", value, re.ASCII) else -1
    if not least <= number <= most:
        raise refused(name, value, f"a whole number from {least} to {most}")
    return number


def seconds(name: str, default: float, *, least: float) -> float:
    """Return a number of seconds, which may have a decimal point."""
    value = text(name, str(default))
    number = float(value) if re.fullmatch(r"\s*([0-9]{1,10}\.?|[0-9]{0,10}\.[0-9]+)\s*", value, re.ASCII) else -1.0
    if not least <= number <= MOST:
        raise refused(name, value, f"a number of seconds from {least:g} on, such as {default:g},")
    return number


def web_processes() -> int:
    """Return the number of web processes, which gunicorn asks for without the other settings."""
    return whole("DIGITS_WEB_PROCESSES", 1, least=1)


def folder(name: str, default: Path) -> Path:
    """Return the path of a folder, whole; `~` is the user's home, also where no shell reads it."""
    value = text(name, str(default))
    try:
        return Path(value).expanduser().resolve()
    except (RuntimeError, OSError):  # no such home, or links that lead in a circle
        raise refused(name, value, "a folder") from None


def refused(name: str, value: str, wanted: str) -> ImproperlyConfigured:
    """Return the error that says what a setting must be.

    >>> str(refused("DIGITS_DIGEST", "hourly", "daily, weekly or off"))
    'DIGITS_DIGEST=hourly: daily, weekly or off is wanted.'
    """
    return ImproperlyConfigured(f"{name}={value}: {wanted} is wanted.")
