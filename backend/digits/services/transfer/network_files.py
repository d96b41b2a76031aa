"""The files in which a network goes elsewhere: for other programs, for a browser, and a card that describes it."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from backend.digits import selectors
from backend.digits.errors import GoneError, NotFoundError
from backend.digits.exchange.networks.model_card import as_model_card
from backend.digits.exchange.networks.onnx import as_onnx
from backend.digits.exchange.networks.reader_page import as_reader_page
from backend.digits.exchange.networks.safetensors import as_safetensors
from backend.digits.services.transfer.networks import describe
from nn.network import Network
from nn.serialization import CorruptNetworkError, pack

Described = dict[str, Any]
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can name: the same network gives the same bytes

WRITERS: dict[str, Callable[[Network, Described], bytes]] = {
    "blob": lambda network, _described: pack(network).blob,
    "json": lambda _network, described: json.dumps(described, indent=2, sort_keys=True).encode(),
    "onnx": lambda network, described: as_onnx(network, _about(described)),
    "safetensors": lambda network, described: as_safetensors(network, _about(described)),
    "html": lambda network, described: as_reader_page(network, _about(described)),
    "md": lambda _network, described: as_model_card(described).encode(),
}
FORMATS = (*WRITERS, "zip")


def network_file(version: int, file_format: str) -> bytes:
    """Return one file of a version; a ZIP holds all others.

    Raises NotFoundError if there is no such version or format, GoneError if its weights are damaged or not kept.
    """
    if file_format not in FORMATS:
        raise NotFoundError(f"There is no network.{file_format}: known are {', '.join(FORMATS)}.")
    state = selectors.versions.version_details(version)
    if state is None:
        raise NotFoundError(f"There is no version {version}.")
    try:
        network = selectors.versions.load_network(version)
    except CorruptNetworkError as error:
        raise GoneError(f"The weights of version {version} are damaged. Take another version.") from error
    if network is None:
        raise GoneError(f"The weights of version {version} are not kept. Take a version that was served.")
    described = describe(state, pack(network))
    if file_format != "zip":
        return WRITERS[file_format](network, described)
    return _zipped({f"ductus-network-{version}.{name}": write(network, described) for name, write in WRITERS.items()})


def _about(described: Described) -> dict[str, str]:
    """Return what a file says of itself in a few words."""
    return {
        "version": str(described["version"]),
        "layout": described["layout"],
        "sha256": described["sha256"],
        "preprocessing_version": str(described["preprocessing_version"]),
        "trained_at": described["trained_at"] or "unknown",
    }


def _zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
