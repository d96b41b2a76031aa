"""The command line of the network: `python -m nn train | try | evaluate | show | generator | fetch`."""

import argparse
import json
import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn import base
from nn.base import recipe, training_data
from nn.base.receipts import base_receipt, certainty_rule, generator_receipt
from nn.base.training_data import VALIDATION_WRITERS, TrainingData
from nn.cli.experiment import add_arguments, as_arguments, train_experiment
from nn.cli.fetch import fetch, show_bar
from nn.cli.figures import WHAT, draw
from nn.cli.plots import png
from nn.cli.progress import with_bar
from nn.data.corpora import CorpusError, load_mnist
from nn.data.pseudo_digits import fit_generator, pack_generator
from nn.metrics import Accuracy, accuracy, accuracy_per_digit
from nn.network import Network
from nn.preprocessing import as_inputs, preprocess
from nn.serialization import pack, split, unpack


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
    chosen = recipe.SHORT if options.short else recipe.BASE
    chosen = chosen if options.epochs is None else replace(chosen, n_epochs=options.epochs)
    data = training_data.load(options.corpora, limit=options.limit, progress=with_bar).without(options.without_writers)
    certain = _certain(data, options)
    network = recipe.train_base(data, chosen, seed=options.seed, progress=with_bar)
    run = {"command": _command(options), "seed": options.seed}
    receipt = base_receipt(network, data, chosen, options.corpora, certain=certain, **run)
    print(f"accuracy on digits held back {_percent(Accuracy(**_counts(receipt['accuracies']['validation'])))}")
    _write(options.into / base.NETWORK_FILE.name, pack(network).blob)
    _write_json(options.into / base.RECEIPT_FILE.name, receipt)


def experiment(options: argparse.Namespace) -> None:
    """Trains a network of other units, outputs, costs, optimisers or sizes on MNIST, to compare it with the served."""
    network, report = train_experiment(options.corpora, options)
    print(f"accuracy on digits held back {_percent(Accuracy(**report['held_back']))}")
    command = f"python -m nn try --seed {options.seed} {as_arguments(options)}"
    _write(options.into / base.NETWORK_FILE.name, pack(network).blob)
    _write_json(options.into / base.RECEIPT_FILE.name, {"command": command, "sha256": pack(network).sha256, **report})


def _certain(data: TrainingData, options: argparse.Namespace) -> dict[str, Any]:
    """The rule of certainty, chosen on the validation writers with a network that never saw them."""
    short = recipe.SHORT if options.epochs is None else replace(recipe.SHORT, n_epochs=options.epochs)
    network = recipe.train_base(data.without(VALIDATION_WRITERS), short, seed=options.seed, progress=with_bar)
    return certainty_rule(network, data.only(VALIDATION_WRITERS))


def fit(options: argparse.Namespace) -> None:
    """Fits the generator of pseudo-digits and writes it with its receipt."""
    data = training_data.load(options.corpora, progress=with_bar)
    X, labels = as_inputs(recipe.pictures(data.train)), data.train.labels
    generator = fit_generator(X, labels, np.random.default_rng(options.seed))
    receipt = generator_receipt(generator, data, options.corpora, command=_command(options), seed=options.seed)
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
    verbs = {
        "train": train_base,
        "try": experiment,
        "generator": fit,
        "evaluate": evaluate,
        "show": show,
        "fetch": fetch_corpora,
    }
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
        if name == "try":
            command.add_argument("--seed", type=int, default=0)
            command.add_argument("--into", type=Path, required=True, help="a folder of your own")
            add_arguments(command)
        if name in {"evaluate", "show"}:
            command.add_argument("--network", type=Path, help="a network's blob; default: the base network")
        if name == "train":
            command.add_argument("--short", action="store_true", help="the same in a fraction of the time")
            command.add_argument("--epochs", type=_positive, help="default: as many as the recipe says")
            command.add_argument("--limit", type=_positive, help="train on so many digits of each corpus only")
            command.add_argument(
                "--without-writers", type=_numbers, default=[], help="of pendigits, such as 1,2,3: to measure on them"
            )
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


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _command(options: argparse.Namespace) -> str:
    """The command as it would be typed again."""
    words = ["python -m nn", options.command, f"--seed {options.seed}"]
    if options.command == "train":
        words += ["--short"] * options.short
        words += [f"--{name} {value}" for name in ("epochs", "limit") if (value := getattr(options, name)) is not None]
        words += [
            f"--without-writers {','.join(map(str, writers))}" for writers in [options.without_writers] if writers
        ]
    return " ".join(words)


def _network(path: Path | None) -> Network:
    return base.base_network() if path is None else unpack(split(path.read_bytes()))


def _preprocessed(pictures: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.array([preprocess(picture) for picture in with_bar(pictures, len(pictures), "preprocessing")])


def _print_row(name: str, measured: Accuracy) -> None:
    low, high = measured.interval
    print(f"{name:12}{_percent(measured):>9}  {measured.correct:>6}/{measured.count:<6}  {low:.2%} - {high:.2%}")


def _percent(measured: Accuracy) -> str:
    return f"{measured.fraction:.2%}"


def _counts(measured: dict[str, Any]) -> dict[str, int]:
    return {name: measured[name] for name in ("correct", "count")}


def _write_json(path: Path, receipt: dict[str, Any]) -> None:
    text = json.dumps(receipt, indent=2, ensure_ascii=False)
    on_one_line = re.sub(r"\[\s+([-\d.,\s]+?)\s+\]", lambda numbers: f"[{' '.join(numbers[1].split())}]", text)
    _write(path, f"{on_one_line}\n".encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"wrote {path} ({len(data):,} bytes)")
