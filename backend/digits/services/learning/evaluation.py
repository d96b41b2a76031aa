"""How well a network reads: on what it was trained on, and on digits that no version was trained on, each apart."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.digits.selectors.training import LabelledDigits
from backend.digits.services.learning.datasets import Datasets, LabelledPictures
from nn.metrics import Accuracy, confusion_matrix
from nn.network import Network
from nn.preprocessing import as_inputs


@dataclass(frozen=True)
class Reading:
    """What a network made of some digits: their labels (N,) and its guesses (N,)."""

    labels: NDArray[np.int64]
    guesses: NDArray[np.int64]

    @property
    def is_right(self) -> NDArray[np.bool_]:
        right: NDArray[np.bool_] = self.labels == self.guesses
        return right

    @property
    def accuracy(self) -> Accuracy:
        return Accuracy(correct=int(self.is_right.sum()), count=len(self.labels))

    @property
    def per_digit(self) -> list[Accuracy]:
        """The accuracy on the zeros, on the ones, …"""
        correct, count = np.bincount(self.labels[self.is_right], minlength=10), np.bincount(self.labels, minlength=10)
        return [Accuracy(correct=int(right), count=int(n)) for right, n in zip(correct, count, strict=True)]


@dataclass(frozen=True)
class Floor:
    """The best that accepted versions have read of the reference digits: altogether, and of each digit."""

    correct: int
    per_digit: tuple[int, ...]

    def raised_by(self, reading: Reading) -> "Floor":
        """The floor once a version with this reading is accepted: it only rises."""
        return Floor(
            correct=max(self.correct, reading.accuracy.correct),
            per_digit=tuple(
                max(best, now.correct) for best, now in zip(self.per_digit, reading.per_digit, strict=True)
            ),
        )


def floor_of(reading: Reading) -> Floor:
    return Floor(reading.accuracy.correct, tuple(accuracy.correct for accuracy in reading.per_digit))


def read(network: Network, digits: LabelledPictures | LabelledDigits) -> Reading:
    """Have the network guess every digit."""
    if not len(digits.labels):
        return Reading(digits.labels, digits.labels)
    return Reading(digits.labels, network.outputs(as_inputs(digits.pictures)).argmax(axis=1))


def together(readings: list[Reading]) -> Reading:
    return Reading(
        np.concatenate([reading.labels for reading in readings]),
        np.concatenate([reading.guesses for reading in readings]),
    )


def fraction(accuracy: Accuracy) -> float | None:
    """The accuracy as it is stored: null where nothing was measured."""
    return accuracy.fraction if accuracy.count else None


@dataclass(frozen=True)
class TestReadings:
    """A network's readings of digits that no version was trained on."""

    reference: Reading
    people: Reading
    mnist_test: Reading | None

    @property
    def all_at_hand(self) -> Reading:
        """MNIST's test digits and people's held-out ones; where MNIST is not installed, the sealed reference digits
        stand in for it."""
        return together([self.reference if self.mnist_test is None else self.mnist_test, self.people])


def test_readings(network: Network, datasets: Datasets, people: LabelledDigits) -> TestReadings:
    return TestReadings(
        reference=read(network, datasets.reference),
        people=read(network, people),
        mnist_test=read(network, datasets.mnist_test) if datasets.mnist_test else None,
    )


def as_test_detail(tested: TestReadings, datasets: Datasets, *, floor: Floor) -> dict[str, Any]:
    """Return the detail behind a test accuracy, each set apart with its counts and 95 % interval."""
    pooled = tested.all_at_hand
    return {
        "mnist": as_counts(tested.mnist_test.accuracy) if tested.mnist_test else None,
        "people": as_counts(tested.people.accuracy),
        "reference": as_counts(tested.reference.accuracy)
        | {"name": datasets.reference.name, "best_correct": floor.correct, "best_per_digit": floor.per_digit},
        "per_digit": [as_counts(accuracy) for accuracy in pooled.per_digit],
        "confusion_matrix": confusion_matrix(pooled.guesses, pooled.labels).tolist(),
    }


def as_counts(accuracy: Accuracy) -> dict[str, Any]:
    low, high = accuracy.interval
    return {
        "accuracy": fraction(accuracy),
        "correct": accuracy.correct,
        "count": accuracy.count,
        "interval": [round(low, 6), round(high, 6)],
    }
