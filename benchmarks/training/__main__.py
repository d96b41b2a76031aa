"""`python -m benchmarks.training`: compare the time of a training epoch with scikit-learn, PyTorch and a lower bound.

All but the bound use the same data and mathematics: 784-30-10, sigmoid, cross-entropy on one-hot targets, L2, plain
stochastic gradient descent in batches of ten, every epoch in a new order; float32, one thread, no augmentation. They
take turns, round by round, and processor time is measured, so that other work on the machine favours none of them. The
peers are the extra `peers` of pyproject.toml: `var/uv/bin/uv pip install --python var/venv scikit-learn torch`.
"""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.training import lower_bound, peers
from nn.costs import one_hot
from nn.data.corpora import load_mnist, mnist_is_installed
from nn.data.pseudo_digits import load_generator
from nn.network import SIZES, Network
from nn.preprocessing import as_inputs
from nn.training import TrainingConfig, train

Floats = NDArray[np.float32]
Epoch = Callable[[], object]
"""One epoch, which is timed."""
Contender = Callable[[Floats, Floats, TrainingConfig], Epoch]
"""A function that prepares training on inputs, targets and a configuration, and returns its Epoch."""
Seconds = dict[str, dict[int, float]]
"""The seconds of an epoch, by contender and number of samples."""

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "MKL", "OMP")}
N_ROUNDS = 5
N_SAMPLES = (10_000, 20_000, 30_000, 40_000, 50_000, 60_000)
N_COMPARED = 50_000
OURS = "this network"
CONFIG = TrainingConfig(n_epochs=1, batch_size=10, learning_rate=0.5, l2=5.0)


def main() -> None:
    if any(os.environ.get(name) != value for name, value in ONE_THREAD.items()):
        # The libraries read it when they are loaded, and NumPy is loaded by now.
        os.execve(sys.executable, [sys.executable, "-m", "benchmarks.training"], {**os.environ, **ONE_THREAD})
    source, X, Y = samples(max(N_SAMPLES))
    print(f"{platform.platform()}, Python {platform.python_version()}, NumPy {np.__version__}, one thread each")
    print(f"{'-'.join(map(str, SIZES))}, batch {CONFIG.batch_size}, float32, on {source}\n")
    contenders: dict[str, Contender] = {**lower_bound.BOUNDS, OURS: ours}
    for name, prepare in peers.PEERS.items():
        module = peers.installed(name)
        if module is None:
            print(f"{name} is not installed: var/uv/bin/uv pip install --python var/venv {peers.PACKAGES[name]}")
        else:
            contenders[f"{name} {module.__version__}"] = prepare
    seconds = measured(contenders, X, Y, N_SAMPLES)
    print(growth(seconds), comparison(seconds, N_COMPARED), sep="\n\n")


def samples(n: int) -> tuple[str, Floats, Floats]:
    """Return the name of the source, inputs (n, 784) and one-hot targets (n, 10)."""
    corpora = Path(os.environ["DIGITS_CORPORA"]) if os.environ.get("DIGITS_CORPORA") else None
    if corpora is not None and mnist_is_installed(corpora):
        mnist = load_mnist(corpora)
        return "MNIST's training digits", as_inputs(mnist.train_images[:n]), one_hot(mnist.train_labels[:n])
    X, labels = load_generator().sample(n, np.random.default_rng(0))
    return "pseudo-digits (for MNIST, name its folder in DIGITS_CORPORA)", X, one_hot(labels)


def ours(X: Floats, Y: Floats, config: TrainingConfig) -> Epoch:
    """Prepare an epoch as the command line trains it, with its measurement of cost and accuracy."""
    rng = np.random.default_rng(0)
    network = Network.initial(SIZES, rng)
    return lambda: next(train(network, X, Y, config, rng))


def measured(contenders: Mapping[str, Contender], X: Floats, Y: Floats, sizes: tuple[int, ...]) -> Seconds:
    """Return the median seconds of an epoch, for each contender and number of samples."""
    times: dict[str, dict[int, list[float]]] = {name: {n: [] for n in sizes} for name in contenders}
    for number in range(N_ROUNDS):
        print(f"round {number + 1} of {N_ROUNDS}", end="\r", file=sys.stderr)
        for n in sizes:
            for name, prepare in contenders.items():
                times[name][n].append(timed(prepare(X[:n], Y[:n], CONFIG)))
    return {name: {n: statistics.median(rounds) for n, rounds in by_size.items()} for name, by_size in times.items()}


def timed(epoch: Epoch) -> float:
    started = time.process_time()
    epoch()
    return time.process_time() - started


def growth(seconds: Seconds) -> str:
    """Return a table of seconds per epoch, with a column for each number of samples."""
    width = max(map(len, seconds))
    heading = f"{'seconds per epoch of':{width}}" + "".join(f"{n:>9,}" for n in seconds[OURS])
    rows = [f"{name:{width}}" + "".join(f"{value:9.3f}" for value in row.values()) for name, row in seconds.items()]
    return "\n".join([heading, *rows])


def comparison(seconds: Seconds, n: int) -> str:
    """Return a table that compares each contender with this network and with the lower bound."""
    width = max(map(len, seconds))
    ours_s, bound_s = seconds[OURS][n], seconds[lower_bound.AS_WRITTEN][n]
    heading = f"{f'epoch of {n:,}':{width}}{'seconds':>9}{'× floor':>9}{'× this network':>16}"
    rows = [
        f"{name:{width}}{by_size[n]:9.3f}{by_size[n] / bound_s:9.2f}{by_size[n] / ours_s:16.2f}"
        for name, by_size in seconds.items()
    ]
    return "\n".join([heading, *rows])


if __name__ == "__main__":
    main()
