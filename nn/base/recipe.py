"""The recipe of the base network: many changed pictures, a teacher that sees more, and a pupil 784-30-10.

In order: `distorted_sets` bends and draws all inks anew for each set; `teach` trains the teachers and asks them what
each picture is; `learn` trains the pupil on their answers, by plain descent on whitened inputs, and folds the whitening
in. `training_data` reads the data, `receipts` describes the result.

Thirty units cannot learn all that they are shown, so digits that they mistake, or nearly mistake, are shown more often:
that alone was worth 0.3 points on MNIST's digits held back and 1.1 on the pens of writers left out. Negatives have ten
targets of 0.
Source: Y. Freund, R. Schapire, *A decision-theoretic generalization of on-line learning and an application to boosting*
(1997), for the idea of showing mistakes more often.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from nn.base.distortions import jitter, warp
from nn.base.teacher import Teacher, TeacherConfig
from nn.base.training_data import DigitSet, Progress, TrainingData
from nn.base.whitening import Whitening, fit_whitening
from nn.descent import Descent
from nn.network import SIZES, Network
from nn.preprocessing import as_inputs
from nn.preprocessing.normalization import SOFTNESS, InkPoints, PointArray, draw, fit, straighten
from nn.schedules import cosine

Inputs = NDArray[np.float32]

N_AT_ONCE = 1000
"""Inks with similar numbers of points that are changed and drawn together; more take more memory and more padding."""
SOFTNESS_SPREAD = 0.12
"""Standard deviation of the logarithm of the softness at amount 1; if larger, pens differ more."""


@dataclass(frozen=True)
class Recipe:
    """All choices of the training; the learning rate falls to 0 along `schedules.cosine`."""

    n_epochs: int = 2000
    batch_size: int = 100
    learning_rate: float = 2.0
    l2: float = 0.1
    n_sets: int = 10
    amount: float = 0.5
    """The strength of the random changes of inks (`distortions`). If larger, digits look less like the originals."""
    n_strokes: int = 1
    n_pens: int = 1
    """Copies of every digit of pendigits in each set, as strokes and drawn with a pen. If larger, sets are larger, and
    pens are read better and MNIST worse."""
    n_components: int = 200
    ridge: float = 0.02
    """Ridge of the whitening. If larger, small components learn more slowly."""
    n_teachers: int = 1
    temperature: float = 2.0
    """The softness of the teachers' answers (`teacher`). If higher, the ten outputs are more alike."""
    margin: float = 0.5
    n_repeats: int = 6
    """A digit whose output is not `margin` above all others is shown `n_repeats` times more. If either is larger, hard
    digits take a larger part of an epoch."""
    doubt: float = 0.25
    n_no_digit_repeats: int = 3
    """A negative with an output above `doubt` is shown `n_no_digit_repeats` times more. If `doubt` is smaller, or
    `n_no_digit_repeats` larger, negatives take a larger part of an epoch."""
    teacher: TeacherConfig = field(default_factory=TeacherConfig)


BASE = Recipe()
SHORT = Recipe(n_epochs=400, n_sets=4, teacher=TeacherConfig(n_epochs=5))
"""The same recipe in a fifth of the time, to try things out and to train networks that leave writers out."""


@dataclass(frozen=True)
class DistortedSet:
    """Changed digits: pictures (N, 784), and labels (n,) of the first n; the rest are negatives."""

    pictures: NDArray[np.uint8]
    labels: NDArray[np.uint8]


def train_base(data: TrainingData, recipe: Recipe, *, seed: int, progress: Progress) -> Network:
    """Return the network that the recipe makes of the data; the same seed makes the same bytes."""
    for_sets, for_teachers, for_pupil = (np.random.default_rng([seed, stream]) for stream in range(3))
    sets = distorted_sets(data, recipe, for_sets, progress)
    targets = teach(sets, recipe, for_teachers, progress)
    whitening = _whitening(data, recipe)
    network = learn([whitening(as_inputs(digits.pictures)) for digits in sets], targets, recipe, for_pupil, progress)
    return whitening.fold(network)


def distorted_sets(
    data: TrainingData, recipe: Recipe, rng: np.random.Generator, progress: Progress
) -> list[DistortedSet]:
    return [_distorted_set(data, recipe, rng) for _ in progress(range(recipe.n_sets), "changing digits", recipe.n_sets)]


