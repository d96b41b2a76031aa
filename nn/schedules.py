"""The fall of the learning rate while a network learns.

Source: I. Loshchilov, F. Hutter, *SGDR: stochastic gradient descent with warm restarts* (ICLR 2017), without restarts.
"""

from math import cos, pi


def cosine(rate: float, done: float, total: float = 1) -> float:
    """Return the rate after `done` steps of `total`, or after a share of a run: half a cosine from `rate` to 0.

    >>> [round(cosine(0.5, step, 4), 3) for step in range(5)]
    [0.5, 0.427, 0.25, 0.073, 0.0]
    """
    return rate * (1 + cos(pi * done / total)) / 2
