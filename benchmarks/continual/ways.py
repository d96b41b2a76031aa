"""Ways of learning tasks one after the other, by what is kept of earlier tasks: nothing, stored digits, a generator.

A way that keeps something rehearses it with the program's `nn.online.rehearsal`, but without augmentation, without an
anchor, and with labels alone as targets. Training on all tasks at once is the upper bound. Every way takes the same
number of steps for each task and begins with the same untrained network.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.continual.tasks import Task
from nn.costs import one_hot
from nn.data.dataset import Dataset
from nn.data.pseudo_digits import Generator, fit_generator, pack_generator
from nn.descent import Descent
from nn.network import Network
from nn.online.rehearsal import RehearsalConfig, rehearse
from nn.schedules import cosine

Inputs = NDArray[np.float32]
Known = tuple[Inputs, Inputs]
"""Pictures of earlier tasks (M, 784) and their targets (M, 10)."""

N_STEPS_AT_ONCE = 100
"""Steps that share a learning rate and whose digits are copied together. If more, the rate falls in coarser steps, and
more memory is needed."""


@dataclass(frozen=True)
class Plan:
    """How a task is learned, the same for every way. Steps, batches and rate are those of the program's own runs."""

    n_steps: int = RehearsalConfig.n_steps
    batch_size: int = RehearsalConfig.batch_size
    learning_rate: float = RehearsalConfig.learning_rate
    n_fitted: int = 5000
    """Digits of a task that its generator is fitted to. If more, fitting takes longer."""
    n_pseudo: int = 20_000
    """Pseudo-digits of all earlier tasks, drawn while one task is learned. If fewer, each is seen more often."""


class Kept(Protocol):
    """All that is kept of earlier tasks, besides the network."""

    @property
    def n_bytes(self) -> int:
        """The size of what is kept."""

    def keep(self, task: Task) -> None:
        """Keep something of a task that was learned."""

    def known(self) -> Known | None:
        """Return digits of the earlier tasks to rehearse; None if there are none."""


class Nothing:
    """Keeps nothing, so that only new digits are trained on."""

    n_bytes = 0

    def keep(self, task: Task) -> None:
        pass

    def known(self) -> None:
        return None


class StoredDigits:
    """Keeps at most `budget` digits, as many of each task as of any other, drawn at random."""

    def __init__(self, budget: int, rng: np.random.Generator) -> None:
        self.budget = budget
        self.rng = rng
        self.of_tasks: list[Dataset] = []

    @property
    def n_bytes(self) -> int:
        return sum(part.pictures.nbytes + len(part) for part in self.of_tasks)

    def keep(self, task: Task) -> None:
        new = task.train.at(self.rng.permutation(len(task.train))[: self.budget])
        n_each = self.budget // (len(self.of_tasks) + 1)
        self.of_tasks = [part.at(np.arange(min(n_each, len(part)))) for part in [*self.of_tasks, new]]

    def known(self) -> Known | None:
        if not self.of_tasks:
            return None
        everything = _joined(self.of_tasks)
        return everything.inputs, one_hot(everything.labels)


class PseudoDigits:
    """Keeps a generator for each earlier task, which was fitted beforehand, and none of its digits."""

    def __init__(self, generators: "list[TaskGenerator]", plan: Plan, rng: np.random.Generator) -> None:
        """Take the generators of all tasks that others follow; those of tasks that were not learned are not used."""
        self.generators = generators
        self.plan = plan
        self.rng = rng
        self.n_kept = 0

    @property
    def n_bytes(self) -> int:
        return sum(generator.n_bytes for generator in self.generators[: self.n_kept])

    def keep(self, task: Task) -> None:
        self.n_kept += 1

    def known(self) -> Known | None:
        if not self.n_kept:
            return None
        n_each = self.plan.n_pseudo // self.n_kept
        drawn = [generator.sample(n_each, self.rng) for generator in self.generators[: self.n_kept]]
        return np.concatenate([X for X, _ in drawn]), one_hot(np.concatenate([labels for _, labels in drawn]))


@dataclass(frozen=True)
class TaskGenerator:
    """A generator of one task's pseudo-digits, which numbers its classes 0, 1, …, and the label of each class."""

    generator: Generator
    labels: NDArray[np.int64]

    @classmethod
    def fitted(cls, data: Dataset, n: int, rng: np.random.Generator) -> "TaskGenerator":
        """Fit a generator to n digits of the data, drawn at random."""
        few = data.at(rng.permutation(len(data))[:n])
        labels, numbers = np.unique(few.labels, return_inverse=True)
        return cls(fit_generator(few.inputs, numbers, rng), labels)

    @property
    def n_bytes(self) -> int:
        return len(pack_generator(self.generator))

    def sample(self, n: int, rng: np.random.Generator) -> tuple[Inputs, NDArray[np.int64]]:
        X, numbers = self.generator.sample(n, rng)
        return X, self.labels[numbers]


def learn_in_turn(network: Network, tasks: list[Task], kept: Kept, plan: Plan, rng: np.random.Generator) -> None:
    """Train the network in place on one task after the other, and rehearse what is kept of those before.

    Where something is kept, 1/t of each batch of the t-th task is new, so that all tasks so far have the same share.
    """
    for number, task in enumerate(tasks, start=1):
        new, known = task.train, kept.known()
        if known is None:
            descend(network, new, plan.n_steps, plan, rng)
        else:
            config = RehearsalConfig(plan.n_steps, plan.batch_size, 1 / number, learning_rate=plan.learning_rate)
            for _ in rehearse(network, new.inputs, new.labels, *known, config, rng, augment=None):
                pass
        kept.keep(task)


def learn_together(network: Network, tasks: list[Task], plan: Plan, rng: np.random.Generator) -> None:
    """Train the network in place on the digits of all tasks at once, for as many steps as they take in turn."""
    everything = _joined([task.train for task in tasks])
    descend(network, everything, plan.n_steps * len(tasks), plan, rng)


def descend(network: Network, data: Dataset, n_steps: int, plan: Plan, rng: np.random.Generator) -> None:
    """Train the network in place on this data alone, by plain descent, each digit shown about equally often."""
    descent = Descent(network)
    order = np.concatenate([rng.permutation(len(data)) for _ in range(-(-n_steps * plan.batch_size // len(data)))])
    for done in range(0, n_steps, N_STEPS_AT_ONCE):
        n = min(N_STEPS_AT_ONCE, n_steps - done)
        part = data.at(order[done * plan.batch_size : (done + n) * plan.batch_size])
        rate = cosine(plan.learning_rate, done, n_steps)
        targets, rows = one_hot(part.labels), np.arange(len(part))
        descent.run(part.inputs, targets, rows, batch_size=plan.batch_size, learning_rate=rate, decay=0)


def average_accuracy(network: Network, tasks: list[Task]) -> float:
    """Return the share of test digits that are read correctly, as the mean over tasks."""
    shares = [float((network.outputs(t.test.inputs).argmax(axis=1) == t.test.labels).mean()) for t in tasks]
    return float(np.mean(shares))


def _joined(parts: list[Dataset]) -> Dataset:
    """Return the rows of all parts; `Dataset.and_then`, one by one, would copy the first ones again and again."""
    return Dataset(np.concatenate([part.pictures for part in parts]), np.concatenate([part.labels for part in parts]))
