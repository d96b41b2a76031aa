"""How the base network is made: many changed pictures, a teacher that sees more, and a pupil 784-30-10.

In order: `distorted_sets` bends and draws all inks anew for each set; `teach` trains the teachers and asks them
what each picture is; `learn` trains the pupil on their answers, by plain descent on whitened inputs, and folds the
whitening in.
Thirty units cannot learn all that they are shown, so what they mistake, or nearly, is shown more often (after the idea
of Y. Freund, R. Schapire, *A decision-theoretic generalization of on-line learning and an application to boosting*,
1997): that alone was worth 0.3 points on MNIST's digits held back and 1.1 on the pens of writers left out. What is no
digit has ten targets of 0. `data` says what goes in, `receipts` what came out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nn.base.distortions import jitter, warp
from nn.base.teacher import Teacher, TeacherConfig, directions
from nn.base.training_data import DigitSet, PointArray, Progress, TrainingData
from nn.base.whitening import fit_whitening
from nn.descent import Descent
from nn.network import SIZES, Network
from nn.preprocessing import as_inputs
from nn.preprocessing.normalization import SOFTNESS, InkPoints, draw, fit, straighten
from nn.schedules import cosine

Inputs = NDArray[np.float32]

N_AT_ONCE = 1000
"""Inks changed and drawn together; those of as many grains are, so that little is filled up."""
SOFTNESS_SPREAD = 0.12
"""Standard deviation of the logarithm of the softness at amount 1."""


@dataclass(frozen=True)
class Recipe:
    """The learning rate falls from its first value to 0 along half a cosine."""

    n_epochs: int = 300
    batch_size: int = 50
    learning_rate: float = 1.0
    l2: float = 0.1
    n_sets: int = 6
    amount: float = 0.5
    """How far inks are changed: see `warps`."""
    n_pens: int = 3
    """How often each set has every digit of pendigits, drawn with any of the pens."""
    n_components: int = 200
    ridge: float = 0.1
    """Of the pupil's whitening; a teacher has room for smaller components."""
    teacher_ridge: float = 0.02
    n_teachers: int = 2
    temperature: float = 2.0
    """How soft the teachers' answers are: see `teacher`."""
    margin: float = 0.5
    n_repeats: int = 6
    """Digits whose own output is not so much above all others are shown so many times more."""
    doubt: float = 0.25
    n_no_digit_repeats: int = 3
    """What is no digit and has an output above that is shown so many times more."""
    teacher: TeacherConfig = field(default_factory=TeacherConfig)


BASE = Recipe()
SHORT = Recipe(n_epochs=80, n_sets=2, n_teachers=1, teacher=TeacherConfig(hidden=(400,), n_epochs=5))
"""The same in a fraction of the time: for trying things out, and for networks without some writers."""


@dataclass(frozen=True)
class DistortedSet:
    """Every digit once, changed: pictures (N, 784), labels (N,) of the first of them; the rest are no digits."""

    pictures: NDArray[np.uint8]
    labels: NDArray[np.uint8]


def train_base(data: TrainingData, recipe: Recipe, *, seed: int, progress: Progress) -> Network:
    """The network that the recipe makes of the data; the same seed makes the same bytes."""
    for_sets, for_teachers, for_pupil = (np.random.default_rng([seed, stream]) for stream in range(3))
    sets = distorted_sets(data, recipe, for_sets, progress)
    targets = teach(sets, recipe, for_teachers, progress)
    return learn(sets, targets, recipe, for_pupil, progress)


def distorted_sets(
    data: TrainingData, recipe: Recipe, rng: np.random.Generator, progress: Progress
) -> list[DistortedSet]:
    return [_distorted_set(data, recipe, rng) for _ in progress(range(recipe.n_sets), recipe.n_sets, "changing digits")]


def teach(sets: Sequence[DistortedSet], recipe: Recipe, rng: np.random.Generator, progress: Progress) -> list[Inputs]:
    """For each set, the mean answer (N, 10) of the teachers; 0 for what is no digit."""
    some = _seen_by_teacher(sets[0], slice(None, None, 4))
    whitening = fit_whitening(some, n_components=recipe.n_components, ridge=recipe.teacher_ridge)
    inputs = [whitening(_seen_by_teacher(one, slice(len(one.labels)))) for one in sets]
    targets = [np.zeros((len(one.pictures), SIZES[-1]), np.float32) for one in sets]
    for number in range(recipe.n_teachers):
        teacher = Teacher((recipe.n_components, *recipe.teacher.hidden, SIZES[-1]), rng)
        epochs = teacher.train(inputs, sets[0].labels, recipe.teacher, rng)
        for _ in progress(epochs, recipe.teacher.n_epochs, f"teacher {number + 1}"):
            pass
        for target, X in zip(targets, inputs, strict=True):
            target[: len(X)] += teacher.outputs(X, recipe.temperature) / np.float32(recipe.n_teachers)
    return targets


