"""Five people, and a network that was damaged: for the tests of first sight and of the watch."""

from uuid import UUID

import numpy as np

from nn.network import Network

PEOPLE = [UUID(int=number) for number in range(1, 6)]


def damaged(network: Network) -> Network:
    """Return a copy that reads half of the generated digits, by noise on its weights."""
    copy, rng = network.copy(), np.random.default_rng(0)
    for layer in copy.weights:
        layer[...] += (rng.normal(size=layer.shape) * 0.4 * layer.std()).astype(np.float32)
    return copy
