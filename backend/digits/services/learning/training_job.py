"""What one run works on, read before it begins: the served network, people's digits, and what is rehearsed.

Drawn afresh for a new version, or laid out again from the receipt of an old one. From the same job the same network
results, to the byte.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import nn
from backend.digits import inference, selectors
from backend.digits.selectors.training import LabelledDigits
from backend.digits.services.learning.datasets import Datasets, LabelledPictures, load_datasets
from backend.digits.services.learning.sampling import TrainingSample, draw_sample, weighted_sample
from nn.base import base_network, base_receipt
from nn.costs import one_hot
from nn.network import Network
from nn.online.rehearsal import PSEUDO_DIGIT_CONFIG, Progress, RehearsalConfig, rehearse, sample_by_margin
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs
from nn.serialization import PackedNetwork, pack, unpack

CONFIG = RehearsalConfig()
MULTI_WRITER_FACTOR = 0.5
"""Halve the share of new digits where no single writer drew `SINGLE_WRITER_SHARE` of the sample: several writers share
one network, so each may change it less."""
SINGLE_WRITER_SHARE = 0.9
RETRY_FACTOR = 0.5
"""So much of `new_share` at each further try: see `gentler`."""
N_TRIES = 3
N_REHEARSED = 8000  # drawn afresh for each run
PEN_SHARE = 0.25  # of them are pen strokes, where there are any
N_MEASURED = 4000  # of all that may be rehearsed, drawn afresh, to tell how well it is kept
N_AT_ONCE = 5000

# The seed of a run is its version; each thing that is drawn has a stream of its own.
DIGITS, REHEARSED, STEPS, MEASURED = range(4)


class InputsChangedError(ValueError):
    """A version cannot be trained again as it was; the message says what has changed since."""


@dataclass(frozen=True)
class TrainingJob:
    version: int
    parent: int
    network: Network  # the parent's: training starts a little nearer to the base network
    sample: TrainingSample
    datasets: Datasets
    how: RehearsalConfig

    @property
    def digits(self) -> LabelledDigits:
        return self.sample.digits


def plan_job(version: int, parent: inference.Served) -> TrainingJob:
    """Draw what a version is trained on: its ten, a sample of the digits before, and a sample of what is known."""
    datasets = load_datasets()
    sample = draw_sample(version, parent.network, _stream(version, DIGITS))
    return TrainingJob(
        version=version,
        parent=parent.version,
        network=parent.network,
        sample=sample,
        datasets=datasets,
        how=_ways(datasets, sample.digits)[0],
    )


def with_fewer_new_digits(job: TrainingJob) -> TrainingJob | None:
    """The same with fewer new digits in each batch, for where too much was forgotten; None after `N_TRIES`."""
    ways = _ways(job.datasets, job.digits)
    n_tried = ways.index(job.how) + 1
    return replace(job, how=ways[n_tried]) if n_tried < len(ways) else None


def job_from_receipt(version: int, receipt: dict[str, Any]) -> TrainingJob:
    """Lay out what a version was trained on, by its receipt. Raises InputsChangedError where that is not possible."""
    datasets = load_datasets()
    digits = selectors.training.digits_with_ids(receipt["digits"]["ids"])
    if changes := list(_changes(receipt, digits, datasets)):
        raise InputsChangedError("; ".join(changes))
    parent: int = receipt["parent"]["version"]
    stored = selectors.training.packed_network(parent, preprocessing=PREPROCESSING_VERSION)
    if stored is None:
        raise InputsChangedError(f"the weights of its parent, version {parent}, are not kept any more")
    layout, weights, biases, sha256 = stored
    network = unpack(PackedNetwork(layout=layout, weights=weights, biases=biases), sha256=sha256)
    return TrainingJob(
        version=version,
        parent=parent,
        network=network,
        sample=weighted_sample(digits, network, n_new=receipt["digits"]["n_new"]),
        datasets=datasets,
        how=next(how for how in _ways(datasets, digits) if _parameters(how) == receipt["parameters"]),
    )


def learn(network: Network, job: TrainingJob) -> Iterator[Progress]:
    """Train the network, yielding how far it is and what it costs."""
    digits = job.digits
    if not digits.ids:  # all ten are held out or were taken back: there is nothing to learn
        return
    new_X, (known_X, targets) = as_inputs(digits.pictures), _to_rehearse(job)
    steps = _stream(job.version, STEPS)
    yield from rehearse(
        network,
        new_X,
        digits.labels,
        known_X,
        targets,
        job.how,
        steps,
        weights=job.sample.weights,
        anchor=base_network(),
    )


def to_measure(job: TrainingJob) -> LabelledPictures:
    """Draw some of MNIST, or of the pseudo-digits in its place, each equally likely: pens are not among them."""
    rehearsed, rng = job.datasets.rehearsed, _stream(job.version, MEASURED)
    n = min(N_MEASURED, len(rehearsed.labels))
    return rehearsed.at(np.sort(rng.choice(len(rehearsed.labels), n, replace=False)))


def _to_rehearse(job: TrainingJob) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Draw inputs (M, 784) and targets (M, 10): half what the digit is, half the base network's own outputs."""
    datasets, rng = job.datasets, _stream(job.version, REHEARSED)
    outputs = _base_outputs(base_receipt()["sha256"], datasets.rehearsed_sha256)
    drawn = [_drawn(part, out, n, rng) for (part, n), out in zip(_parts(datasets), outputs, strict=True)]
    inputs, targets = zip(*drawn, strict=True)
    return np.concatenate(inputs), np.concatenate(targets)


