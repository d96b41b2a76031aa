"""Labelled pictures of digits, as everything that trains or measures a network takes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nn.network import SIZES
from nn.preprocessing import as_inputs


@dataclass(frozen=True)
class Dataset:
    """Pictures (N, 784), 0 ground … 255 ink, their labels (N,), and where they come from a table, their ids.

    A subclass that adds a field of N values extends `at`; any other field is kept by it.
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

        Made at each call and not kept: they take four times the memory of the pictures, 172 MB for MNIST's.
        """
        return as_inputs(self.pictures)

    def at(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> Self:
        """Return the dataset of these rows alone, in their order, or of the rows where a mask is true."""
        ids = None if self.ids is None else np.array(self.ids, np.int64)[rows].tolist()
        return replace(self, pictures=self.pictures[rows], labels=self.labels[rows], ids=ids)
