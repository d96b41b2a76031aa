"""The evaluation of a network on digits that no version was trained on, and its stored form."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.services.learning.datasets import load_datasets
from nn.data.dataset import Dataset
from nn.metrics import Accuracy, confusion_matrix
from nn.network import Network
from nn.serialization import PackedNetwork, pack


@dataclass(frozen=True)
class Reading:
    """A network's guesses (N,) for some digits, beside their labels (N,)."""

    labels: NDArray[np.int64]
    guesses: NDArray[np.int64]

    @cached_property
    def is_right(self) -> NDArray[np.bool_]:
        right: NDArray[np.bool_] = self.labels == self.guesses
        return right

    @cached_property
    def accuracy(self) -> Accuracy:
        return Accuracy(correct=int(self.is_right.sum()), count=len(self.labels))

    @cached_property
    def per_digit(self) -> list[Accuracy]:
        """Return the accuracy on the zeros, on the ones, and so on."""
        correct, count = np.bincount(self.labels[self.is_right], minlength=10), np.bincount(self.labels, minlength=10)
        return [Accuracy(correct=int(right), count=int(n)) for right, n in zip(correct, count, strict=True)]


@dataclass(frozen=True)
class Floor:
    """The most reference digits that accepted versions have read: of all, and of each digit."""

    correct: int
    per_digit: tuple[int, ...]

    def raised_by(self, reading: Reading) -> "Floor":
        """Return the floor once a version with this reading is accepted. It never falls."""
        return Floor(
            correct=max(self.correct, reading.accuracy.correct),
            per_digit=tuple(
                max(best, now.correct) for best, now in zip(self.per_digit, reading.per_digit, strict=True)
            ),
        )


def floor_of(reading: Reading) -> Floor:
    return Floor(reading.accuracy.correct, tuple(accuracy.correct for accuracy in reading.per_digit))


@dataclass(frozen=True)
class Evaluation:
    """The measurements of a network, and those that the gate compares them with.

    `unseen` are people's digits that were not used to train it: the held-out ones, and those that its run put aside;
    without those that may not judge (`sampling.judging`). `held_out_set` names the held-out digits: two versions are
    compared by their shares only where it is the same.
    """

    network: Network
    packed: PackedNetwork
    reference: Reading
    held_out: Reading
    mnist_test: Reading | None
    unseen: Reading
    unseen_before: Reading  # the same digits, read by the network that it started from; of an import, by the served one
    floor: Floor
    learned: Reading | None = None  # people's digits that it was trained on; None where it was not trained here
    kept: Reading | None = None  # some of what was rehearsed
    held_out_set: str = ""

    def columns(self, *, is_accepted: bool) -> dict[str, Any]:
        """Return the columns of ModelState that hold what was measured; accepting the network raises the floor."""
        datasets = load_datasets()
        floor = self.floor.raised_by(self.reference) if is_accepted else self.floor
        # Where MNIST is not installed, the reference digits stand in for its test digits.
        pooled = together([self.reference if self.mnist_test is None else self.mnist_test, self.held_out])
        reference = {"name": datasets.reference.name, "best_correct": floor.correct, "best_per_digit": floor.per_digit}
        detail = {
            "mnist": as_counts(self.mnist_test.accuracy) if self.mnist_test else None,
            "people": as_counts(self.held_out.accuracy) | {"set": self.held_out_set},
            "reference": as_counts(self.reference.accuracy) | reference,
            "per_digit": [as_counts(accuracy) for accuracy in pooled.per_digit],
            "confusion_matrix": confusion_matrix(pooled.guesses, pooled.labels).tolist(),
        }
        columns = {
            "test_accuracy": fraction(pooled.accuracy),
            "test_detail": detail,
            "reference_sha256": datasets.reference_sha256,
        }
        if self.learned and self.kept:
            columns["train_accuracy"] = fraction(together([self.learned, self.kept]).accuracy)
            columns["train_detail"] = {
                "people": as_counts(self.learned.accuracy),
                "rehearsed": as_counts(self.kept.accuracy) | {"name": datasets.rehearsed.name},
            }
        return columns


def evaluate(
    network: Network,
    *,
    before: Network | None,
    held_out: Dataset,
    judges: Dataset,
    learned: Dataset | None = None,
    kept: Dataset | None = None,
) -> Evaluation:
    """Measure a network beside the one `before`: the one that it started from or, for an import, the served one.

    `held_out` are people's digits that no version is trained on, `judges` those by which the gate may judge: neither
    has any digits for a base network, before which there is none. Where it was trained here, `learned` are people's
    digits that it was shown, `kept` some of those that it rehearsed.
    """
    datasets = load_datasets()
    best = selectors.versions.best_on(datasets.reference_sha256)
    reference, unseen = read(network, datasets.reference), read(network, judges)
    return Evaluation(
        network=network,
        reference=reference,
        held_out=read(network, held_out),
        mnist_test=read(network, datasets.mnist_test) if datasets.mnist_test else None,
        unseen=unseen,
        unseen_before=unseen if before is None else read(before, judges),
        floor=Floor(*best) if best else floor_of(reference if before is None else read(before, datasets.reference)),
        learned=None if learned is None else read(network, learned),
        kept=None if kept is None else read(network, kept),
        held_out_set=set_name(held_out),
        packed=pack(network),
    )


def set_name(digits: Dataset) -> str:
    """Return sixteen characters that tell one set of digits from another: another digit or label gives others."""
    return hashlib.sha256(digits.pictures.tobytes() + digits.labels.tobytes()).hexdigest()[:16]


def read(network: Network, digits: Dataset) -> Reading:
    if not len(digits):
        return Reading(digits.labels, digits.labels)
    return Reading(digits.labels, network.outputs(digits.inputs).argmax(axis=1))


def together(readings: list[Reading]) -> Reading:
    return Reading(
        np.concatenate([reading.labels for reading in readings]),
        np.concatenate([reading.guesses for reading in readings]),
    )


def accuracy_of(network: Network, digits: Dataset) -> float | None:
    is_right = read(network, digits).is_right
    return float(is_right.mean()) if is_right.size else None


def fraction(accuracy: Accuracy) -> float | None:
    """Return the stored form of an accuracy: null where nothing was measured."""
    return accuracy.fraction if accuracy.count else None


def as_counts(accuracy: Accuracy) -> dict[str, Any]:
    """Return the stored form of an accuracy: with its counts and its 95 % interval."""
    low, high = accuracy.interval
    return {
        "accuracy": fraction(accuracy),
        "correct": accuracy.correct,
        "count": accuracy.count,
        "interval": [round(low, 6), round(high, 6)],
    }
