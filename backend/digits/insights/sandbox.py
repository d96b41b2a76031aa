"""Back-propagation in a private copy of the served network: one drawing, a few steps, and the digits that it forgets.

Each request copies the served network and takes all its steps again. So nothing is kept, and the same request gets the
same answer. The served network is read-only and never changes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.digits import inference
from backend.digits.insights.known_digits import N_KNOWN, known_digits
from nn.costs import cross_entropy
from nn.network import Network
from nn.preprocessing import as_inputs

N_REHEARSED = 9
"""How many known digits each step with rehearsal adds to the drawing. If it is larger, the copy forgets less."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Moment:
    """The copy after a step: its cost and outputs for the drawing, and how many of the known digits it still reads."""

    cost: float
    outputs: list[float]
    others_correct: int


@dataclass(frozen=True)
class Sandbox:
    """The copy's cost, outputs and known digits, step by step."""

    model: int
    n_others: int
    moments: list[Moment]  # before the first step, and after each
    moved: list[float]  # for each hidden unit, the distance that its weights moved
    guesses_before: list[int]  # for each known digit, by the served network
    guesses_after: list[int]  # after the last step


def learn_in_a_copy(
    picture: NDArray[np.uint8], *, label: int, steps: int, learning_rate: float, rehearse: bool
) -> Sandbox:
    """Take `steps` steps of gradient descent on one picture (28, 28), with or without known digits beside it."""
    served = inference.served()
    network = served.network.copy()
    x, y = as_inputs(picture.reshape(1, 784)), np.eye(10, dtype=np.float32)[[label]]
    moments = [_moment(network, x, y)]
    for step in range(steps):
        X, Y = _with_others(x, y, step) if rehearse else (x, y)
        _descend(network, X, Y, learning_rate)
        moments.append(_moment(network, x, y))
    moved = np.linalg.norm(network.weights[0] - served.network.weights[0], axis=0)
    return Sandbox(
        model=served.version,
        n_others=N_KNOWN,
        moments=moments,
        moved=[round(float(distance), 6) for distance in moved],
        guesses_before=_guesses(served.network).tolist(),
        guesses_after=_guesses(network).tolist(),
    )


def _descend(network: Network, X: Floats, Y: Floats, learning_rate: float) -> None:
    """Take one step against the gradient of the mean cost.

    `nn.descent` is faster but rounds differently: of 16,500 figures that a sandbox answers, 1,489 would change.
    """
    gradients = network.gradients(X, Y)
    slopes = gradients.weights + gradients.biases
    for parameters, slope in zip(network.weights + network.biases, slopes, strict=True):
        np.subtract(parameters, np.float32(learning_rate) * slope, out=parameters)


def _with_others(x: Floats, y: Floats, step: int) -> tuple[Floats, Floats]:
    """Return the drawing and the next few known digits, with their targets."""
    X, labels = known_digits(seed=1)
    rows = np.arange(step * N_REHEARSED, (step + 1) * N_REHEARSED) % len(X)
    return np.concatenate([x, X[rows]]), np.concatenate([y, np.eye(10, dtype=np.float32)[labels[rows]]])


def _moment(network: Network, x: Floats, y: Floats) -> Moment:
    outputs = network.outputs(x)
    return Moment(
        cost=round(cross_entropy(outputs, y), 6),
        outputs=[round(float(output), 6) for output in outputs[0]],
        others_correct=int((_guesses(network) == known_digits()[1]).sum()),
    )


def _guesses(network: Network) -> NDArray[np.intp]:
    """Return the guess for each known digit (400,)."""
    guesses: NDArray[np.intp] = network.outputs(known_digits()[0]).argmax(axis=1)
    return guesses
