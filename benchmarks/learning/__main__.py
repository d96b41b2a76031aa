"""`python -m benchmarks.learning`: measure how the program learns hands that its base network never saw.

It uses the program's own services, database and gate, and pen writers left out of the base network (`folds`). The way
of learning was chosen on the first fifteen writers, so the last fifteen are the report. `--quick` trains on very
little, to check that everything runs; `--parts` names the parts to measure, `--without-corpora` rehearses on
pseudo-digits.
"""

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from numpy.typing import ArrayLike
from PIL import Image

from benchmarks import folds
from benchmarks.learning import hands, many_writers, own_memory, poison, single_writer
from benchmarks.learning.append_baseline import AppendBaseline
from benchmarks.learning.program_fixture import mnist_to_rehearse
from benchmarks.learning.writers import WRITE, Writer, split_by_writer
from harness.program import ROOT
from nn.base import base_network
from nn.base.training_data import VALIDATION_WRITERS
from nn.data.corpora import PenDigit, pendigits_path, read_pendigits
from nn.figures.charts import curves
from nn.network import Network

PLOTS = ROOT / "var"
N_TOGETHER = 10


@dataclass(frozen=True)
class Plan:
    """The numbers of writers in each half, of digits that each teaches alone and in turns, and of poison digits."""

    fold: folds.Plan = folds.FULL
    n_writers: int = 15
    n_alone: int = 100
    n_in_turns: int = 140
    n_before_poison: int = 200
    n_poison: int = 500
    n_on_paper: int | None = None


FULL = Plan()
QUICK = Plan(folds.QUICK, n_writers=2, n_alone=10, n_in_turns=20, n_before_poison=10, n_poison=10, n_on_paper=2)


@dataclass(frozen=True)
class Bench:
    """The data and the plan. MNIST is always measured; it is rehearsed only with `has_corpora`."""

    corpora: Path
    digits: list[PenDigit]
    halves: dict[str, list[int]]
    plan: Plan
    has_corpora: bool
    plots: Path
    folds: Path | None = None
    sent: str = "drawings"

    def people(self, writers: list[int], n_taught: int) -> list[Writer]:
        return split_by_writer(self.digits, writers, n_taught=n_taught, write=WRITE[self.sent])

    def append_baseline(self, base: Network) -> AppendBaseline:
        """Return the baseline that learns by appending, starting from the same network."""
        X = mnist_to_rehearse()
        return AppendBaseline(base.copy(), X, base.outputs(X))

    def without(self, writers: list[int]) -> Network:
        """Return one base network for all of these writers, trained without any of them."""
        if self.folds is not None:
            return folds.network_in(self.folds, writers)
        return self.networks([tuple(writers)])[writers[0]]

    def networks(self, groups: list[tuple[int, ...]]) -> dict[int, Network]:
        """Return, for each writer of the groups, a base network that was trained without its group."""
        if self.folds is not None:
            return folds.networks_in(self.folds)
        return folds.networks_without(groups, self.corpora, self.plan.fold)

    def draw(self, name: str, lines: Mapping[str, tuple[ArrayLike, ArrayLike]], x_label: str) -> None:
        path = self.plots / f"online-{name}.png"
        if find_spec("matplotlib") is None:
            print("matplotlib is not installed: the curves are not drawn")
            return
        Image.fromarray(curves(lines, across=x_label, up="read, %")).save(path)
        print(f"drawn: {path}")


