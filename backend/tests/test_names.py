"""Tests of the names that settings list: they are taken as people write them, or the start says what is wrong."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from backend.names import hosts, origins


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("127.0.0.1, digits.example", "digits.example"),  # a space after the comma
        ("127.0.0.1,\tdigits.example\n", "digits.example"),  # the end of line of a file of secrets
        ("Digits.Example", "digits.example"),
        ("digits.example.", "digits.example"),  # the whole name of DNS ends with a dot
        ("::1", "[::1]"),
        ("FD00::0007", "[fd00::7]"),
        ("[fd00::7]", "[fd00::7]"),
        (".school.example", "room12.school.example"),
        ("*", "any.example"),
        ("room_12", "room_12"),
        ("digits.example,", "digits.example"),
    ],
)
def test_a_name_is_answered_however_it_is_written(written: str, asked: str) -> None:
    assert validate_host(asked, hosts("DIGITS_ALLOWED_HOSTS", written))


@pytest.mark.parametrize(
    "written", ["http://digits.example", "digits.example:8000", "a b", "digits.example/ductus", "[::1]:8000"]
)
def test_what_no_host_can_be_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^DIGITS_ALLOWED_HOSTS=.* without http://, port or path; got "):
        hosts("DIGITS_ALLOWED_HOSTS", f"localhost,{written}")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://digits.example/", "https://digits.example"),
        ("http://a.example, https://Digits.Example", "https://digits.example"),
        ("http://[fd00::7]:8000", "http://[fd00::7]:8000"),
    ],
)
def test_an_origin_is_trusted_however_it_is_written(written: str, sent: str) -> None:
    assert sent in origins("DIGITS_TRUSTED_ORIGINS", written)


@pytest.mark.parametrize("written", ["digits.example", "https://digits.example/ductus", "*", "https://*.example"])
def test_what_no_browser_sends_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^DIGITS_TRUSTED_ORIGINS=.* https://digits\.example are wanted"):
        origins("DIGITS_TRUSTED_ORIGINS", written)
