"""Measure how one network learns many new writers who take turns.

Each digit is guessed before it is learned: prequential accuracy, A. Dawid, JRSS A 147, 1984.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import numpy as np
from numpy.typing import ArrayLike, NDArray
from tqdm import tqdm

from benchmarks.learning.append_baseline import AppendBaseline
from benchmarks.learning.program_fixture import fresh_program
from benchmarks.learning.single_writer import print_tens
from benchmarks.learning.writers import Writer, picture_of
from nn.metrics import Accuracy
from nn.network import Network
from nn.online.memory import remember
from nn.preprocessing import as_inputs

TURN = 20
N_REMEMBERED = 200
"""The newest digits of a hand that its memory has. If more, guesses take longer."""


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
    ways = ("learning", "learning, and each hand's memory", "append and train again", "no learning")
    guessed: dict[str, list[bool]] = {name: [] for name in ways}
    pictures = {
        writer.number: as_inputs(np.array([picture_of(drawing) for drawing in writer.drawings])) for writer in writers
    }
    with fresh_program(base, without=list(contributors), has_corpora=has_corpora) as program:
        before = program.mnist()
        for turn in tqdm(turns, desc="taking turns"):
            for writer, row in turn:
                label = writer.labels[row]
                own = _guess_with_memory(program.network, pictures[writer.number][: row + 1], writer.labels[:row])
                guessed["learning, and each hand's memory"].append(own == label)
                guessed["learning"].append(
                    program.teach(writer.drawings[row], label, by=contributors[writer.number]) == label
                )
            for first in range(0, len(turn), 10):
                ten = turn[first : first + 10]
                X = np.array([pictures[writer.number][row] for writer, row in ten])
                labels = np.array([writer.labels[row] for writer, row in ten])
                guessed["no learning"] += (base.outputs(X).argmax(axis=1) == labels).tolist()
                guessed["append and train again"] += (append.network.outputs(X).argmax(axis=1) == labels).tolist()
                append.learn(X, labels)
        return ManyWritersResult(
            guessed, (before, program.mnist()), program.seconds, program.tens(), program.deepest_fall()
        )


def _guess_with_memory(network: Network, X: NDArray[np.float32], labels: Sequence[int]) -> int:
    """Return the guess for the last picture of X (n + 1, 784) with the memory of those before, labelled (n,)."""
    outputs = network.outputs(X[-N_REMEMBERED - 1 :])
    known = X[-N_REMEMBERED - 1 : -1]
    memory = remember(known, np.array(labels[-N_REMEMBERED:], np.int64), outputs[:-1])
    return int(memory.correct(X[-1:], outputs[-1:]).argmax())


def turns_of(writers: Sequence[Writer]) -> list[list[tuple[Writer, int]]]:
    """Return each writer's first twenty digits, then each writer's next twenty, while all writers have enough."""
    n_each = min(len(writer.labels) for writer in writers) // TURN
    return [[(writer, TURN * turn + k) for k in range(TURN)] for turn in range(n_each) for writer in writers]


def print_table(title: str, result: ManyWritersResult) -> None:
    n = len(result.tens) * 10
    print(f"\nMany writers taking turns of {TURN}: {title}; each digit is guessed before it is learned")
    print(f"{'':36}{'all':>10}   95 % interval      correct")
    for name, flags in result.guessed.items():
        accuracy = Accuracy(sum(flags), len(flags))
        low, high = accuracy.interval
        print(f"{name:36}{accuracy.fraction:>10.2%}   {low:.2%} – {high:.2%}   {accuracy.correct:,} of {n:,}")
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
