"""A network as safetensors: the length of a header, the header in JSON, then the arrays one after the other.

Source: github.com/huggingface/safetensors, "Format".
"""

import json
from collections.abc import Mapping
from typing import Any

from nn.network import Network

ALIGNMENT = 8  # the header is filled up with spaces to a multiple of it, so that arrays can be mapped into memory


def as_safetensors(network: Network, about: Mapping[str, str]) -> bytes:
    """Return the file's bytes; weights are (n_out, n_in), as other libraries expect the tensor of a linear layer.

    `about` becomes the file's metadata.
    """
    header: dict[str, Any] = {"__metadata__": dict(about)}
    data = b""
    for depth, (W, b) in enumerate(zip(network.weights, network.biases, strict=True), start=1):
        for name, array in ((f"layer_{depth}.weight", W.T), (f"layer_{depth}.bias", b)):
            content = array.astype("<f4").tobytes()
            offsets = [len(data), len(data) + len(content)]
            header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": offsets}
            data += content
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % ALIGNMENT)
    return len(text).to_bytes(8, "little") + text + data
