"""One HTML file that reads digits without a server: a network, and a copy in JavaScript of how strokes become pictures.

The copy is `reader.js`. Its constants are those of `nn`, put in when the file is made, and a test holds both to the
same pictures and outputs. Sigmoid layers only, as in the network that is served.
"""

import base64
import html
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from nn.data import strokes as cleaning
from nn.network import Network
from nn.preprocessing import ink, normalization, strokes, thinning
from nn.serialization import pack

FOLDER = Path(__file__).parent
CONSTANTS = {
    "SIDE": cleaning.SIDE,
    "TOLERANCE": cleaning.TOLERANCE,
    "MOST_STEPS": cleaning.MOST_STEPS,
    "GRID_SIDE": thinning.GRID_SIDE,
    "SPECK_SIDE": ink.SPECK_SIDE,
    "SPACING": strokes.SPACING,
    "MOST_GRAINS": strokes.MOST_GRAINS,
    "DOT_LENGTH": strokes.DOT_LENGTH,
    "WIDTH": strokes.WIDTH,
    "SHARING": strokes.SHARING,
    "MAX_SLANT": normalization.MAX_SLANT,
    "DIGIT_SIDE": normalization.DIGIT_SIDE,
    "EXTENT": normalization.EXTENT,
    "ASPECT": normalization.ASPECT,
    "MAX_STRETCH": normalization.MAX_STRETCH,
    "LEAST_VARIANCE": float(normalization.LEAST_VARIANCE),
    "LEAST_HEIGHT": float(normalization.LEAST_HEIGHT),
    "SOFTNESS": normalization.SOFTNESS,
    "LEAST_BLUR": normalization.LEAST_BLUR,
    "DARKNESS": normalization.DARKNESS,
}


def as_reader_page(network: Network, about: Mapping[str, str]) -> bytes:
    """Return the HTML file. Raises ValueError for a network that is not sigmoid throughout."""
    if {network.hidden, network.output} != {"sigmoid"}:
        raise ValueError(f"expected sigmoid layers, got {network.hidden} and {network.output}")
    packed = pack(network)
    values = {
        "ABOUT": html.escape(" · ".join(f"{key.replace('_', ' ')}: {value}" for key, value in about.items())),
        "CONSTANTS": json.dumps(CONSTANTS),
        "SIZES": json.dumps(network.sizes),
        "PARAMETERS": base64.b64encode(packed.weights + packed.biases).decode(),
        "READER": _file("reader.js"),
    }
    page = _file("reader.html")
    for name, value in values.items():
        page = page.replace(f"{{{{{name}}}}}", value)
    return page.encode()


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