def teach(sets: Sequence[DistortedSet], recipe: Recipe, rng: np.random.Generator, progress: Progress) -> list[Inputs]:
    """Train the teachers and return, for each set, their mean answers (N, 10); 0 for negatives."""
    labels = sets[0].labels
    pictures = [digits.pictures[: len(labels)] for digits in sets]
    targets = [np.zeros((len(digits.pictures), SIZES[-1]), np.float32) for digits in sets]
    for number in range(recipe.n_teachers):
        teacher = Teacher(recipe.teacher, rng)
        epochs = teacher.train(pictures, labels, rng)
        for _ in progress(epochs, f"teacher {number + 1}", recipe.teacher.n_epochs):
            pass
        for target, X in zip(targets, pictures, strict=True):
            target[: len(labels)] += teacher.outputs(X, recipe.temperature) / np.float32(recipe.n_teachers)
    return targets


def learn(
    sets: Sequence[Inputs], targets: Sequence[Inputs], recipe: Recipe, rng: np.random.Generator, progress: Progress
) -> Network:
    """Return the pupil on whitened inputs (N, K), another set each epoch, trained by plain descent."""
    network = Network.initial((recipe.n_components, *SIZES[1:]), rng)
    descent = Descent(network)
    for epoch in progress(range(recipe.n_epochs), "training", recipe.n_epochs):
        rate = cosine(recipe.learning_rate, epoch, recipe.n_epochs)
        X, Y = sets[epoch % len(sets)], targets[epoch % len(sets)]
        order = rng.permutation(_rows(network.outputs(X), Y, recipe))
        decay = recipe.l2 / len(order)
        descent.run(X, Y, order, batch_size=recipe.batch_size, learning_rate=rate, decay=decay)
    return network


def _whitening(data: TrainingData, recipe: Recipe) -> Whitening:
    """Return the whitening fitted to pictures without random changes.

    The network's weights then lie in the span of unchanged digits, so it looks for nothing that only changed ones have.
    """
    plain = np.concatenate([pictures(digits) for digits in (data.train, data.strokes, data.styles)])
    return fit_whitening(as_inputs(plain[::2]), n_components=recipe.n_components, ridge=recipe.ridge)


def pictures(digits: DigitSet) -> NDArray[np.uint8]:
    """Return the pictures (N, 784) of digits, as `preprocess` makes them."""
    return _drawn(digits.inks, digits.widths, 0.0, np.random.default_rng(0))


def _distorted_set(data: TrainingData, recipe: Recipe, rng: np.random.Generator) -> DistortedSet:
    """Draw MNIST, the styles and the negatives once, pendigits as often as the recipe says."""
    pens = [_with_any_pen(data.pens, rng) for _ in range(recipe.n_pens)]
    parts = [data.train, *[data.strokes] * recipe.n_strokes, *pens, data.styles, data.no_digits]
    inks, widths = [ink for part in parts for ink in part.inks], np.concatenate([part.widths for part in parts])
    labels = np.concatenate([part.labels for part in parts[:-1]])
    return DistortedSet(_drawn(inks, widths, recipe.amount, rng), labels)


def _with_any_pen(pens: Sequence[DigitSet], rng: np.random.Generator) -> DigitSet:
    """Return every digit once, each with one of the pens."""
    chosen, rows = rng.integers(len(pens), size=len(pens[0].labels)), np.arange(len(pens[0].labels))
    inks = [pens[pen].inks[row] for row, pen in enumerate(chosen)]
    return replace(pens[0], inks=inks, widths=np.array([pen.widths for pen in pens])[chosen, rows])


def _drawn(
    inks: Sequence[PointArray], widths: NDArray[np.float32], amount: float, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Return the pictures (N, 784) of inks, changed at random by this amount."""
    order = np.argsort([len(ink) for ink in inks], kind="stable")
    drawn = np.empty((len(inks), SIZES[0]), np.uint8)
    for first in range(0, len(order), N_AT_ONCE):
        rows = order[first : first + N_AT_ONCE]
        points = warp(InkPoints.of([inks[row] for row in rows], widths[rows]), amount, rng)
        spread = np.float32(SOFTNESS_SPREAD * amount) * rng.standard_normal((len(rows), 1), np.float32)
        fitted = jitter(fit(straighten(points)), amount, rng)
        drawn[rows] = draw(fitted, np.float32(SOFTNESS) * np.exp(spread)).reshape(len(rows), -1)
    return drawn


def _rows(outputs: Inputs, targets: Inputs, recipe: Recipe) -> NDArray[np.intp]:
    """Return every row once, and those that are mistaken, or nearly, as often again as the recipe says."""
    rows, is_digit = np.arange(len(outputs)), targets.any(axis=1)
    digit = targets.argmax(axis=1)
    right, others = outputs[rows, digit], outputs.copy()
    others[rows, digit] = -1
    is_near = is_digit & (right - others.max(axis=1) < recipe.margin)
    is_taken_for_digit = ~is_digit & (outputs.max(axis=1) > recipe.doubt)
    again = [rows[is_near]] * recipe.n_repeats + [rows[is_taken_for_digit]] * recipe.n_no_digit_repeats
    return np.concatenate([rows, *again])
