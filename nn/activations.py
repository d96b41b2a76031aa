"""Activations: functions of a layer's weighted input Z (N samples, H units), and their slopes for back-propagation.

The sigmoid is the classic; the ReLU is for hidden layers, softmax for outputs that share a sum of 1. An activation
works in place with `out=Z`. A slope takes the activation's value A, because none of them needs Z again.
Sources: M. Nielsen, *Neural Networks and Deep Learning* (2015), chapters 1, 3 and 6; V. Nair, G. Hinton, *Rectified
linear units improve restricted Boltzmann machines* (ICML 2010).
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = TypeVar("Floats", NDArray[np.float32], NDArray[np.float64])

# These are arrays: NumPy turns a Python number into one first, which takes twice as long as to multiply 300 floats.
ZERO, HALF, ONE = (np.array(number, np.float32) for number in (0, 0.5, 1))


def sigmoid(Z: Floats, out: Floats | None = None) -> Floats:
    """Apply the logistic function, 1 / (1 + exp(-Z)), to each element.

    It is computed as (1 + tanh(Z / 2)) / 2, the same number: exp(-Z) overflows below -88 in float32, tanh nowhere.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    A = np.multiply(Z, HALF, out)
    np.tanh(A, A)
    A += ONE
    A *= HALF
    return A


def sigmoid_slope(A: Floats, out: Floats | None = None) -> Floats:
    """Return the derivative of the sigmoid where its value is A: A (1 - A)."""
    slope = np.subtract(ONE, A, out)
    slope *= A
    return slope


def relu(Z: Floats, out: Floats | None = None) -> Floats:
    """Apply the rectifier, max(0, Z), to each element."""
    return np.maximum(Z, ZERO, out=out)


def relu_slope(A: Floats, out: Floats | None = None) -> Floats:
    """Return the derivative of the ReLU where its value is A: 1 where A > 0, else 0 (at the kink, too)."""
    slope: Floats = np.greater(A, ZERO, np.empty_like(A) if out is None else out)
    return slope


def softmax(Z: Floats, out: Floats | None = None) -> Floats:
    """Return exp(Z) / Σ exp(Z) for each row: positive numbers that add up to 1.

    The row's maximum is subtracted first. That changes no result, and exp overflows above 88 in float32.

    >>> softmax(np.array([[1000.0, 1000.0]])).tolist()
    [[0.5, 0.5]]
    """
    A: Floats = np.subtract(Z, Z.max(axis=1, keepdims=True), out=out)
    np.exp(A, out=A)
    A /= A.sum(axis=1, keepdims=True)
    return A


class Hidden(NamedTuple):
    """An activation for hidden layers, and its slope."""

    function: Callable[..., Any]
    slope: Callable[..., Any]


HIDDEN = {"sigmoid": Hidden(sigmoid, sigmoid_slope), "relu": Hidden(relu, relu_slope)}
OUTPUT: dict[str, Callable[..., Any]] = {"sigmoid": sigmoid, "softmax": softmax}
"""The ReLU is not among them: it has no upper bound, so no cost here could compare it with a target in [0, 1]."""
