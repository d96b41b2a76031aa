"""Labelled pictures of digits, in the form in which a network is trained and measured."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from nn.network import SIZES
from nn.preprocessing import as_inputs


@dataclass(frozen=True)
class Dataset:
    """Pictures (N, 784), 0 ground … 255 ink, and their labels (N,); if they come from a table, their ids, too.

    A subclass may add fields. A list or an array must have N entries, one a picture; any other belongs to the whole.
    """

    pictures: NDArray[np.uint8]
    labels: NDArray[np.int64]
    ids: list[int] | None = None

    @classmethod
    def from_bytes(cls, pictures: Sequence[bytes], labels: Sequence[int], ids: Sequence[int] | None = None) -> Self:
        """Return the dataset of pictures that are 784 bytes each, as tables and files hold them.

        >>> Dataset.from_bytes([bytes(784)], [7]).pictures.shape
        (1, 784)
        """
        joined = np.frombuffer(b"".join(pictures), np.uint8).reshape(-1, SIZES[0])
        return cls(joined, np.array(labels, np.int64), None if ids is None else list(ids))

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def inputs(self) -> NDArray[np.float32]:
        """The inputs of the network, (N, 784) in [0, 1].

        Made at each access and not kept: they take four times the memory of the pictures, 188 MB for 60,000.
        """
        return as_inputs(self.pictures)

    def at(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> Self:
        """Return the dataset of these rows alone, in their order, or of the rows where a mask is true."""
        numbers = np.arange(len(self))[rows].tolist()
        chosen: dict[str, Any] = {}
        for name, values in vars(self).items():
            if isinstance(values, np.ndarray):
                chosen[name] = values[rows]
            elif isinstance(values, list):
                chosen[name] = [values[number] for number in numbers]
        return replace(self, **chosen)

    def and_then(self, other: Self) -> Self:
        """Return the rows of this dataset followed by those of another, which has the same fields."""
        joined: dict[str, Any] = {}
        for name, values in vars(self).items():
            if isinstance(values, np.ndarray):
                joined[name] = np.concatenate([values, getattr(other, name)])
            elif isinstance(values, list):
                joined[name] = values + getattr(other, name)
        return replace(self, **joined)
