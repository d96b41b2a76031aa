"""Tests of the network in files: each holds the served network, and reads as it does."""

import hashlib
import json
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command
from django.test import Client

from backend.digits.exchange.networks.onnx import as_onnx
from backend.digits.exchange.networks.reader_page import as_reader_page
from backend.digits.models import ModelState
from backend.digits.services.transfer.network_files import FORMATS
from backend.digits.tests.api.doors import n_rows
from benchmarks.elsewhere import CLOSE, chromium, read_here, read_in_chromium
from nn.base import base_blob, base_network
from nn.data.styles.catalogue import styled_digits
from nn.network import Network

N_DIGITS = 60  # read in the browser; `python -m benchmarks.elsewhere` reads a thousand


def get(client: Client, file_format: str, version: int | None = None) -> Any:
    models = "model" if version is None else f"models/{version}"
    return client.get(f"/api/{models}/network.{file_format}")


def messages(data: bytes) -> list[tuple[int, Any]]:
    """Return the fields of a protocol buffer, (number, value): written apart from the encoder, after the standard."""
    fields, at = [], 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte, at = data[at], at + 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        key = varint()
        assert key & 7 in (0, 2)
        value: Any = varint()
        if key & 7 == 2:
            value, at = data[at : at + value], at + value
        fields.append((key >> 3, value))
    assert at == len(data)
    return fields


def of(fields: list[tuple[int, Any]], number: int) -> list[Any]:
    return [value for field, value in fields if field == number]


def run_onnx(model: bytes, X: Any) -> Any:
    """Run the operators of an ONNX model with NumPy."""
    (graph,) = map(messages, of(messages(model), 7))
    values = {"picture": X}
    for tensor in map(messages, of(graph, 5)):
        values[of(tensor, 8)[0].decode()] = np.frombuffer(of(tensor, 9)[0], "<f4").reshape(of(tensor, 1))
    operators = {
        "Gemm": lambda a, b, c: a @ b + c,
        "Sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "Relu": lambda z: np.maximum(z, 0),
        "Softmax": lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True),
    }
    for node in map(messages, of(graph, 1)):
        inputs = [values[name.decode()] for name in of(node, 1)]
        values[of(node, 2)[0].decode()] = operators[of(node, 4)[0].decode()](*inputs)
    (output,) = map(messages, of(graph, 12))
    return values[of(output, 1)[0].decode()]


def pictures(n: int = 20) -> Any:
    return np.random.default_rng(3).random((n, 784), np.float32)


def test_the_blob_is_the_one_that_the_json_describes(base: None, client: Client) -> None:
    described = get(client, "json").json()
    blob = get(client, "blob").content
    assert blob == base_blob().blob
    assert (hashlib.sha256(blob).hexdigest(), described["version"]) == (
        described["sha256"],
        ModelState.objects.get().pk,
    )


def test_the_onnx_model_gives_the_outputs_of_the_network(base: None, client: Client) -> None:
    X = pictures()
    assert run_onnx(get(client, "onnx").content, X) == pytest.approx(base_network().outputs(X), abs=1e-6)


@pytest.mark.parametrize(("hidden", "output"), [("relu", "softmax"), ("sigmoid", "sigmoid")])
def test_an_onnx_model_has_the_activations_of_its_network(hidden: str, output: str) -> None:
    rng = np.random.default_rng(1)
    weights = [rng.normal(0, 0.1, size).astype(np.float32) for size in ((784, 4), (4, 3), (3, 10))]
    biases = [rng.normal(size=n).astype(np.float32) for n in (4, 3, 10)]
    network = Network(weights, biases, hidden=hidden, output=output)
    X = pictures()
    assert run_onnx(as_onnx(network, {}), X) == pytest.approx(network.outputs(X), abs=1e-5)


def test_the_safetensors_file_holds_every_weight_and_bias(base: None, client: Client) -> None:
    content = get(client, "safetensors").content
    n_header = int.from_bytes(content[:8], "little")
    header, data = json.loads(content[8 : 8 + n_header]), content[8 + n_header :]
    assert (8 + n_header) % 8 == 0
    assert header.pop("__metadata__")["sha256"] == base_blob().sha256
    tensors = {
        name: np.frombuffer(data[slice(*tensor["data_offsets"])], "<f4").reshape(tensor["shape"])
        for name, tensor in header.items()
    }
    network = base_network()
    for depth, (W, b) in enumerate(zip(network.weights, network.biases, strict=True), start=1):
        assert np.array_equal(tensors.pop(f"layer_{depth}.weight"), W.T)
        assert np.array_equal(tensors.pop(f"layer_{depth}.bias"), b)
    assert tensors == {}
    assert sum(tensor["data_offsets"][1] - tensor["data_offsets"][0] for tensor in header.values()) == len(data)


