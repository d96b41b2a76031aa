"""Whether people who lie can spoil the network for those who do not: floods of 500 digits after 200 honest ones.

Each attack begins the same world anew. The poison is drawn well, by people whose hands the network knows, so that it
contradicts what it knows as much as it can. Unless one contributor is what is tried, every digit comes from another.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import numpy as np

from backend.digits.models import Digit, DigitState
from benchmarks.hands import Hand
from benchmarks.variants import Drawing
from benchmarks.worlds import World, world
from nn.metrics import Accuracy
from nn.network import Network
from nn.progress import with_bar

Lie = tuple[Drawing, int, UUID]
Attack = Callable[[Sequence[Hand], np.random.Generator], Iterator[Lie]]
N_AFTER = 30
"""Honest digits after the attack, to see whether they are learned again."""


def random_labels(liars: Sequence[Hand], rng: np.random.Generator) -> Iterator[Lie]:
    while True:
        drawing, _ = _any_digit(liars, rng)
        yield drawing, int(rng.integers(10)), uuid4()


def fours_as_nines(liars: Sequence[Hand], rng: np.random.Generator) -> Iterator[Lie]:
    while True:
        drawing, label = _any_digit(liars, rng)
        if label == 4:
            yield drawing, 9, uuid4()


def one_drawing(liars: Sequence[Hand], rng: np.random.Generator) -> Iterator[Lie]:
    """The same again and again, under a wrong label."""
    drawing, label = _any_digit(liars, rng)
    while True:
        yield drawing, (label + 1) % 10, uuid4()


def one_contributor(liars: Sequence[Hand], rng: np.random.Generator) -> Iterator[Lie]:
    """Every label is one too high."""
    who = uuid4()
    while True:
        drawing, label = _any_digit(liars, rng)
        yield drawing, (label + 1) % 10, who


ATTACKS: dict[str, Attack] = {
    "random labels": random_labels,
    "fours labelled nine": fours_as_nines,
    "one drawing": one_drawing,
    "one contributor": one_contributor,
}


@dataclass(frozen=True)
class Poisoned:
    """Honest writers' held-out digits read before, after the attack, and after thirty honest digits more."""

    honest: list[Accuracy]
    poison_tens: list[str]
    honest_tens: list[str]
    n_held: int
    n_honest_held: int
    deepest_fall: float


def run(hands: Sequence[Hand], liars: Sequence[Hand], base: Network, *, n_before: int, n: int) -> dict[str, Poisoned]:
    """`n_before` honest digits, `n` of poison, and then honest ones again."""
    attacks = with_bar(ATTACKS.items(), len(ATTACKS), "attacks")
    return {
        name: _one(hands, attack(liars, np.random.default_rng(0)), base, n_before=n_before, n=n)
        for name, attack in attacks
    }


def _one(hands: Sequence[Hand], lies: Iterator[Lie], base: Network, *, n_before: int, n: int) -> Poisoned:
    turns = [(hand, row) for row in range(len(hands[0].labels)) for hand in hands]
    who = {hand.writer: uuid4() for hand in hands}
    with world(base, without=list(who)) as here:
        _teach(here, turns[:n_before], who)
        read, n_tens = [_read(hands, here)], len(here.tens())
        for _ in range(n):
            drawing, label, liar = next(lies)
            here.teach(drawing, label, by=liar)
        read.append(_read(hands, here))
        poison_tens = here.tens()[n_tens:]
        _teach(here, turns[n_before : n_before + N_AFTER], who)
        read.append(_read(hands, here))
        held = Digit.objects.filter(state=DigitState.HELD)
        return Poisoned(
            honest=read,
            poison_tens=poison_tens,
            honest_tens=here.tens()[n_tens + len(poison_tens) :],
            n_held=held.count(),
            n_honest_held=held.filter(contributor__in=who.values()).count(),
            deepest_fall=here.deepest_fall(),
        )


def _teach(here: World, digits: Sequence[tuple[Hand, int]], who: dict[int, UUID]) -> None:
    for hand, row in digits:
        here.teach(hand.drawings[row], hand.labels[row], by=who[hand.writer])


def _read(hands: Sequence[Hand], here: World) -> Accuracy:
    each = [hand.read_by(here.network) for hand in hands]
    return Accuracy(sum(one.correct for one in each), sum(one.count for one in each))


def _any_digit(hands: Sequence[Hand], rng: np.random.Generator) -> tuple[Drawing, int]:
    hand = hands[int(rng.integers(len(hands)))]
    row = int(rng.integers(len(hand.labels)))
    return hand.drawings[row], hand.labels[row]


def print_table(title: str, n: int, results: dict[str, Poisoned]) -> None:
    print(f"\n{n} digits of poison: held-out digits of {title} before, after, and after {N_AFTER} honest digits more")
    columns = f"{'of':>6}{'before':>9}{'after':>9}{'again':>9}{'fall':>9}{'poison promoted':>18}{'honest promoted':>18}"
    print(f"{'':22}{columns}   held (of the honest)")
    for name, one in results.items():
        before, after, _ = one.honest
        read = "".join(f"{accuracy.fraction:>9.2%}" for accuracy in one.honest)
        tens = "".join(f"{_promoted(tens):>18}" for tens in (one.poison_tens, one.honest_tens))
        fall = before.fraction - after.fraction
        print(f"{name:22}{before.count:>6,}{read}{fall:>9.2%}{tens}   {one.n_held} ({one.n_honest_held})")
    deepest = max(one.deepest_fall for one in results.values())
    print(f"served network below the best ever accepted on the reference digits: at most {deepest:.2%}")


def _promoted(tens: Sequence[str]) -> str:
    return f"{tens.count('promoted')} of {len(tens)}"
