"""The memory of one hand: what the served network missed on a hand's own digits corrects its outputs for that hand.

For pictures X (N, 784), labels and the network's outputs on them, R = labels − outputs, the correction of an output is
`k(x, X) (K + λI)⁻¹ R`, k a Gaussian of the distance of two pictures: kernel ridge regression on residuals (C. Rasmussen
and C. Williams, *Gaussian Processes for Machine Learning*, 2006, chapter 2). Its leave-one-out error has a closed form,
too (equation 5.12 there). Where the memory does not help the hand by that error, it says nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

REACH = np.float32(40)
"""The squared distance at which a picture's say has fallen to 1/e. If it is larger, one correction changes the guess
for drawings that resemble it less."""

RIDGE = np.float32(0.1)
"""How little one example is trusted. If it is larger, a wrong label does less harm, and a right one less good."""

N_DECIDING = 3
"""How many examples are named for a guess. If it is larger, weaker ones are named, too."""


@dataclass(frozen=True)
class Memory:
    """A hand's examples, in the order in which they were given, and what they correct."""

    X: Floats  # (N, 784)
    labels: NDArray[np.int64]  # (N,)
    weights: Floats  # (N, 10): what each example adds to the outputs of a picture just like it
    left_out_outputs: Floats  # (N, 10)
    speaks: bool

    @property
    def nbytes(self) -> int:
        """The bytes that the arrays take."""
        return self.X.nbytes + self.labels.nbytes + self.weights.nbytes + self.left_out_outputs.nbytes

    def correct(self, x: Floats, outputs: Floats) -> Floats:
        """Return the network's outputs (n, 10) for pictures x (n, 784), corrected; the same array if it is silent."""
        if not self.speaks:
            return outputs
        corrected: Floats = np.clip(outputs + _kernel(x, self.X) @ self.weights, 0, 1)
        return corrected

    def deciding(self, x: Floats, outputs: Floats) -> list[int]:
        """Return the examples that raised the guess for one picture (1, 784) most, the first most, at most three.

        Empty where the guess is the network's own.
        """
        guess = int(self.correct(x, outputs)[0].argmax())
        if guess == int(outputs[0].argmax()):
            return []
        raised = _kernel(x, self.X)[0] * self.weights[:, guess]
        most = (-raised).argsort(kind="stable")[:N_DECIDING]
        return [int(row) for row in most if raised[row] > 0]

    def left_out(self) -> Floats:
        """Return the outputs (N, 10) for each example, corrected by all the others."""
        return self.left_out_outputs


def remember(X: Floats, labels: NDArray[np.integer], outputs: Floats) -> Memory:
    """Return the memory of a hand's pictures (N, 784), labels (N,) and the served network's outputs (N, 10) on them."""
    residuals = np.eye(10, dtype=np.float32)[labels] - outputs
    inverse = np.linalg.inv(_kernel(X, X) + RIDGE * np.eye(len(X), dtype=np.float32)).astype(np.float32)
    weights = inverse @ residuals
    left_out: Floats = np.clip(outputs + residuals - weights / np.diag(inverse)[:, None], 0, 1)
    n_misread = int((outputs.argmax(axis=1) != labels).sum())
    n_misread_left_out = int((left_out.argmax(axis=1) != labels).sum())
    speaks = n_misread > 0 and n_misread_left_out <= n_misread
    return Memory(X, labels.astype(np.int64), weights, left_out if speaks else outputs, speaks)


def _kernel(a: Floats, b: Floats) -> Floats:
    """Return the Gaussian of the distances between pictures a (n, 784) and b (N, 784), (n, N)."""
    squared = (a * a).sum(axis=1)[:, None] + (b * b).sum(axis=1) - 2 * (a @ b.T)
    near: Floats = np.exp(-np.maximum(squared, 0) / REACH)
    return near
