"""Made-up digits that every version knows: the page tries a network on them, broken or half taught."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from nn.data.pseudo_digits import load_generator

N_KNOWN = 400
"""How many known digits the page shows. If it is larger, the answer is longer, and a step of the sandbox slower."""

Floats = NDArray[np.float32]


@cache
def known_digits(seed: int = 0) -> tuple[Floats, NDArray[np.uint8]]:
    """Return the inputs (400, 784), 0-1, and the labels (400,) of digits of the generator; neither can be changed."""
    X, labels = load_generator().sample(N_KNOWN, np.random.default_rng(seed))
    X.setflags(write=False)
    labels.setflags(write=False)
    return X, labels


def known_pictures() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the known digits as pictures (400, 784), ink 255, and their labels (400,)."""
    X, labels = known_digits()
    return np.rint(X * 255).astype(np.uint8), labels
