"""The verbs of `python -m nn`: train, experiment, evaluate, show, generator, pens."""

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from tqdm import tqdm

from nn import base
from nn.base import recipe, training_data
from nn.base.receipts import base_receipt, certainty_rule, generator_receipt
from nn.base.training_data import VALIDATION_WRITERS, TrainingData
from nn.cli.experiment import add_arguments, as_arguments, positive, train_experiment
from nn.cli.show import FIGURES, draw
from nn.data.corpora import CorpusError, PenDigit, load_mnist, pendigits_path, read_pendigits, sha256_of
from nn.data.likelihoods import Likelihoods
from nn.data.pseudo_digits import Generator, fit_generator, pack_generator
from nn.metrics import Accuracy, accuracy, accuracy_per_digit
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs, preprocess
from nn.serialization import pack, split, unpack


def main(arguments: list[str] | None = None) -> None:
    """Run one verb; where that is not possible, end with one line that says why."""
    options = _parser().parse_args(arguments)
    try:
        if options.corpora is None and options.command != "show":  # `show` uses pseudo-digits then
            raise CorpusError("name the folder of the corpora with --corpora or DIGITS_CORPORA")
        options.run(options)
    except (ValueError, OSError) as error:
        sys.exit(f"nn {options.command}: {error}")


def train_base(options: argparse.Namespace) -> None:
    """Train the base network and write it with its receipt."""
    chosen = recipe.SHORT if options.short else recipe.BASE
    chosen = chosen if options.epochs is None else replace(chosen, n_epochs=options.epochs)
    data = training_data.load(options.corpora, limit=options.limit, progress=tqdm).without(options.without_writers)
    with ProcessPoolExecutor(max_workers=1) as other_core:
        later = other_core.submit(_network_of_others, data, options.seed, options.epochs)
        network = recipe.train_base(data, chosen, seed=options.seed, progress=tqdm)
        of_others = _generator(data.without(VALIDATION_WRITERS), options.seed)
        certain = certainty_rule(later.result(), Likelihoods(of_others), data.only(VALIDATION_WRITERS), network)
    run = {"command": _command(options), "seed": options.seed}
    receipt = base_receipt(network, data, chosen, options.corpora, certain=certain, **run)
    read = receipt["accuracies"]["validation"]
    print(f"accuracy on digits held back {_percent(Accuracy(read['correct'], read['count']))}")
    _write(options.into / base.NETWORK_FILE.name, pack(network).blob)
    _write_json(options.into / base.RECEIPT_FILE.name, receipt)


def experiment(options: argparse.Namespace) -> None:
    """Train a network of other units, outputs, costs, optimisers or sizes on MNIST, to compare with the served one."""
    network, report = train_experiment(options.corpora, options)
    print(f"accuracy on digits held back {_percent(Accuracy(**report['held_back']))}")
    command = f"python -m nn experiment {as_arguments(options)}"
    _write(options.into / base.NETWORK_FILE.name, pack(network).blob)
    _write_json(options.into / base.RECEIPT_FILE.name, {"command": command, "sha256": pack(network).sha256, **report})


def _network_of_others(data: TrainingData, seed: int, n_epochs: int | None) -> Network:
    """Return a network that never saw the validation writers, to choose the rule of certainty with."""
    short = recipe.SHORT if n_epochs is None else replace(recipe.SHORT, n_epochs=n_epochs)
    return recipe.train_base(data.without(VALIDATION_WRITERS), short, seed=seed, progress=training_data.quiet)


def fit(options: argparse.Namespace) -> None:
    """Fit the generator of pseudo-digits and write it with its receipt."""
    data = training_data.load(options.corpora, progress=tqdm)
    generator = _generator(data, options.seed)
    receipt = generator_receipt(generator, data, options.corpora, command=_command(options), seed=options.seed)
    _write(options.into / "generator.blob", pack_generator(generator))
    _write_json(options.into / "generator.json", receipt)


def _generator(data: TrainingData, seed: int) -> Generator:
    """Return the generator fitted to all kinds of digits that the network is trained on, without random changes."""
    parts = [data.train, data.strokes, *data.pens, data.styles]
    X = as_inputs(np.concatenate([recipe.pictures(digits) for digits in parts]))
    return fit_generator(X, np.concatenate([digits.labels for digits in parts]), np.random.default_rng(seed))


