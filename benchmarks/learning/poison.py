"""Measure how far people who lie spoil the network for honest people: 500 wrong digits after 200 honest ones.

Each attack starts the program afresh. The poison is drawn well, by writers whom the network was trained on, so that it
contradicts the network as strongly as possible. Each digit comes from another contributor, except in one attack.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import numpy as np
from tqdm import tqdm

from backend.digits.models import Digit, DigitState
from benchmarks.learning.program_fixture import FreshProgram, fresh_program
from benchmarks.learning.writers import Writer, Written
from nn.metrics import Accuracy
from nn.network import Network

Lie = tuple[Written, int, UUID]
Attack = Callable[[Sequence[Writer], np.random.Generator], Iterator[Lie]]
N_AFTER = 30
"""The number of honest digits after the attack, which show whether honest digits are learned again."""


def random_labels(liars: Sequence[Writer], rng: np.random.Generator) -> Iterator[Lie]:
    while True:
        drawing, _ = _any_digit(liars, rng)
        yield drawing, int(rng.integers(10)), uuid4()


def fours_as_nines(liars: Sequence[Writer], rng: np.random.Generator) -> Iterator[Lie]:
    while True:
        drawing, label = _any_digit(liars, rng)
        if label == 4:
            yield drawing, 9, uuid4()


def one_drawing(liars: Sequence[Writer], rng: np.random.Generator) -> Iterator[Lie]:
    """Yield the same drawing again and again, with a wrong label."""
    drawing, label = _any_digit(liars, rng)
    while True:
        yield drawing, (label + 1) % 10, uuid4()


def one_contributor(liars: Sequence[Writer], rng: np.random.Generator) -> Iterator[Lie]:
    """Yield digits of one contributor, each with a label that is one too high."""
    contributor = uuid4()
    while True:
        drawing, label = _any_digit(liars, rng)
        yield drawing, (label + 1) % 10, contributor


ATTACKS: dict[str, Attack] = {
    "random labels": random_labels,
    "fours labelled nine": fours_as_nines,
    "one drawing": one_drawing,
    "one contributor": one_contributor,
}


@dataclass(frozen=True)
class PoisonResult:
    """Honest writers' held-out digits read before the attack, after it, and after N_AFTER more honest digits."""

    honest: list[Accuracy]
    poison_tens: list[str]
    honest_tens: list[str]
    n_held: int
    n_honest_held: int
    deepest_fall: float


def run(
    writers: Sequence[Writer], liars: Sequence[Writer], base: Network, *, n_before: int, n: int
) -> dict[str, PoisonResult]:
    """Run each attack: `n_before` honest digits, `n` of poison, then honest digits again."""
    attacks = tqdm(ATTACKS.items(), desc="attacks")
    return {
        name: _attack(writers, attack(liars, np.random.default_rng(0)), base, n_before=n_before, n=n)
        for name, attack in attacks
    }


def _attack(writers: Sequence[Writer], lies: Iterator[Lie], base: Network, *, n_before: int, n: int) -> PoisonResult:
    turns = [(writer, row) for row in range(len(writers[0].labels)) for writer in writers]
    contributors = {writer.number: uuid4() for writer in writers}
    with fresh_program(base, without=list(contributors)) as program:
        _teach(program, turns[:n_before], contributors)
        read, n_tens = [_read(writers, program)], len(program.tens())
        for _ in range(n):
            drawing, label, liar = next(lies)
            program.teach(drawing, label, by=liar)
        read.append(_read(writers, program))
        poison_tens = program.tens()[n_tens:]
        _teach(program, turns[n_before : n_before + N_AFTER], contributors)
        read.append(_read(writers, program))
        held = Digit.objects.filter(state=DigitState.HELD)
        return PoisonResult(
            honest=read,
            poison_tens=poison_tens,
            honest_tens=program.tens()[n_tens + len(poison_tens) :],
            n_held=held.count(),
            n_honest_held=held.filter(contributor__in=contributors.values()).count(),
            deepest_fall=program.deepest_fall(),
        )


def _teach(program: FreshProgram, digits: Sequence[tuple[Writer, int]], contributors: dict[int, UUID]) -> None:
    for writer, row in digits:
        program.teach(writer.drawings[row], writer.labels[row], by=contributors[writer.number])


def _read(writers: Sequence[Writer], program: FreshProgram) -> Accuracy:
    accuracies = [writer.read_by(program.network) for writer in writers]
    return Accuracy(sum(a.correct for a in accuracies), sum(a.count for a in accuracies))


def _any_digit(writers: Sequence[Writer], rng: np.random.Generator) -> tuple[Written, int]:
    writer = writers[int(rng.integers(len(writers)))]
    row = int(rng.integers(len(writer.labels)))
    return writer.drawings[row], writer.labels[row]


def print_table(title: str, n: int, results: dict[str, PoisonResult]) -> None:
    print(f"\n{n} digits of poison: held-out digits of {title} before, after, and after {N_AFTER} honest digits more")
    columns = f"{'of':>6}{'before':>9}{'after':>9}{'again':>9}{'fall':>9}{'poison promoted':>18}{'honest promoted':>18}"
    print(f"{'':22}{columns}   held (of the honest)")
    for name, result in results.items():
        before, after, _ = result.honest
        read = "".join(f"{accuracy.fraction:>9.2%}" for accuracy in result.honest)
        tens = "".join(f"{_promoted(tens):>18}" for tens in (result.poison_tens, result.honest_tens))
        fall = before.fraction - after.fraction
        print(f"{name:22}{before.count:>6,}{read}{fall:>9.2%}{tens}   {result.n_held} ({result.n_honest_held})")
    deepest = max(result.deepest_fall for result in results.values())
    print(f"served network below the best ever accepted on the reference digits: at most {deepest:.2%}")


def _promoted(tens: Sequence[str]) -> str:
    return f"{tens.count('promoted')} of {len(tens)}"
