"""Honest people take turns: five writers whom the base network never saw, or hands that were made odd.

The versions that they make are kept in a file. `watched` needs a thousand of them, and each costs a run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from benchmarks.learning.in_memory import InMemory, in_memory
from nn.network import Network
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
