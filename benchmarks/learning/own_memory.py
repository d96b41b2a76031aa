"""Measure what the memory of a hand adds to a network: after few corrections, in the order of writing, and its time.

Every digit is guessed before it is known: prequential accuracy, A. Dawid, JRSS A 147, 1984.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmarks.learning.hands import Hand
from nn.metrics import Accuracy
from nn.online.memory import Memory, remember
from nn.online.oriented_gradients import oriented_gradients

Flags = NDArray[np.bool_]

KNOWN = (0, 1, 2, 3, 5)
"""The numbers of corrected examples of an odd digit."""
PARTS = (0, 10, 20, 50, 100)
"""The bounds of the parts into which a hand's digits are divided, in their order."""
ONE_IN = 20
"""One label in this many is wrong when slips are measured."""
WAYS = ("network alone", "memory alone", "both")
N_DRAWS = 3
"""How often other labels are made wrong. If more, it takes longer, and luck plays less."""
N_REMEMBERED = 200
N_TIMED = 100


@dataclass(frozen=True)
class Corrected:
    """The digits read after some corrections: the odd ones, and the others by the network alone and with the memory."""

    odd: Accuracy
    others_before: Accuracy
    others: Accuracy


@dataclass(frozen=True)
class Sight:
    """Whether each digit of a hand was read at first sight (n,), by each of WAYS."""

    read: dict[str, Flags]

    @property
    def n_lost(self) -> int:
        """The digits that the network alone reads and both do not, less the opposite."""
        return int(self.read["network alone"].sum() - self.read["both"].sum())


def after_corrections(hands: Sequence[tuple[Hand, int]], n_known: int, *, in_use: bool) -> Corrected:
    """Return what is read once the first `n_known` examples of the odd digit are known.

    The memory has those alone, or, `in_use`, all digits that were written until then. It is tested on all others.
    """
    odd, before, after = [], [], []
    for hand, digit in hands:
        last = np.flatnonzero(hand.labels == digit)[: max(KNOWN)][n_known - 1] if n_known else -1
        is_known = np.arange(len(hand.labels)) <= last
        if not in_use:
            is_known &= hand.labels == digit
        rest = ~is_known
        memory = memory_of(hand, np.flatnonzero(is_known), hand.labels)
        read = memory.correct(hand.X[rest], hand.outputs[rest]).argmax(axis=1) == hand.labels[rest]
        read_before = hand.outputs[rest].argmax(axis=1) == hand.labels[rest]
        is_odd = hand.labels[rest] == digit
        odd.append(read[is_odd])
        before.append(read_before[~is_odd])
        after.append(read[~is_odd])
    return Corrected(*(_accuracy(flags) for flags in (odd, before, after)))


def at_first_sight(hand: Hand, told: NDArray[np.int64], n: int) -> Sight:
    """Return whether each of the first n digits is read before it is known; `told` are the labels that are learned."""
    n = min(n, len(hand.labels))
    guesses = {way: hand.outputs[:n].argmax(axis=1) for way in WAYS}
    features = oriented_gradients(hand.X[:n])
    for row in range(1, n):
        distances = np.square(features[:row] - features[row]).sum(axis=1)
        guesses["memory alone"][row] = told[distances.argmin()]
        memory = memory_of(hand, np.arange(row), told)
        guesses["both"][row] = memory.correct(hand.X[row : row + 1], hand.outputs[row : row + 1]).argmax()
    return Sight({way: guess == hand.labels[:n] for way, guess in guesses.items()})


def memory_of(hand: Hand, rows: NDArray[np.intp], told: NDArray[np.int64]) -> Memory:
    """Return the memory of these rows of a hand, with the labels that were told (N,)."""
    return remember(hand.X[rows], told[rows], hand.outputs[rows])


