"""The command line of the network: `python -m nn train | evaluate | show | generator | fetch`."""

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn import base, recipe
from nn.corpora import CorpusError, load_mnist
from nn.fetch import fetch, show_bar
from nn.metrics import Accuracy, accuracy, accuracy_per_digit
from nn.network import SIZES, Network
from nn.plots import png
from nn.preprocessing import as_inputs, preprocess
from nn.progress import with_bar
from nn.pseudo_digits import fit_generator, pack_generator
from nn.serialization import pack, split, unpack
from nn.show import WHAT, draw


def main(arguments: list[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    try:
        if options.corpora is None and options.command != "show":  # which has pseudo-digits then
            raise CorpusError("name the folder of the corpora with --corpora or DIGITS_CORPORA")
        options.run(options)
    except (ValueError, OSError) as error:
        sys.exit(f"nn {options.command}: {error}")


def train_base(options: argparse.Namespace) -> None:
    """Trains the base network and writes it with its receipt."""
    data = recipe.material(options.corpora, limit=options.limit, bar=_bar)
    config = replace(recipe.BASE, n_epochs=options.epochs)
    rng = np.random.default_rng(options.seed)
    network = Network.initial(SIZES, rng)
    epochs = recipe.train_base(network, data.train, config, rng)
    for epoch in with_bar(epochs, config.n_epochs, "training", lambda epoch: f"cost {epoch.cost:.4f}"):
        last = epoch
    held_back = accuracy(network.outputs(data.validation.X), data.validation.labels)
    print(f"cost {last.cost:.4f}, accuracy {_percent(last.accuracy)}, on digits held back {_percent(held_back)}")
    limit = "" if options.limit is None else f" --limit {options.limit}"
    command = f"python -m nn train --seed {options.seed} --epochs {options.epochs}{limit}"
    receipt = recipe.base_receipt(network, data, options.corpora, config, command=command, seed=options.seed)
    _write(options.into / base.NETWORK_FILE.name, pack(network).blob)
    _write_json(options.into / base.RECEIPT_FILE.name, receipt)


def fit(options: argparse.Namespace) -> None:
    """Fits the generator of pseudo-digits and writes it with its receipt."""
    data = recipe.material(options.corpora, bar=_bar)
    generator = fit_generator(data.train.X, data.train.labels, np.random.default_rng(options.seed))
    command = f"python -m nn generator --seed {options.seed}"
    receipt = recipe.generator_receipt(generator, data, options.corpora, command=command, seed=options.seed)
    _write(options.into / "generator.blob", pack_generator(generator))
    _write_json(options.into / "generator.json", receipt)


def evaluate(options: argparse.Namespace) -> None:
    """Prints how well a network reads the MNIST test digits."""
    mnist = load_mnist(options.corpora)
    outputs = _network(options.network).outputs(as_inputs(_preprocessed(mnist.test_images)))
    print(f"{'':12}{'accuracy':>9}  {'correct':>13}  95 % interval")
    _print_row("MNIST test", accuracy(outputs, mnist.test_labels))
    for digit, measured in enumerate(accuracy_per_digit(outputs, mnist.test_labels)):
        _print_row(f"   digit {digit}", measured)


def show(options: argparse.Namespace) -> None:
    """Draws a network's guesses, its weights, its confusions, or how the cost of a new one falls."""
    drawn = draw(
        options.what, _network(options.network), options.corpora, count=options.count, mistakes=options.mistakes
    )
    _write(options.output or Path(f"{options.what}.png"), png(drawn))


def fetch_corpora(options: argparse.Namespace) -> None:
    """Downloads the corpora from their public homes, those that are not here yet."""
    for done in fetch(options.corpora, show_bar):
        print(done)
    print(f"Set DIGITS_CORPORA={options.corpora.resolve()} to train, rehearse and measure on them.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nn", description="The network of Ductus.")
    commands = parser.add_subparsers(dest="command", required=True)
    verbs = {"train": train_base, "generator": fit, "evaluate": evaluate, "show": show, "fetch": fetch_corpora}
    for name, run in verbs.items():
        command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.set_defaults(run=run)
        home = Path("var/corpora") if name == "fetch" else None
        command.add_argument(
            "--corpora", type=Path, default=os.environ.get("DIGITS_CORPORA") or home, help="default: DIGITS_CORPORA"
        )
        if name in {"train", "generator"}:
            command.add_argument("--seed", type=int, default=0)
            command.add_argument("--into", type=Path, default=base.FOLDER, help="a folder; default: the committed one")
        if name in {"evaluate", "show"}:
            command.add_argument("--network", type=Path, help="a network's blob; default: the base network")
        if name == "train":
            command.add_argument("--epochs", type=_positive, default=recipe.BASE.n_epochs)
            command.add_argument("--limit", type=_positive, help="train on so many digits only, to try things out")
        if name == "show":
            command.add_argument("--what", choices=WHAT, default=WHAT[0])
            command.add_argument("--output", type=Path, help="default: what is shown, as .png")
            command.add_argument("--count", type=_positive, default=160, help="of digits")
            command.add_argument("--mistakes", action="store_true", help="only digits that are read wrongly")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _network(path: Path | None) -> Network:
    return base.base_network() if path is None else unpack(split(path.read_bytes()))


def _bar(pictures: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    return with_bar(pictures, len(pictures), "preprocessing")


def _preprocessed(pictures: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.array([preprocess(picture) for picture in _bar(pictures)])


def _print_row(name: str, measured: Accuracy) -> None:
    low, high = measured.interval
    print(f"{name:12}{_percent(measured):>9}  {measured.correct:>6}/{measured.count:<6}  {low:.2%} - {high:.2%}")


def _percent(measured: Accuracy) -> str:
    return f"{measured.fraction:.2%}"


def _write_json(path: Path, receipt: dict[str, Any]) -> None:
    text = json.dumps(receipt, indent=2, ensure_ascii=False)
    on_one_line = re.sub(r"\[\s+([-\d.,\s]+?)\s+\]", lambda numbers: f"[{' '.join(numbers[1].split())}]", text)
    _write(path, f"{on_one_line}\n".encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"wrote {path} ({len(data):,} bytes)")


if __name__ == "__main__":
    main()
