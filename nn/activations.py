"""What a layer does to its weighted input Z (N samples, H units): the sigmoid, and its derivative.

Source: M. Nielsen, *Neural Networks and Deep Learning* (2015), chapter 1.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = TypeVar("Floats", NDArray[np.float32], NDArray[np.float64])


def sigmoid(Z: Floats, out: Floats | None = None) -> Floats:
    """The logistic function, 1 / (1 + exp(-Z)), element by element; `out=Z` saves a copy.

    Computed as (1 + tanh(Z / 2)) / 2, the same number: exp(-Z) overflows below -88 in float32, tanh nowhere.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    A = np.multiply(Z, 0.5, out=out)
    np.tanh(A, out=A)
    A += 1
    A *= 0.5
    return A


def sigmoid_slope(A: Floats) -> Floats:
    """The derivative of the sigmoid where its value is A: A (1 - A)."""
    slope = 1 - A
    slope *= A
    return slope
