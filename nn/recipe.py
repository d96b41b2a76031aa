"""How the base network is made: many changed pictures, a teacher that sees more, and a pupil 784-30-10.

In order: `make_sets` bends and draws all lines anew for each set; `teach` trains the teachers and asks them what each
picture is; `learn` trains the pupil on their answers, by plain descent on whitened inputs, and folds the whitening in.
What is no digit has ten targets of 0. `material` says what goes in, `receipts` what came out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, pi

import numpy as np
from numpy.typing import NDArray

from nn.descent import Descent
from nn.lines import PEN, Lines, draw, fit, straighten
from nn.material import Bar, Line, Material, Written
from nn.network import SIZES, Network
from nn.preprocessing import as_inputs
from nn.teacher import Teacher, TeacherConfig, directions
from nn.warps import jitter, warp
from nn.whitening import Whitening, fit_whitening

Inputs = NDArray[np.float32]

N_AT_ONCE = 2000
"""Lines changed and drawn together; those of like length are, so that little is filled up."""
PEN_SPREAD = 0.12
"""Standard deviation of the logarithm of the pen's width at amount 1."""


@dataclass(frozen=True)
class Recipe:
    """The learning rate falls from its first value to 0 along half a cosine."""

    n_epochs: int = 250
    batch_size: int = 50
    learning_rate: float = 1.0
    l2: float = 0.1
    n_sets: int = 6
    amount: float = 0.5
    """How far lines are changed: see `warps`."""
    n_pens: int = 3
    """How often each set has every digit of pendigits, drawn with any of the pens."""
    n_components: int = 200
    ridge: float = 0.02
    n_teachers: int = 2
    teacher: TeacherConfig = field(default_factory=TeacherConfig)


BASE = Recipe()
SHORT = Recipe(n_epochs=60, n_sets=3, n_teachers=1, teacher=TeacherConfig(n_epochs=5))
"""The same in a fraction of the time: for trying things out, and for networks without some writers."""


@dataclass(frozen=True)
class Set:
    """Every digit once, changed: pictures (N, 784), labels (N,) of the first of them; the rest are no digits."""

    pictures: NDArray[np.uint8]
    labels: NDArray[np.uint8]


def train_base(material: Material, recipe: Recipe, *, seed: int, bar: Bar) -> Network:
    """The network that the recipe makes of the material; the same seed makes the same bytes."""
    for_sets, for_teachers, for_pupil = (np.random.default_rng([seed, stream]) for stream in range(3))
    sets = make_sets(material, recipe, for_sets, bar)
    targets = teach(sets, recipe, for_teachers, bar)
    return learn(sets, targets, recipe, for_pupil, bar)


def make_sets(material: Material, recipe: Recipe, rng: np.random.Generator, bar: Bar) -> list[Set]:
    return [_set(material, recipe, rng) for _ in bar(range(recipe.n_sets), recipe.n_sets, "changing digits")]


def teach(sets: Sequence[Set], recipe: Recipe, rng: np.random.Generator, bar: Bar) -> list[Inputs]:
    """For each set, the mean answer (N, 10) of the teachers; 0 for what is no digit."""
    whitening = _whitening([_seen_by_teacher(one, slice(None, None, 4)) for one in sets[:1]], recipe)
    inputs = [whitening(_seen_by_teacher(one, slice(len(one.labels)))) for one in sets]
    targets = [np.zeros((len(one.pictures), SIZES[-1]), np.float32) for one in sets]
    for number in range(recipe.n_teachers):
        teacher = Teacher((recipe.n_components, *recipe.teacher.hidden, SIZES[-1]), rng)
        epochs = teacher.train(inputs, sets[0].labels, recipe.teacher, rng)
        for _ in bar(epochs, recipe.teacher.n_epochs, f"teacher {number + 1}"):
            pass
        for target, X in zip(targets, inputs, strict=True):
            target[: len(X)] += teacher.outputs(X) / np.float32(recipe.n_teachers)
    return targets


def learn(
    sets: Sequence[Set], targets: Sequence[Inputs], recipe: Recipe, rng: np.random.Generator, bar: Bar
) -> Network:
    """The pupil, trained by plain stochastic gradient descent; what it sees are pictures."""
    whitening = _whitening([as_inputs(one.pictures[::4]) for one in sets[:1]], recipe)
    inputs = [whitening(as_inputs(one.pictures)) for one in sets]
    network = Network.initial((recipe.n_components, *SIZES[1:]), rng)
    descent = Descent(network)
    for epoch in bar(range(recipe.n_epochs), recipe.n_epochs, "training"):
        rate = recipe.learning_rate * (1 + cos(pi * epoch / recipe.n_epochs)) / 2
        X, Y = inputs[epoch % len(sets)], targets[epoch % len(sets)]
        order = rng.permutation(len(X))
        decay = recipe.l2 / len(X)
        descent.run(X, Y, order, batch_size=recipe.batch_size, learning_rate=rate, decay=decay)
    return whitening.fold(network)


def pictures(written: Written) -> NDArray[np.uint8]:
    """The pictures (N, 784) of what is written, as `preprocess` makes them."""
    return _drawn(written.lines, 0.0, np.random.default_rng(0))


def _set(material: Material, recipe: Recipe, rng: np.random.Generator) -> Set:
    """MNIST once, every digit of pendigits so many times, each time with a pen drawn anew, and what is no digit."""
    lines, labels = list(material.train.lines), [material.train.labels]
    for _ in range(recipe.n_pens):
        pens = rng.integers(len(material.pens), size=len(material.pens[0].labels))
        lines += [material.pens[pen].lines[row] for row, pen in enumerate(pens)]
        labels.append(material.pens[0].labels)
    return Set(_drawn(lines + material.no_digits.lines, recipe.amount, rng), np.concatenate(labels))


def _drawn(lines: Sequence[Line], amount: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The pictures (N, 784) of lines, changed at random by so much."""
    order = np.argsort([len(line) for line in lines], kind="stable")
    drawn = np.empty((len(lines), SIZES[0]), np.uint8)
    for first in range(0, len(order), N_AT_ONCE):
        rows = order[first : first + N_AT_ONCE]
        some = fit(straighten(warp(Lines.of([lines[row] for row in rows]), amount, rng)))
        pen = PEN * float(np.exp(PEN_SPREAD * amount * rng.standard_normal()))
        drawn[rows] = draw(jitter(some, amount, rng), pen).reshape(len(rows), -1)
    return drawn


def _whitening(inputs: Sequence[Inputs], recipe: Recipe) -> Whitening:
    return fit_whitening(np.concatenate(inputs), n_components=recipe.n_components, ridge=recipe.ridge)


def _seen_by_teacher(one: Set, rows: slice) -> Inputs:
    return directions(as_inputs(one.pictures[rows]))
