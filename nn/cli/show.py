"""The figures of `python -m nn show`: guesses, weights, confusions, how a new network's cost falls, made-up styles.

Guesses, confusions and cost are of MNIST's digits if the corpora are given, else of pseudo-digits.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from nn.costs import cross_entropy, one_hot
from nn.data.corpora import load_mnist
from nn.data.pseudo_digits import load_generator
from nn.data.strokes import fit, render
from nn.data.styles import STYLES
from nn.figures.charts import confusion_chart, curves
from nn.figures.sheets import digit_sheet, style_sheet, weight_sheet
from nn.metrics import confusion_matrix
from nn.network import SIZES, Network
from nn.preprocessing import as_inputs, preprocess
from nn.training import TrainingConfig, train

Pixels = NDArray[np.uint8]
Labels = NDArray[np.integer]
Inputs = NDArray[np.float32]

FIGURES = ("digits", "weights", "confusion", "curve", "styles")
CURVE_CONFIG = TrainingConfig(n_epochs=30, batch_size=10, learning_rate=0.5, l2=1.0)
N_CURVE_DIGITS = 6000
"""Digits of the curve; with more, the cost on other digits stays closer to that on the digits learned."""
N_PER_STYLE = 10
"""Digits of each style; with more, the sheet is wider."""
N_PSEUDO_DIGITS = 2000
"""Pseudo-digits that are read if MNIST is missing; with more, counts are less uncertain."""


def draw(figure: str, network: Network, corpora: Path | None, *, count: int, mistakes: bool) -> Pixels:
    """Return one of `FIGURES`: the network reads test digits; for the curve, a new one learns training digits."""
    match figure:
        case "weights":
            return weight_sheet(network.weights[0])
        case "curve":
            return curve(*_samples(corpora, "train", N_CURVE_DIGITS), np.random.default_rng(0))
        case "confusion":
            X, labels = _samples(corpora, "test")
            return confusion_chart(confusion_matrix(network.outputs(X).argmax(axis=1), labels))
        case "styles":
            return styles(np.random.default_rng(0))
    return digits(network, *_samples(corpora, "test", None if mistakes else count), count=count, mistakes=mistakes)


def digits(network: Network, X: Inputs, labels: Labels, *, count: int, mistakes: bool = False) -> Pixels:
    """Return a sheet of the first digits of X (N, 784), or of those read wrongly; ValueError if there are none."""
    guesses = network.outputs(X).argmax(axis=1)
    chosen = np.flatnonzero(guesses != labels) if mistakes else np.arange(len(X))
    chosen = chosen[:count]
    if not len(chosen):
        raise ValueError("there are no such digits")
    pictures = np.rint(X[chosen] * 255).astype(np.uint8).reshape(-1, 28, 28)
    return digit_sheet(pictures, labels[chosen], guesses[chosen])


def curve(X: Inputs, labels: Labels, rng: np.random.Generator) -> Pixels:
    """Return a chart of how the cost of a new network falls, on the digits that it learns (5 in 6) and on others."""
    n_learned = len(X) * 5 // 6
    parts = {"digits learned": slice(0, n_learned), "other digits": slice(n_learned, None)}
    targets = one_hot(labels)
    network = Network.initial(SIZES, rng)
    learned = parts["digits learned"]
    epochs = train(network, X[learned], targets[learned], CURVE_CONFIG, rng)
    costs = [
        [cross_entropy(network.outputs(X[part]), targets[part]) for part in parts.values()]
        for _ in tqdm(epochs, "training", CURVE_CONFIG.n_epochs)
    ]
    numbers = np.arange(1, len(costs) + 1)
    lines = {name: (numbers, values) for name, values in zip(parts, zip(*costs, strict=True), strict=True)}
    return curves(lines, across="epoch", up="cost")


def styles(rng: np.random.Generator) -> Pixels:
    """Return a sheet of all made-up styles, each with small digits."""
    digits_of = {style.name: [style.write(rng) for _ in range(N_PER_STYLE)] for style in STYLES}
    return style_sheet(
        {
            name: [render(fit(strokes, side_px=48), side_px=48, width_px=2.5) for strokes in digits]
            for name, digits in digits_of.items()
        }
    )


def _samples(corpora: Path | None, part: str, n: int | None = None) -> tuple[Inputs, Labels]:
    """Return the first n digits of this part of MNIST, or pseudo-digits."""
    if corpora is None:
        return load_generator().sample(n or N_PSEUDO_DIGITS, np.random.default_rng(0))
    mnist = load_mnist(corpora)
    images, labels = getattr(mnist, f"{part}_images")[:n], getattr(mnist, f"{part}_labels")[:n]
    return as_inputs(np.array([preprocess(image) for image in tqdm(images, "preprocessing")])), labels
