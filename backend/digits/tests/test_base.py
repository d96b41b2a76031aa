"""Tests of the base network that an installation may name: one that does not fit is refused in one sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import nn.base
from backend.settings import ROOT

RECEIPT = nn.base.base_receipt()


@pytest.mark.parametrize(
    "receipt",
    [
        {"command": "python -m nn experiment", "sha256": RECEIPT["sha256"], "parameters": {}, "held_back": {}},
        RECEIPT | {"layout": "ductus-network 1 784-20-10 relu sigmoid"},
    ],
    ids=["of an experiment", "of another layout"],
)
def test_a_folder_that_does_not_fit_ends_a_command_with_one_sentence(tmp_path: Path, receipt: dict[str, Any]) -> None:
    (tmp_path / "network.blob").write_bytes(nn.base.NETWORK_FILE.read_bytes())
    (tmp_path / "receipt.json").write_text(json.dumps(receipt))
    ended = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"DIGITS_BASE_NETWORK": str(tmp_path), "DIGITS_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    assert (
        ended.stderr.strip()
        .splitlines()[-1]
        .endswith(
            f"DIGITS_BASE_NETWORK: {tmp_path} has another network or receipt than the program needs."
            " Name a folder that `python -m nn train` has written."
        )
    )
