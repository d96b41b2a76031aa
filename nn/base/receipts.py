"""The receipts of the base network and the generator: how to make each again, and how well the network reads."""

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.base.recipe import Recipe, pictures
from nn.base.thresholds import (
    CERTAIN_SHARE,
    LEAST_SHARE,
    MOST_LEAD,
    PLAUSIBLE,
    RUNNER_UP,
    SECOND_OPINION,
    STRANGENESS,
    Guesses,
    choose_thresholds,
    lowered,
    share_certain,
)
from nn.base.training_data import PENS, DigitSet, TrainingData
from nn.data.corpora import mnist_paths, pendigits_path, sha256_of
from nn.data.likelihoods import Likelihoods, shipped_likelihoods
from nn.data.pseudo_digits import N_COMPONENTS, N_GAUSSIANS, N_ITERATIONS, SPREAD, Generator, pack_generator
from nn.metrics import Accuracy, accuracy, confusion_matrix
from nn.network import SIZES, Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs
from nn.serialization import pack

Outputs = NDArray[np.float32]


def base_receipt(
    network: Network, data: TrainingData, recipe: Recipe, corpora: Path, *, certain: dict[str, Any], **run: Any
) -> dict[str, Any]:
    """Return what the network was made of and how, and how well it reads. `run` holds the seed and the command."""
    held_back, test = _outputs(network, data.held_back), _outputs(network, data.test)
    certainty = _guesses(network, shipped_likelihoods(), data.held_back)
    return {
        **run,
        "sha256": pack(network).sha256,
        "layout": pack(network).layout,
        "preprocessing_version": PREPROCESSING_VERSION,
        "parameters": {"sizes": list(SIZES), **asdict(recipe), "pens": [list(pen) for pen in PENS]},
        "data": _data(data, corpora),
        "accuracies": {
            "train": _read(_outputs(network, data.train), data.train.labels),
            "validation": _read(held_back, data.held_back.labels),
            "mnist_test": _read(test, data.test.labels),
            "strokes_trained_on": _read(_outputs(network, data.strokes), data.strokes.labels),
            "pens_trained_on": _read(_outputs(network, data.pens[0]), data.pens[0].labels),
            "styles_trained_on": _read(_outputs(network, data.styles), data.styles.labels),
        },
        "confusion_matrix_mnist_test": confusion_matrix(test.argmax(axis=1), data.test.labels).tolist(),
        "certain": {**certain, "held_back": _certain(certainty, data.held_back.labels, certain)},
    }


def certainty_rule(
    network: Network, likelihoods: Likelihoods, left_out: TrainingData, shipped: Network
) -> dict[str, Any]:
    """Choose the thresholds of certainty on digits that neither the network nor the mixtures of likelihoods saw.

    These are the digits of the writers left out, and those of MNIST held back. The shipped network and mixtures never
    saw MNIST's held-back digits either; a threshold is lowered where the shipped ones are less sure of them.
    """
    pens = [left_out.strokes, left_out.pens[0]]
    parts = [*pens, left_out.held_back]
    of_parts = [_guesses(network, likelihoods, digits) for digits in parts]
    guesses = Guesses(
        np.concatenate([one.digits for one in of_parts]), np.concatenate([one.scores for one in of_parts])
    )
    labels = np.concatenate([digits.labels for digits in parts])
    negatives = _guesses(network, likelihoods, left_out.no_digits)
    chosen = choose_thresholds(guesses, labels, negatives)
    by_shipped = _guesses(shipped, shipped_likelihoods(), left_out.held_back)
    rule = {"thresholds": lowered(chosen, by_shipped, left_out.held_back.labels)}
    return {
        **rule,
        "rule": "certain is a guess whose score reaches the threshold of its digit, 0 to 9. The score is the output "
        f"less {RUNNER_UP:g} of the runner-up's, plus {SECOND_OPINION:g} times the guess's lead in log-likelihood (at "
        f"most {MOST_LEAD:g} either way), less {STRANGENESS:g} for each unit of log-likelihood below {PLAUSIBLE:g}. As "
        f"few scribbles, fragments and misread digits as possible are certain, at least {CERTAIN_SHARE:.1%} of what is "
        f"read correctly, and {LEAST_SHARE:.0%} of each digit, also of MNIST held back by the network that ships",
        "chosen_on": f"{len(pens[0].labels)} digits of the validation writers {_named(left_out.strokes)} as strokes "
        f"and drawn with a pen, and {len(left_out.held_back.labels)} of MNIST held back, and {len(negatives.digits)} "
        "scribbles and fragments of their digits, read by a network trained without them (the recipe's short form) and "
        "mixtures fitted without them",
        "read": _counted(Accuracy(int((guesses.digits == labels).sum()), len(labels))),
        **_certain(guesses, labels, rule),
        "of_strokes": _certain(of_parts[0], left_out.strokes.labels, rule),
        "of_mnist": _certain(of_parts[2], left_out.held_back.labels, rule),
        "of_no_digits": _counted(share_certain(negatives, rule)),
    }


def generator_receipt(generator: Generator, data: TrainingData, corpora: Path, **run: Any) -> dict[str, Any]:
    """Return all that is needed to make the generator again. `run` holds the seed and the command."""
    return {
        **run,
        "sha256": hashlib.sha256(pack_generator(generator)).hexdigest(),
        "preprocessing_version": PREPROCESSING_VERSION,
        "parameters": {
            "n_components": N_COMPONENTS,
            "n_gaussians": N_GAUSSIANS,
            "n_iterations": N_ITERATIONS,
            "spread": SPREAD,
        },
        "data": _data(data, corpora),
    }


def _outputs(network: Network, digits: DigitSet) -> Outputs:
    return network.outputs(as_inputs(pictures(digits)))


def _guesses(network: Network, likelihoods: Likelihoods, digits: DigitSet) -> Guesses:
    X = as_inputs(pictures(digits))
    return Guesses.of(network.outputs(X), likelihoods(X))


def _certain(guesses: Guesses, labels: NDArray[np.integer], rule: dict[str, Any]) -> dict[str, Any]:
    is_correct = guesses.digits == labels
    return {
        "of_correct": _counted(share_certain(guesses.at(is_correct), rule)),
        "of_mistaken": _counted(share_certain(guesses.at(~is_correct), rule)),
    }


def _data(data: TrainingData, corpora: Path) -> dict[str, Any]:
    paths = [*mnist_paths(corpora), pendigits_path(corpora)]
    return {
        "corpora": ["MNIST", "pendigits"],
        "n_train": len(data.train.labels),
        "n_held_back": len(data.held_back.labels),
        "n_pen_digits": len(data.strokes.labels),
        "n_styled_digits": len(data.styles.labels),
        "n_no_digits": len(data.no_digits.labels),
        "writers": sorted({int(writer) for writer in data.strokes.writers}),
        "sha256": {path.name.removesuffix(".gz"): sha256_of(path) for path in paths},
    }


def _named(digits: DigitSet) -> str:
    return ", ".join(map(str, sorted({int(writer) for writer in digits.writers})))


def _read(outputs: Outputs, labels: NDArray[np.integer]) -> dict[str, Any]:
    return _counted(accuracy(outputs, labels))


def _counted(measured: Accuracy) -> dict[str, Any]:
    interval = [round(bound, 5) for bound in measured.interval]
    return {"correct": measured.correct, "count": measured.count, "interval_95": interval}
