"""What `python -m nn show` draws: a network's guesses, its weights, its confusions, and how the cost of one falls.

From MNIST's digits where the corpora are named, else from pseudo-digits.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nn.cli import plots
from nn.cli.progress import with_bar
from nn.costs import cross_entropy, one_hot
from nn.data.corpora import load_mnist
from nn.data.pseudo_digits import load_generator
from nn.metrics import confusion_matrix
from nn.network import SIZES, Network
from nn.preprocessing import as_inputs, preprocess
from nn.training import Epoch, TrainingConfig, train

Pixels = NDArray[np.uint8]
Labels = NDArray[np.integer]
Inputs = NDArray[np.float32]

WHAT = ("digits", "weights", "confusion", "curve")
LESSON = TrainingConfig(n_epochs=30, batch_size=10, learning_rate=0.5, l2=1.0)
N_LESSON = 6000
N_PSEUDO_DIGITS = 2000


def draw(what: str, network: Network, corpora: Path | None, *, count: int, mistakes: bool) -> Pixels:
    """One of `WHAT`. MNIST's test digits are read; its first training digits are what a new network learns."""
    match what:
        case "weights":
            return weights(network)
        case "curve":
            X, labels = _samples(corpora, "train", N_LESSON)
            return curve(
                X, labels, np.random.default_rng(0), lambda epochs: with_bar(epochs, LESSON.n_epochs, "training")
            )
        case "confusion":
            return confusion(network, *_samples(corpora, "test"))
    return digits(network, *_samples(corpora, "test", None if mistakes else count), count=count, mistakes=mistakes)


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
    return plots.confusion_sheet(confusion_matrix(network.outputs(X).argmax(axis=1), labels))


def curve(
    X: Inputs, labels: Labels, rng: np.random.Generator, bar: Callable[[Iterator[Epoch]], Iterator[Epoch]] = iter
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


def _samples(corpora: Path | None, part: str, n: int | None = None) -> tuple[Inputs, Labels]:
    """The first n digits of that part of MNIST, or pseudo-digits."""
    if corpora is None:
        return load_generator().sample(n or N_PSEUDO_DIGITS, np.random.default_rng(0))
    mnist = load_mnist(corpora)
    images, labels = getattr(mnist, f"{part}_images")[:n], getattr(mnist, f"{part}_labels")[:n]
    return as_inputs(np.array([preprocess(one) for one in with_bar(images, len(images), "preprocessing")])), labels
