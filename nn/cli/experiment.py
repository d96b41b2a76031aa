"""What a learner wants to compare, as a verb of the command line: `python -m nn try --units relu --into folder`.

Other units, outputs, costs, optimisers and sizes, trained on MNIST's training digits as they are. What is served stays
as it is: the result goes into a folder of the learner's own.
"""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.activations import HIDDEN, OUTPUT
from nn.cli.progress import with_bar
from nn.costs import COSTS, one_hot, output_error
from nn.data.corpora import N_HELD_BACK, load_mnist
from nn.metrics import Accuracy, accuracy
from nn.network import SIZES, Network
from nn.optimizers import OPTIMIZERS
from nn.preprocessing import as_inputs, preprocess
from nn.training import Epoch, TrainingConfig, train

SERVED = TrainingConfig()
NAMES = ("hidden", "units", "output", "cost", "optimizer", "rate", "epochs")


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--hidden", type=int, nargs="+", default=list(SIZES[1:-1]), help="units of each layer")
    command.add_argument("--units", choices=list(HIDDEN), default="sigmoid", help="activation of hidden units")
    command.add_argument("--output", choices=list(OUTPUT), default="sigmoid", help="activation of the outputs")
    command.add_argument("--cost", choices=list(COSTS), default=SERVED.cost)
    command.add_argument("--optimizer", choices=list(OPTIMIZERS), default=SERVED.optimizer)
    command.add_argument(
        "--rate", type=float, default=SERVED.learning_rate, help="a tenth of it with momentum, 0.001 with adam"
    )
    command.add_argument("--epochs", type=int, default=SERVED.n_epochs)
    command.add_argument("--limit", type=int, help="train on so many digits only")


def train_experiment(corpora: Path, options: argparse.Namespace) -> tuple[Network, dict[str, Any]]:
    """The chosen network, trained, with what it was trained with and what it reads of the digits held back.

    Raises ValueError where the choices do not go together, before anything is read.
    """
    output_error(options.output, options.cost)
    config = TrainingConfig(
        n_epochs=options.epochs, learning_rate=options.rate, cost=options.cost, optimizer=options.optimizer
    )
    X, labels, held_back, their_labels = _digits(corpora, options.limit)
    rng = np.random.default_rng(options.seed)
    sizes = (SIZES[0], *options.hidden, SIZES[-1])
    network = Network.initial(sizes, rng, hidden=options.units, output=options.output)
    for _ in _told(train(network, X, one_hot(labels), config, rng), config):
        pass
    read = accuracy(network.outputs(held_back), their_labels)
    return network, {"parameters": {"sizes": sizes, **asdict(config)}, "held_back": _counts(read)}


def as_arguments(options: argparse.Namespace) -> str:
    """The choices as one would type them again."""
    values = {name: getattr(options, name) for name in NAMES}
    words = {name: " ".join(map(str, value)) if isinstance(value, list) else value for name, value in values.items()}
    return " ".join(f"--{name} {value}" for name, value in words.items())


def _digits(
    corpora: Path, limit: int | None
) -> tuple[NDArray[np.float32], NDArray[np.uint8], NDArray[np.float32], NDArray[np.uint8]]:
    mnist = load_mnist(corpora)
    n = len(mnist.train_labels) - N_HELD_BACK
    used = slice(0, n if limit is None else min(limit, n))
    images = np.concatenate([mnist.train_images[used], mnist.train_images[n:]])
    pictures = np.array([preprocess(image) for image in with_bar(images, len(images), "preprocessing")])
    X, n_used = as_inputs(pictures), len(mnist.train_labels[used])
    return X[:n_used], mnist.train_labels[used], X[n_used:], mnist.train_labels[n:]


def _told(epochs: Iterator[Epoch], config: TrainingConfig) -> Iterator[Epoch]:
    return with_bar(epochs, config.n_epochs, "training", lambda epoch: f"cost {epoch.cost:.4f}")


def _counts(read: Accuracy) -> dict[str, int]:
    return {"correct": read.correct, "count": read.count}