def learn(
    sets: Sequence[DistortedSet],
    targets: Sequence[Inputs],
    recipe: Recipe,
    rng: np.random.Generator,
    progress: Progress,
) -> Network:
    """The pupil, trained by plain stochastic gradient descent; what it sees are pictures."""
    whitening = fit_whitening(as_inputs(sets[0].pictures[::4]), n_components=recipe.n_components, ridge=recipe.ridge)
    inputs = [whitening(as_inputs(one.pictures)) for one in sets]
    network = Network.initial((recipe.n_components, *SIZES[1:]), rng)
    descent = Descent(network)
    for epoch in progress(range(recipe.n_epochs), recipe.n_epochs, "training"):
        rate = cosine(recipe.learning_rate, epoch, recipe.n_epochs)
        X, Y = inputs[epoch % len(sets)], targets[epoch % len(sets)]
        order = rng.permutation(_rows(network.outputs(X), Y, recipe))
        decay = recipe.l2 / len(order)
        descent.run(X, Y, order, batch_size=recipe.batch_size, learning_rate=rate, decay=decay)
    return whitening.fold(network)


def pictures(written: DigitSet) -> NDArray[np.uint8]:
    """The pictures (N, 784) of what is written, as `preprocess` makes them."""
    return _drawn(written.inks, written.widths, 0.0, np.random.default_rng(0))


def _distorted_set(data: TrainingData, recipe: Recipe, rng: np.random.Generator) -> DistortedSet:
    """MNIST once, every digit of pendigits so many times, each time with a pen drawn anew, and what is no digit."""
    inks, widths, labels = [*data.train.inks], [data.train.widths], [data.train.labels]
    pen_widths = np.array([written.widths for written in data.pens])
    for _ in range(recipe.n_pens):
        rows = np.arange(pen_widths.shape[1])
        pens = rng.integers(len(data.pens), size=len(rows))
        inks += [data.pens[pen].inks[row] for row, pen in zip(rows, pens, strict=True)]
        widths.append(pen_widths[pens, rows])
        labels.append(data.pens[0].labels)
    inks, widths = inks + data.no_digits.inks, [*widths, data.no_digits.widths]
    return DistortedSet(_drawn(inks, np.concatenate(widths), recipe.amount, rng), np.concatenate(labels))


def _drawn(
    inks: Sequence[PointArray], widths: NDArray[np.float32], amount: float, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """The pictures (N, 784) of inks, changed at random by so much."""
    order = np.argsort([len(ink) for ink in inks], kind="stable")
    drawn = np.empty((len(inks), SIZES[0]), np.uint8)
    for first in range(0, len(order), N_AT_ONCE):
        rows = order[first : first + N_AT_ONCE]
        grains = warp(InkPoints.of([inks[row] for row in rows], widths[rows]), amount, rng)
        spread = np.float32(SOFTNESS_SPREAD * amount) * rng.standard_normal((len(rows), 1), np.float32)
        some = jitter(fit(straighten(grains)), amount, rng)
        drawn[rows] = draw(some, np.float32(SOFTNESS) * np.exp(spread)).reshape(len(rows), -1)
    return drawn


def _rows(outputs: Inputs, targets: Inputs, recipe: Recipe) -> NDArray[np.intp]:
    """Every row once, and those that are mistaken, or nearly, as often again as the recipe says."""
    rows, is_digit = np.arange(len(outputs)), targets.any(axis=1)
    own = targets.argmax(axis=1)
    of_own, others = outputs[rows, own], outputs.copy()
    others[rows, own] = -1
    is_near = is_digit & (of_own - others.max(axis=1) < recipe.margin)
    is_taken_for_digit = ~is_digit & (outputs.max(axis=1) > recipe.doubt)
    again = [rows[is_near]] * recipe.n_repeats + [rows[is_taken_for_digit]] * recipe.n_no_digit_repeats
    return np.concatenate([rows, *again])


def _seen_by_teacher(one: DistortedSet, rows: slice) -> Inputs:
    return directions(as_inputs(one.pictures[rows]))
