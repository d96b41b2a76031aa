"""The base network that this installation starts from: the shipped one, unless DIGITS_BASE_NETWORK names another."""

from typing import Any

from django.conf import settings

import nn.base
from nn.network import Network
from nn.serialization import PackedNetwork


def base_network() -> Network:
    """Return the base network. Raises CorruptNetworkError where it is not the one that its receipt names."""
    return nn.base.base_network(settings.DIGITS_BASE_NETWORK)


def base_blob() -> PackedNetwork:
    """Return the base network as it is stored."""
    return nn.base.base_blob(settings.DIGITS_BASE_NETWORK)


def base_receipt() -> dict[str, Any]:
    """Return how the base network was trained, what it reads, and above which output a guess is certain."""
    return nn.base.base_receipt(settings.DIGITS_BASE_NETWORK)
