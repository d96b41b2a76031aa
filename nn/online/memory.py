"""The fast memory of one hand: what the network missed on a hand's own digits corrects its outputs for that hand.

The correction is kernel ridge regression on residuals: k(x, X) (K + λI)⁻¹ (labels - outputs). K holds how near the
hand's examples are to one another, in a Gaussian of the distance between their `strokes_felt`: how much line of each
direction lies where in the picture. It is in closed form, so the memory knows an example at once, and forgets it when
it is made again without it. The outputs for each example by a memory without that example have a closed form, too: they
tell whether the memory helps this hand. Where it does not, it is silent.
Letters: N examples of the hand, n pictures to read, F features of a picture; pictures are X (N, 784) in [0, 1].
Sources: C. Rasmussen, C. Williams, *Gaussian Processes for Machine Learning* (2006), equations 2.25 and 5.12 (the
latter for leaving one out); N. Dalal, B. Triggs, *Histograms of oriented gradients* (CVPR 2005) for the features;
P. Sprechmann and others, *Memory-based parameter adaptation* (ICLR 2018) for a memory beside a network.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Labels = NDArray[np.integer]

SIDE = 28
N_DIGITS = 10
REACH = 2.0
"""The squared distance of features at which an example counts e times less. If larger, one correction changes how more
of a hand's digits are read, also of those that are others."""
RIDGE = 0.1
"""Added to K's diagonal (λ). If larger, a single example is trusted less, and so is a slip of the finger."""
N_DECIDING = 3
"""The most examples that are named for a guess."""
SPREAD = 2.0
STEP = 4
"""Lines of a direction are counted around points STEP pixels apart, by a Gaussian of this spread in pixels. If either
is larger, a line may lie farther away and still count as the same."""


def _pool() -> Floats:
    """Return the shares (28, 7) of each row of a picture, or of each column, in the points."""
    points, pixels = np.arange((STEP - 1) / 2, SIDE, STEP), np.arange(SIDE)
    near = np.exp(-np.square(np.subtract.outer(pixels, points)) / (2 * SPREAD**2))
    pool: Floats = (near / near.sum(axis=0)).astype(np.float32)
    return pool


POOL = _pool()


@dataclass(frozen=True)
class Memory:
    """What one hand's examples correct; `speaks` is False where it would harm. Its arrays are never changed."""

    features: Floats  # (N, F)
    weights: Floats  # (N, 10)
    left_out_outputs: Floats  # (N, 10)
    speaks: bool

    @property
    def nbytes(self) -> int:
        """The bytes of its arrays."""
        return self.features.nbytes + self.weights.nbytes + self.left_out_outputs.nbytes

    def correct(self, x: Floats, outputs: Floats) -> Floats:
        """Return the network's outputs (n, 10) for pictures x (n, 784), corrected for this hand, in [0, 1].

        The very same array is returned where the memory is silent.
        """
        if not self.speaks:
            return outputs
        corrected: Floats = np.clip(outputs + self._nearness(x) @ self.weights, 0, 1)
        return corrected

    def deciding(self, x: Floats, outputs: Floats) -> list[int]:
        """Return the rows of the examples that raised the guess for one picture (1, 784) most, the first most.

        At most three, and none where the guess is the network's own. Outputs (1, 10) are the network's.
        """
        guess = int(self.correct(x, outputs)[0].argmax())
        if guess == int(outputs[0].argmax()):
            return []
        raised = self._nearness(x)[0] * self.weights[:, guess]
        most = np.argsort(-raised, kind="stable")[:N_DECIDING]
        return [int(row) for row in most if raised[row] > 0]

    def left_out(self) -> Floats:
        """Return the outputs (N, 10) for each example by the network and the memory of all the others.

        They are the network's where the memory is silent.
        """
        return self.left_out_outputs

    def _nearness(self, x: Floats) -> Floats:
        return _kernel(strokes_felt(x), self.features)


def remember(X: Floats, labels: Labels, outputs: Floats) -> Memory:
    """Return the memory of pictures X (N, 784) with labels (N,), where the network's outputs are (N, 10).

    The order of the examples makes no difference. Raises ValueError where there is not one label and output for each.
    """
    if X.shape != (len(labels), SIDE**2) or outputs.shape != (len(labels), N_DIGITS):
        raise ValueError(
            f"expected pictures (n, {SIDE**2}), labels (n,) and outputs (n, {N_DIGITS}), "
            f"got {X.shape}, {labels.shape} and {outputs.shape}"
        )
    features = strokes_felt(X)
    residuals = np.eye(N_DIGITS, dtype=np.float32)[labels] - outputs
    near = _kernel(features, features) + np.float32(RIDGE) * np.eye(len(X), dtype=np.float32)
    inverse = np.linalg.inv(near).astype(np.float32)
    weights = inverse @ residuals
    left_out: Floats = np.clip(outputs + residuals - weights / np.diag(inverse)[:, None], 0, 1)
    speaks = len(X) > 0 and _n_misread(left_out, labels) <= _n_misread(outputs, labels)
    return Memory(features, weights, left_out if speaks else outputs, speaks)


def strokes_felt(X: Floats) -> Floats:
    """Return the features (N, 196) of pictures X (N, 784): how much line of 4 directions lies around 7 × 7 points.

    Lines are found by the gradient of the ink, whose angle is doubled, so that both sides of a line count as one
    direction. Square roots are taken, so that a short bar counts beside a long stem.
    """
    pictures = X.reshape(-1, SIDE, SIDE)
    across, down = np.zeros_like(pictures), np.zeros_like(pictures)
    np.subtract(pictures[:, :, 2:], pictures[:, :, :-2], out=across[:, :, 1:-1])
    np.subtract(pictures[:, 2:], pictures[:, :-2], out=down[:, 1:-1])
    a, b = across * across, down * down
    length = np.sqrt(a + b) + np.float32(1e-6)
    level, slanted = (a - b) / length, 2 * across * down / length
    lines = np.stack([level, slanted, -level, -slanted], axis=1)  # (N, 4, 28, 28)
    np.maximum(lines, 0, out=lines)
    n_points = POOL.shape[1]
    rows = (lines.reshape(-1, SIDE) @ POOL).reshape(-1, SIDE, n_points)  # (4 N, 28, 7)
    pooled = np.ascontiguousarray(np.swapaxes(rows, 1, 2)).reshape(-1, SIDE) @ POOL  # (4 N 7, 7)
    felt: Floats = np.sqrt(pooled).reshape(len(X), 4 * n_points**2)
    return felt


def _kernel(a: Floats, b: Floats) -> Floats:
    """Return how near features a (n, F) are to features b (N, F): (n, N), from 0, far away, to 1, the same."""
    squared = np.square(a).sum(axis=1)[:, None] + np.square(b).sum(axis=1) - 2 * (a @ b.T)
    near: Floats = np.exp(np.maximum(squared, 0) * np.float32(-1 / REACH))
    return near


def _n_misread(outputs: Floats, labels: Labels) -> int:
    return int((outputs.argmax(axis=1) != labels).sum())