def with_slips(labels: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """Return labels of which one in each `ONE_IN` is another digit."""
    told = labels.copy()
    for first in range(0, len(labels) - ONE_IN + 1, ONE_IN):
        row = first + int(rng.integers(ONE_IN))
        told[row] = (labels[row] + rng.integers(1, 10)) % 10
    return told


def with_slips_at_first_sight(hands: Sequence[Hand], draw: int, n: int) -> list[Sight]:
    """Return what `at_first_sight` does for each hand with slips; each `draw` has other wrong labels."""
    told = (with_slips(hand.labels, np.random.default_rng((draw, place))) for place, hand in enumerate(hands))
    return [at_first_sight(hand, labels, n) for hand, labels in zip(hands, told, strict=True)]


def print_corrections(title: str, hands: Sequence[tuple[Hand, int]]) -> None:
    print(f"\nDigits of a hand that its network reads below 70 %: {len(hands)} of {title}")
    for in_use in (False, True):
        print("the memory has " + ("all digits written until then" if in_use else "those examples alone"))
        columns = f"{'read of that digit':>24}{'95 % interval':>18}{'others before':>25}{'after':>25}{'change':>9}"
        print(f"{'known':>8}{columns}")
        for n_known in KNOWN:
            result = after_corrections(hands, n_known, in_use=in_use)
            change = result.others.fraction - result.others_before.fraction
            low, high = result.odd.interval
            counts = "".join(f"{_told(accuracy):>25}" for accuracy in (result.others_before, result.others))
            print(f"{n_known:>8}{_told(result.odd):>24}{f'{low:.1%} – {high:.1%}':>18}{counts}{change:>+9.2%}")


def lines(hands: Sequence[tuple[Hand, int]]) -> dict[str, tuple[ArrayLike, ArrayLike]]:
    """Return what is read in per cent by the number of corrections, in use, as x and y of each curve."""
    results = [after_corrections(hands, n_known, in_use=True) for n_known in KNOWN]
    return {
        "digits that the network misreads": (KNOWN, [100 * result.odd.fraction for result in results]),
        "the same hands' other digits": (KNOWN, [100 * result.others.fraction for result in results]),
    }


def print_first_sight(title: str, sights: Sequence[Sight]) -> None:
    bounds = [pair for pair in pairwise(PARTS) if pair[0] < max(len(sight.read["both"]) for sight in sights)]
    print(f"\nMisread at first sight, of {len(sights)} hands: {title}")
    parts = "".join(f"{f'{first + 1}–{last}':>12}" for first, last in bounds)
    print(f"{'digits':16}{parts}{'1–100':>16}{'95 % interval':>18}{'worst hand':>12}")
    for way in WAYS:
        flags = [sight.read[way] for sight in sights]
        missed = [_misread([one[first:last] for one in flags]) for first, last in bounds]
        whole = _misread(flags)
        low, high = whole.interval
        cells = "".join(f"{f'{part.correct} ({part.fraction:.1%})':>12}" for part in missed)
        worst = max(1 - float(one.mean()) for one in flags)
        total = f"{whole.correct} ({whole.fraction:.2%})"
        print(f"{way:16}{cells}{total:>16}{f'{low:.2%} – {high:.2%}':>18}{worst:>12.0%}")
    lost = [sight.n_lost for sight in sights]
    more, one = sum(n > 1 for n in lost), sum(n == 1 for n in lost)
    better = sum(n < 0 for n in lost)
    print(f"hands better off with their memory: {better}; worse off by one digit: {one}; by more: {more}")


def print_times(hand: Hand) -> None:
    """Print how long a memory of 200 examples takes to be made, and to correct one guess."""
    rows = np.arange(min(N_REMEMBERED, len(hand.labels)))
    memory = memory_of(hand, rows, hand.labels)
    x, outputs = hand.X[-1:], hand.outputs[-1:]
    made = _milliseconds(lambda: memory_of(hand, rows, hand.labels))
    corrected = _milliseconds(lambda: memory.correct(x, outputs))
    print(f"\nA memory of {len(rows)} examples, {memory.nbytes:,} bytes: time of the processor, median and shortest")
    print(f"made: {made}; one guess corrected: {corrected}")


def _milliseconds(act: Callable[[], object]) -> str:
    times = []
    for _ in range(N_TIMED):
        started = time.process_time()
        act()
        times.append(1000 * (time.process_time() - started))
    return f"{np.median(times):.2f} and {min(times):.2f} ms"


def _accuracy(flags: Sequence[Flags]) -> Accuracy:
    joined = np.concatenate(flags)
    return Accuracy(int(joined.sum()), len(joined))


def _misread(flags: Sequence[Flags]) -> Accuracy:
    """Return how many digits are misread, as the `correct` of an Accuracy."""
    return _accuracy([~one for one in flags])


def _told(accuracy: Accuracy) -> str:
    return f"{accuracy.correct:,} of {accuracy.count:,}, {accuracy.fraction:.1%}"
