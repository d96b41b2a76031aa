"""Optimisers: plain descent, momentum, Adam, and the one vector of parameters that each of them changes.

Letters: w weights, g a gradient, η the learning rate, λ the decay. Each optimiser follows the gradient of
cost + λ/2 Σ w², so λ w is added to the gradient of the weights (in Adam, too; AdamW's decoupled decay is a
different rule).
"""

from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

CACHE_LINE_BYTES = 64


class Parameters:
    """The parameters of a network, or their gradients, in one vector: all weights, then all biases.

    A step then needs no loop over layers. `weights` (n_out, n_in) and `biases` (n_out,) are views of it, by layer.
    """

    def __init__(self, sizes: tuple[int, ...], dtype: np.dtype[np.float32]) -> None:
        shapes = [(n_out, n_in) for n_in, n_out in pairwise(sizes)]
        n_each = [n_out * n_in for n_out, n_in in shapes]
        self.vector = aligned(sum(n_each) + sum(sizes[1:]), dtype)
        self.all_weights, self.all_biases = np.split(self.vector, [sum(n_each)])
        parts = np.split(self.all_weights, np.cumsum(n_each)[:-1])
        self.weights = [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]
        self.biases = np.split(self.all_biases, np.cumsum(sizes[1:])[:-1])


def aligned(n: int, dtype: np.dtype[np.float32]) -> Vector:
    """Return n zeros that start at a cache line: a pass over 24,000 floats then takes a quarter less time."""
    room = np.zeros(n + CACHE_LINE_BYTES // dtype.itemsize, dtype)
    first = -room.ctypes.data % CACHE_LINE_BYTES // dtype.itemsize
    return room[first : first + n]


class Optimizer(Protocol):
    """The rule of one step; each training needs a new one, because momentum and Adam remember earlier gradients."""

    def start(self, parameters: Parameters, gradients: Parameters, learning_rate: float, decay: float) -> float:
        """Prepare steps at this rate, and return the factor that gradients must be multiplied by before each step.

        Where a step is linear in the gradients, the factor is the learning rate: the caller can then multiply it into
        the few errors of a batch rather than into all gradients.
        """

    def step(self) -> None:
        """Change the parameters in place by the gradients, which may be overwritten."""


class Sgd:
    """w ← w - η (g + λ w), written as (1 - η λ) w - η g (Nielsen, chapter 3, equation 93)."""

    def start(self, parameters: Parameters, gradients: Parameters, learning_rate: float, decay: float) -> float:
        self.weights, self.all, self.steps = parameters.all_weights, parameters.vector, gradients.vector
        self.kept = np.array(1 - learning_rate * decay, self.all.dtype)
        return learning_rate

    def step(self) -> None:
        np.multiply(self.weights, self.kept, self.weights)
        np.subtract(self.all, self.steps, self.all)


class Momentum:
    """v ← μ v + η (g + λ w), w ← w - v, with μ = 0.9 (Nielsen, chapter 3, equations 107 and 108, v negated).

    Source: B. Polyak, *Some methods of speeding up the convergence of iteration methods* (1964).
    """

    def __init__(self, persistence: float = 0.9) -> None:
        self.persistence = persistence
        self.velocity: Vector | float = 0.0

    def start(self, parameters: Parameters, gradients: Parameters, learning_rate: float, decay: float) -> float:
        self.parameters, self.gradients, self.decay = parameters, gradients, learning_rate * decay
        return learning_rate

    def step(self) -> None:
        self.gradients.all_weights += self.decay * self.parameters.all_weights
        self.velocity = self.persistence * self.velocity + self.gradients.vector
        self.parameters.vector -= self.velocity


class Adam:
    """Steps of about η in each parameter, however large its gradient: the mean of g over the root of the mean of g².

    Source: D. Kingma, J. Ba, *Adam: a method for stochastic optimization* (ICLR 2015), algorithm 1, with its constants.
    """

    def __init__(self, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8) -> None:
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon
        self.n_steps = 0
        self.m: Vector | float = 0.0
        self.v: Vector | float = 0.0

    def start(self, parameters: Parameters, gradients: Parameters, learning_rate: float, decay: float) -> float:
        self.parameters, self.gradients = parameters, gradients
        self.learning_rate, self.decay = learning_rate, decay
        return 1.0

    def step(self) -> None:
        self.gradients.all_weights += self.decay * self.parameters.all_weights
        g = self.gradients.vector
        self.n_steps += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g * g
        m = self.m / (1 - self.beta1**self.n_steps)  # m and v began at 0 and would be too small for long
        v = self.v / (1 - self.beta2**self.n_steps)
        self.parameters.vector -= self.learning_rate * m / (np.sqrt(v) + self.epsilon)


OPTIMIZERS: dict[str, type[Sgd] | type[Momentum] | type[Adam]] = {"sgd": Sgd, "momentum": Momentum, "adam": Adam}
