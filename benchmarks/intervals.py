"""95 % intervals beside Wilson's of `nn.metrics`: of a mean over few, and of a difference on the same digits."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from nn.metrics import Z_95


def mean_interval(values: NDArray[np.floating]) -> tuple[float, float]:
    """Of the mean of values (n,), n at least 2, by Student's t.

    >>> low, high = mean_interval(np.array([1.0, 2.0, 3.0]))
    >>> round(low, 2), round(high, 2)  # 2 ± 4.303 / √3
    (-0.48, 4.48)
    """
    half_width = t_95(len(values) - 1) * float(values.std(ddof=1)) / sqrt(len(values))
    mean = float(values.mean())
    return mean - half_width, mean + half_width


def t_95(degrees: int) -> float:
    """Student's t that is exceeded on either side 5 % of the time together.

    Exact for 1 and 2 degrees of freedom, else M. Abramowitz, I. Stegun, *Handbook of Mathematical Functions* (1964),
    equation 26.7.5, right to 0.01 from 3 degrees on.
    """
    if degrees <= 2:
        return {1: 12.7062, 2: 4.3027}[degrees]
    z, n = Z_95, degrees
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / n + second / n**2 + third / n**3 + fourth / n**4


def loss_interval(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> tuple[float, float]:
    """Of the part of the same digits by which `after` reads fewer than `before`: only those read differently count.

    >>> low, high = loss_interval(np.ones(100, bool), np.arange(100) >= 2)  # two of a hundred lost
    >>> round(low, 3), round(high, 3)
    (-0.007, 0.047)
    """
    difference = before.astype(float) - after
    half_width = Z_95 * float(difference.std()) / sqrt(len(difference))
    return float(difference.mean()) - half_width, float(difference.mean()) + half_width