def main(arguments: list[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    if not os.environ.get("DIGITS_CORPORA"):
        sys.exit("Learning is measured on real digits: `manage.py fetch_corpora` fetches them. Set DIGITS_CORPORA.")
    corpora, plan = Path(os.environ["DIGITS_CORPORA"]), QUICK if options.quick else FULL
    digits = read_pendigits(pendigits_path(corpora))
    others = sorted({digit.writer for digit in digits} - set(VALIDATION_WRITERS))
    halves = {"first": list(VALIDATION_WRITERS)[: plan.n_writers], "last": others[: plan.n_writers]}
    chosen = {name: halves[name] for name in options.halves}
    bench = Bench(
        corpora, digits, chosen, plan, not options.without_corpora, options.plots, options.folds, options.sent
    )
    print(f"rehearsed: {'MNIST training digits' if bench.has_corpora else 'pseudo-digits'}")
    for part in options.parts:
        PARTS[part](bench)


def measure_single_writers(bench: Bench) -> None:
    groups = folds.groups_of(list(chain(*bench.halves.values())))
    networks = bench.networks(groups)
    results = {}
    for name, writers in bench.halves.items():
        people = bench.people(writers, bench.plan.n_alone)
        results[name] = single_writer.run(people, networks, bench.append_baseline, has_corpora=bench.has_corpora)
        single_writer.print_tables(f"{name} writers", results[name])
    everyone = list(chain(*results.values()))
    if len(results) > 1:
        single_writer.print_tables("all writers", everyone)
    bench.draw("alone", single_writer.lines(everyone), "verified digits")


def measure_many_writers(bench: Bench) -> None:
    for name, writers in bench.halves.items():
        ten = writers[:N_TOGETHER]
        base = bench.without(ten)
        people = bench.people(ten, bench.plan.n_in_turns)
        result = many_writers.run(people, base, bench.append_baseline(base), has_corpora=bench.has_corpora)
        many_writers.print_table(f"the {name} {len(ten)} writers", result)
        bench.draw(f"together-{name}", many_writers.lines(result), "digits")


def measure_poison(bench: Bench) -> None:
    """Attack with writers of the other half, on whom the base network was trained."""
    for name, writers in bench.halves.items():
        ten = writers[:N_TOGETHER]
        liars = sorted({digit.writer for digit in bench.digits} - set(writers))[:N_TOGETHER]
        plan = bench.plan
        n_honest = -(-(plan.n_before_poison + poison.N_AFTER) // len(ten))
        people = bench.people(ten, n_honest)
        others = bench.people(liars, plan.n_alone)
        base = bench.without(ten)
        results = poison.run(people, others, base, n_before=plan.n_before_poison, n=plan.n_poison)
        poison.print_table(f"the {name} {len(ten)} writers", plan.n_poison, results)


def measure_memories(bench: Bench) -> None:
    """Measure the memory of each hand beside its network, which does not learn here."""
    for name, writers in bench.halves.items():
        networks = bench.networks(folds.groups_of(writers))
        pens = hands.pen_hands(bench.digits, networks, writers)
        odd = hands.hands_with_an_odd_digit(bench.digits, networks, writers, pens)
        if odd:
            own_memory.print_corrections(f"the {name} {len(writers)} writers and of the same made odd", odd)
            bench.draw(f"memory-{name}", own_memory.lines(odd), "corrections")
        n = bench.plan.n_alone
        sights = [own_memory.at_first_sight(hand, hand.labels, n) for hand in pens]
        own_memory.print_first_sight(f"the {name} {len(writers)} writers", sights)
        for draw in range(own_memory.N_DRAWS):
            own_memory.print_first_sight(
                f"the same with one label in {own_memory.ONE_IN} wrong, draw {draw + 1}",
                own_memory.with_slips_at_first_sight(pens, draw, n),
            )
        part = "held back" if name == "first" else "test"
        paper = hands.paper_hands(bench.corpora, base_network(), part)[: bench.plan.n_on_paper]
        if paper:
            sights = [own_memory.at_first_sight(hand, hand.labels, n) for hand in paper]
            own_memory.print_first_sight(f"writers on paper, MNIST {part}", sights)
        own_memory.print_times(pens[0])


PARTS = {
    "memory": measure_memories,
    "alone": measure_single_writers,
    "together": measure_many_writers,
    "poison": measure_poison,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning", description="How hands are learned.")
    parser.add_argument("--quick", action="store_true", help="train on very little, to check that everything runs")
    parser.add_argument("--without-corpora", action="store_true", help="rehearse on pseudo-digits, as without MNIST")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="default: all")
    parser.add_argument(
        "--halves", nargs="+", choices=("first", "last"), default=["first", "last"], help="of the writers"
    )
    parser.add_argument("--sent", choices=WRITE, default="drawings", help="how digits are sent; default: %(default)s")
    parser.add_argument("--folds", type=Path, help="a folder of networks, named by the writers left out of training")
    parser.add_argument("--plots", type=Path, default=PLOTS, help="the folder for plots; default: var")
    return parser


if __name__ == "__main__":
    main()
