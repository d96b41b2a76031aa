"""URLs of servers, as settings name them, with their passwords.

A password with `/`, `#` or `?` cuts a URL apart, and what is left may even be a sound one. So a password has a variable
of its own, in which every character stands for itself, and a URL that was cut is refused without a part of it shown.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import environ
from django.core.exceptions import ImproperlyConfigured


def server_url(variables: Mapping[str, str], setting: str, default: str, *, password: str) -> str:
    """Return the URL that `setting` names, with the password of the variable `password` in it, percent-encoded.

    Raises ImproperlyConfigured where it cannot be read.
    """
    url = variables.get(setting, "").strip() or default
    try:
        parts = urlsplit(url)
        is_sound = bool(parts.scheme) and not is_cut(url) and (parts.port or True)
    except ValueError:  # its text holds a piece of the password
        is_sound = False
    if not is_sound:
        raise ImproperlyConfigured(
            f"{setting} cannot be read. Wanted something like {default}; a password belongs in {password}, as it is, or"
            " percent-encoded into the URL. The value is not shown, since it may hold one."
        )
    word = word_of(variables, password)
    if not word:
        return url
    user, host = (parts.username or ""), parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(word, safe='')}@{host}"))


def mail_server(url: str) -> dict[str, Any]:
    """Return Django's settings of the mail server at this URL. Raises ImproperlyConfigured for what is none."""
    if (scheme := urlsplit(url).scheme) not in environ.Env.EMAIL_SCHEMES:
        raise ImproperlyConfigured(
            f"DIGITS_MAIL_URL={scheme}://…: an address that begins with smtp://, smtp+tls:// or smtp+ssl:// is wanted."
        )
    settings: dict[str, Any] = environ.Env.email_url_config(url)
    return settings


def leads_somewhere(url: str) -> bool:
    """Return whether this is an address of the web, of a host that can be looked up.

    >>> leads_somewhere("https://digits.example/ductus"), leads_somewhere("https://["), leads_somewhere("http://a:99999")
    (True, False, False)
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna")  # as it is looked up: it raises UnicodeError for a..b
        is_named = bool(host) and not parts.username and parts.port != 0  # the port raises ValueError for 99999
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and is_named


def word_of(variables: Mapping[str, str], password: str) -> str:
    """Return the password in a variable, without the one end of line that files of secrets often have."""
    return re.sub(r"\r?\n\Z", "", variables.get(password, ""))


def is_cut(url: str) -> bool:
    """Return whether a character of the password ends the part of the URL in which it stands.

    >>> is_cut("redis://:a/b@host:6379/0"), is_cut("redis://:a%2Fb@host:6379/0")
    (True, False)
    """
    after_scheme = url.partition("://")[2]
    return any("@" in rest for rest in re.split("[/?#]", after_scheme, maxsplit=1)[1:])
