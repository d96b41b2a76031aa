"""Files laid out as those of the corpora, with few digits in them, for tests without real data."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nn.data.corpora import MNIST_FILES, QMNIST_FILES

DIGITS_OF_A_WRITER = 10


def write_mnist(folder: Path, X: NDArray[np.float32], labels: NDArray[np.integer], *, n_test: int) -> None:
    """Write rows of values 0 to 1 as MNIST, the last of them as its test digits, and their writers as QMNIST.

    Ten digits each are by a student and by an employee in turn.
    """
    (folder / "mnist").mkdir(parents=True)
    (folder / "qmnist").mkdir()
    pictures, of_all = np.rint(X * 255).astype(np.uint8).reshape(-1, 28, 28), labels.astype(np.uint8)
    parts = pictures[:-n_test], of_all[:-n_test], pictures[-n_test:], of_all[-n_test:]
    for name, part in zip(MNIST_FILES.values(), parts, strict=True):
        (folder / "mnist" / name).write_bytes(idx(part))
    for name, part in zip(QMNIST_FILES.values(), parts[1::2], strict=True):
        (folder / "qmnist" / name).write_text(qmnist(part))


def idx(array: NDArray[np.uint8]) -> bytes:
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


def qmnist(labels: NDArray[np.integer]) -> str:
    writers = np.arange(len(labels)) // DIGITS_OF_A_WRITER
    rows = (
        f"{label}\t{4 * (writer % 2)}\t{writer}\t0\t0\t0\t0\t0\n" for label, writer in zip(labels, writers, strict=True)
    )
    return "".join(rows)
