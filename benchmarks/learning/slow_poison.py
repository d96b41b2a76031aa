"""Slow poison: few lies among honest digits, all the same way, by contributors who have sent nothing before.

A hundred tens of seven honest digits and three fours that are called nine. After each ten, fours of people who take no
part are read. Liars may ask the network that is served, and know the base network and the rules. Everything runs in
memory (`in_memory`), with a base network that never saw the people who take no part.
"""

import argparse
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from benchmarks.learning.database import configure

configure()

# ruff: noqa: E402

from backend.digits.services.learning import sampling
from benchmarks import folds
from benchmarks.accuracy.pictures import kept
from benchmarks.accuracy.readers import Pens
from benchmarks.accuracy.ways import from_strokes
from benchmarks.learning.in_memory import in_memory
from nn.base.training_data import VALIDATION_WRITERS
from nn.data.corpora import pendigits_path, read_pendigits
from nn.network import Network
from nn.online.augmentation import ONE_WRITER, Affine
from nn.preprocessing import as_inputs

Pictures = NDArray[np.uint8]
Labels = NDArray[np.int64]
FOUR, NINE = 4, 9
LIES_IN_TEN, LIES_EACH = 3, 5
N_JUDGES = 60
FIRST_LIAR = 10**6  # the number of the first liar's id, above those of honest writers
N_POOL = 6  # forms of each four among which liars choose
N_FORMS = 4  # changed forms in which each four is read besides its own: with more, half a point is seen more surely
WIDE = Affine(rotation=0.3, scale=0.2, shear=0.35, shift=1.0, n_sharing=1)  # changes by which liars seek drawings


