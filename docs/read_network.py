"""Read a network exported by Ductus, and use it to read one digit. This needs NumPy, and nothing of Ductus.

    python read_network.py ductus-network-12.json picture.txt

`picture.txt` holds 784 numbers from 0 (ground) to 255 (ink), row by row: the 28×28 picture that the network sees, as
`/api/digits/{id}/picture.png` shows it. The weights are read from the file of the same name ending in `.blob`, in the
same folder.
"""

import hashlib
import json
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np


def read_network(path: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the weights (n_in, n_out) and biases (n_out,) of each layer."""
    described, blob = json.loads(path.read_text()), path.with_suffix(".blob").read_bytes()
    assert hashlib.sha256(blob).hexdigest() == described["sha256"], "the blob is not the one that the JSON describes"
    layout, _, numbers = blob.partition(b"\n")  # b"ductus-network 1 784-30-10 sigmoid sigmoid"
    sizes = [int(size) for size in layout.split()[2].split(b"-")]
    values, shapes = np.frombuffer(numbers, "<f4"), list(pairwise(sizes))
    cuts = np.cumsum([n_in * n_out for n_in, n_out in shapes] + sizes[1:])[:-1]
    *parts, last = np.split(values, cuts)
    weights, biases = parts[: len(shapes)], [*parts[len(shapes) :], last]
    return [(W.reshape(shape), b) for W, b, shape in zip(weights, biases, shapes, strict=True)]


def outputs(network: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray) -> np.ndarray:
    """Return ten outputs for 784 inputs in [0, 1]; every layer is a sigmoid."""
    for W, b in network:
        X = 1 / (1 + np.exp(-(X @ W + b)))
    return X


if __name__ == "__main__":
    y = outputs(read_network(Path(sys.argv[1])), np.loadtxt(sys.argv[2], np.float32).reshape(784) / 255)
    print(f"It is a {y.argmax()}: {np.round(y, 4).tolist()}")
