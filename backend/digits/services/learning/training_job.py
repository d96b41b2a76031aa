"""The inputs of one training run: the network to start from, people's digits, the digits to rehearse, the parameters.

A job is planned for a new version, or made again from the receipt of an old one. The same job always gives the same
network, to the byte.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.base import base_network, base_receipt
from backend.digits.inference import Served
from backend.digits.selectors.training import StoredDigits
from backend.digits.services.learning.datasets import Datasets, NamedDataset, load_datasets
from backend.digits.services.learning.sampling import TrainingSample, draw_sample, weighted_sample
from backend.digits.services.learning.training_code import code_sha256
from nn.costs import one_hot
from nn.data.dataset import Dataset
from nn.network import Network
from nn.online.rehearsal import PSEUDO_DIGIT_CONFIG, Progress, RehearsalConfig, rehearse, sample_by_margin
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs
from nn.serialization import pack

CONFIG = RehearsalConfig()
MULTI_WRITER_FACTOR = 0.5
"""Factor on the share of new digits in each batch where several writers drew the sample: they share one network, so
each may change it less. If larger, a new hand is learned faster, and others lose more."""
SINGLE_WRITER_SHARE = 0.9
"""Share of the sample that one contributor must have drawn to count as its only writer. If larger, a single stranger's
drawing is enough to slow the learning down."""
RETRY_FACTOR = 0.5
"""Factor on the share of new digits at each further try, after too much was forgotten. If larger, a try differs less
from the one before."""
N_TRIES = 3  # if more, a run takes longer before it gives up
N_REHEARSED = 8000  # drawn afresh for each run; half or twice as many change nothing that is measured
PEN_SHARE = 0.25  # part of the rehearsed that are pen strokes, where there are any
N_MEASURED = 4000  # rehearsed digits, drawn afresh, to report how well they are kept: with more the figure is surer
N_AT_ONCE = 5000  # pictures through the network at once: more need more memory

# The seed of a run is its version. Everything that is drawn has its own stream of random numbers.
DIGITS, REHEARSED, STEPS, MEASURED = range(4)


class InputsChangedError(ValueError):
    """A version that cannot be trained again as it was; the message says what has changed since."""


@dataclass(frozen=True)
class TrainingJob:
    """The inputs from which one version is trained."""

    version: int
    parent: int
    parent_sha256: str
    network: Network  # the parent's
    sample: TrainingSample
    datasets: Datasets
    config: RehearsalConfig


def plan_job(version: int, served: Served, start: int | None = None) -> TrainingJob:
    """Draw the inputs of a version, which starts from the served network or from the version `start`."""
    parent, sha256, network = served.version, served.sha256, served.network
    if start is not None:
        parent, network = start, _network_of(start)
        sha256 = pack(network).sha256
    datasets = load_datasets()
    sample = draw_sample(version, network, _stream(version, DIGITS))
    return TrainingJob(
        version=version,
        parent=parent,
        parent_sha256=sha256,
        network=network,
        sample=sample,
        datasets=datasets,
        config=_configs(datasets, sample.digits)[0],
    )


def with_fewer_new_digits(job: TrainingJob) -> TrainingJob | None:
    """Return the same job with fewer new digits in each batch, or None after `N_TRIES`."""
    configs = _configs(job.datasets, job.sample.digits)
    n_tried = configs.index(job.config) + 1
    return replace(job, config=configs[n_tried]) if n_tried < len(configs) else None


def job_from_receipt(version: int, receipt: dict[str, Any]) -> TrainingJob:
    """Return the job of a version that was trained before. Raises InputsChangedError where something has changed."""
    datasets = load_datasets()
    digits = selectors.training.digits_with_ids(receipt["digits"]["ids"])
    if changes := list(_changes(receipt, digits, datasets)):
        raise InputsChangedError("; ".join(changes))
    digits = replace(digits, is_vouched=np.isin(digits.ids, receipt["digits"]["vouched"]))
    parent: int = receipt["parent"]["version"]
    network = _network_of(parent)
    configs = _configs(datasets, digits)
    return TrainingJob(
        version=version,
        parent=parent,
        parent_sha256=receipt["parent"]["sha256"],
        network=network,
        sample=weighted_sample(digits, network, n_new=receipt["digits"]["n_new"]),
        datasets=datasets,
        config=next(config for config in configs if _parameters(config) == receipt["parameters"]),
    )


def learn(network: Network, job: TrainingJob) -> Iterator[Progress]:
    """Train the network in place, yielding how far it is and its cost."""
    digits = job.sample.digits
    if not digits.ids:  # all ten are held out or were taken back: there is nothing to learn
        return
    anchor, steps = base_network(), _stream(job.version, STEPS)
    known_X, targets = _to_rehearse(job)
    yield from rehearse(
        network,
        digits.inputs,
        digits.labels,
        known_X,
        targets,
        job.config,
        steps,
        weights=job.sample.weights,
        anchor=anchor,
    )


def to_measure(job: TrainingJob) -> Dataset:
    """Draw some of what is rehearsed, each digit equally likely and no pen strokes, to measure how well it is kept."""
    rehearsed, rng = job.datasets.rehearsed, _stream(job.version, MEASURED)
    n_all = len(rehearsed.labels)
    return rehearsed.at(np.sort(rng.choice(n_all, min(N_MEASURED, n_all), replace=False)))


def _network_of(parent: int) -> Network:
    network = selectors.versions.load_network(parent)
    if network is None:
        raise InputsChangedError(f"the weights of its parent, version {parent}, are not kept any more")
    return network


def _to_rehearse(job: TrainingJob) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Draw inputs (M, 784) and targets (M, 10): the mean of the label and of the base network's own outputs."""
    rng = _stream(job.version, REHEARSED)
    all_outputs = _base_outputs(base_receipt()["sha256"], job.datasets.rehearsed_sha256)
    inputs, targets = [], []
    for (part, n), outputs in zip(_parts(job.datasets), all_outputs, strict=True):
        rows = sample_by_margin(outputs, n, rng)
        drawn = part.at(rows)
        inputs.append(drawn.inputs)
        targets.append((outputs[rows] + one_hot(drawn.labels, 10)) / np.float32(2))
    return np.concatenate(inputs), np.concatenate(targets)


