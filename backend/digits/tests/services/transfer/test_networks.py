"""Tests of exports and imports of networks: they run without the program, and return only through the gate."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from backend.digits import inference
from backend.digits.errors import RefusedError
from backend.digits.models import Action, AuditEntry, Deployment, Kind, ModelState, Status
from backend.digits.services.deployments import pin
from backend.digits.services.transfer.networks import MAX_BYTES, export_network, import_network
from backend.digits.tests.admin.administrators import log_in, post_form
from nn.base import base_network
from nn.preprocessing import as_inputs
from nn.serialization import pack

pytestmark = pytest.mark.usefixtures("notices_are_translated")

READER = Path(__file__).parents[5] / "docs" / "read_network.py"


def described(**changed: Any) -> bytes:
    return json.dumps(json.loads(export_network(1, by="anna").json) | changed).encode()


def test_the_reader_in_the_documents_reads_like_the_program(installed: None, drawn: Any, tmp_path: Path) -> None:
    call_command("export_network", 1, tmp_path)
    picture = drawn(3)[0]
    np.savetxt(tmp_path / "picture.txt", picture, fmt="%d")
    said = subprocess.run(
        [sys.executable, "-I", READER, tmp_path / "ductus-network-1.json", tmp_path / "picture.txt"],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    ).stdout  # fmt: skip
    outputs = base_network().outputs(as_inputs(picture.reshape(1, 784)))[0]
    assert said.startswith(f"It is a {outputs.argmax()}: ")
    assert np.allclose(json.loads(said.partition(": ")[2]), outputs, atol=1e-3)
    assert len(READER.read_text().split('"""\n', 1)[1].strip().splitlines()) <= 40


def test_a_network_comes_back_through_the_gate_and_is_served(installed: None) -> None:
    exported = export_network(1, by="anna")
    version = import_network(blob=exported.blob, description=exported.json, by="anna", reason="from my other machine")
    assert (version.kind, version.status) == (Kind.IMPORTED, Status.PROMOTED)
    assert inference.served().version == version.pk
    newest = Deployment.objects.latest("id")
    assert newest.by == "anna"
    assert "from my other machine" in newest.reason
    assert AuditEntry.objects.filter(action=Action.IMPORT, version=version, by="anna").exists()


def test_a_network_that_reads_badly_is_rejected_and_not_served(installed: None) -> None:
    network = base_network().copy()
    network.weights[1][:] = np.random.default_rng(0).normal(size=(30, 10))
    packed = pack(network)
    version = import_network(
        blob=packed.blob, description=described(sha256=packed.sha256), by="anna", reason="an experiment"
    )
    assert version.status == Status.REJECTED
    assert "reference digits" in version.reason
    assert inference.served().version == 1


def test_a_description_that_no_database_stores_is_refused(installed: None) -> None:
    with pytest.raises(RefusedError, match="The description is not JSON that a database stores: "):
        import_network(
            blob=export_network(1, by="anna").blob, description=described(extra=float("nan")), by="anna", reason="x"
        )
    assert ModelState.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sha256": "0" * 64}, "expected a network with SHA-256 0000"),
        ({"preprocessing_version": 1}, "preprocessing 1"),
        ({"format": "pickle"}, 'does not say "format"'),
    ],
)
def test_a_description_that_does_not_fit_is_refused(installed: None, change: dict[str, Any], said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        import_network(blob=export_network(1, by="anna").blob, description=described(**change), by="anna", reason="x")
    assert ModelState.objects.count() == 1


@pytest.mark.parametrize(
    "blob", [b"", b"\x80\x04pickle", b"ductus-network 1 784-40-10 sigmoid sigmoid\n", b"PK\x03\x04" * 9]
)
def test_a_blob_that_is_no_such_network_is_refused(installed: None, blob: bytes) -> None:
    with pytest.raises(RefusedError, match="not the network that its JSON describes"):
        import_network(blob=blob, description=described(), by="anna", reason="x")


@pytest.mark.parametrize("which", ["blob", "description"])
def test_a_file_that_is_too_large_is_refused_by_its_size(installed: None, which: str) -> None:
    packed = pack(base_network())
    files = {"blob": packed.blob, "description": described(sha256=packed.sha256)}
    files[which] += b" " * MAX_BYTES
    with pytest.raises(RefusedError, match=r"has more than 2,000,000 bytes"):
        import_network(**files, by="anna", reason="too large")


def test_nothing_comes_in_while_what_is_served_is_pinned(installed: None) -> None:
    exported = export_network(1, by="anna")
    pin(by="anna", reason="an exhibition")
    with pytest.raises(RefusedError, match="unpin"):
        import_network(blob=exported.blob, description=exported.json, by="anna", reason="x")


def test_the_commands_say_what_is_wrong(installed: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no version 9"):
        call_command("export_network", 9, tmp_path)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_network", tmp_path / "none.json", reason="x")


def test_an_operator_takes_a_network_out_and_brings_it_in(installed: None, client: Client) -> None:
    log_in(client, "operator")
    files = {
        name: SimpleUploadedFile(f"n.{part}", client.get(f"/admin/digits/modelstate/1/network.{part}").content)
        for name, part in (("blob", "blob"), ("description", "json"))
    }
    answer = post_form(client, "/admin/exchange/network/", files | {"reason": "a friend"}, follow=True)
    assert "Version 2 promoted" in answer.content.decode()
