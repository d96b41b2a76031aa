"""A network as an ONNX model: for each layer Gemm (weights and biases), then its activation.

ONNX is a protocol buffer. The part that is needed is short: a field is its number and its type, then either a number,
or the length and the bytes of its content.
Sources: github.com/onnx/onnx, onnx/onnx.proto, IR version 8; protobuf.dev/programming-guides/encoding.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nn.network import Network

IR_VERSION, OPERATORS_VERSION = 8, 13  # what runtimes of 2021 and later read
FLOAT = 1  # TensorProto.FLOAT
OPERATORS = {"sigmoid": "Sigmoid", "relu": "Relu", "softmax": "Softmax"}
INPUT, OUTPUT = "picture", "outputs"


def as_onnx(network: Network, about: Mapping[str, str]) -> bytes:
    """Return the model's bytes. Its input is `picture` (N, 784) in [0, 1], its output `outputs` (N, 10).

    `about` becomes the model's metadata.
    """
    graph = [_text(2, "ductus")]
    layer, activations = INPUT, [network.hidden] * (len(network.weights) - 1) + [network.output]
    for depth, (W, b, activation) in enumerate(zip(network.weights, network.biases, activations, strict=True), start=1):
        is_last = depth == len(activations)
        sums, after = f"sums_{depth}", OUTPUT if is_last else f"layer_{depth}"
        graph.append(_bytes(1, _node("Gemm", [layer, f"weights_{depth}", f"biases_{depth}"], sums)))
        graph.append(_bytes(1, _node(OPERATORS[activation], [sums], after)))
        graph += [_bytes(5, _tensor(f"weights_{depth}", W)), _bytes(5, _tensor(f"biases_{depth}", b))]
        layer = after
    graph.append(_bytes(11, _value(INPUT, network.sizes[0])))
    graph.append(_bytes(12, _value(OUTPUT, network.sizes[-1])))
    model = [
        _number(1, IR_VERSION),
        _text(2, "ductus"),
        _bytes(7, b"".join(graph)),
        _bytes(8, _text(1, "") + _number(2, OPERATORS_VERSION)),
        *(_bytes(14, _text(1, key) + _text(2, value)) for key, value in about.items()),
    ]
    return b"".join(model)


def _node(operator: str, inputs: list[str], output: str) -> bytes:
    return b"".join(_text(1, name) for name in inputs) + _text(2, output) + _text(4, operator)


def _tensor(name: str, array: NDArray[np.float32]) -> bytes:
    sizes = b"".join(_number(1, size) for size in array.shape)
    return sizes + _number(2, FLOAT) + _text(8, name) + _bytes(9, array.astype("<f4").tobytes())


def _value(name: str, size: int) -> bytes:
    """Return the description of rows (N, size)."""
    shape = _bytes(1, _text(2, "N")) + _bytes(1, _number(1, size))
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, FLOAT) + _bytes(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    """Return a number in groups of seven bits, the lowest first; all but the last have the highest bit set.

    >>> _varint(300).hex()
    'ac02'
    """
    groups = [value & 127]
    while value := value >> 7:
        groups.append(value & 127)
    return bytes([group | 128 for group in groups[:-1]] + groups[-1:])
