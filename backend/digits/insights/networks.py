"""The inside of a network: the weights of a version, and the activations of its hidden units for one drawing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.digits import inference, selectors
from backend.digits.errors import GoneError, NotFoundError
from backend.digits.inference import Prediction
from nn.network import Network
from nn.preprocessing import as_inputs
from nn.serialization import CorruptNetworkError


@dataclass(frozen=True)
class Activations:
    """The served network's prediction for a picture, and the activation of each hidden unit, 0–1."""

    prediction: Prediction
    hidden: list[float]


def network_of(version: int) -> Network:
    """Return the network of a version.

    Raises NotFoundError if there is no such version, GoneError if its weights are damaged or no longer kept.
    """
    try:
        network = selectors.versions.load_network(version)
    except CorruptNetworkError as error:
        raise GoneError(f"The weights of version {version} are damaged. Look at another version.") from error
    if network is None:
        if not selectors.versions.is_there(version):
            raise NotFoundError(f"There is no version {version}.")
        raise GoneError(f"The weights of version {version} are not kept. Look at a version that was served.")
    return network


def activations_for(picture: NDArray[np.uint8], *, n_seen: int = 1, has_rules: bool = False) -> Activations:
    """Return the served network's prediction for one 28×28 picture, and the activations of its hidden units."""
    served = inference.served()  # asked once: another network may be deployed at any moment
    return Activations(
        prediction=inference.predict(picture, by=served, n_seen=n_seen, has_rules=has_rules),
        hidden=hidden_units(served.network, picture),
    )


def hidden_units(network: Network, picture: NDArray[np.uint8]) -> list[float]:
    """Return the activation of each unit of the last hidden layer for one 28×28 picture, 0–1."""
    _, *hidden, _ = network.activations(as_inputs(picture.reshape(1, 784)))
    return [round(float(activation), 6) for activation in hidden[-1][0]]
