"""What remains of ink when its edge is peeled off again and again: its middle line, one pixel wide; NumPy only.

Source: T. Zhang, C. Suen, *A fast parallel algorithm for thinning digital patterns*, CACM 27 (1984). Both half-steps
are looked up in a table over the eight neighbours, and only pixels that are still black are looked at.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.uint8]


def thin(black: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The middle line of a black and white picture (H, W) as its pixels, (P, 2): row and column, both below 256.

    The outermost pixels of `black` must be empty. No part is cut through, and something always remains.
    """
    width = black.shape[1]
    around = np.array([-width, 1 - width, 1, width + 1, width, width - 1, -1, -width - 1])  # north, then clockwise
    flat = black.astype(np.uint8).ravel()
    left = np.flatnonzero(flat)
    is_done = False
    while not is_done:
        is_done = True
        for goes in _tables():
            neighbours = flat.take(left + around[0])
            for place in range(1, 8):
                neighbours |= flat.take(left + around[place]) << place
            peeled = goes.take(neighbours)
            if peeled.any() and not peeled.all():  # squares of 2 × 2 would go: a fault of the method
                flat[left[peeled]] = 0
                left = left[~peeled]
                is_done = False
    return np.stack(np.divmod(left, width), axis=1).astype(np.uint8)


@cache
def _tables() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each half-step, which of the 256 neighbourhoods let their middle go (Zhang and Suen, conditions a-d)."""
    bits = (np.arange(256)[:, None] >> np.arange(8)) & 1  # (256, 8): north, north-east … north-west
    n_black = bits.sum(axis=1)
    n_runs = ((bits == 0) & (np.roll(bits, -1, axis=1) == 1)).sum(axis=1)
    north, east, south, west = bits[:, 0], bits[:, 2], bits[:, 4], bits[:, 6]
    may_go = (n_black >= 2) & (n_black <= 6) & (n_runs == 1)
    return (
        may_go & (north * east * south == 0) & (east * south * west == 0),
        may_go & (north * east * west == 0) & (north * south * west == 0),
    )
