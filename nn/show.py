"""What `python -m nn show` draws: a network's guesses, its weights, its confusions, and how the cost of one falls."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from nn import plots
from nn.costs import cross_entropy, one_hot
from nn.metrics import confusion_matrix
from nn.network import SIZES, Network
from nn.training import TrainingConfig, train

Pixels = NDArray[np.uint8]
Labels = NDArray[np.integer]
Inputs = NDArray[np.float32]

LESSON = TrainingConfig(n_epochs=30, batch_size=10, learning_rate=0.5, l2=1.0)


def digits(network: Network, X: Inputs, labels: Labels, *, count: int, mistakes: bool = False) -> Pixels:
    """The first digits of X (N, 784), or of those that are read wrongly; ValueError where there are none."""
    guesses = network.outputs(X).argmax(axis=1)
    chosen = np.flatnonzero(guesses != labels) if mistakes else np.arange(len(X))
    chosen = chosen[:count]
    if not len(chosen):
        raise ValueError("there are no such digits")
    pictures = np.rint(X[chosen] * 255).astype(np.uint8).reshape(-1, 28, 28)
    return plots.digit_sheet(pictures, labels[chosen], guesses[chosen])


def weights(network: Network) -> Pixels:
    """What each hidden unit looks for."""
    return plots.weight_sheet(network.weights[0])


def confusion(network: Network, X: Inputs, labels: Labels) -> Pixels:
    return plots.confusion_sheet(confusion_matrix(network.outputs(X), labels))


def curve(
    X: Inputs, labels: Labels, rng: np.random.Generator, bar: Callable[[Iterator[object]], Iterator[object]] = iter
) -> Pixels:
    """The cost of a new network, epoch by epoch, on five sixths of the digits, which it learns, and on the others."""
    n_learned = len(X) * 5 // 6
    learned, others = slice(0, n_learned), slice(n_learned, None)
    targets = one_hot(labels)
    network = Network.initial(SIZES, rng)
    costs = [
        [cross_entropy(network.outputs(X[part]), targets[part]) for part in (learned, others)]
        for _ in bar(train(network, X[learned], targets[learned], LESSON, rng))
    ]
    numbers = np.arange(1, len(costs) + 1)
    on_learned, on_others = zip(*costs, strict=True)
    lines = {"digits learned": (numbers, on_learned), "other digits": (numbers, on_others)}
    return plots.curves(lines, across="epoch", up="cost")
