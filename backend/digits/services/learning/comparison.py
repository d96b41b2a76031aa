"""Two versions side by side: which of people's held-out digits one of them reads and the other misreads."""

from dataclasses import dataclass

import numpy as np

from backend.digits import selectors
from backend.digits.errors import RefusedError
from backend.digits.services.learning import evaluation as measurement
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import CorruptNetworkError, PackedNetwork, unpack

N_HELD_OUT = 1000


@dataclass(frozen=True)
class Comparison:
    """The accuracy of each on the same held-out digits, and the ids of the digits that flipped, with both guesses."""

    old: Accuracy
    new: Accuracy
    won: list[tuple[int, int, int]]  # (digit, the old guess, the new guess): misread before
    lost: list[tuple[int, int, int]]


def compare(*, old: int, new: int) -> Comparison:
    """Have both read the newest held-out digits."""
    networks = network_of(old), network_of(new)
    people = selectors.training.held_out_digits(preprocessing=PREPROCESSING_VERSION, n_newest=N_HELD_OUT)
    before, after = (measurement.read(network, people) for network in networks)

    def flips(where: "np.typing.NDArray[np.bool_]") -> list[tuple[int, int, int]]:
        return [(people.ids[at], int(before.guesses[at]), int(after.guesses[at])) for at in np.flatnonzero(where)]

    return Comparison(
        old=before.accuracy,
        new=after.accuracy,
        won=flips(after.is_right & ~before.is_right),
        lost=flips(before.is_right & ~after.is_right),
    )


def network_of(version: int) -> Network:
    """The network of a version as stored. Raises RefusedError."""
    stored = selectors.training.packed_network(version, preprocessing=PREPROCESSING_VERSION)
    if stored is None:
        raise RefusedError(f"The weights of version {version} are not kept, or it sees other pictures.")
    layout, weights, biases, sha256 = stored
    try:
        return unpack(PackedNetwork(layout=layout, weights=weights, biases=biases), sha256=sha256)
    except CorruptNetworkError as error:
        raise RefusedError(f"The weights of version {version} are damaged: {error}.") from error