def test_the_page_reads_strokes_in_a_browser_without_a_network_as_the_server_does() -> None:
    """Read digits of all styles in Chromium, the network cut off.

    The picture holds whole levels 0 to 255. Where a level falls on the edge between two, the last bit of a sum decides,
    which NumPy itself does not promise and processors differ in: that befalls at most one digit in a hundred, and
    shifts an output by less than 0.001.
    """
    path = chromium()
    assert path, "Chromium is needed, as for the browser tests."
    drawings = [styled.strokes for styled in styled_digits(N_DIGITS, np.random.default_rng(5))]
    network = base_network()
    _, expected = read_here(network, drawings)
    outputs = read_in_chromium(as_reader_page(network, {"version": "1"}), drawings, path)
    assert (outputs.argmax(axis=1) == expected.argmax(axis=1)).all()
    assert (np.abs(outputs - expected).max(axis=1) <= CLOSE).sum() >= N_DIGITS - 3
    assert np.abs(outputs - expected).max() < 1e-3


def test_the_page_asks_for_nothing_from_outside(base: None, client: Client) -> None:
    page = get(client, "html").content.decode()
    assert "default-src 'none'" in page
    assert all(word not in page for word in ("http:", "https:", "src=", "import ", "fetch("))
    assert "{{" not in page


def test_the_page_is_made_for_sigmoid_layers_alone() -> None:
    network = base_network()
    with pytest.raises(ValueError, match="relu"):
        as_reader_page(Network(network.weights, network.biases, hidden="relu", output="sigmoid"), {})


def test_the_model_card_says_what_it_was_made_from_measured_on_and_where_it_fails(base: None, client: Client) -> None:
    state = ModelState.objects.get()
    mnist = state.test_detail["mnist"]
    card = get(client, "md").content.decode()
    assert f"MNIST's test digits: {mnist['correct']:,} of {mnist['count']:,}" in card
    assert "corpora: MNIST, pendigits." in card
    assert base_blob().sha256 in card
    matrix = np.array(state.test_detail["confusion_matrix"])
    np.fill_diagonal(matrix, 0)
    digit, other = np.unravel_index(matrix.argmax(), matrix.shape)
    fails = card.partition("## Where it fails")[2].strip().splitlines()[0]
    assert fails.startswith(f"- A {digit} is taken for a {other}: {matrix.max()} of ")


def test_the_zip_holds_all_other_files_and_is_the_same_each_time(base: None, client: Client) -> None:
    first, again = (get(client, "zip").content for _ in range(2))
    assert first == again
    version = ModelState.objects.get().pk
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert archive.testzip() is None
        for name in FORMATS[:-1]:
            assert archive.read(f"ductus-network-{version}.{name}") == get(client, name, version).content


def test_a_file_is_saved_under_a_name_and_never_opened_on_this_site(base: None, client: Client) -> None:
    for name in FORMATS:
        response = get(client, name)
        version = ModelState.objects.get().pk
        assert response.headers["Content-Disposition"] == f'attachment; filename="ductus-network-{version}.{name}"'
        assert response.status_code == 200
    assert n_rows() == (0, 1, 1)


def test_what_is_not_there_is_said_to_be_so(base: None, client: Client) -> None:
    for address, status, code in (
        ("/api/model/network.pickle", 404, "not_found"),
        ("/api/models/99/network.onnx", 404, "not_found"),
        ("/api/model/network.onnx?x=1", 400, "invalid_request"),
    ):
        response = client.get(address)
        assert (response.status_code, response.json()["code"]) == (status, code)
    state = ModelState.objects.get()
    ModelState.objects.filter(pk=state.pk).update(weights=b"")
    assert (get(client, "onnx", state.pk).status_code, get(client, "onnx", state.pk).json()["code"]) == (410, "gone")


def test_the_command_writes_every_format(base: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    version = ModelState.objects.get().pk
    call_command("export_network", str(version), str(tmp_path))
    assert {path.suffix[1:] for path in tmp_path.iterdir()} == set(FORMATS[:-1])
    shutil.rmtree(tmp_path)
