"""The records that readers yield and writers take."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MAX_DIGITS = 10_000_000  # A file with more is refused: it is a mistake.

OnProgress = Callable[[int], None]
"""A function that is called with the number of digits that are done."""


class LabelledDrawing(NamedTuple):
    """A drawing from a file, its label, and its place in the file, for messages."""

    drawing: NDArray[np.uint8]
    label: int
    place: str
    exclude_reason: str = ""  # not empty: the digit is stored as excluded and never trained on


@dataclass(frozen=True)
class Source:
    """A file or folder of drawings. `drawings` starts to read anew with every call."""

    name: str
    count: int
    sha256: str
    drawings: Callable[[], Iterator[LabelledDrawing]]


def transposed(source: Source) -> Source:
    """Return the source with rows and columns of each drawing exchanged, as EMNIST's files need it."""

    def drawings() -> Iterator[LabelledDrawing]:
        for digit in source.drawings():
            yield digit._replace(drawing=np.ascontiguousarray(digit.drawing.T))

    digest = hashlib.sha256(f"{source.sha256} transposed".encode()).hexdigest()
    return Source(f"{source.name}, transposed", source.count, digest, drawings)


class ExportedDigit(NamedTuple):
    """A stored digit to write: its picture (784 bytes) and its label."""

    picture: bytes
    label: int


ExportedDigits = Iterable[ExportedDigit]


def ignore_progress(_n_done: int) -> None:
    """Do nothing: the default where nobody watches the progress."""
