"""One network and many writers, none of whom its base network was trained on, taking turns: each digit is guessed
before it is learned (prequential accuracy, A. Dawid, JRSS A 147, 1984)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import numpy as np
from numpy.typing import ArrayLike

from benchmarks.alone import print_tens
from benchmarks.appended import Appended
from benchmarks.hands import Hand
from benchmarks.worlds import world
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import as_inputs, preprocess
from nn.progress import with_bar

TURN = 20


@dataclass(frozen=True)
class Together:
    """Whether each digit, in the order of writing, was guessed: (N,); and the runs."""

    guessed: dict[str, list[bool]]
    mnist: tuple[Accuracy, Accuracy]
    seconds: list[float]
    tens: list[str]
    deepest_fall: float


def run(hands: Sequence[Hand], base: Network, append: Appended, *, has_corpora: bool) -> Together:
    turns = turns_of(hands)
    who = {hand.writer: uuid4() for hand in hands}
    guessed: dict[str, list[bool]] = {name: [] for name in ("learning", "append and train again", "no learning")}
    with world(base, without=list(who), has_corpora=has_corpora) as here:
        before = here.mnist()
        for turn in with_bar(turns, len(turns), "taking turns"):
            for hand, row in turn:
                label = hand.labels[row]
                guessed["learning"].append(here.teach(hand.drawings[row], label, by=who[hand.writer]) == label)
            for first in range(0, len(turn), 10):
                ten = turn[first : first + 10]
                X = as_inputs(np.array([preprocess(hand.drawings[row]) for hand, row in ten]))
                labels = np.array([hand.labels[row] for hand, row in ten])
                guessed["no learning"] += (base.outputs(X).argmax(axis=1) == labels).tolist()
                guessed["append and train again"] += (append.network.outputs(X).argmax(axis=1) == labels).tolist()
                append.learn(X, labels)
        return Together(guessed, (before, here.mnist()), here.seconds, here.tens(), here.deepest_fall())


def turns_of(hands: Sequence[Hand]) -> list[list[tuple[Hand, int]]]:
    """Each writer's first twenty digits, then each one's next, as long as all have some."""
    n_each = min(len(hand.labels) for hand in hands) // TURN
    return [[(hand, TURN * turn + k) for k in range(TURN)] for turn in range(n_each) for hand in hands]


def print_table(title: str, result: Together) -> None:
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


def lines(result: Together) -> dict[str, tuple[ArrayLike, ArrayLike]]:
    """The part of each hundred digits that was guessed, in per cent, to be drawn."""
    n = 100
    drawn: dict[str, tuple[ArrayLike, ArrayLike]] = {}
    for name, flags in result.guessed.items():
        ends = range(min(n, len(flags)), len(flags) + 1, n)
        drawn[name] = (list(ends), [100 * float(np.mean(flags[max(0, end - n) : end])) for end in ends])
    return drawn
