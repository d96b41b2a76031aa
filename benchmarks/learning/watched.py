"""Measure the watch after promotion: how many honest versions it undoes, and how soon it undoes a planted fall.

Honest versions are those of `honest_streams`. Each is watched on the digits that followed it and on three crowds of
others, as if a class had arrived. A fall is planted in versions in two ways, until five points less are read of all
digits: noise on all weights, and an output that takes in a part of another, so that one digit is read as another.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from benchmarks.learning.database import configure

configure()

# ruff: noqa: E402

from backend.digits.selectors.training import StoredDigits
from backend.digits.services.learning.first_sight import BEYOND_DOUBT, compare
from backend.digits.services.learning.watch import N_DIGITS
from benchmarks.learning.honest_streams import Stream
from benchmarks.learning.in_memory import shipping_pseudo_digits
from nn.network import Network

FALL = 0.05
N_CROWDS = 3
N_RUNS = 100
WITHIN = 50


def noise(network: Network, amount: float, rng: np.random.Generator) -> Network:
    copy = network.copy()
    for layer in copy.weights:
        layer[...] += (rng.normal(size=layer.shape) * amount * layer.std()).astype(np.float32)
    return copy


def mixture(network: Network, amount: float, rng: np.random.Generator) -> Network:
    """Return a copy one of whose outputs takes in a part of another."""
    copy, (one, other) = network.copy(), rng.choice(10, 2, replace=False)
    copy.weights[-1][:, one] += np.float32(amount) * copy.weights[-1][:, other]
    copy.biases[-1][one] += np.float32(amount) * copy.biases[-1][other]
    return copy


PLANTED: dict[str, Callable[[Network, float, np.random.Generator], Network]] = {"noise": noise, "one digit": mixture}


def fallen(network: Network, plant: str, digits: StoredDigits, seed: int) -> Network:
    """Return the network with so much planted that it reads five points less of these digits."""
    X, labels = digits.inputs, digits.labels

    def read(which: Network) -> float:
        return float((which.outputs(X).argmax(axis=1) == labels).mean())

    low, high, wanted = 0.0, 4.0, read(network) - FALL
    for _ in range(9):
        middle = (low + high) / 2
        is_enough = read(PLANTED[plant](network, middle, np.random.default_rng(seed))) <= wanted
        low, high = (low, middle) if is_enough else (middle, high)
    return PLANTED[plant](network, high, np.random.default_rng(seed))


def digits_of(stream: Stream, rows: NDArray[np.intp]) -> StoredDigits:
    """Return rows of a stream, in this order, as the program reads them from its tables."""
    nothing = np.zeros(len(rows), np.bool_)
    contributors: list[UUID | None] = [UUID(int=int(hand) + 1) for hand in stream.contributors[rows]]
    return StoredDigits(stream.pictures[rows], stream.labels[rows], rows.tolist(), contributors, nothing, nothing)


def honest_evidence(streams: Sequence[Stream]) -> Iterator[float]:
    """Yield, for each honest version and each future, the most evidence against it; a look follows every ten digits."""
    rng = np.random.default_rng(0)
    for place, stream in enumerate(streams):
        crowd = streams[(place + 1) % len(streams)]
        with shipping_pseudo_digits(stream.networks[0]):
            for version in range(1, len(stream.networks)):
                first = stream.n_known[version]
                after = np.arange(first, min(first + N_DIGITS, len(stream.labels)))
                futures = [digits_of(stream, after)] if len(after) >= WITHIN else []
                rows = (rng.permutation(len(crowd.labels))[:N_DIGITS] for _ in range(N_CROWDS))
                futures += [digits_of(crowd, chosen) for chosen in rows]
                for digits in futures:
                    yield most_evidence(stream.networks[version], stream.networks[version - 1], digits)


def most_evidence(now: Network, before: Network, digits: StoredDigits) -> float:
    looks = range(10, len(digits) + 1, 10)
    return max(compare(now, before, digits.at(np.arange(n))).evidence for n in looks)


def n_undone(stream: Stream, plant: str) -> int:
    """Count, of N_RUNS planted falls, those that are undone within WITHIN digits."""
    rng = np.random.default_rng(1)
    every = digits_of(stream, np.arange(len(stream.labels)))
    undone = 0
    with shipping_pseudo_digits(stream.networks[0]):
        for run in range(N_RUNS):
            version = int(rng.integers(1, len(stream.networks)))
            worse = fallen(stream.networks[version], plant, every, run)
            first = int(rng.integers(len(stream.labels) - WITHIN))
            digits = digits_of(stream, np.arange(first, first + WITHIN))
            undone += most_evidence(worse, stream.networks[version - 1], digits) >= BEYOND_DOUBT
    return undone


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning.watched", description=__doc__.splitlines()[0])
    parser.add_argument("streams", type=Path, nargs="+", help="files of honest_streams")
    options = parser.parse_args(arguments)
    streams = [Stream.load(path) for path in options.streams]
    evidence = np.array(list(honest_evidence(streams)))
    n_versions = sum(len(stream.networks) - 1 for stream in streams)
    print(f"{n_versions} honest versions, {len(evidence)} futures: undone {(evidence >= BEYOND_DOUBT).sum()}")
    print(f"most evidence against an honest version: {np.sort(evidence)[-5:].round(2)}; {BEYOND_DOUBT} undoes it")
    for plant in PLANTED:
        undone = [n_undone(stream, plant) for stream in streams]
        print(f"a fall of five points, {plant}: undone within {WITHIN} digits in {undone} of {N_RUNS} each")


if __name__ == "__main__":
    main()
