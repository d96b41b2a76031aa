"""How the base network and the generator are made from MNIST, and the receipts that say so.

The last 5,000 of MNIST's 60,000 training digits are held back: choices are made on them. MNIST's test digits are
measured when all is chosen, never to choose. Everything goes through the project's own preprocessing.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.augmentation import Affine
from nn.corpora import N_HELD_BACK, CorpusError, load_mnist, mnist_paths, sha256_of
from nn.costs import one_hot
from nn.metrics import Accuracy, accuracy, confusion_matrix
from nn.network import SIZES, Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs, preprocess
from nn.pseudo_digits import N_COMPONENTS, N_GAUSSIANS, N_ITERATIONS, Generator, pack_generator
from nn.serialization import pack
from nn.training import Epoch, TrainingConfig, train

BASE = TrainingConfig(n_epochs=400, batch_size=32, learning_rate=1.0, l2=0.2)
AUGMENTATION = Affine()
CERTAIN_SHARE = 0.95

Bar = Callable[[NDArray[np.uint8]], Iterator[NDArray[np.uint8]]]


@dataclass(frozen=True)
class Samples:
    """Preprocessed digits: inputs X (N, 784) and labels (N,)."""

    X: NDArray[np.float32]
    labels: NDArray[np.uint8]


@dataclass(frozen=True)
class Material:
    """MNIST in its three parts."""

    train: Samples
    validation: Samples
    test: Samples


def material(corpora: Path, *, limit: int | None = None, bar: Bar = iter) -> Material:
    """MNIST, preprocessed; with `limit`, only so many digits to train on. Raises CorpusError where it is missing."""
    mnist = load_mnist(corpora)
    n_train = len(mnist.train_images) - N_HELD_BACK
    if n_train < 1:
        raise CorpusError(f"expected more than {N_HELD_BACK} training digits, got {len(mnist.train_images)}")
    chosen = slice(0, n_train if limit is None else min(limit, n_train))
    return Material(
        train=_samples(mnist.train_images[chosen], mnist.train_labels[chosen], bar),
        validation=_samples(mnist.train_images[n_train:], mnist.train_labels[n_train:], bar),
        test=_samples(mnist.test_images, mnist.test_labels, bar),
    )


def train_base(network: Network, samples: Samples, config: TrainingConfig, rng: np.random.Generator) -> Iterator[Epoch]:
    """The epochs of the base network's training, in place."""
    return train(network, samples.X, one_hot(samples.labels), config, rng, augment=AUGMENTATION)


def base_receipt(network: Network, data: Material, corpora: Path, config: TrainingConfig, **run: Any) -> dict[str, Any]:
    """All that is needed to make the network again, and what it reads. `run` holds the seed and the command."""
    outputs = {part: network.outputs(getattr(data, part).X) for part in ("train", "validation", "test")}
    return {
        **run,
        "sha256": pack(network).sha256,
        "layout": pack(network).layout,
        "preprocessing_version": PREPROCESSING_VERSION,
        "parameters": {"sizes": list(SIZES), **asdict(config), "augmentation": asdict(AUGMENTATION)},
        "data": _data(data, corpora),
        "accuracies": {
            "train": _counted(accuracy(outputs["train"], data.train.labels)),
            "validation": _counted(accuracy(outputs["validation"], data.validation.labels)),
            "mnist_test": _counted(accuracy(outputs["test"], data.test.labels)),
        },
        "confusion_matrix_mnist_test": confusion_matrix(outputs["test"], data.test.labels).tolist(),
        "certain": certain(outputs["validation"], data.validation.labels),
    }


def generator_receipt(generator: Generator, data: Material, corpora: Path, **run: Any) -> dict[str, Any]:
    """All that is needed to make the generator again. `run` holds the seed and the command."""
    return {
        **run,
        "sha256": hashlib.sha256(pack_generator(generator)).hexdigest(),
        "preprocessing_version": PREPROCESSING_VERSION,
        "parameters": {"n_components": N_COMPONENTS, "n_gaussians": N_GAUSSIANS, "n_iterations": N_ITERATIONS},
        "data": _data(data, corpora),
    }


def certain(outputs: NDArray[np.float32], labels: NDArray[np.integer]) -> dict[str, Any]:
    """The largest threshold on the top output that still calls 95 % of what was read correctly certain, and its effect.

    Rounded down to four decimals, so that writing it down loses none of them.
    """
    top, is_correct = outputs.max(axis=1), outputs.argmax(axis=1) == labels
    of_correct = np.sort(top[is_correct])
    n_spared = len(of_correct) - int(np.ceil(CERTAIN_SHARE * len(of_correct)))
    threshold = float(np.floor(float(of_correct[n_spared]) * 1e4) / 1e4) if len(of_correct) else 1.0
    is_certain = top >= threshold
    return {
        "threshold": threshold,
        "rule": f"the largest top output that at least {CERTAIN_SHARE:.0%} of the digits read correctly reach",
        "chosen_on": f"the {len(labels)} MNIST training digits held back",
        "of_correct": _counted(Accuracy(int(is_certain[is_correct].sum()), int(is_correct.sum()))),
        "of_mistaken": _counted(Accuracy(int(is_certain[~is_correct].sum()), int((~is_correct).sum()))),
    }


def _samples(pictures: NDArray[np.uint8], labels: NDArray[np.uint8], bar: Bar) -> Samples:
    return Samples(as_inputs(np.array([preprocess(picture) for picture in bar(pictures)])), labels)


def _data(data: Material, corpora: Path) -> dict[str, Any]:
    return {
        "corpus": "MNIST",
        "n_train": len(data.train.labels),
        "n_held_back": len(data.validation.labels),
        "sha256": {path.name.removesuffix(".gz"): sha256_of(path) for path in mnist_paths(corpora)},
    }


def _counted(measured: Accuracy) -> dict[str, Any]:
    interval = [round(bound, 5) for bound in measured.interval]
    return {"correct": measured.correct, "count": measured.count, "interval_95": interval}