@lru_cache(maxsize=1)
def _base_outputs(_base: str, _rehearsed: str) -> list[NDArray[np.float32]]:
    """Return the outputs of the base network for all that may be rehearsed. They are kept until one of both changes."""
    return [_outputs(base_network(), part) for part, _ in _parts(load_datasets())]


def _outputs(network: Network, digits: Dataset) -> NDArray[np.float32]:
    starts = range(0, len(digits), N_AT_ONCE)
    return np.concatenate([network.outputs(as_inputs(digits.pictures[n : n + N_AT_ONCE])) for n in starts])


def _parts(datasets: Datasets) -> list[tuple[NamedDataset, int]]:
    """Return the datasets to rehearse, and how many digits are drawn of each."""
    n_pens = round(N_REHEARSED * PEN_SHARE)
    if datasets.pens is None:
        return [(datasets.rehearsed, N_REHEARSED)]
    return [(datasets.rehearsed, N_REHEARSED - n_pens), (datasets.pens, n_pens)]


def receipt_of(job: TrainingJob) -> dict[str, Any]:
    """Return all that is needed to train the version again."""
    return {
        "seed": job.version,
        "code": code_sha256(),
        "parameters": _parameters(job.config),
        "preprocessing_version": PREPROCESSING_VERSION,
        "base": base_receipt()["sha256"],
        "parent": {"version": job.parent, "sha256": job.parent_sha256},
        "rehearsed": _rehearsed(job.datasets),
        "digits": {
            "ids": job.sample.digits.ids,
            "n_new": job.sample.n_new,
            "vouched": np.array(job.sample.digits.ids)[job.sample.digits.is_vouched].tolist(),
            "labels": "".join(map(str, job.sample.digits.labels)),
            "sha256": _sha256_of(job.sample.digits),
        },
    }


def _changes(receipt: dict[str, Any], digits: StoredDigits, datasets: Datasets) -> Iterator[str]:
    wanted = receipt["digits"]
    if missing := sorted(set(wanted["ids"]) - set(digits.ids)):
        yield f"digits {missing} are gone"
    elif relabelled := [
        id_ for id_, label, then in zip(digits.ids, digits.labels, wanted["labels"], strict=True) if str(label) != then
    ]:
        yield f"digits {relabelled} have another label since"
    elif _sha256_of(digits) != wanted["sha256"]:
        yield "pictures or contributors of its digits have changed"
    else:  # the parameters depend on whose digits they are
        yield from _changes_of_parameters(receipt["parameters"], _configs(datasets, digits))
    if receipt["code"] != code_sha256():
        yield f"code: it was trained by other code than this: {receipt['code']} then, {code_sha256()} now"
    now = {
        "preprocessing_version": PREPROCESSING_VERSION,
        "base": base_receipt()["sha256"],
        "rehearsed": _rehearsed(datasets),
    }
    for name, value in now.items():
        if receipt[name] != value:
            yield f"{name.replace('_', ' ')}: {receipt[name]} then, {value} now"


def _changes_of_parameters(then: dict[str, Any], configs: list[RehearsalConfig]) -> Iterator[str]:
    """Yield the parameters that differ from today's; nothing where a run of today could have them."""
    if any(then == _parameters(config) for config in configs):
        return
    now = _parameters(configs[0])
    for name in sorted(then.keys() | now):
        if then.get(name) != now.get(name):
            yield f"parameter {name}: {then.get(name)} then, {now.get(name)} now"


def _configs(datasets: Datasets, digits: StoredDigits) -> list[RehearsalConfig]:
    """Return the parameters of each try: the first learns fastest, each further one has fewer new digits in a batch."""
    config = CONFIG if datasets.mnist_test else PSEUDO_DIGIT_CONFIG
    most = max(Counter(digits.contributors).values(), default=0)
    share = config.new_share * (MULTI_WRITER_FACTOR if most < SINGLE_WRITER_SHARE * len(digits.ids) else 1)
    return [replace(config, new_share=share * RETRY_FACTOR**n) for n in range(N_TRIES)]


def _parameters(config: RehearsalConfig) -> dict[str, Any]:
    return asdict(config) | {"n_rehearsed": N_REHEARSED, "pen_share": PEN_SHARE}


def _rehearsed(datasets: Datasets) -> dict[str, str]:
    return {"name": " and ".join(part.name for part, _ in _parts(datasets)), "sha256": datasets.rehearsed_sha256}


def _stream(version: int, what: int) -> np.random.Generator:
    return np.random.default_rng([version, what])


def _sha256_of(digits: StoredDigits) -> str:
    ids = np.array(digits.ids, dtype="<i8").tobytes()
    contributors = " ".join(map(str, digits.contributors)).encode()
    labels = digits.labels.astype("<i8").tobytes()
    return hashlib.sha256(ids + digits.pictures.tobytes() + labels + contributors).hexdigest()
