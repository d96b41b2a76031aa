"""Why a digit is suspect: when networks contradict its label or doubt it, and the reasons for which digits are held.

Two networks are asked. The served one has learned from people, so many people who lie can move it; after that it
contradicts their lies no longer. The base network has learned from nobody here.
"""

from collections.abc import Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

CONTRADICTION = 0.5
"""A network contradicts a label if its output for another digit is higher by at least this. A larger margin misses more
wrong labels, a smaller one suspects more right ones. At 0.5 it contradicts 2 in 1,000 of 3,749 honest digits of writers
that it had not seen, and 93 in 100 of the same digits with wrong labels."""

UNSURE = 0.5
"""A network is sure of a label if its output is higher than every other by at least this. If larger, more digits are
bounded: at 0.5 the base network is unsure of 9 in 100 honest digits of 15 writers that it had not seen."""

CONTRADICTED = "the network is nearly certain that it is another digit"
REPEATED = "the same drawing was sent before"
DISPUTED = "the same drawing was sent with different labels"
FLOODED = "most of what its contributor sent lately is suspect"
AGREED = "several contributors who sent hardly anything else say this of the same kind of drawing"
CODES = {
    CONTRADICTED: "contradicted",
    AGREED: "contradicted",
    REPEATED: "repeated",
    DISPUTED: "disputed",
    FLOODED: "flooded",
}
"""For each reason that a held row gives, the code under which its contributor is told."""
BY_ADMINISTRATOR = "administrator"
"""The code of a digit that an administrator held, for reasons that are not the contributor's to read."""


def contradicts(outputs: NDArray[np.floating], labels: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Say for which rows the outputs (N, 10) contradict the labels (N,) almost certainly."""
    of_labels = outputs[np.arange(len(labels)), labels]
    is_contradicted: NDArray[np.bool_] = outputs.max(axis=1, initial=0) - of_labels >= CONTRADICTION
    return is_contradicted


def is_unsure(outputs: NDArray[np.floating], labels: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Say for which rows the outputs (N, 10) leave the labels (N,) in doubt: another output is higher or near.

    >>> is_unsure(np.array([[0, 0, 0, 0, 0.9, 0, 0, 0, 0, 0.2]] * 2), np.array([9, 4])).tolist()
    [True, False]
    """
    rows = np.arange(len(labels))
    others = np.array(outputs, copy=True)
    others[rows, labels] = -np.inf
    unsure: NDArray[np.bool_] = outputs[rows, labels] - others.max(axis=1, initial=-np.inf) < UNSURE
    return unsure


def is_by_one(contributors: Sequence[UUID | None]) -> bool:
    """Say whether one known contributor drew all digits. Then nobody else's lies are among them."""
    return len(set(contributors)) == 1 and contributors[0] is not None
