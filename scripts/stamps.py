"""Stamps of the steps that are done: each holds the fingerprint of its step's inputs, written when it has succeeded."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.places import SET_UP


def fingerprint(*inputs: Path | str) -> str:
    """Return the SHA-256 of texts, and of the names and contents of files.

    >>> fingerprint("a", "b") == fingerprint("ab")
    False
    """
    digest = hashlib.sha256()
    for item in inputs:
        content = item.read_bytes() if isinstance(item, Path) else b""
        digest.update(f"{item}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def files_in(folder: Path, *, without: Iterable[str]) -> list[Path]:
    """Return every file below `folder` in a fixed order, without the top-level entries named in `without`."""
    left_out = {folder / name for name in without}
    return sorted(path for path in folder.rglob("*") if path.is_file() and not left_out & {path, *path.parents})


@dataclass(frozen=True)
class Stamp:
    """The record that the step `name` has made `product` from inputs with this fingerprint."""

    name: str
    inputs: str
    product: Path

    @property
    def path(self) -> Path:
        return SET_UP / f"{self.name}.stamp"

    def is_current(self) -> bool:
        return self.product.exists() and self.path.exists() and self.path.read_text(encoding="utf-8") == self.inputs

    def remove(self) -> None:
        """Remove the stamp before the step begins, so that an interrupted step is done again."""
        self.path.unlink(missing_ok=True)

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.inputs, encoding="utf-8")