@dataclass(frozen=True)
class Digits:
    """Pictures (N, 784), labels (N,) and writers (N,)."""

    pictures: Pictures
    labels: Labels
    writers: Labels

    def at(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Digits":
        return Digits(self.pictures[rows], self.labels[rows], self.writers[rows])

    def of(self, writers: Sequence[int]) -> "Digits":
        return self.at(np.isin(self.writers, writers))

    def changed(self, n: int, by: Affine, rng: np.random.Generator) -> "Digits":
        """Return these digits n times over, each changed a little."""
        rows = np.tile(np.arange(len(self.labels)), n)
        X = by(as_inputs(self.pictures[rows]), rng)
        return Digits(np.rint(X * 255).astype(np.uint8), self.labels[rows], self.writers[rows])


def pen_digits(corpora: Path) -> Digits:
    """Return all digits of pendigits as the network sees their strokes; the pictures are made once."""
    pens = Pens(read_pendigits(pendigits_path(corpora)), {})
    pictures = kept(map(from_strokes, pens.digits), len(pens.digits), "from strokes", digits_sha256=pens.sha256)
    return Digits(pictures, pens.labels.astype(np.int64), pens.writers)


# An attack chooses, of drawings of fours, the rows of those to send as nines, given the network that is served and the
# base network.
Choice = Callable[[Pictures, Network, Network], NDArray[np.intp]]


def plain(pool: Pictures, served: Network, _base: Network) -> NDArray[np.intp]:
    """Choose any."""
    return np.random.default_rng(int(served.weights[0].view(np.uint32)[0, 0])).permutation(len(pool))


def adaptive(pool: Pictures, served: Network, base: Network, *, below: float = 0.45) -> NDArray[np.intp]:
    """Choose those that contradict neither network, the furthest from nines first."""
    X = as_inputs(pool)
    doubt = np.maximum(doubts(served.outputs(X)), doubts(base.outputs(X)))
    order = np.argsort(-doubt)
    return order[doubt[order] < below]


def sure(pool: Pictures, _served: Network, base: Network) -> NDArray[np.intp]:
    """Choose the twentieth that the base network reads as nines most clearly, so that no rule holds them for lies."""
    doubt = doubts(base.outputs(as_inputs(pool)))
    return np.argsort(doubt)[: len(doubt) // 20]


def spread(pool: Pictures, served: Network, base: Network) -> NDArray[np.intp]:
    """Choose in turns by the strongest other output of the base network, so that no confusion stands out."""
    outputs = base.outputs(as_inputs(pool)).copy()
    outputs[:, NINE] = -1
    others = outputs.argmax(axis=1)
    turns = [np.flatnonzero(others == other) for other in range(10)]
    rng = np.random.default_rng(int(served.weights[0].view(np.uint32)[0, 0]))
    return np.array([rng.choice(rows) for _ in range(8) for rows in turns if len(rows)], np.intp)


def doubts(outputs: NDArray[np.float32]) -> NDArray[np.float32]:
    others = outputs.copy()
    others[:, NINE] = -1
    difference: NDArray[np.float32] = others.max(axis=1) - outputs[:, NINE]
    return difference


ATTACKS: dict[str, Choice | None] = {
    "none": None,
    "plain": plain,
    "adaptive": adaptive,
    "sure": sure,
    "spread": spread,
}


@dataclass(frozen=True)
class Course:
    """The numbers of fours and of other digits, those read after each ten, and what became of tens and digits."""

    n_fours: int
    fours: list[int]
    n_others: int
    others: list[int]
    statuses: list[str]
    n_lies_held: int
    n_honest_held: int
    n_first: int  # tens before the attack

    def summary(self) -> str:
        """Return the per cents of fours before the attack and under it: mean, worst mean of ten versions, worst."""
        fours = 100 * np.array(self.fours) / self.n_fours
        before, attacked = fours[self.n_first - 9 : self.n_first + 1], fours[self.n_first + 1 :]
        of_ten = np.convolve(attacked, np.ones(10) / 10, "valid")
        others = 100 * (self.others[-1] - self.others[0]) / self.n_others
        n_promoted = self.statuses.count("promoted") - 1
        return (
            f"fours before {before.mean():.2f}, then mean {attacked.mean():.2f}, least of ten {of_ten.min():.2f}, "
            f"least {attacked.min():.2f}; others {others:+.2f}; promoted {n_promoted} of {len(self.statuses) - 1}; "
            f"held {self.n_lies_held} lies, {self.n_honest_held} honest"
        )


@dataclass(frozen=True)
class World:
    """The base network and the digits: of honest people, of liars (fours), and of people who take no part."""

    base: Network
    honest: Digits
    fours: Digits
    test: Digits


def attack(choice: Choice | None, world: World, *, seed: int, n_first: int, n_tens: int, lies_judge: bool) -> Course:
    """Run one attack, or none. With `lies_judge`, the first sixty lies are among the digits held out."""
    rng = np.random.default_rng(seed)
    pool = world.fours.changed(N_POOL, WIDE, rng)
    honest = cycle(rng.permutation(len(world.honest.labels)).tolist())
    forms = world.test.changed(N_FORMS, ONE_WRITER, np.random.default_rng(0))
    X = as_inputs(np.concatenate([world.test.pictures, forms.pictures]))
    is_four = np.concatenate([world.test.labels, forms.labels]) == FOUR
    labels = np.concatenate([world.test.labels, forms.labels])
    lies: list[int] = []
    with in_memory(world.base) as program:
        is_read = [program.network.outputs(X).argmax(axis=1) == labels]
        for ten in range(n_first // 10 + n_tens):
            drawn: list[int] = []
            if choice is not None and ten >= n_first // 10:
                drawn = _draw(choice(pool.pictures, program.network, world.base), rng)
            is_lie = rng.permutation(10) < len(drawn)
            for place in range(10):
                is_held_out = bool(rng.random() < 0.1)
                if is_lie[place]:
                    liar = UUID(int=FIRST_LIAR + len(lies) // LIES_EACH)
                    is_held_out = is_held_out or (lies_judge and len(lies) < N_JUDGES)
                    lies.append(len(program.labels))
                    program.add(pool.pictures[drawn.pop()], NINE, liar, is_held_out=is_held_out)
                else:
                    row = next(honest)
                    writer = UUID(int=int(world.honest.writers[row]))
                    label = int(world.honest.labels[row])
                    program.add(world.honest.pictures[row], label, writer, is_held_out=is_held_out)
            is_read.append(program.network.outputs(X).argmax(axis=1) == labels)
        others = np.setdiff1d(np.arange(len(program.labels)), lies)
        return Course(
            n_fours=int(is_four.sum()),
            fours=[int(read[is_four].sum()) for read in is_read],
            n_others=int((~is_four).sum()),
            others=[int(read[~is_four].sum()) for read in is_read],
            statuses=program.statuses,
            n_lies_held=program.n_held(np.array(lies, np.intp)),
            n_honest_held=program.n_held(others),
            n_first=n_first // 10,
        )


def _draw(candidates: NDArray[np.intp], rng: np.random.Generator) -> list[int]:
    """Draw the lies of one ten from the first quarter of the candidates, the best of them."""
    best = candidates[: max(LIES_IN_TEN, len(candidates) // 4)]
    drawn: list[int] = rng.permutation(best)[:LIES_IN_TEN].tolist()
    return drawn


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning.slow_poison", description="Diluted lies.")
    parser.add_argument("--attacks", nargs="+", choices=ATTACKS, default=list(ATTACKS))
    parser.add_argument("--folds", type=Path, required=True, help="networks named by the writers left out of training")
    parser.add_argument(
        "--of", type=int, nargs="+", default=list(VALIDATION_WRITERS), help="writers; default: validation"
    )
    parser.add_argument("--left-out", type=int, nargs="+", required=True, help="writers who take no part")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=200, help="honest digits before the attack; default: 200")
    parser.add_argument("--tens", type=int, default=100, help="tens under attack; default: 100")
    parser.add_argument("--judges", action="store_true", help=f"the first {N_JUDGES} lies are held out and judge")
    parser.add_argument("--share", type=float, default=sampling.UNSURE_SHARE, help="UNSURE_SHARE; 1: undefended")
    options = parser.parse_args(arguments)
    everything = pen_digits(Path(os.environ["DIGITS_CORPORA"]))
    others = [writer for writer in options.of if writer not in options.left_out]
    liars = everything.of(others[len(others) // 2 :])
    world = World(
        base=folds.network_in(options.folds, options.left_out),
        honest=everything.of(others[: len(others) // 2 + 2]),
        fours=liars.at(liars.labels == FOUR),
        test=everything.of(options.left_out),
    )
    with patch.object(sampling, "UNSURE_SHARE", options.share), _asked(options.share):
        for name in options.attacks:
            course = attack(
                ATTACKS[name],
                world,
                seed=options.seed,
                n_first=options.first,
                n_tens=options.tens,
                lies_judge=options.judges,
            )
            print(f"{name:9}{course.summary()}", flush=True)


def _asked(share: float) -> AbstractContextManager[object]:
    """If the share is 1, let nobody ask the base network, as if one person had drawn everything."""
    if share < 1:
        return nullcontext()
    return patch.object(sampling, "doubts_of_base", lambda digits, _: (np.zeros(len(digits), np.bool_),) * 2)


if __name__ == "__main__":
    main()
