"""The base network that ships, and the receipt of its training; `python -m nn train` makes both again."""

import json
from pathlib import Path
from typing import Any

from nn.network import Network
from nn.serialization import PackedNetwork, split, unpack

FOLDER = Path(__file__).parent
NETWORK_FILE = FOLDER / "network.blob"
RECEIPT_FILE = FOLDER / "receipt.json"


def base_network(folder: Path = FOLDER) -> Network:
    """Return the network that every installation starts from, its arrays read-only.

    Raises CorruptNetworkError where the file is not the one that the receipt names.
    """
    return unpack(base_blob(folder), sha256=base_receipt(folder)["sha256"])


def base_blob(folder: Path = FOLDER) -> PackedNetwork:
    """Return the base network as it is stored."""
    return split((folder / NETWORK_FILE.name).read_bytes())


def base_receipt(folder: Path = FOLDER) -> dict[str, Any]:
    """Return seed, data, parameters, command, accuracies with counts, and the threshold of a certain guess."""
    receipt: dict[str, Any] = json.loads((folder / RECEIPT_FILE.name).read_text("utf-8"))
    return receipt
