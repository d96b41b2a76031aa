"""Measure whether an exported network reads as it does here: in ONNX Runtime, and in a browser offline.

Run `python -m benchmarks.elsewhere --corpora FOLDER`; it needs Chromium, and ONNX Runtime (the extra `elsewhere`).
A thousand pen digits are read by the base network here, and by its exported files.
"""

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.digits.drawings import from_points
from backend.digits.exchange.networks.onnx import as_onnx
from backend.digits.exchange.networks.reader_page import as_reader_page
from nn.base import base_network
from nn.data.corpora import pendigits_path, read_pendigits
from nn.data.strokes import Points, fit
from nn.network import Network
from nn.preprocessing import as_inputs, place_strokes

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NO_NETWORK = ("--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:1")
CLOSE = 1e-5
Outputs = NDArray[np.float64]


def chromium() -> str | None:
    """Return the path of Chromium, which CHROMIUM_PATH may name; None if there is none."""
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, CHROMIUM)), None)


def read_here(
    network: Network, drawings: Sequence[Sequence[Points]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the inputs (N, 784) and the outputs (N, 10) for drawings, strokes of points (n, 2), as the server does."""
    pictures = []
    for strokes in drawings:
        points = np.concatenate([np.column_stack([stroke, np.zeros(len(stroke))]) for stroke in strokes])
        pictures.append(place_strokes(from_points(points.astype(np.float64), [len(stroke) for stroke in strokes])))
    X = as_inputs(np.array(pictures))
    return X, network.outputs(X)


def read_in_chromium(page: bytes, drawings: Sequence[Sequence[Points]], path: str) -> Outputs:
    """Return the outputs (N, 10) of the HTML file for drawings, in Chromium without a network."""
    sent = json.dumps([[stroke.tolist() for stroke in strokes] for strokes in drawings])
    script = f"<script>document.body.textContent = JSON.stringify({sent}.map((one) => [...outputs(one)]));</script>"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_bytes(page.replace(b"</body>", script.encode() + b"</body>"))
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", *NO_NETWORK]
        shown = subprocess.run(
            [path, *flags, "--dump-dom", file.as_uri()], capture_output=True, check=True, text=True, timeout=600
        )
    found = re.search(r"<body>(.*?)</body>", shown.stdout, re.DOTALL)
    assert found, f"expected outputs, got {shown.stdout[:200]} {shown.stderr[-200:]}"
    return np.array(json.loads(html.unescape(found[1])))


def report(name: str, outputs: Outputs, expected: NDArray[np.float32]) -> None:
    farthest = np.abs(outputs - expected).max(axis=1)
    n_same = int((outputs.argmax(axis=1) == expected.argmax(axis=1)).sum())
    print(
        f"{name}: the same digit for {n_same} of {len(expected)}, outputs within {CLOSE:g} for"
        f" {int((farthest <= CLOSE).sum())}, the farthest {farthest.max():.1e}"
    )


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--digits", type=int, default=1000)
    options = parser.parse_args()
    pens = read_pendigits(pendigits_path(options.corpora))
    chosen = pens[:: len(pens) // options.digits][: options.digits]
    drawings = [fit(digit.strokes, side_px=560, y_up=True) for digit in chosen]
    network = base_network()
    X, expected = read_here(network, drawings)
    session = import_module("onnxruntime").InferenceSession(as_onnx(network, {}))
    report("ONNX Runtime", session.run(None, {"picture": X})[0], expected)
    path = chromium()
    assert path, "Chromium is needed: install it, or name one with CHROMIUM_PATH."
    report("HTML in Chromium, offline", read_in_chromium(as_reader_page(network, {}), drawings, path), expected)


if __name__ == "__main__":
    main()
