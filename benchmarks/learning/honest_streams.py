"""`python -m benchmarks.learning.honest_streams`: honest people take turns, and the gate judges each of their tens.

They are the writers that one network of a folder never saw, five at a time, or ten hands of such five that were made
odd. It prints how many tens are promoted, and how many digits are misread on arrival. `--keep` keeps the versions in
files, which `benchmarks.learning.watched` needs.
"""

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from benchmarks import folds
from benchmarks.accuracy.ways import from_strokes
from benchmarks.learning.in_memory import InMemory, in_memory
from benchmarks.learning.odd_hands import OddHand, odd_hands
from nn.data.corpora import PenDigit, pendigits_path, read_pendigits
from nn.network import Network
from nn.preprocessing import as_inputs
from nn.serialization import PackedNetwork, pack, unpack

TURN = 20


@dataclass(frozen=True)
class Stream:
    """Digits in the order of sending: pictures (N, 784), labels (N,), contributors (N,) as numbers.

    `networks` are the versions that were served, and `n_known` the number of digits that had been sent when each was
    made; the first is the base network, with none. `statuses` are those of all tens.
    """

    pictures: NDArray[np.uint8]
    labels: NDArray[np.int64]
    contributors: NDArray[np.int64]
    networks: list[Network]
    n_known: list[int]
    statuses: list[str]

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        packed = [pack(network) for network in self.networks]
        np.savez(
            path,
            pictures=self.pictures,
            labels=self.labels,
            contributors=self.contributors,
            layout=np.array(packed[0].layout),
            weights=np.array([np.frombuffer(one.weights, np.uint8) for one in packed]),
            biases=np.array([np.frombuffer(one.biases, np.uint8) for one in packed]),
            n_known=np.array(self.n_known),
            statuses=np.array(self.statuses),
        )

    @classmethod
    def load(cls, path: Path) -> "Stream":
        with np.load(path, allow_pickle=False) as kept:
            layout = str(kept["layout"])
            networks = [
                unpack(PackedNetwork(layout, weights.tobytes(), biases.tobytes()))
                for weights, biases in zip(kept["weights"], kept["biases"], strict=True)
            ]
            return cls(
                kept["pictures"],
                kept["labels"],
                kept["contributors"],
                networks,
                kept["n_known"].tolist(),
                kept["statuses"].tolist(),
            )


def in_turns(labels: Sequence[NDArray[np.int64]], n_each: int) -> Iterator[tuple[int, int]]:
    """Yield (hand, row): each hand's first twenty digits, then each hand's next twenty."""
    for first in range(0, n_each, TURN):
        for hand, of_hand in enumerate(labels):
            yield from ((hand, row) for row in range(first, min(first + TURN, len(of_hand), n_each)))


def run(
    base: Network, hands: Sequence[tuple[NDArray[np.uint8], NDArray[np.int64]]], *, n_each: int, seed: int
) -> Stream:
    """Let hands, each pictures (N, 784) and labels (N,), take turns until each has sent `n_each` digits."""
    rng = np.random.default_rng(seed)
    shuffled = []
    for pictures, labels in hands:
        order = rng.permutation(len(labels))
        shuffled.append((pictures[order], labels[order]))
    sent = list(in_turns([labels for _, labels in shuffled], n_each))
    with in_memory(base) as program:
        networks, n_known = [base], [0]
        for n, (hand, row) in enumerate(sent, start=1):
            pictures, labels = shuffled[hand]
            served = program.served_version
            is_held_out = rng.random() < 0.1
            program.add(pictures[row], int(labels[row]), UUID(int=hand + 1), is_held_out=is_held_out)
            if program.served_version != served:
                networks.append(program.network)
                n_known.append(n)
        return _stream(program, [hand for hand, _ in sent], networks, n_known)


def _stream(program: InMemory, hands: list[int], networks: list[Network], n_known: list[int]) -> Stream:
    return Stream(
        np.array(program.pictures),
        np.array(program.labels, np.int64),
        np.array(hands, np.int64),
        networks,
        n_known,
        program.statuses[1:],
    )


def misread(stream: Stream) -> tuple[int, int]:
    """Return how many digits of a stream the base network misreads, and the network served when each was sent."""
    X = as_inputs(stream.pictures.reshape(-1, 784))
    wrong = [network.outputs(X).argmax(axis=1) != stream.labels for network in stream.networks]
    served = np.searchsorted(stream.n_known, np.arange(len(X)), side="right") - 1
    return int(wrong[0].sum()), int(np.array(wrong)[served, np.arange(len(X))].sum())


def ten_of(hands: Sequence[OddHand]) -> list[OddHand]:
    """Return two odd hands of each of five writers, so that each of the four oddities has two or three hands."""
    return [hand for place, hand in enumerate(hands) if (place + place // 4) % 2 == 0]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.learning.honest_streams", description="Honest people and the gate."
    )
    parser.add_argument("--folds", type=Path, required=True, help="networks named by the writers left out of training")
    parser.add_argument("--of", type=int, nargs="+", required=True, help="writers, who were left out together by fives")
    parser.add_argument("--odd", action="store_true", help="make two odd hands of each writer")
    parser.add_argument("--each", type=int, default=100, help="digits that each hand sends; default: 100")
    parser.add_argument("--keep", type=Path, help="a folder for the versions")
    options = parser.parse_args(arguments)
    digits = read_pendigits(pendigits_path(Path(os.environ["DIGITS_CORPORA"])))

    def hands_of(writers: Sequence[int]) -> list[list[PenDigit]]:
        if options.odd:
            return [hand.digits for hand in ten_of(odd_hands(digits, writers))]
        return [[digit for digit in digits if digit.writer == writer] for writer in writers]

    for writers in folds.groups_of(options.of):
        hands = [
            (np.array([from_strokes(digit) for digit in hand]), np.array([digit.label for digit in hand], np.int64))
            for hand in hands_of(writers)
        ]
        stream = run(folds.network_in(options.folds, writers), hands, n_each=options.each, seed=0)
        of_base, of_served = misread(stream)
        name = f"{len(hands)} {'odd hands of ' if options.odd else ''}writers {'-'.join(map(str, writers))}"
        print(
            f"{name}: {stream.statuses.count('promoted')} of {len(stream.statuses)} tens promoted;"
            f" misread of {len(stream.labels)}: base {of_base}, served on arrival {of_served}",
            flush=True,
        )
        if options.keep:
            stream.save(options.keep / f"{'odd-' if options.odd else ''}{'-'.join(map(str, writers))}.npz")


if __name__ == "__main__":
    main()
