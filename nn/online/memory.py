"""The fast memory of one hand: its own verified digits correct the network's outputs, for that hand alone.

The memory is kernel ridge regression in closed form: an example is known at once, and forgotten when the memory is made
again without it. Two corrections are added to the outputs p of a picture x:

- what the network missed on the hand's examples, k(x, X) (K + Λ)⁻¹ (labels - outputs);
- where the network itself is in doubt, the labels of the examples that x resembles: k(x, X) (K + Λ)⁻¹ labels, times
  `PULL` and 1 - max p, and less while the memory does not have all ten digits.

K and k are Gaussians of the distance between `oriented_gradients`. The outputs that an example would get if the memory
did not hold it have a closed form, too. With them the memory chooses its reach for each hand, and is silent if it would
misread more of the examples than the network alone. Λ is larger for an example that is probably a slip of the finger.
Letters: N examples of the hand, n pictures to read, F features; pictures are X (N, 784) in [0, 1].
Sources: C. Rasmussen, C. Williams, *Gaussian Processes for Machine Learning* (2006), equations 2.25 and 5.12 (the
latter for leaving one out); P. Sprechmann and others, *Memory-based parameter adaptation* (ICLR 2018), a memory beside
a network; J. McClelland and others, *Why there are complementary learning systems* (Psychological Review 102, 1995).
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nn.online.oriented_gradients import SIDE, oriented_gradients

Floats = NDArray[np.float32]
Labels = NDArray[np.integer]

N_DIGITS = 10
REACHES = (1.6, 0.8)
"""Squared distances at which the weight of an example is divided by e; the first that does no harm is used. If larger,
one correction changes how more of the hand's drawings are read, even drawings of other digits."""
RIDGE = 0.1
"""Added to K's diagonal. If larger, an example is believed less."""
RIDGE_OF_SLIP = 1.0
"""Added to the diagonal, too, for a probable slip of the finger. If larger, a slip does less harm, and an example that
was meant, less good."""
NEAR = 0.25
"""How near, by K, an example must be to contradict another. If larger, fewer slips are suspected."""
PULL = 2.0
"""If larger, a drawing that the network doubts is read more often as what the hand's nearest examples are."""
N_DECIDING = 3
"""The most examples that are named for a guess."""
LEAST_SHARE = 0.2
"""An example is named if it raised the guess by at least this share of what the first one did. If larger, fewer are."""
LEAST_OUTPUT = np.float32(1e-6)
"""The largest output is raised to at least this. If it were 0, a guess whose outputs all fall below 0 would become a
0."""
LARGEST_BLOCK = 128
"""Rows that LAPACK inverts fast; larger matrices are inverted by halves. It changes nothing but the time."""


@dataclass(frozen=True)
class Memory:
    """The corrections by one hand's examples; `speaks` is False if they would harm the hand. It is never changed."""

    features: Floats  # (N, F)
    reach: float
    of_misses: Floats  # (N, 10), what each example adds to the outputs for a picture like it
    of_labels: Floats  # (N, 10), the same where the network is in doubt
    left_out_outputs: Floats  # (N, 10)
    speaks: bool
    squared_lengths: Floats = field(init=False, repr=False)  # (N,) of the features, which each guess needs

    def __post_init__(self) -> None:
        object.__setattr__(self, "squared_lengths", _squared_lengths(self.features))

    @property
    def nbytes(self) -> int:
        """The bytes of its arrays."""
        arrays = (self.features, self.of_misses, self.of_labels, self.left_out_outputs, self.squared_lengths)
        return sum(array.nbytes for array in arrays)

    def correct(self, x: Floats, outputs: Floats) -> Floats:
        """Return the network's outputs (n, 10) for pictures x (n, 784), corrected for this hand, in [0, 1].

        The very same array is returned where the memory is silent.
        """
        if not self.speaks:
            return outputs
        near = self._nearness(x)
        correction = near @ self.of_misses + _doubt(outputs) * (near @ self.of_labels)
        return _bounded(outputs + correction)

    def deciding(self, x: Floats, outputs: Floats) -> list[int]:
        """Return the rows of the examples that raised the guess for one picture (1, 784) most, the strongest first.

        At most three, and none where the guess is the network's own. Outputs (1, 10) are the network's.
        """
        guess = int(self.correct(x, outputs)[0].argmax())
        if guess == int(outputs[0].argmax()):
            return []
        raised = self._nearness(x)[0] * (self.of_misses + _doubt(outputs) * self.of_labels)[:, guess]
        most = np.argsort(-raised, kind="stable")[:N_DECIDING]
        return [int(row) for row in most if raised[row] >= LEAST_SHARE * raised.max() > 0]

    def left_out(self) -> Floats:
        """Return the outputs (N, 10) for each example by the network and the memory of all the others.

        The example itself still counts when slips are sought and when the memory's digits are counted. If the memory is
        silent, the outputs are the network's.
        """
        return self.left_out_outputs

    def _nearness(self, x: Floats) -> Floats:
        return _kernel(_squared_distances(oriented_gradients(x), self.features, self.squared_lengths), self.reach)


