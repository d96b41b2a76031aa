"""The two standard sequences of tasks: split MNIST, two new digits at a time, and permuted MNIST.

In both of them the network is not told which task a picture belongs to, and answers with one of all ten digits: the
class-incremental and the domain-incremental scenario of G. van de Ven, A. Tolias, *Three scenarios for continual
learning* (arXiv:1904.07734, 2019).
"""

from dataclasses import dataclass

import numpy as np

from nn.data.corpora import Mnist
from nn.data.dataset import Dataset
from nn.network import SIZES


@dataclass(frozen=True)
class Task:
    """The digits that are learned together, and other digits of the same kind that the network is measured on."""

    train: Dataset
    test: Dataset


def digits_of(mnist: Mnist, n_each: int | None = None) -> Task:
    """Return MNIST's pictures, as they are, as one task, without the training digits of the writers held back.

    With `n_each`, only the first `n_each` training digits and test digits are taken.
    """
    train = Dataset(mnist.train_images.reshape(-1, SIZES[0]), mnist.train_labels.astype(np.int64))
    test = Dataset(mnist.test_images.reshape(-1, SIZES[0]), mnist.test_labels.astype(np.int64))
    return Task(_first(train.at(~mnist.is_held_back), n_each), _first(test, n_each))


def split(digits: Task, n_digits: int = 2) -> list[Task]:
    """Return a task for the digits 0 and 1, one for 2 and 3, and so on."""
    groups = [list(range(first, first + n_digits)) for first in range(0, SIZES[-1], n_digits)]
    return [Task(_only(digits.train, group), _only(digits.test, group)) for group in groups]


def permuted(digits: Task, n_tasks: int, rng: np.random.Generator) -> list[Task]:
    """Return tasks of all ten digits: the pixels of each task stand in another random order.

    Source: I. Goodfellow and others, *An empirical investigation of catastrophic forgetting* (2013).
    """
    orders = [rng.permutation(SIZES[0]) for _ in range(n_tasks)]
    return [Task(_in_order(digits.train, order), _in_order(digits.test, order)) for order in orders]


def _first(data: Dataset, n: int | None) -> Dataset:
    return data.at(np.arange(len(data))[:n])


def _only(data: Dataset, labels: list[int]) -> Dataset:
    return data.at(np.isin(data.labels, labels))


def _in_order(data: Dataset, order: np.ndarray) -> Dataset:
    return Dataset(data.pictures[:, order], data.labels)
