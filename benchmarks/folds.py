"""Networks that know nothing of some writers: trained without them, by the recipe of the base network.

They are kept in var/cache/folds under a fingerprint of recipe, data and the code that trains: what changed trains anew.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from benchmarks.program import ROOT
from nn.base import training_data
from nn.base.recipe import BASE, SHORT, Recipe, train_base
from nn.base.teacher import TeacherConfig
from nn.base.training_data import TrainingData
from nn.cli.progress import with_bar
from nn.data.corpora import mnist_paths, pendigits_path, sha256_of
from nn.network import Network
from nn.serialization import pack, split, unpack

FOLDER = ROOT / "var" / "cache" / "folds"
NN = ROOT / "nn"
TRAINS_NOTHING = {
    "__main__",
    "augmentation",
    "certainty",
    "fetch",
    "lettering",
    "lzw",
    "metrics",
    "plots",
    "progress",
    "pseudo_digits",
    "receipts",
    "rehearsal",
    "show",
}
SEED = 0
GROUP_SIZE = 5


@dataclass(frozen=True)
class Plan:
    """How fold networks are trained; with `limit`, on so many digits of each corpus."""

    recipe: Recipe
    limit: int | None = None


FULL = Plan(BASE)
QUICK = Plan(replace(SHORT, n_epochs=2, n_sets=1, teacher=TeacherConfig(n_epochs=1)), limit=100)


def groups_of(writers: Sequence[int]) -> list[tuple[int, ...]]:
    """The writers in groups that are left out together."""
    return [tuple(writers[first : first + GROUP_SIZE]) for first in range(0, len(writers), GROUP_SIZE)]


def networks_without(
    groups: Sequence[tuple[int, ...]], corpora: Path, plan: Plan, folder: Path = FOLDER
) -> dict[int, Network]:
    """For each writer, a network that was trained without him or her."""

    @cache
    def everything() -> TrainingData:
        return training_data.load(corpora, limit=plan.limit, progress=with_bar)

    fingerprint = _fingerprint(corpora, plan)
    networks: dict[int, Network] = {}
    for writers in groups:
        path = folder / f"{fingerprint}-{'-'.join(map(str, writers))}.blob"
        if not path.exists():
            network = train_base(everything().without(writers), plan.recipe, seed=SEED, progress=with_bar)
            _keep(network, path)
        networks |= dict.fromkeys(writers, unpack(split(path.read_bytes())))
    return networks


def _fingerprint(corpora: Path, plan: Plan) -> str:
    parts = [json.dumps(asdict(plan)), *map(sha256_of, [*mnist_paths(corpora), pendigits_path(corpora)])]
    parts += [path.read_text("utf-8") for path in sorted(NN.glob("*.py")) if path.stem not in TRAINS_NOTHING]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _keep(network: Network, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_suffix(".new")
    passing.write_bytes(pack(network).blob)
    passing.replace(path)
