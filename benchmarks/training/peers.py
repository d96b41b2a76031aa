"""Peers: the same training in scikit-learn and in PyTorch, as their documentation shows it. Both are optional."""

import warnings
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.network import SIZES
from nn.training import TrainingConfig

Floats = NDArray[np.float32]

MODULES = {"scikit-learn": "sklearn", "PyTorch": "torch"}
PACKAGES = {"scikit-learn": "scikit-learn", "PyTorch": "torch"}


def installed(name: str) -> ModuleType | None:
    """Return the peer's module; None where it is not installed."""
    try:
        return import_module(MODULES[name])
    except ModuleNotFoundError:
        return None


def scikit_learn(X: Floats, Y: Floats, config: TrainingConfig) -> Callable[[], object]:
    """Prepare an MLPClassifier: with multi-label targets its outputs are logistic, with cross-entropy."""
    classifier: Any = import_module("sklearn.neural_network").MLPClassifier(
        hidden_layer_sizes=SIZES[1:-1],
        activation="logistic",
        solver="sgd",
        momentum=0,
        alpha=config.l2 * config.batch_size / len(X),  # it divides by the samples of a batch, not by all
        batch_size=config.batch_size,
        learning_rate_init=config.learning_rate,
        max_iter=1,
        random_state=0,
    )
    labels = Y.astype(np.int64)

    def epoch() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that one epoch is not enough
            classifier.fit(X, labels)

    return epoch


def pytorch(X: Floats, Y: Floats, config: TrainingConfig) -> Callable[[], object]:
    """Prepare two linear layers with a sigmoid between; the loss takes the logits and applies the second sigmoid.

    The loss is the mean over all C outputs of all samples, which is fastest. So the rate is C times as large, and the
    decay is divided by C.
    """
    torch: Any = import_module("torch")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    n_inputs, n_hidden, n_outputs = SIZES
    hidden, output = torch.nn.Linear(n_inputs, n_hidden), torch.nn.Linear(n_hidden, n_outputs)
    model = torch.nn.Sequential(hidden, torch.nn.Sigmoid(), output)
    loss = torch.nn.BCEWithLogitsLoss()
    weights = {"params": [hidden.weight, output.weight], "weight_decay": config.l2 / len(X) / n_outputs}
    biases = {"params": [hidden.bias, output.bias]}
    optimizer = torch.optim.SGD([weights, biases], lr=config.learning_rate * n_outputs)
    inputs, targets = torch.from_numpy(X), torch.from_numpy(Y)

    def epoch() -> None:
        for rows in torch.randperm(len(inputs)).split(config.batch_size):
            optimizer.zero_grad()
            loss(model(inputs.index_select(0, rows)), targets.index_select(0, rows)).backward()
            optimizer.step()

    return epoch


PEERS = {"scikit-learn": scikit_learn, "PyTorch": pytorch}
