"""What every reader yields, and the one error that all of them raise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

MAX_DIGITS = 10_000_000  # in one file: more is a mistake


class BadFileError(ValueError):
    """A file is not what it should be: what was wanted, what came, and where. Nothing of it was taken in."""


class Drawn(NamedTuple):
    """A drawing as it came, its label, and where it stood; `apart` says why it may not train, if it may not."""

    drawing: NDArray[np.uint8]
    label: int
    place: str
    apart: str = ""


@dataclass(frozen=True)
class Source:
    """A file or folder of drawings: its name, how many it has, the SHA-256 of it all; read as often as wanted."""

    name: str
    count: int
    sha256: str
    drawings: "Drawings"


def silent(_n_done: int) -> None:
    """Who does not want to be told how many are done."""


class Drawings(Protocol):
    def __call__(self) -> Iterator[Drawn]: ...


class Shown(NamedTuple):
    """A stored digit on its way out: its picture (784 bytes) and its label."""

    picture: bytes
    label: int


Outgoing = Iterable[Shown]
