"""Tests of the readers of the environment: a wrong value is refused, never read as another one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from backend import environment
from backend.environment import all_matching, boolean, choice, folder, matching, seconds, text, whole

READERS: dict[str, Callable[[], Any]] = {
    "boolean": lambda: boolean("IT"),
    "choice": lambda: choice("IT", ("own", "none"), default="own"),
    "matching": lambda: matching("IT", "[a-z]*", wanted="a word", default="some"),
    "all_matching": lambda: all_matching("IT", "[a-z]+", wanted="words"),
    "whole": lambda: whole("IT", 10, least=1, most=50),
    "seconds": lambda: seconds("IT", 2.5, least=0.1),
}
REFUSED = {
    "boolean": ["enabled", "tru", "2", "-1", "ja", "true false"],
    "choice": ["Own", " own", "own,none", "two"],
    "matching": ["1", "a b", "A"],
    "all_matching": ["a,1", "a b", "a,B"],
    "whole": ["0", "-1", "51", "two", "1.5", "1_0", "٣", "1e1", "0x10", "9" * 5000],
    "seconds": ["0", "0.05", ".", "-1", "8s", "1,5", "nan", "inf", "1e3", "٣", "2000000000"],
}
TAKEN: list[tuple[str, str, Any]] = [
    *[("boolean", word, True) for word in ("true", "TRUE", "1", "yes", "on", " on ")],
    *[("boolean", word, False) for word in ("false", "False", "0", "no", "off")],
    ("choice", "none", "none"),
    ("matching", "word", "word"),
    ("all_matching", "a, b,,c ", ["a", "b", "c"]),
    ("whole", "1", 1),
    ("whole", " 50 ", 50),
    ("whole", "007", 7),
    ("seconds", "0.1", 0.1),
    ("seconds", "1000000000", 1e9),
    ("seconds", "8.", 8.0),
    ("seconds", ".5", 0.5),
]


@pytest.mark.parametrize(("reader", "value"), [(reader, value) for reader in REFUSED for value in REFUSED[reader]])
def test_a_wrong_value_is_refused_with_its_name(reader: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IT", value)
    with pytest.raises(ImproperlyConfigured) as refused:
        READERS[reader]()
    assert str(refused.value).startswith(f"IT={value}: ")
    assert str(refused.value).endswith(" is wanted.")


@pytest.mark.parametrize(("reader", "value", "wanted"), TAKEN)
def test_a_right_value_is_read(reader: str, value: str, wanted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IT", value)
    assert READERS[reader]() == wanted


@pytest.mark.parametrize("reader", READERS)
def test_an_empty_value_counts_as_none(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IT", raising=False)
    default = READERS[reader]()
    monkeypatch.setenv("IT", "")
    assert READERS[reader]() == default


def test_every_character_of_a_text_stands_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """django-environ takes `$HOME` for the name of another variable."""
    monkeypatch.setenv("IT", "$HOME \\$ #\n")
    assert text("IT") == "$HOME \\$ #\n"


def test_a_folder_is_whole_and_begins_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("IT", "~/corpora")
    assert folder("IT", Path("unused")) == tmp_path / "corpora"
    monkeypatch.setenv("IT", "~nobody-of-this-name/corpora")
    with pytest.raises(ImproperlyConfigured, match=r"IT=~nobody-of-this-name/corpora: a folder is wanted\."):
        folder("IT", tmp_path)


def test_gunicorn_has_as_many_processes_as_the_setting_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITS_WEB_PROCESSES", "3")
    assert environment.web_processes() == 3
    monkeypatch.setenv("DIGITS_WEB_PROCESSES", "0")
    with pytest.raises(ImproperlyConfigured, match="DIGITS_WEB_PROCESSES=0"):
        environment.web_processes()
