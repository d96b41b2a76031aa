"""Measure how soon the program learns a single new writer, on whom its base network was not trained."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from uuid import uuid4

import numpy as np
from numpy.typing import ArrayLike
from tqdm import tqdm

from benchmarks.intervals import mean_interval
from benchmarks.learning.append_baseline import AppendBaseline
from benchmarks.learning.program_fixture import fresh_program
from benchmarks.learning.writers import Writer, picture_of
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import as_inputs

N_TEN = 10  # verified digits after which the program trains
POINTS = (0, 10, 20, 30, 50, 100)
"""The numbers of verified digits after which the held-out digits are read."""


@dataclass(frozen=True)
class SingleWriterResult:
    """The result of one writer: held-out digits read at each of POINTS, MNIST before and after, and the runs."""

    number: int
    learning: list[Accuracy]
    appended: list[Accuracy]
    mnist: tuple[Accuracy, Accuracy]
    seconds: list[float]
    tens: list[str]
    deepest_fall: float


def run(
    writers: Sequence[Writer],
    networks: Mapping[int, Network],
    append: Callable[[Network], AppendBaseline],
    *,
    has_corpora: bool,
) -> list[SingleWriterResult]:
    """Measure each writer with a network of their own; writers left out of its training are not rehearsed either."""
    return [
        _measure(writer, networks, append(networks[writer.number]), has_corpora=has_corpora)
        for writer in tqdm(writers, desc="each alone")
    ]


def _measure(
    writer: Writer, networks: Mapping[int, Network], appended: AppendBaseline, *, has_corpora: bool
) -> SingleWriterResult:
    base = networks[writer.number]
    without = [number for number, network in networks.items() if network is base]
    with fresh_program(base, without=without, has_corpora=has_corpora) as program:
        before, learning, contributor = program.mnist(), [writer.read_by(program.network)], uuid4()
        for first, last in _stretches(len(writer.labels)):
            for row in range(first, last):
                program.teach(writer.drawings[row], writer.labels[row], by=contributor)
            learning.append(writer.read_by(program.network))
        return SingleWriterResult(
            writer.number,
            learning,
            _append_baseline(writer, appended),
            (before, program.mnist()),
            program.seconds,
            program.tens(),
            program.deepest_fall(),
        )


def _append_baseline(writer: Writer, appended: AppendBaseline) -> list[Accuracy]:
    """Append ten digits at a time, so that it trains as often as the program does."""
    read = [writer.read_by(appended.network)]
    for first, last in _stretches(len(writer.labels)):
        for start in range(first, last, N_TEN):
            pictures = [picture_of(drawing).reshape(-1) for drawing in writer.drawings[start : start + N_TEN]]
            appended.learn(as_inputs(np.array(pictures)), np.array(writer.labels[start : start + N_TEN]))
        read.append(writer.read_by(appended.network))
    return read


def _stretches(n: int) -> list[tuple[int, int]]:
    """Return the pairs of neighbouring POINTS, as far as there are digits."""
    return [(first, last) for first, last in pairwise(POINTS) if last <= n]


def print_tables(title: str, results: Sequence[SingleWriterResult]) -> None:
    n_points = len(results[0].learning)
    print(f"\nA new writer alone: {title}, mean over {len(results)} writers; held-out digits of the same writer")
    print(f"{'verified digits':28}" + "".join(f"{n:>10}" for n in POINTS[:n_points]))
    for name, curves in curves_of(results).items():
        _print_curve(name, curves)
    print_runs(results)


def _print_curve(name: str, curves: Sequence[Sequence[Accuracy]]) -> None:
    fractions = np.array([[accuracy.fraction for accuracy in curve] for curve in curves])
    print(f"{name:28}" + "".join(f"{mean:>10.2%}" for mean in fractions.mean(axis=0)))
    if len(fractions) > 1:
        intervals = [mean_interval(column) for column in fractions.T]
        print(f"{'    95 % interval ±':28}" + "".join(f"{(high - low) / 2:>10.2%}" for low, high in intervals))
    counts = [(sum(a.correct for a in point), sum(a.count for a in point)) for point in zip(*curves, strict=True)]
    print(f"{f'    read, of {counts[0][1]:,}':28}" + "".join(f"{correct:>10,}" for correct, _ in counts))


def print_runs(results: Sequence[SingleWriterResult]) -> None:
    falls = [before.fraction - after.fraction for before, after in (result.mnist for result in results)]
    before, after = (np.mean([result.mnist[i].fraction for result in results]) for i in range(2))
    print(f"MNIST test: {before:.2%} → {after:.2%} after all; falls by {np.mean(falls):.2%}, at most {max(falls):.2%}")
    tens = list(chain(*(result.tens for result in results)))
    seconds = list(chain(*(result.seconds for result in results)))
    print_tens(tens, seconds, max(result.deepest_fall for result in results))


def print_tens(tens: Sequence[str], seconds: Sequence[float], deepest_fall: float) -> None:
    n_promoted = tens.count("promoted")
    share = Accuracy(n_promoted, len(tens))
    low, high = share.interval
    print(f"promoted {n_promoted} of {len(tens)} tens: {share.fraction:.1%}, 95 % interval {low:.1%} – {high:.1%}")
    print(f"a retrain: median {statistics.median(seconds):.2f} s, 95 % within {np.percentile(seconds, 95):.2f} s")
    print(f"served network below the best ever accepted on the reference digits: at most {deepest_fall:.2%}")


def lines(results: Sequence[SingleWriterResult]) -> dict[str, tuple[ArrayLike, ArrayLike]]:
    """Return the means over writers in per cent, as x and y of each curve."""
    return {
        name: (
            POINTS[: len(curves[0])],
            100 * np.mean([[accuracy.fraction for accuracy in curve] for curve in curves], axis=0),
        )
        for name, curves in curves_of(results).items()
    }


def curves_of(results: Sequence[SingleWriterResult]) -> dict[str, list[list[Accuracy]]]:
    """Return, for each way of learning, one curve per writer; without learning the curve is constant."""
    return {
        "learning": [result.learning for result in results],
        "append and train again": [result.appended for result in results],
        "no learning": [result.learning[:1] * len(result.learning) for result in results],
    }
