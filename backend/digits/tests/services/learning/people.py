"""Five people, and a network that was damaged: for the tests of first sight and of the watch."""

from uuid import UUID

import numpy as np

from nn.network import Network

PEOPLE = [UUID(int=number) for number in range(1, 6)]


def damaged(network: Network) -> Network:
    """Return a copy that reads half of the generated digits, by noise on its weights."""
    copy, rng = network.copy(), np.random.default_rng(0)
    for weights in copy.weights:
        weights += (rng.normal(size=weights.shape) * 0.4 * weights.std()).astype(np.float32)
    return copy
