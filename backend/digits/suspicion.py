"""Why a digit is suspect: when a network contradicts its label, and the reasons for which digits are held."""

import numpy as np
from numpy.typing import NDArray

CONTRADICTION = 0.5
"""A network contradicts a label if its output for another digit is higher by at least this. A larger margin misses more
wrong labels, a smaller one suspects more right ones. At 0.5 it contradicts 2 in 1,000 of 3,749 honest digits of writers
that it had not seen, and 93 in 100 of the same digits with wrong labels."""

CONTRADICTED = "the network is nearly certain that it is another digit"
REPEATED = "the same drawing was sent before"
DISPUTED = "the same drawing was sent with different labels"
FLOODED = "most of what its contributor sent lately is suspect"
CODES = {CONTRADICTED: "contradicted", REPEATED: "repeated", DISPUTED: "disputed", FLOODED: "flooded"}
"""For each reason that a held row gives, the code under which its contributor is told."""
BY_ADMINISTRATOR = "administrator"
"""The code where an administrator held it, for reasons that are not the contributor's to read."""


def contradicts(outputs: NDArray[np.floating], labels: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Say for which rows the outputs (N, 10) contradict the labels (N,) almost certainly."""
    of_labels = outputs[np.arange(len(labels)), labels]
    is_contradicted: NDArray[np.bool_] = outputs.max(axis=1, initial=0) - of_labels >= CONTRADICTION
    return is_contradicted
