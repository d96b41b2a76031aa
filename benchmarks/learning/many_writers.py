"""Measure how one network learns many new writers who take turns.

Each digit is guessed before it is learned: prequential accuracy, A. Dawid, JRSS A 147, 1984.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import numpy as np
from numpy.typing import ArrayLike
from tqdm import tqdm

from benchmarks.learning.append_baseline import AppendBaseline
from benchmarks.learning.program_fixture import fresh_program
from benchmarks.learning.single_writer import print_tens
from benchmarks.learning.writers import Writer
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import as_inputs, preprocess

TURN = 20


@dataclass(frozen=True)
class ManyWritersResult:
    """The guesses, right or wrong (N,) in the order of writing, for each way of learning; and the runs."""

    guessed: dict[str, list[bool]]
    mnist: tuple[Accuracy, Accuracy]
    seconds: list[float]
    tens: list[str]
    deepest_fall: float


def run(writers: Sequence[Writer], base: Network, append: AppendBaseline, *, has_corpora: bool) -> ManyWritersResult:
    turns = turns_of(writers)
    contributors = {writer.number: uuid4() for writer in writers}
    guessed: dict[str, list[bool]] = {name: [] for name in ("learning", "append and train again", "no learning")}
    with fresh_program(base, without=list(contributors), has_corpora=has_corpora) as program:
        before = program.mnist()
        for turn in tqdm(turns, desc="taking turns"):
            for writer, row in turn:
                label = writer.labels[row]
                guessed["learning"].append(
                    program.teach(writer.drawings[row], label, by=contributors[writer.number]) == label
                )
            for first in range(0, len(turn), 10):
                ten = turn[first : first + 10]
                X = as_inputs(np.array([preprocess(writer.drawings[row]) for writer, row in ten]))
                labels = np.array([writer.labels[row] for writer, row in ten])
                guessed["no learning"] += (base.outputs(X).argmax(axis=1) == labels).tolist()
                guessed["append and train again"] += (append.network.outputs(X).argmax(axis=1) == labels).tolist()
                append.learn(X, labels)
        return ManyWritersResult(
            guessed, (before, program.mnist()), program.seconds, program.tens(), program.deepest_fall()
        )


def turns_of(writers: Sequence[Writer]) -> list[list[tuple[Writer, int]]]:
    """Return each writer's first twenty digits, then each writer's next twenty, while all writers have enough."""
    n_each = min(len(writer.labels) for writer in writers) // TURN
    return [[(writer, TURN * turn + k) for k in range(TURN)] for turn in range(n_each) for writer in writers]


def print_table(title: str, result: ManyWritersResult) -> None:
    n = len(result.tens) * 10
    print(f"\nMany writers taking turns of {TURN}: {title}; each digit is guessed before it is learned")
    print(f"{'':28}{'all':>10}   95 % interval      correct")
    for name, flags in result.guessed.items():
        accuracy = Accuracy(sum(flags), len(flags))
        low, high = accuracy.interval
        print(f"{name:28}{accuracy.fraction:>10.2%}   {low:.2%} – {high:.2%}   {accuracy.correct:,} of {n:,}")
    before, after = result.mnist
    fall = before.fraction - after.fraction
    print(f"MNIST test, before → after: {before.fraction:.2%} → {after.fraction:.2%}; fall {fall:.2%}")
    print_tens(result.tens, result.seconds, result.deepest_fall)


def lines(result: ManyWritersResult) -> dict[str, tuple[ArrayLike, ArrayLike]]:
    """Return the share of each hundred digits that was guessed right, in per cent, as x and y of each curve."""
    n = 100
    drawn: dict[str, tuple[ArrayLike, ArrayLike]] = {}
    for name, flags in result.guessed.items():
        ends = range(min(n, len(flags)), len(flags) + 1, n)
        drawn[name] = (list(ends), [100 * float(np.mean(flags[max(0, end - n) : end])) for end in ends])
    return drawn
