"""`python -m benchmarks.online`: how the program learns hands that its base network never saw.

Through the program's own services, database and gate, on pen writers left out of the base network (`folds`). The way of
learning was chosen on the first fifteen writers, so the last fifteen are the report. `--quick` trains on next to
nothing, to see that all runs; `--part` names one of the parts, `--without-corpora` rehearses on pseudo-digits.
"""

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from numpy.typing import ArrayLike

from benchmarks import alone, folds, poison, together
from benchmarks.appended import Appended
from benchmarks.hands import hands
from benchmarks.program import ROOT
from benchmarks.worlds import mnist_to_rehearse
from nn.corpora import PenDigit, pendigits_path, read_pendigits
from nn.material import VALIDATION_WRITERS
from nn.network import Network
from nn.plots import curves, png

PLOTS = ROOT / "var"
N_TOGETHER = 10


@dataclass(frozen=True)
class Plan:
    """How much is measured: so many writers of each half; digits taught by each, alone and in turns; poison."""

    fold: folds.Plan = folds.FULL
    n_writers: int = 15
    n_alone: int = 100
    n_in_turns: int = 140
    n_before_poison: int = 200
    n_poison: int = 500


FULL = Plan()
QUICK = Plan(folds.QUICK, n_writers=2, n_alone=10, n_in_turns=20, n_before_poison=10, n_poison=10)


@dataclass(frozen=True)
class Bench:
    """What is measured on; MNIST is measured in any case, and rehearsed with `has_corpora`."""

    corpora: Path
    digits: list[PenDigit]
    halves: dict[str, list[int]]
    plan: Plan
    has_corpora: bool
    plots: Path

    def appended(self, base: Network) -> Appended:
        """What would be learned by appending, from the same network."""
        X = mnist_to_rehearse()
        return Appended(base.copy(), X, base.outputs(X))

    def without(self, writers: list[int]) -> dict[int, Network]:
        """One base network for all of these writers, trained without any of them."""
        return folds.networks_without([tuple(writers)], self.corpora, self.plan.fold)

    def draw(self, name: str, lines: Mapping[str, tuple[ArrayLike, ArrayLike]], across: str) -> None:
        path = self.plots / f"online-{name}.png"
        path.write_bytes(png(curves(lines, across=across, up="read, %", size=(360, 720))))
        print(f"drawn: {path}")


def main(arguments: list[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    if not os.environ.get("DIGITS_CORPORA"):
        sys.exit("Learning is measured on real digits: `python -m nn fetch` downloads them. Then set DIGITS_CORPORA.")
    corpora, plan = Path(os.environ["DIGITS_CORPORA"]), QUICK if options.quick else FULL
    digits = read_pendigits(pendigits_path(corpora))
    others = sorted({digit.writer for digit in digits} - set(VALIDATION_WRITERS))
    halves = {"first": list(VALIDATION_WRITERS)[: plan.n_writers], "last": others[: plan.n_writers]}
    chosen = {name: halves[name] for name in options.halves}
    bench = Bench(corpora, digits, chosen, plan, not options.without_corpora, options.plots)
    print(f"rehearsed: {'MNIST training digits' if bench.has_corpora else 'pseudo-digits'}")
    for part in options.parts:
        PARTS[part](bench)


def measure_alone(bench: Bench) -> None:
    groups = folds.groups_of(list(chain(*bench.halves.values())))
    networks = folds.networks_without(groups, bench.corpora, bench.plan.fold)
    results = {}
    for name, writers in bench.halves.items():
        people = hands(bench.digits, writers, n_taught=bench.plan.n_alone)
        results[name] = alone.run(people, networks, bench.appended, has_corpora=bench.has_corpora)
        alone.print_tables(f"{name} writers", results[name])
    everyone = list(chain(*results.values()))
    if len(results) > 1:
        alone.print_tables("all writers", everyone)
    bench.draw("alone", alone.lines(everyone), "verified digits")


def measure_together(bench: Bench) -> None:
    for name, writers in bench.halves.items():
        ten = writers[:N_TOGETHER]
        base = bench.without(ten)[ten[0]]
        people = hands(bench.digits, ten, n_taught=bench.plan.n_in_turns)
        result = together.run(people, base, bench.appended(base), has_corpora=bench.has_corpora)
        together.print_table(f"the {name} {len(ten)} writers", result)
        bench.draw(f"together-{name}", together.lines(result), "digits")


def measure_poison(bench: Bench) -> None:
    """Who lies is of the other half, whom the base network knows."""
    for name, writers in bench.halves.items():
        ten = writers[:N_TOGETHER]
        liars = sorted({digit.writer for digit in bench.digits} - set(writers))[:N_TOGETHER]
        plan = bench.plan
        n_honest = -(-(plan.n_before_poison + poison.N_AFTER) // len(ten))
        people = hands(bench.digits, ten, n_taught=n_honest)
        others = hands(bench.digits, liars, n_taught=plan.n_alone)
        base = bench.without(ten)[ten[0]]
        results = poison.run(people, others, base, n_before=plan.n_before_poison, n=plan.n_poison)
        poison.print_table(f"the {name} {len(ten)} writers", plan.n_poison, results)


PARTS = {"alone": measure_alone, "together": measure_together, "poison": measure_poison}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.online", description="How hands are learned.")
    parser.add_argument("--quick", action="store_true", help="train on next to nothing, to see that all runs")
    parser.add_argument(
        "--without-corpora", action="store_true", help="rehearse on pseudo-digits, as where MNIST is not"
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="default: all")
    parser.add_argument(
        "--halves", nargs="+", choices=("first", "last"), default=["first", "last"], help="of the writers"
    )
    parser.add_argument("--plots", type=Path, default=PLOTS, help="the folder for plots; default: var")
    return parser


if __name__ == "__main__":
    main()
