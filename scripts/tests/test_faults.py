"""Tests of docs/faults.md: each test that it names is there."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TESTED = ("backend", "ductus", "ductus_client", "nn", "scripts")


def test_each_test_that_is_named_exists() -> None:
    assert missing_in((ROOT / "docs" / "faults.md").read_text("utf-8")) == []


def test_a_name_that_no_test_has_is_found() -> None:
    text = "| a fault | `test_faults`: `…no_test_has…`, `test_each…exists`; `…a_file_from_mars…` | `test_mars` |"
    assert missing_in(text) == ["…a_file_from_mars…", "test_mars"]


def missing_in(text: str) -> list[str]:
    """Return the names of tests in the text that no module and no function has; "…" stands for any part of a name."""
    named = re.findall(r"`(?:[\w/]*/)?(test_\w+|(?=\w*…)[\w…]*\w[\w…]*)`", text)
    return [
        name for name in named if not any(re.fullmatch(name.replace("…", r"\w*"), known) for known in known_names())
    ]


@cache
def known_names() -> set[str]:
    paths = [path for folder in TESTED for path in (ROOT / folder).rglob("test_*.py")]
    functions = (re.findall(r"\bdef (test_\w+)", path.read_text("utf-8")) for path in paths)
    return {path.stem for path in paths}.union(*functions)
