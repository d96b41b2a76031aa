"""A feed-forward network: its parameters, its outputs, and the gradients of a batch.

Letters: X (N, D) inputs, W (n_in, n_out) weights, b (n_out,) biases, Z weighted inputs, Y (N, C) targets.
Rows are samples. By default every unit is a sigmoid and the cost is the cross-entropy: the network of M. Nielsen,
*Neural Networks and Deep Learning* (2015), chapters 1-3, with its loop over samples turned into one matrix product per
layer. `gradients` is back-propagation in its plainest form; training takes the same steps faster in `descent`.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, cast

import numpy as np
from numpy.typing import NDArray

from nn.activations import HIDDEN, OUTPUT, Floats
from nn.costs import output_error

SIZES = (784, 30, 10)
"""Inputs, hidden units and outputs of the network that is served. More hidden units learn more and read more slowly."""


@dataclass(frozen=True)
class Gradients(Generic[Floats]):
    """The derivatives of the mean cost of a batch, shaped as the parameters are."""

    weights: list[Floats]
    biases: list[Floats]


class Network:
    """Weights and biases of each layer, from the inputs up, and the activations of its hidden and its output units.

    Computing outputs changes nothing in it. Raises ValueError for an unknown activation.
    """

    def __init__(
        self,
        weights: list[NDArray[np.float32]],
        biases: list[NDArray[np.float32]],
        *,
        hidden: str = "sigmoid",
        output: str = "sigmoid",
    ) -> None:
        _check(hidden, HIDDEN, "hidden units")
        _check(output, OUTPUT, "outputs")
        self.weights = weights
        self.biases = biases
        self.hidden = hidden
        self.output = output

    @classmethod
    def initial(
        cls, sizes: tuple[int, ...], rng: np.random.Generator, *, hidden: str = "sigmoid", output: str = "sigmoid"
    ) -> "Network":
        """Return an untrained network: weights of variance 1 / n_in, biases of variance 1 (Nielsen, chapter 3)."""
        weights = [rng.standard_normal(shape, np.float32) / np.float32(np.sqrt(shape[0])) for shape in pairwise(sizes)]
        biases = [rng.standard_normal(n_out, np.float32) for n_out in sizes[1:]]
        return cls(weights, biases, hidden=hidden, output=output)

    @property
    def sizes(self) -> tuple[int, ...]:
        return (self.weights[0].shape[0], *(len(b) for b in self.biases))

    def copy(self) -> "Network":
        """Return a writable copy that shares no parameter with this network."""
        return self._like([W.copy() for W in self.weights], [b.copy() for b in self.biases])

    def astype(self, dtype: type[np.floating]) -> "Network":
        """Return the same network in another precision: float64 is for checking gradients."""
        weights = cast("list[NDArray[np.float32]]", [W.astype(dtype) for W in self.weights])
        return self._like(weights, cast("list[NDArray[np.float32]]", [b.astype(dtype) for b in self.biases]))

    def activations(self, X: Floats) -> list[Floats]:
        """Return the activations of every layer, X itself first and the outputs (N, C) last."""
        layers = [X]
        functions = [HIDDEN[self.hidden].function] * (len(self.weights) - 1) + [OUTPUT[self.output]]
        for W, b, activate in zip(self.weights, self.biases, functions, strict=True):
            Z = layers[-1] @ W
            Z += b
            layers.append(activate(Z, out=Z))
        return layers

    def outputs(self, X: Floats) -> Floats:
        """Return the outputs (N, C), each in [0, 1], for X (N, D) in [0, 1].

        They are independent (sigmoid) or shares of 1 (softmax). Raises ValueError for inputs of another width.
        """
        n_inputs = self.sizes[0]
        if X.ndim != 2 or X.shape[1] != n_inputs:
            raise ValueError(f"expected inputs of shape (n, {n_inputs}), got {X.shape}")
        return self.activations(X)[-1]

    def gradients(self, X: Floats, Y: Floats, cost: str = "cross-entropy") -> Gradients[Floats]:
        """Return the gradients of the mean cost of the batch, by back-propagation (Nielsen, equations BP1-BP4).

        Raises ValueError for a cost that does not go with the outputs.
        """
        layers = self.activations(X)
        error = output_error(self.output, cost)(layers[-1], Y)  # (N, C), ∂cost/∂Z of the last layer
        error /= len(X)
        weights, biases = [], []
        for depth in reversed(range(len(self.weights))):
            weights.append(layers[depth].T @ error)
            biases.append(error.sum(axis=0))
            if depth > 0:
                error = error @ self.weights[depth].T
                error *= HIDDEN[self.hidden].slope(layers[depth])
        return Gradients(weights[::-1], biases[::-1])

    def _like(self, weights: list[NDArray[np.float32]], biases: list[NDArray[np.float32]]) -> "Network":
        return Network(weights, biases, hidden=self.hidden, output=self.output)


def _check(name: str, known: dict[str, Any], what: str) -> None:
    if name not in known:
        raise ValueError(f"expected {what} among {', '.join(known)}, got {name!r}")
