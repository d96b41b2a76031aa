"""The comparison of two versions: the held-out digits of people that only one of them reads."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.errors import RefusedError
from backend.digits.services.learning.evaluation import read
from backend.digits.services.learning.sampling import held_out_digits
from nn.metrics import Accuracy
from nn.network import Network
from nn.serialization import CorruptNetworkError


@dataclass(frozen=True)
class Comparison:
    """The accuracy of both versions on the same held-out digits, and the digits that only one of them reads."""

    old: Accuracy
    new: Accuracy
    only_new_reads: list[tuple[int, int, int]]  # (digit, the old guess, the new guess)
    only_old_reads: list[tuple[int, int, int]]


def compare(*, old: int, new: int) -> Comparison:
    """Have two versions read the newest held-out digits. Raises RefusedError."""
    networks = network_of(old), network_of(new)
    digits = held_out_digits()
    before, after = (read(network, digits) for network in networks)

    def flips(is_flipped: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
        rows = np.flatnonzero(is_flipped)
        return [(digits.ids[row], int(before.guesses[row]), int(after.guesses[row])) for row in rows]

    return Comparison(
        old=before.accuracy,
        new=after.accuracy,
        only_new_reads=flips(after.is_right & ~before.is_right),
        only_old_reads=flips(before.is_right & ~after.is_right),
    )


def network_of(version: int) -> Network:
    """Return the network of a version. Raises RefusedError where it is not kept or damaged."""
    try:
        network = selectors.versions.load_network(version)
    except CorruptNetworkError as error:
        raise RefusedError(f"The weights of version {version} are damaged: {error}.") from error
    if network is None:
        raise RefusedError(f"The weights of version {version} are not kept, or it sees other pictures.")
    return network
