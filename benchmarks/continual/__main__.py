"""`python -m benchmarks.continual`: print the standard tables of continual learning, beside published results.

Split MNIST: five tasks of two new digits each. Permuted MNIST: ten tasks, in each of which the pixels stand in another
order. Nobody tells the network which task a picture is from. `--hidden` chooses the number of hidden units, `--quick`
trains on very little, to check that everything runs.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.continual import published, tasks
from benchmarks.continual.tasks import Task
from benchmarks.continual.ways import (
    Kept,
    Nothing,
    Plan,
    PseudoDigits,
    StoredDigits,
    TaskGenerator,
    average_accuracy,
    learn_in_turn,
    learn_together,
)
from nn.data.corpora import load_mnist
from nn.network import SIZES, Network

HIDDEN = (SIZES[1], 100)
"""Hidden units of the networks that are compared: those of the served one, and more."""
BUDGETS = (200, 500, 2000)
"""Digits that may be stored in all, as in the literature on split MNIST."""
TOGETHER = "all tasks at once"


@dataclass(frozen=True)
class Sequence:
    """A sequence of tasks, made anew for each seed, and what was published about it."""

    title: str
    tasks: Callable[[Task, np.random.Generator], list[Task]]
    published: tuple[published.Published, ...]


SEQUENCES = (
    Sequence("split MNIST: five tasks of two new digits", lambda digits, _: tasks.split(digits), published.SPLIT),
    Sequence(
        "permuted MNIST: ten tasks, the pixels in another order",
        lambda digits, rng: tasks.permuted(digits, 10, rng),
        published.PERMUTED,
    ),
)


@dataclass(frozen=True)
class Row:
    """One way's mean accuracy over tasks after the last one, for each seed, and the bytes that it kept."""

    way: str
    kept: str
    shares: NDArray[np.float64]
    n_bytes: int


def main(arguments: list[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    if not os.environ.get("DIGITS_CORPORA"):
        sys.exit("Continual learning is measured on MNIST: `manage.py fetch_corpora` fetches it. Set DIGITS_CORPORA.")
    plan = Plan(n_steps=20, n_fitted=500, n_pseudo=500) if options.quick else Plan()
    digits = tasks.digits_of(load_mnist(Path(os.environ["DIGITS_CORPORA"])), 2000 if options.quick else None)
    for sequence in SEQUENCES:
        print(f"\n{sequence.title}; mean accuracy over tasks after the last, {len(options.seeds)} seeds")
        for n_hidden, rows in measured(sequence, digits, options.hidden, options.seeds, plan).items():
            print(table(f"784-{n_hidden}-10, {plan.n_steps} steps for each task", rows))
        print(published_table(sequence.published))
    print("\n" + "\n".join(f"[{number}] {source}" for number, source in published.SOURCES.items()))


def measured(sequence: Sequence, digits: Task, hidden: list[int], seeds: list[int], plan: Plan) -> dict[int, list[Row]]:
    """Return the rows for each number of hidden units: the order of digits, the pixels and the network vary by seed."""
    found: dict[int, dict[tuple[str, str], list[tuple[float, int]]]] = {n_hidden: {} for n_hidden in hidden}
    for seed in seeds:
        in_turn = sequence.tasks(digits, np.random.default_rng(seed))
        rng = np.random.default_rng(seed)
        generators = [TaskGenerator.fitted(task.train, plan.n_fitted, rng) for task in in_turn[:-1]]
        for n_hidden in hidden:
            for way, kept, share, n_bytes in _learned(in_turn, generators, n_hidden, seed, plan):
                found[n_hidden].setdefault((way, kept), []).append((share, n_bytes))
    return {
        n_hidden: [Row(*way, np.array([s for s, _ in values]), values[-1][1]) for way, values in by_way.items()]
        for n_hidden, by_way in found.items()
    }


def table(title: str, rows: list[Row]) -> str:
    """Return our own rows: what is kept besides the network, mean and standard deviation over seeds, in percent."""
    lines = [f"{title:48}{'kept':>14}{'kB':>8}{'read, %':>16}"]
    for row in rows:
        percent = f"{100 * row.shares.mean():.2f} ± {100 * row.shares.std(ddof=len(row.shares) > 1):.2f}"
        lines.append(f"{row.way:48}{row.kept:>14}{row.n_bytes / 1000:8.0f}{percent:>16}")
    return "\n".join(lines)


def published_table(rows: tuple[published.Published, ...]) -> str:
    """Return the published rows, each with the number of its source."""
    lines = [f"{'published':48}{'kept':>14}{'':8}{'read, %':>16}"]
    lines += [f"{row.way:48}{row.kept:>14}{'':8}{row.percent:>16} [{row.source}]" for row in rows]
    return "\n".join(lines)


def _learned(
    in_turn: list[Task], generators: list[TaskGenerator], n_hidden: int, seed: int, plan: Plan
) -> Iterator[tuple[str, str, float, int]]:
    """Yield each way, what it keeps, its accuracy and its bytes; all begin with the same network."""
    sizes = (SIZES[0], n_hidden, SIZES[-1])
    for way, kept, make in _ways(generators, plan):
        rng = np.random.default_rng(seed)
        network = Network.initial(sizes, rng)
        memory = make(rng)
        learn_in_turn(network, in_turn, memory, plan, rng)
        yield way, kept, average_accuracy(network, in_turn), memory.n_bytes
    rng = np.random.default_rng(seed)
    network = Network.initial(sizes, rng)
    learn_together(network, in_turn, plan, rng)
    n_bytes = sum(task.train.pictures.nbytes + len(task.train) for task in in_turn)
    yield TOGETHER, "everything", average_accuracy(network, in_turn), n_bytes


def _ways(
    generators: list[TaskGenerator], plan: Plan
) -> Iterator[tuple[str, str, Callable[[np.random.Generator], Kept]]]:
    yield "no memory", "nothing", lambda _: Nothing()
    yield "rehearsal of pseudo-digits", "no data", lambda rng: PseudoDigits(generators, plan, rng)
    for budget in BUDGETS:
        yield f"rehearsal of {budget:,} stored digits", "data", partial(StoredDigits, budget)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.continual", description="What is forgotten.")
    parser.add_argument("--quick", action="store_true", help="train on very little, to check that everything runs")
    parser.add_argument("--hidden", nargs="+", type=int, default=list(HIDDEN), help="hidden units; default: 30 100")
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2], help="default: 0 1 2")
    return parser


if __name__ == "__main__":
    main()