def _parts(datasets: Datasets) -> list[tuple[LabelledPictures, int]]:
    """Return what is rehearsed, and how much of each is drawn."""
    n_pens = round(N_REHEARSED * PEN_SHARE)
    if datasets.pens is None:
        return [(datasets.rehearsed, N_REHEARSED)]
    return [(datasets.rehearsed, N_REHEARSED - n_pens), (datasets.pens, n_pens)]


def _drawn(
    part: LabelledPictures, outputs: NDArray[np.float32], n: int, rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    rows = sample_by_margin(outputs, n, rng)
    drawn = part.at(rows)
    return as_inputs(drawn.pictures), (outputs[rows] + one_hot(drawn.labels, 10)) / np.float32(2)


@lru_cache(maxsize=1)
def _base_outputs(_base: str, _rehearsed: str) -> list[NDArray[np.float32]]:
    """Return the outputs of the base network for all that may be rehearsed: the same as long as both are."""
    return [_outputs(base_network(), part.pictures) for part, _ in _parts(load_datasets())]


def _outputs(network: Network, pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    parts = [network.outputs(as_inputs(pictures[n : n + N_AT_ONCE])) for n in range(0, len(pictures), N_AT_ONCE)]
    return np.concatenate(parts)


def receipt_of(job: TrainingJob) -> dict[str, Any]:
    """Return all that is needed to train the version again."""
    return {
        "seed": job.version,
        "code": code_sha256(),
        "parameters": _parameters(job.how),
        "preprocessing_version": PREPROCESSING_VERSION,
        "base": base_receipt()["sha256"],
        "parent": {"version": job.parent, "sha256": pack(job.network).sha256},
        "rehearsed": _rehearsed(job.datasets),
        "digits": {
            "ids": job.digits.ids,
            "n_new": job.sample.n_new,
            "labels": "".join(map(str, job.digits.labels)),
            "sha256": _sha256_of(job.digits),
        },
    }


@cache
def code_sha256() -> str:
    """Return the SHA-256 of the network's code, which with its inputs decides what a training results in."""
    root = Path(nn.__file__).parent
    folders = (root, root / "preprocessing", root / "online")  # drawing figures or training the base changes no run
    sources = [source for folder in folders for source in sorted(folder.glob("*.py"))]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _changes(receipt: dict[str, Any], digits: LabelledDigits, datasets: Datasets) -> Iterator[str]:
    wanted = receipt["digits"]
    if missing := sorted(set(wanted["ids"]) - set(digits.ids)):
        yield f"digits {missing} are gone"
    elif relabelled := [
        id_ for id_, label, then in zip(digits.ids, digits.labels, wanted["labels"], strict=True) if str(label) != then
    ]:
        yield f"digits {relabelled} have another label since"
    elif _sha256_of(digits) != wanted["sha256"]:
        yield "pictures or contributors of its digits have changed"
    else:  # how it is learned depends on whose digits they are
        yield from _changes_of_parameters(receipt["parameters"], _ways(datasets, digits))
    now = {
        "preprocessing_version": PREPROCESSING_VERSION,
        "base": base_receipt()["sha256"],
        "rehearsed": _rehearsed(datasets),
        "code": code_sha256(),
    }
    for name, value in now.items():
        if receipt[name] != value:
            yield f"{name.replace('_', ' ')}: {receipt[name]} then, {value} now"


def _changes_of_parameters(then: dict[str, Any], ways: list[RehearsalConfig]) -> Iterator[str]:
    """Nothing, if it is one of the ways of today; else what differs from the first."""
    if any(then == _parameters(how) for how in ways):
        return
    now = _parameters(ways[0])
    for name in sorted(then.keys() | now):
        if then.get(name) != now.get(name):
            yield f"parameter {name}: {then.get(name)} then, {now.get(name)} now"


def _ways(datasets: Datasets, digits: LabelledDigits) -> list[RehearsalConfig]:
    """How these digits may be learned: first as fast as can be, then gentler each time."""
    config = CONFIG if datasets.mnist_test else PSEUDO_DIGIT_CONFIG
    most = max(Counter(digits.contributors).values(), default=0)
    share = config.new_share * (MULTI_WRITER_FACTOR if most < SINGLE_WRITER_SHARE * len(digits.ids) else 1)
    return [replace(config, new_share=share * RETRY_FACTOR**n) for n in range(N_TRIES)]


def _parameters(how: RehearsalConfig) -> dict[str, Any]:
    return asdict(how) | {"n_rehearsed": N_REHEARSED, "pen_share": PEN_SHARE}


def _rehearsed(datasets: Datasets) -> dict[str, str]:
    return {"name": " and ".join(part.name for part, _ in _parts(datasets)), "sha256": datasets.rehearsed_sha256}


def _stream(version: int, what: int) -> np.random.Generator:
    return np.random.default_rng([version, what])


def _sha256_of(digits: LabelledDigits) -> str:
    ids = np.array(digits.ids, dtype="<i8").tobytes()
    contributors = " ".join(map(str, digits.contributors)).encode()
    labels = digits.labels.astype("<i8").tobytes()
    return hashlib.sha256(ids + digits.pictures.tobytes() + labels + contributors).hexdigest()