def fit_pens(options: argparse.Namespace) -> None:
    """Fit the mixtures of pen digits, the second opinion on numbers, and write them with their receipt."""
    path = pendigits_path(options.corpora)
    digits = read_pendigits(path)
    packed = pack_generator(pens_of(digits, options.seed))
    receipt = {
        "command": _command(options),
        "seed": options.seed,
        "sha256": hashlib.sha256(packed).hexdigest(),
        "preprocessing_version": PREPROCESSING_VERSION,
        "data": {
            "corpora": ["pendigits"],
            "n_pen_digits": len(digits),
            "writers": sorted({digit.writer for digit in digits}),
            "sha256": {path.name.removesuffix(".gz"): sha256_of(path)},
        },
    }
    _write(options.into / "pens.blob", packed)
    _write_json(options.into / "pens.json", receipt)


def pens_of(digits: Sequence[PenDigit], seed: int) -> Generator:
    """Return mixtures fitted to the strokes of pen digits."""
    upright = [training_data.upright(digit) for digit in digits]
    labels = np.array([digit.label for digit in digits], np.uint8)
    strokes = training_data.of_strokes(upright, labels, [digit.writer for digit in digits])
    return fit_generator(as_inputs(recipe.pictures(strokes)), labels, np.random.default_rng(seed))


def evaluate(options: argparse.Namespace) -> None:
    """Print how well a network reads the MNIST test digits."""
    mnist = load_mnist(options.corpora)
    pictures = np.array([preprocess(image) for image in tqdm(mnist.test_images, "preprocessing")])
    outputs = _network(options.network).outputs(as_inputs(pictures))
    print(f"{'':12}{'accuracy':>9}  {'correct':>13}  95 % interval")
    _print_row("MNIST test", accuracy(outputs, mnist.test_labels))
    for digit, measured in enumerate(accuracy_per_digit(outputs, mnist.test_labels)):
        _print_row(f"   digit {digit}", measured)


def show(options: argparse.Namespace) -> None:
    """Draw a network's guesses, weights or confusions, how the cost of a new one falls, or made-up styles of digits."""
    network = _network(options.network)
    figure = draw(options.what, network, options.corpora, count=options.count, mistakes=options.mistakes)
    path = options.output or Path(f"{options.what}.png")
    Image.fromarray(figure).save(path, "PNG")
    print(f"wrote {path}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nn", description="The network of Ductus.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="VERB")
    verbs = {"train": train_base, "experiment": experiment, "generator": fit, "pens": fit_pens}
    verbs |= {"evaluate": evaluate, "show": show}
    for name, run in verbs.items():
        command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.set_defaults(run=run)
        command.add_argument(
            "--corpora", type=Path, default=os.environ.get("DIGITS_CORPORA"), help="default: DIGITS_CORPORA"
        )
        if name in {"train", "generator", "pens"}:
            command.add_argument("--seed", type=int, default=0)
            command.add_argument("--into", type=Path, default=base.FOLDER, help="a folder; default: the committed one")
        if run is experiment:
            command.add_argument("--seed", type=int, default=0)
            command.add_argument("--into", type=Path, required=True, help="a folder of your own")
            add_arguments(command)
        if name in {"evaluate", "show"}:
            command.add_argument("--network", type=Path, help="a network's blob; default: the base network")
        if name == "train":
            command.add_argument("--short", action="store_true", help="the same in a fraction of the time")
            command.add_argument("--epochs", type=positive, help="default: as many as the recipe says")
            command.add_argument("--limit", type=positive, help="train on at most this many digits of a corpus")
            command.add_argument(
                "--without-writers", type=_numbers, default=[], help="of pendigits, such as 1,2,3: to measure on them"
            )
        if name == "show":
            command.add_argument("--what", choices=FIGURES, default=FIGURES[0])
            command.add_argument("--output", type=Path, help="default: the figure's name, as .png")
            command.add_argument("--count", type=positive, default=160, help="of digits")
            command.add_argument("--mistakes", action="store_true", help="only digits that are read wrongly")
    return parser


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _command(options: argparse.Namespace) -> str:
    """Return the command as it would be typed again."""
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
