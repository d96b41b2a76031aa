"""A network as bytes of a fixed layout, written and read.

Pickle is never used: reading a blob runs no code and unpacks nothing.

The blob: the layout, one ASCII line `ductus-network 1 784-30-10 sigmoid sigmoid` (sizes, then the activation of each
layer; hidden ones are all alike), a newline, then every weight matrix (n_in, n_out) row by row, in the order of the
layers, then every bias vector; all little-endian float32. Its SHA-256 is taken over all of it.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nn.activations import HIDDEN, OUTPUT
from nn.network import Network

SIZES = r"[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,4}){1,7}"
LAYOUT = re.compile(rf"ductus-network 1 ({SIZES})((?: (?:{'|'.join(HIDDEN)}))*) ({'|'.join(OUTPUT)})", re.ASCII)
MAX_LAYOUT_BYTES = 200
FLOAT = np.dtype("<f4")


class CorruptNetworkError(ValueError):
    """The stored bytes are not those of a network, or not of the network that was expected."""


@dataclass(frozen=True)
class PackedNetwork:
    """A network as bytes: the layout line without its newline, all weights, all biases."""

    layout: str
    weights: bytes
    biases: bytes

    @property
    def blob(self) -> bytes:
        return self.layout.encode("ascii", "replace") + b"\n" + self.weights + self.biases

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.blob).hexdigest()


def pack(network: Network) -> PackedNetwork:
    """Return the network as bytes; the same parameters give the same bytes on every machine."""
    sizes = "-".join(str(size) for size in network.sizes)
    activations = " ".join([network.hidden] * (len(network.weights) - 1) + [network.output])
    layout = f"ductus-network 1 {sizes} {activations}"
    return PackedNetwork(layout, _as_bytes(network.weights), _as_bytes(network.biases))


def unpack(packed: PackedNetwork, sha256: str | None = None) -> Network:
    """Return the network in the bytes, its arrays read-only; with `sha256` given, only if the bytes have that digest.

    Raises CorruptNetworkError for another digest, layout or length, and for parameters that are not finite.
    """
    if sha256 is not None and packed.sha256 != sha256:
        raise CorruptNetworkError(f"expected a network with SHA-256 {sha256}, got {packed.sha256}")
    layout = _parse(packed.layout)
    weights = _arrays(packed.weights, layout.weights, "weights")
    biases = _arrays(packed.biases, layout.biases, "biases")
    return Network(weights, biases, hidden=layout.hidden, output=layout.output)


def split(blob: bytes) -> PackedNetwork:
    """Return the parts of a blob. Raises CorruptNetworkError where its layout or its length is wrong."""
    line, newline, parameters = blob.partition(b"\n")
    if not newline or len(line) > MAX_LAYOUT_BYTES or not line.isascii():
        raise CorruptNetworkError("expected a layout line such as 'ductus-network 1 784-30-10 sigmoid sigmoid'")
    layout = line.decode("ascii")
    shapes = _parse(layout)
    n_weight_bytes = FLOAT.itemsize * sum(n_in * n_out for n_in, n_out in shapes.weights)
    n_bytes = n_weight_bytes + FLOAT.itemsize * sum(n for (n,) in shapes.biases)
    if len(parameters) != n_bytes:
        raise CorruptNetworkError(f"expected {n_bytes} bytes of parameters for '{layout}', got {len(parameters)}")
    return PackedNetwork(layout, parameters[:n_weight_bytes], parameters[n_weight_bytes:])


class _Layout(NamedTuple):
    weights: list[tuple[int, ...]]
    biases: list[tuple[int, ...]]
    hidden: str
    output: str


def _parse(layout: str) -> _Layout:
    match = LAYOUT.fullmatch(layout)
    if match is None:
        raise CorruptNetworkError(f"not the layout of a network: {layout[:MAX_LAYOUT_BYTES]!r}")
    sizes = [int(size) for size in match[1].split("-")]
    n_hidden, hidden = len(sizes) - 2, match[2].split()
    if len(hidden) != n_hidden or len(set(hidden)) > 1:
        raise CorruptNetworkError(f"expected {n_hidden} hidden layers, all of one activation, in {layout!r}")
    return _Layout(list(pairwise(sizes)), [(size,) for size in sizes[1:]], hidden[0] if hidden else "sigmoid", match[3])


def _as_bytes(arrays: list[NDArray[np.float32]]) -> bytes:
    return b"".join(array.astype(FLOAT).tobytes() for array in arrays)


def _arrays(data: bytes, shapes: list[tuple[int, ...]], name: str) -> list[NDArray[np.float32]]:
    sizes = [int(np.prod(shape)) for shape in shapes]
    if len(data) != FLOAT.itemsize * sum(sizes):
        raise CorruptNetworkError(f"expected {FLOAT.itemsize * sum(sizes)} bytes of {name}, got {len(data)}")
    values = np.frombuffer(data, FLOAT)
    if not np.isfinite(values).all():
        raise CorruptNetworkError(f"expected finite {name}, got NaN or infinity")
    parts = np.split(values, np.cumsum(sizes)[:-1])
    return [_read_only(part.reshape(shape)) for part, shape in zip(parts, shapes, strict=True)]


def _read_only(array: NDArray[np.float32]) -> NDArray[np.float32]:
    copy = array.astype(np.float32)  # native byte order, aligned
    copy.flags.writeable = False
    return copy