def remember(X: Floats, labels: Labels, outputs: Floats, *, features: Floats | None = None) -> Memory:
    """Return the memory of pictures X (N, 784) with labels (N,), where the network's outputs are (N, 10).

    The oriented gradients of X are computed unless they are given as `features`: they take most of the time.
    The order of the examples makes no difference. Raises ValueError where there is not one label and output for each.
    """
    if X.shape != (len(labels), SIDE**2) or outputs.shape != (len(labels), N_DIGITS):
        raise ValueError(
            f"expected pictures (n, {SIDE**2}), labels (n,) and outputs (n, {N_DIGITS}), "
            f"got {X.shape}, {labels.shape} and {outputs.shape}"
        )
    if not len(labels):
        nothing = np.zeros((0, N_DIGITS), np.float32)
        return Memory(oriented_gradients(X), REACHES[0], nothing, nothing, outputs, speaks=False)
    features = oriented_gradients(X) if features is None else features
    squared = _squared_distances(features, features, _squared_lengths(features))
    return next(
        (memory for reach in REACHES if (memory := _with_reach(reach, features, squared, labels, outputs)).speaks),
        Memory(features, REACHES[0], outputs, outputs, outputs, speaks=False),
    )


def _with_reach(reach: float, features: Floats, squared: Floats, labels: Labels, outputs: Floats) -> Memory:
    """Return the memory with this reach, from the squared distances (N, N); it speaks if it does no harm."""
    near = _kernel(squared, reach)
    is_slip = _probable_slips(near, labels, outputs)
    inverse = _inverse(near + np.diag(RIDGE + RIDGE_OF_SLIP * is_slip).astype(np.float32))
    targets = np.eye(N_DIGITS, dtype=np.float32)[labels]
    misses = targets - outputs
    of_misses, of_labels = inverse @ misses, inverse @ targets
    own = np.diag(inverse)[:, None]
    strength = np.float32(PULL * (len(np.unique(labels)) / N_DIGITS) ** 2)
    left_out = outputs + (misses - of_misses / own) + strength * _doubt(outputs) * (targets - of_labels / own)
    speaks = _n_misread(left_out, labels) <= _n_misread(outputs, labels)
    return Memory(features, reach, of_misses, strength * of_labels, _bounded(left_out), speaks)


def _probable_slips(near: Floats, labels: Labels, outputs: Floats) -> NDArray[np.bool_]:
    """Tell of each example (N,) whether its label is probably a slip of the finger.

    It is if the network reads another digit, and among the hand's other examples there is a near one of that digit,
    none as near with the example's own label, and some with that label elsewhere. So the first example of a digit is
    believed, and a slip that is repeated.
    """
    others = near - np.eye(len(near), dtype=np.float32)
    guesses = outputs.argmax(axis=1)
    by_label, counts = np.argsort(labels, kind="stable"), np.bincount(labels, minlength=N_DIGITS)
    has_any = np.flatnonzero(counts)
    nearest = np.zeros((len(near), N_DIGITS), np.float32)  # of the others with each label
    first_of_label = (np.cumsum(counts) - counts)[has_any]
    nearest[:, has_any] = np.maximum.reduceat(others[:, by_label], first_of_label, axis=1)
    rows = np.arange(len(near))
    of_label, of_guess = nearest[rows, labels], nearest[rows, guesses]
    is_known = counts[labels] > 1
    is_slip: NDArray[np.bool_] = (guesses != labels) & is_known & (of_guess > NEAR) & (of_guess > of_label)
    return is_slip


def _doubt(outputs: Floats) -> Floats:
    """Return how far the largest of the network's outputs (n, 10) is from 1, (n, 1)."""
    doubt: Floats = 1 - outputs.max(axis=1, keepdims=True)
    return doubt


def _bounded(outputs: Floats) -> Floats:
    """Return outputs (n, 10) in [0, 1], so that the guess stays.

    A row with a value above 1 is divided by it, and one without a value above 0 is raised just above it.
    """
    largest = outputs.max(axis=1, keepdims=True)
    raised = outputs + np.maximum(LEAST_OUTPUT - largest, 0)
    bounded: Floats = np.maximum(raised, 0) / np.maximum(largest, 1)
    return bounded


def _squared_distances(a: Floats, b: Floats, lengths_of_b: Floats) -> Floats:
    """Return the squared distances (n, N) of features a (n, F) from features b (N, F), whose squared lengths are given.

    They may be below 0 by the error of rounding.
    """
    squared: Floats = (-2 * a) @ b.T
    squared += _squared_lengths(a)[:, None]
    squared += lengths_of_b
    return squared


def _squared_lengths(features: Floats) -> Floats:
    """Return the squared lengths (N,) of features (N, F)."""
    lengths: Floats = np.einsum("nf,nf->n", features, features)
    return lengths


def _kernel(squared: Floats, reach: float) -> Floats:
    """Return how near examples with these squared distances are, from 0 (far away) to 1 (the same)."""
    near: Floats = np.exp(np.maximum(squared, 0) * np.float32(-1 / reach))
    return near


def _inverse(matrix: Floats) -> Floats:
    """Return the inverse of a positive definite matrix (N, N), by the Schur complement of its first half."""
    if len(matrix) <= LARGEST_BLOCK:
        return np.linalg.inv(matrix).astype(np.float32)
    half = len(matrix) // 2
    beside = matrix[:half, half:]
    first = _inverse(matrix[:half, :half])
    first_beside = first @ beside
    last = _inverse(matrix[half:, half:] - beside.T @ first_beside)
    corner = -first_beside @ last
    return np.block([[first - corner @ first_beside.T, corner], [corner.T, last]])


def _n_misread(outputs: Floats, labels: Labels) -> int:
    return int((outputs.argmax(axis=1) != labels).sum())
