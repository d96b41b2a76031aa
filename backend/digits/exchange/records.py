"""The records that readers yield and writers take."""

import hashlib
import re
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
    own_sha256: str = ""  # of the ink of the digit that it was exported from, as the file names it


@dataclass(frozen=True)
class Source:
    """A file or folder of drawings. `drawings` starts to read anew with every call."""

    name: str
    count: int
    sha256: str
    drawings: Callable[[], Iterator[LabelledDrawing]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", as_text(self.name))


def as_text(text: str) -> str:
    """Return a text that a database can store: names of files and words of a command line may be no UTF-8.

    >>> as_text("ma" + chr(0xDCF1) + "ana")  # a name in Latin-1, as Python reads it
    'ma?ana'
    """
    return text.encode("utf-8", "replace").decode()


def transposed(source: Source) -> Source:
    """Return the source with rows and columns of each drawing exchanged, as EMNIST's files need it."""

    def drawings() -> Iterator[LabelledDrawing]:
        for digit in source.drawings():
            yield digit._replace(drawing=np.ascontiguousarray(digit.drawing.T), own_sha256="")

    digest = hashlib.sha256(f"{source.sha256} transposed".encode()).hexdigest()
    return Source(f"{source.name}, transposed", source.count, digest, drawings)


class ExportedDigit(NamedTuple):
    """A stored digit to write: its picture (784 bytes), its label, and what is known of it.

    `ink_sha256` goes into every format, so that this installation recognises its own digits when they come back.
    """

    picture: bytes
    label: int
    ink_sha256: str = ""
    state: str = ""
    is_training_input: bool = True
    predicted: int | None = None  # what the served network said on arrival
    person: str = ""  # a name that gives nothing away, the same for all digits of one person


ExportedDigits = Iterable[ExportedDigit]


def is_sha256(text: str) -> bool:
    """Say whether a text is a SHA-256 in lower hexadecimal digits."""
    return re.fullmatch("[0-9a-f]{64}", text) is not None


def ignore_progress(_n_done: int) -> None:
    """Do nothing: the default where nobody watches the progress."""
