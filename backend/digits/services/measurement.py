"""How well a network reads: on what it was trained on, and on digits that no version was trained on, each apart."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.digits.selectors import LabelledDigits
from backend.digits.services.knowledge import Knowledge, LabelledPictures
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


def test_readings(network: Network, known: Knowledge, people: LabelledDigits) -> TestReadings:
    return TestReadings(
        reference=read(network, known.reference),
        people=read(network, people),
        mnist_test=read(network, known.mnist_test) if known.mnist_test else None,
    )


def as_test_detail(tested: TestReadings, known: Knowledge, *, best_correct: int) -> dict[str, Any]:
    """Return the detail behind a test accuracy, each set apart with its counts and 95 % interval."""
    pooled = tested.all_at_hand
    return {
        "mnist": as_counts(tested.mnist_test.accuracy) if tested.mnist_test else None,
        "people": as_counts(tested.people.accuracy),
        "reference": as_counts(tested.reference.accuracy)
        | {"name": known.reference.name, "best_correct": best_correct},
        "per_digit": [as_counts(_of_digit(pooled, digit)) for digit in range(10)],
        "confusion_matrix": confusion_matrix(np.eye(10)[pooled.guesses], pooled.labels).tolist(),
    }


def as_counts(accuracy: Accuracy) -> dict[str, Any]:
    low, high = accuracy.interval
    return {
        "accuracy": fraction(accuracy),
        "correct": accuracy.correct,
        "count": accuracy.count,
        "interval": [round(low, 6), round(high, 6)],
    }


def _of_digit(reading: Reading, digit: int) -> Accuracy:
    mine = reading.labels == digit
    return Accuracy(correct=int(reading.is_right[mine].sum()), count=int(mine.sum()))
