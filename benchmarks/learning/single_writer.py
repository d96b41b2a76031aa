"""One new writer, alone with a base network that was trained without him or her: how soon the hand is learned."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from uuid import uuid4

import numpy as np
from numpy.typing import ArrayLike

from benchmarks.appended import Appended
from benchmarks.hands import Hand
from benchmarks.intervals import mean_interval
from benchmarks.worlds import world
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import as_inputs, preprocess
from nn.progress import with_bar

POINTS = (0, 10, 20, 30, 50, 100)
"""So many digits are verified when the held-out ones are read."""


@dataclass(frozen=True)
class Alone:
    """What one writer came to: held-out digits read at each of the points, MNIST's before and after, and the runs."""

    writer: int
    learning: list[Accuracy]
    appended: list[Accuracy]
    mnist: tuple[Accuracy, Accuracy]
    seconds: list[float]
    tens: list[str]
    deepest_fall: float


def run(
    hands: Sequence[Hand], networks: Mapping[int, Network], append: Callable[[Network], Appended], *, has_corpora: bool
) -> list[Alone]:
    """Each writer meets a network of his or her own, and nobody who was left out of it is rehearsed."""
    return [
        _one(hand, networks, append(networks[hand.writer]), has_corpora=has_corpora)
        for hand in with_bar(hands, len(hands), "each alone")
    ]


def _one(hand: Hand, networks: Mapping[int, Network], appended: Appended, *, has_corpora: bool) -> Alone:
    base = networks[hand.writer]
    without = [writer for writer, other in networks.items() if other is base]
    with world(base, without=without, has_corpora=has_corpora) as here:
        before, learning, who = here.mnist(), [hand.read_by(here.network)], uuid4()
        for first, last in _stretches(len(hand.labels)):
            for row in range(first, last):
                here.teach(hand.drawings[row], hand.labels[row], by=who)
            learning.append(hand.read_by(here.network))
        return Alone(
            hand.writer,
            learning,
            _appending(hand, appended),
            (before, here.mnist()),
            here.seconds,
            here.tens(),
            here.deepest_fall(),
        )


def _appending(hand: Hand, appended: Appended) -> list[Accuracy]:
    read = [hand.read_by(appended.network)]
    for first, last in _stretches(len(hand.labels)):
        pictures = np.array([preprocess(drawing).reshape(-1) for drawing in hand.drawings[first:last]])
        appended.learn(as_inputs(pictures), np.array(hand.labels[first:last]))
        read.append(hand.read_by(appended.network))
    return read


def _stretches(n: int) -> list[tuple[int, int]]:
    """From each point to the next, as far as there are digits."""
    return [(first, last) for first, last in pairwise(POINTS) if last <= n]


def print_tables(title: str, results: Sequence[Alone]) -> None:
    n_points = len(results[0].learning)
    print(f"\nA new writer alone: {title}, mean over {len(results)} writers; held-out digits of the same writer")
    print(f"{'verified digits':28}" + "".join(f"{n:>10}" for n in POINTS[:n_points]))
    for name, of_each in curves_of(results).items():
        _print_curve(name, of_each)
    print_runs(results)


def _print_curve(name: str, curves: Sequence[Sequence[Accuracy]]) -> None:
    fractions = np.array([[accuracy.fraction for accuracy in curve] for curve in curves])
    print(f"{name:28}" + "".join(f"{mean:>10.2%}" for mean in fractions.mean(axis=0)))
    if len(fractions) > 1:
        intervals = [mean_interval(column) for column in fractions.T]
        print(f"{'    95 % interval ±':28}" + "".join(f"{(high - low) / 2:>10.2%}" for low, high in intervals))
    counts = [(sum(a.correct for a in at), sum(a.count for a in at)) for at in zip(*curves, strict=True)]
    print(f"{f'    read, of {counts[0][1]:,}':28}" + "".join(f"{correct:>10,}" for correct, _ in counts))


def print_runs(results: Sequence[Alone]) -> None:
    falls = [before.fraction - after.fraction for before, after in (one.mnist for one in results)]
    before, after = (np.mean([one.mnist[i].fraction for one in results]) for i in range(2))
    print(f"MNIST test: {before:.2%} → {after:.2%} after all; falls by {np.mean(falls):.2%}, at most {max(falls):.2%}")
    tens, seconds = (list(chain(*each)) for each in ([one.tens for one in results], [one.seconds for one in results]))
    print_tens(tens, seconds, max(one.deepest_fall for one in results))


def print_tens(tens: Sequence[str], seconds: Sequence[float], deepest_fall: float) -> None:
    n_promoted = tens.count("promoted")
    share = Accuracy(n_promoted, len(tens))
    low, high = share.interval
    print(f"promoted {n_promoted} of {len(tens)} tens: {share.fraction:.1%}, 95 % interval {low:.1%} – {high:.1%}")
    print(f"a retrain: median {statistics.median(seconds):.2f} s, 95 % within {np.percentile(seconds, 95):.2f} s")
    print(f"served network below the best ever accepted on the reference digits: at most {deepest_fall:.2%}")


def lines(results: Sequence[Alone]) -> dict[str, tuple[ArrayLike, ArrayLike]]:
    """Means over writers, in per cent, to be drawn."""
    return {
        name: (POINTS[: len(curves[0])], 100 * np.mean([[at.fraction for at in curve] for curve in curves], axis=0))
        for name, curves in curves_of(results).items()
    }


def curves_of(results: Sequence[Alone]) -> dict[str, list[list[Accuracy]]]:
    """Of each way of learning, a curve for each writer; without learning it stays where it began."""
    return {
        "learning": [one.learning for one in results],
        "append and train again": [one.appended for one in results],
        "no learning": [one.learning[:1] * len(one.learning) for one in results],
    }
