"""Intervals (95 %) of a mean over writers, and of a difference on the same digits; Wilson's is in `nn.metrics`."""

from math import nan, sqrt

import numpy as np
from numpy.typing import NDArray

from nn.metrics import Z_95

T_95 = {15: 2.145, 30: 2.045}
"""Student's t, two-sided 5 %, by the number of values: the writers of one half, and of both.

Source: NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2, at 14 and 29 degrees of freedom.
"""


def mean_interval(values: NDArray[np.floating]) -> tuple[float, float]:
    """Return the interval of the mean of values (n,), by Student's t; NaN for an n that T_95 lacks, as in quick runs.

    >>> low, high = mean_interval(np.array([1.0, 3.0] * 15))
    >>> round(low, 2), round(high, 2)  # 2 ± 2.045 × 1.017 / √30
    (1.62, 2.38)
    """
    if len(values) not in T_95:
        return nan, nan
    half_width = T_95[len(values)] * float(values.std(ddof=1)) / sqrt(len(values))
    mean = float(values.mean())
    return mean - half_width, mean + half_width


def loss_interval(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the interval of the share of digits that `before` reads and `after` does not, less the opposite share.

    >>> low, high = loss_interval(np.ones(100, bool), np.arange(100) >= 2)  # two of a hundred are lost
    >>> round(low, 3), round(high, 3)
    (-0.007, 0.047)
    """
    difference = before.astype(float) - after
    half_width = Z_95 * float(difference.std()) / sqrt(len(difference))
    return float(difference.mean()) - half_width, float(difference.mean()) + half_width
