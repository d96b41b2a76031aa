"""Tests of the hash of the code that trains: it changes with code and names of files, not with words for readers."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tokenize import COMMENT, DEDENT, ENCODING, INDENT, NEWLINE, NL, STRING, TokenInfo, generate_tokens

import pytest

from backend.digits.services.learning.training_code import code_sha256, sources, without_prose

MODULE = '''"""A module."""

RATE = 0.5  # if larger, steps are longer
"""A rate."""


def step(name: str = "# no comment") -> str:
    """Return a step.

    It has two lines.
    """
    # A reason.
    text = """no docstring"""

    return f"{name} {text}"  # the end
'''
CODE = '''RATE = 0.5
def step(name: str = "# no comment") -> str:
    text = """no docstring"""
    return f"{name} {text}"
'''


@pytest.fixture(autouse=True)
def hashed_anew() -> Iterator[None]:
    code_sha256.cache_clear()
    yield
    code_sha256.cache_clear()


def test_comments_docstrings_and_blank_lines_are_left_out_and_all_else_stays() -> None:
    assert without_prose(MODULE) == CODE


def test_a_docstring_with_a_comment_behind_it_is_left_out() -> None:
    assert without_prose('def step():\n    """Step."""  # here\n    return 1\n') == "def step():\n    return 1\n"


def test_a_string_that_stands_alone_in_a_block_is_left_out() -> None:
    assert without_prose('if WIDE:\n    WIDTH = 2\n    """A width."""\n') == "if WIDE:\n    WIDTH = 2\n"


@pytest.mark.parametrize("module", sources(), ids=lambda module: f"{module.parent.name}/{module.name}")
def test_of_each_module_python_reads_the_same_tokens_without_its_prose(module: Path) -> None:
    source = module.read_text()
    assert _read_by_python(without_prose(source)) == _read_by_python(source)
    assert not [token for token in _tokens(without_prose(source)) if token.type == COMMENT]


def _read_by_python(source: str) -> list[str]:
    """Return the tokens of a module as Python reads them, without comments and statements that are strings."""
    tokens = [token for token in _tokens(source) if token.type not in (NL, COMMENT)]
    befores = [ENCODING, *(token.type for token in tokens)]
    return [
        token.string
        for before, token, after in zip(befores, tokens, [*tokens[1:], tokens[-1]], strict=False)
        if token.type not in (NEWLINE, INDENT, DEDENT)
        and not (token.type == STRING and before in (ENCODING, NEWLINE, INDENT, DEDENT) and after.type == NEWLINE)
    ]


def _tokens(source: str) -> list[TokenInfo]:
    return list(generate_tokens(StringIO(source).readline))


@pytest.mark.parametrize(
    ("change", "is_other"),
    [
        (("self.weights", "self.weight_s"), True),
        (('"""', '"""Now: '), False),
        (("\n\n\n", "\n\n\n# A word more.\n"), False),
    ],
    ids=["a name", "a docstring", "a comment"],
)
def test_the_hash_changes_with_code_and_not_with_prose(
    monkeypatch: pytest.MonkeyPatch, change: tuple[str, str], is_other: bool
) -> None:
    before = code_sha256()
    code_sha256.cache_clear()
    read = Path.read_text

    def changed(path: Path, **how: str) -> str:
        text = read(path, **how)
        return text.replace(*change, 1) if path.name == "network.py" else text

    monkeypatch.setattr(Path, "read_text", changed)
    assert (code_sha256() != before) == is_other


def test_a_module_more_changes_the_hash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = code_sha256()
    code_sha256.cache_clear()
    real = Path.glob

    def with_one_more(path: Path, pattern: str) -> Iterator[Path]:
        (tmp_path / "more.py").write_text('"""Nothing but prose."""\n')
        yield from real(path, pattern)
        if path.name == "online":
            yield tmp_path / "more.py"

    monkeypatch.setattr(Path, "glob", with_one_more)
    assert code_sha256() != before
