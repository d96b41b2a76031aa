"""The code that decides, with its inputs, which bytes a training gives, and its hash for receipts."""

import ast
import hashlib
import re
from functools import cache
from pathlib import Path

import nn

STRING_OR_COMMENT = re.compile(
    r"""(?P<string>\"{3}.*?(?<!\\)\"{3}|'{3}.*?(?<!\\)'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\#[^\n]*""",
    re.DOTALL,
)


@cache
def code_sha256() -> str:
    """Return the SHA-256 of the code that decides which bytes a training gives: of names and code of its modules.

    Comments and docstrings may change freely, and so may all other modules.
    """
    code = [f"# {source.name}\n{without_prose(source.read_text(encoding='utf-8'))}" for source in sources()]
    return hashlib.sha256("".join(code).encode()).hexdigest()


def sources() -> list[Path]:
    """Return the modules that decide which bytes a training gives.

    They are those at the top of `nn`, its folders `preprocessing`, `data` and `online`, and here those by which digits
    are weighted, suspected and drawn; not those that train the base network or draw figures.
    """
    root, here = Path(nn.__file__).parent, Path(__file__).parent
    folders = (root, root / "preprocessing", root / "data", root / "online")
    of_nn = [source for folder in folders for source in sorted(folder.glob("*.py"))]
    of_learning = [here / f"{name}.py" for name in ("datasets", "sampling", "training_job")]
    return [*of_nn, *of_learning, here.parents[1] / "suspicion.py"]


def without_prose(source: str) -> str:
    """Return the lines of a module without comments, docstrings and blank lines, the rest as it is written.

    The text is cut, since each release of Python would write what it has parsed in its own way.
    """
    lines = source.encode().split(b"\n")  # columns of a syntax tree count bytes
    for string in reversed(_lone_strings(ast.parse(source))):
        first, last = string.lineno - 1, (string.end_lineno or 0) - 1
        lines[first : last + 1] = [lines[first][: string.col_offset] + lines[last][string.end_col_offset :]]
    code = STRING_OR_COMMENT.sub(lambda found: found["string"] or "", b"\n".join(lines).decode())
    return "".join(f"{line.rstrip()}\n" for line in code.split("\n") if line.strip())


def _lone_strings(tree: ast.Module) -> list[ast.Expr]:
    """Return the statements that are nothing but a string, in the order of the text: docstrings, also of constants."""
    found = [
        statement
        for statement in ast.walk(tree)
        if isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    ]
    return sorted(found, key=lambda statement: statement.lineno)
