"""Costs: three measures of how wrong the outputs are, and the error of the last layer for each pair of output and cost.

That error, ∂cost/∂Z of one sample, is where back-propagation starts (Nielsen's δ, equation BP1). It is derived by hand
for each allowed pair, because in the usual ones (sigmoid with cross-entropy, softmax with log-likelihood) the slope of
the activation cancels against the slope of the cost.
Letters: A (N, C) outputs in [0, 1], Y (N, C) targets in [0, 1], soft or one-hot, N samples, C classes; a and y are one
row of them. Sources: M. Nielsen, *Neural Networks and Deep Learning* (2015), chapter 1, equation 6, chapter 3,
equations 63, 68 and 80-82; C. Bishop, *Pattern Recognition and Machine Learning* (2006), section 4.3.4 (softmax).
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.activations import Floats, sigmoid_slope

TINY = 1e-7
"""Outputs are kept this far from 0 and 1, where the logarithm is infinite. It is about the spacing of float32 near 1;
if larger, the cost of sure and wrong outputs is understated."""


def cross_entropy(A: Floats, Y: Floats) -> float:
    """Return the mean over samples of -Σ [y ln a + (1 - y) ln(1 - a)], in nats: each output is a yes or no by itself.

    >>> round(cross_entropy(np.array([[0.5]]), np.array([[1.0]])), 4)  # ln 2
    0.6931
    """
    P = A.astype(np.float64).clip(TINY, 1 - TINY)
    return float(-(Y * np.log(P) + (1 - Y) * np.log1p(-P)).sum(axis=1).mean())


def quadratic(A: Floats, Y: Floats) -> float:
    """Return the mean over samples of ½ Σ (a - y)²."""
    return float(np.square(A.astype(np.float64) - Y).sum(axis=1).mean() / 2)


def log_likelihood(A: Floats, Y: Floats) -> float:
    """Return the mean over samples of -Σ y ln a, in nats: minus the logarithm of the output for the right class."""
    return float(-(Y * np.log(A.astype(np.float64).clip(TINY, None))).sum(axis=1).mean())


def sigmoid_cross_entropy_error(A: Floats, Y: Floats, out: Floats | None = None) -> Floats:
    """Return a - y: the sigmoid's slope cancels (equation 68)."""
    error: Floats = np.subtract(A, Y, out)
    return error


def sigmoid_quadratic_error(A: Floats, Y: Floats, out: Floats | None = None) -> Floats:
    """Return (a - y) a (1 - a): where an output is surely wrong the slope is nearly 0, and it hardly learns."""
    error: Floats = np.subtract(A, Y, out)
    error *= sigmoid_slope(A)
    return error


def softmax_log_likelihood_error(A: Floats, Y: Floats, out: Floats | None = None) -> Floats:
    """Return a Σy - y: the Jacobian of softmax, diag(a) - a aᵀ, times -y / a; it is a - y where targets add up to 1."""
    error: Floats = np.multiply(A, Y.sum(axis=1, keepdims=True), out)
    error -= Y
    return error


def softmax_quadratic_error(A: Floats, Y: Floats, out: Floats | None = None) -> Floats:
    """Return the Jacobian, diag(a) - a aᵀ, times a - y."""
    difference = A - Y
    difference -= (A * difference).sum(axis=1, keepdims=True)
    error: Floats = np.multiply(A, difference, out)
    return error


def softmax_cross_entropy_error(A: Floats, Y: Floats, out: Floats | None = None) -> Floats:
    """Return the Jacobian, diag(a) - a aᵀ, times (a - y) / (a (1 - a)).

    Component i is (aᵢ - yᵢ) - aᵢ Σⱼ uⱼ over all j but i, with uⱼ = (1 - yⱼ) aⱼ / (1 - aⱼ) - yⱼ. Where aⱼ is nearly 1,
    uⱼ is huge, but aᵢ is then at most 1 - aⱼ, so their product is not. 1 - aⱼ is added up from the other outputs,
    because the subtraction would lose its digits.
    """
    others = 1 - np.eye(A.shape[1], dtype=A.dtype)
    rest = np.maximum(A @ others, np.finfo(A.dtype).tiny)  # 1 - a, (N, C)
    u = (1 - Y) * (A / rest) - Y
    error: Floats = np.subtract(A, Y, out)
    error -= A * (u @ others)
    return error


COSTS: dict[str, Callable[..., float]] = {
    "cross-entropy": cross_entropy,
    "quadratic": quadratic,
    "log-likelihood": log_likelihood,
}
ERRORS: dict[tuple[str, str], Callable[..., Any]] = {
    ("sigmoid", "cross-entropy"): sigmoid_cross_entropy_error,
    ("sigmoid", "quadratic"): sigmoid_quadratic_error,
    ("softmax", "cross-entropy"): softmax_cross_entropy_error,
    ("softmax", "quadratic"): softmax_quadratic_error,
    ("softmax", "log-likelihood"): softmax_log_likelihood_error,
}


def output_error(output: str, cost: str) -> Callable[..., Any]:
    """Return the function of A, Y and `out` (another array than A) that gives ∂cost/∂Z (N, C) for outputs of this kind.

    Raises ValueError for an unknown cost, and for the log-likelihood of sigmoid outputs.
    """
    if cost not in COSTS:
        raise ValueError(f"expected one of the costs {', '.join(COSTS)}, got {cost!r}")
    if (output, cost) not in ERRORS:
        raise ValueError(
            f"the {cost} needs outputs that add up to 1, as softmax's do: {output} outputs are independent, "
            "and it would only teach them to say yes to everything"
        )
    return ERRORS[output, cost]


def one_hot(labels: NDArray[np.integer], n_classes: int = 10) -> NDArray[np.float32]:
    """Return labels (N,) as targets (N, C): 1 in the column of the label, else 0."""
    targets: NDArray[np.float32] = np.eye(n_classes, dtype=np.float32)[labels]
    return targets
