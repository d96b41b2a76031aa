"""The base network that this installation starts from: the shipped one, unless DIGITS_BASE_NETWORK names another."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

import nn.base
from nn.network import Network
from nn.serialization import PackedNetwork

NEEDED = {"sha256", "layout", "preprocessing_version", "accuracies", "certain"}
"""What a receipt must hold. One of `python -m nn experiment` does not."""


def base_network() -> Network:
    """Return the base network. Raises CorruptNetworkError where it is not the one that its receipt names."""
    return _read(settings.DIGITS_BASE_NETWORK)[0]


def base_blob() -> PackedNetwork:
    return _read(settings.DIGITS_BASE_NETWORK)[1]


def base_receipt() -> dict[str, Any]:
    """Return how the base network was trained, what it reads, and above which output a guess is certain."""
    return _read_receipt(settings.DIGITS_BASE_NETWORK)


@lru_cache(maxsize=1)
def _read(folder: Path) -> tuple[Network, PackedNetwork]:
    return nn.base.base_network(folder), nn.base.base_blob(folder)


@lru_cache(maxsize=1)
def _read_receipt(folder: Path) -> dict[str, Any]:
    receipt = nn.base.base_receipt(folder)
    if not receipt.keys() >= NEEDED or receipt["layout"] != nn.base.base_receipt()["layout"]:
        raise ImproperlyConfigured(
            f"DIGITS_BASE_NETWORK: {folder} has another network or receipt than the program needs."
            " Name a folder that `python -m nn train` has written."
        )
    return receipt
