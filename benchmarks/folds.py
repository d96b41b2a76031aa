"""Networks that were trained without some writers, by the base network's recipe or its short form.

They are kept in var/cache/folds under a fingerprint of the recipe, the data and the code that trains. A change of any
of these trains them again.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from tqdm import tqdm

from harness.program import ROOT
from nn.base import training_data
from nn.base.recipe import BASE, SHORT, Recipe, train_base
from nn.base.teacher import TeacherConfig
from nn.base.training_data import TrainingData
from nn.cli.commands import pens_of
from nn.data.corpora import mnist_paths, pendigits_path, read_pendigits, sha256_of
from nn.data.likelihoods import Likelihoods
from nn.data.pseudo_digits import pack_generator, unpack_generator
from nn.network import Network
from nn.serialization import pack, split, unpack

FOLDER = ROOT / "var" / "cache" / "folds"
NN = ROOT / "nn"
PACKAGES = ("preprocessing", "data", "base")
"""The folders that decide the bytes of a fold network, with the modules at the top of nn; other folders do not."""
SEED = 0
GROUP_SIZE = 5


@dataclass(frozen=True)
class Plan:
    """The recipe of fold networks, and the number of digits of each corpus to train on; None for all."""

    recipe: Recipe
    limit: int | None = None


FULL = Plan(BASE)
IN_SHORT = Plan(SHORT)
QUICK = Plan(replace(SHORT, n_epochs=2, n_sets=1, teacher=TeacherConfig(n_epochs=1)), limit=100)


def groups_of(writers: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the writers in groups that are left out together."""
    return [tuple(writers[first : first + GROUP_SIZE]) for first in range(0, len(writers), GROUP_SIZE)]


def networks_without(
    groups: Sequence[tuple[int, ...]], corpora: Path, plan: Plan, folder: Path = FOLDER
) -> dict[int, Network]:
    """Return, for each writer, a network that was trained without that writer."""

    @cache
    def everything() -> TrainingData:
        return training_data.load(corpora, limit=plan.limit, progress=tqdm)

    fingerprint = _fingerprint(corpora, plan)
    networks: dict[int, Network] = {}
    for writers in groups:
        path = folder / f"{fingerprint}-{'-'.join(map(str, writers))}.blob"
        if not path.exists():
            network = train_base(everything().without(writers), plan.recipe, seed=SEED, progress=tqdm)
            _keep(network, path)
        networks |= dict.fromkeys(writers, unpack(split(path.read_bytes())))
    return networks


def networks_in(folder: Path) -> dict[int, Network]:
    """Return the networks in a folder by the writers whom they never saw; the names of the files end in those writers.

    `16-17-18.blob` is such a name, as are those that `networks_without` gives. Raises FileNotFoundError without any.
    """
    networks: dict[int, Network] = {}
    for path, writers in _named_by_writers(folder):
        networks |= dict.fromkeys(writers, unpack(split(path.read_bytes())))
    if not networks:
        raise FileNotFoundError(f"expected networks named by the writers left out, as 16-17-18.blob, in {folder}")
    return networks


def network_in(folder: Path, writers: Sequence[int]) -> Network:
    """Return a network in a folder that never saw any of these writers: its file's name ends in all of them.

    Raises FileNotFoundError where there is none. Two networks that each left out a half of them are none.
    """
    for path, left_out in _named_by_writers(folder):
        if set(writers) <= set(left_out):
            return unpack(split(path.read_bytes()))
    wanted = "-".join(map(str, writers))
    raise FileNotFoundError(
        f"expected one network that left out all of the writers {wanted}, as {wanted}.blob, in {folder}"
    )


def mixtures_in(folder: Path, corpora: Path) -> dict[int, Likelihoods]:
    """Return the likelihoods by mixtures that never saw a writer, by writer, for the networks in a folder.

    They are fitted by the recipe of those that ship (`python -m nn pens`).
    """
    digits = read_pendigits(pendigits_path(corpora))
    mixtures: dict[int, Likelihoods] = {}
    for _, writers in _named_by_writers(folder):
        others = pens_of([digit for digit in digits if digit.writer not in writers], SEED)
        kept = unpack_generator(pack_generator(others))  # as precise as those that ship
        mixtures |= dict.fromkeys(writers, Likelihoods(kept))
    return mixtures


def _named_by_writers(folder: Path) -> list[tuple[Path, list[int]]]:
    """Return the networks in a folder whose names end in the writers left out, with these."""
    named = [(path, re.search(r"(?:^|-)(\d{1,2}(?:-\d{1,2})*)$", path.stem)) for path in sorted(folder.glob("*.blob"))]
    return [(path, [int(writer) for writer in found[1].split("-")]) for path, found in named if found]


def _fingerprint(corpora: Path, plan: Plan) -> str:
    parts = [json.dumps(asdict(plan)), *map(sha256_of, [*mnist_paths(corpora), pendigits_path(corpora)])]
    parts += [path.read_text("utf-8") for path in training_code()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def training_code() -> list[Path]:
    """Return the modules that decide the bytes of a fold network."""
    folders = [NN / package for package in PACKAGES]
    modules = [*NN.glob("*.py"), *(path for folder in folders for path in folder.rglob("*.py"))]
    return sorted(path for path in modules if path.name != "__main__.py" and path.parent.name != "tests")


def _keep(network: Network, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_bytes(pack(network).blob)
    unfinished.replace(path)
