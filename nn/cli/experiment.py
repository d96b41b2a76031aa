"""`python -m nn experiment --units relu --into folder`: train another network on MNIST, to compare with the served one.

Units, outputs, costs, optimisers and sizes can be chosen. The result goes into a folder that the learner names; the
network that is served stays as it is.
"""

import argparse
import shlex
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from nn.activations import HIDDEN, OUTPUT
from nn.costs import COSTS, one_hot, output_error
from nn.data.corpora import load_mnist
from nn.data.dataset import Dataset
from nn.metrics import accuracy
from nn.network import SIZES, Network
from nn.optimizers import OPTIMIZERS
from nn.preprocessing import preprocess
from nn.training import TrainingConfig, train

SERVED = TrainingConfig()
NAMES = ("into", "seed", "hidden", "units", "output", "cost", "optimizer", "rate", "epochs", "limit")


def positive(text: str) -> int:
    """Return the number that an argument says, for options of every verb. Raises ValueError below 1."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the options of the verb to its parser."""
    command.add_argument("--hidden", type=positive, nargs="+", default=list(SIZES[1:-1]), help="units of each layer")
    command.add_argument("--units", choices=list(HIDDEN), default="sigmoid", help="activation of hidden units")
    command.add_argument("--output", choices=list(OUTPUT), default="sigmoid", help="activation of the outputs")
    command.add_argument("--cost", choices=list(COSTS), default=SERVED.cost)
    command.add_argument("--optimizer", choices=list(OPTIMIZERS), default=SERVED.optimizer)
    command.add_argument(
        "--rate", type=float, default=SERVED.learning_rate, help="a tenth of it with momentum, 0.001 with adam"
    )
    command.add_argument("--epochs", type=positive, default=SERVED.n_epochs)
    command.add_argument("--limit", type=positive, help="train on at most this many digits")


def train_experiment(corpora: Path, options: argparse.Namespace) -> tuple[Network, dict[str, Any]]:
    """Return the chosen network, trained, with its parameters and its accuracy on the digits held back.

    Raises ValueError where the choices do not go together, before anything is read.
    """
    output_error(options.output, options.cost)
    config = TrainingConfig(
        n_epochs=options.epochs, learning_rate=options.rate, cost=options.cost, optimizer=options.optimizer
    )
    digits, held_back = _digits(corpora, options.limit)
    rng = np.random.default_rng(options.seed)
    sizes = (SIZES[0], *options.hidden, SIZES[-1])
    network = Network.initial(sizes, rng, hidden=options.units, output=options.output)
    bar = tqdm(train(network, digits.inputs, one_hot(digits.labels), config, rng), "training", config.n_epochs)
    for epoch in bar:
        bar.set_postfix_str(f"cost {epoch.cost:.4f}")
    read = accuracy(network.outputs(held_back.inputs), held_back.labels)
    return network, {"parameters": {"sizes": sizes, **asdict(config)}, "held_back": asdict(read)}


def as_arguments(options: argparse.Namespace) -> str:
    """Return the options as arguments of a command that can be run again."""
    words: list[str] = []
    for name in NAMES:
        value = getattr(options, name)
        if value is not None:
            words += [f"--{name}", *map(str, value if isinstance(value, list) else [value])]
    return shlex.join(words)


def _digits(corpora: Path, limit: int | None) -> tuple[Dataset, Dataset]:
    """Return the digits to train on, at most `limit`, and those held back."""
    mnist = load_mnist(corpora)
    used = np.flatnonzero(~mnist.is_held_back)[:limit]
    rows = np.concatenate([used, np.flatnonzero(mnist.is_held_back)])
    pictures = [preprocess(image).tobytes() for image in tqdm(mnist.train_images[rows], "preprocessing")]
    digits = Dataset.from_bytes(pictures, mnist.train_labels[rows].tolist())
    return digits.at(np.arange(len(used))), digits.at(np.arange(len(used), len(digits)))
