"""Labelled pictures: they are made from bytes, taken by rows, and turned into inputs."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nn.data.dataset import Dataset


@dataclass(frozen=True)
class Named(Dataset):
    name: str = ""


def three_digits() -> Dataset:
    return Dataset.from_bytes([bytes([value]) * 784 for value in (0, 51, 255)], [7, 1, 4], [30, 10, 20])


def test_inputs_are_the_pictures_between_0_and_1() -> None:
    inputs = three_digits().inputs

    assert inputs.dtype == np.float32
    assert inputs[:, 0].tolist() == [0.0, np.float32(0.2), 1.0]


def test_rows_are_taken_in_their_order_with_their_labels_and_ids() -> None:
    chosen = three_digits().at(np.array([2, 0]))

    assert chosen.pictures[:, 0].tolist() == [255, 0]
    assert chosen.labels.tolist() == [4, 7]
    assert chosen.ids == [20, 30]


def test_a_mask_keeps_the_rows_where_it_is_true() -> None:
    chosen = three_digits().at(np.array([False, True, False]))

    assert (chosen.labels.tolist(), chosen.ids) == ([1], [10])


def test_a_subclass_stays_one_and_keeps_its_fields() -> None:
    digits = Named(*vars(three_digits()).values(), name="three digits")

    chosen = digits.at(np.array([1]))

    assert isinstance(chosen, Named)
    assert (chosen.name, len(chosen)) == ("three digits", 1)


@dataclass(frozen=True)
class Drawn(Dataset):
    writers: list[str] = field(default_factory=list)
    is_slanted: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))


def test_fields_of_n_values_follow_their_rows_and_are_joined() -> None:
    digits = Drawn(*vars(three_digits()).values(), writers=list("abc"), is_slanted=np.array([True, False, False]))

    joined = digits.at(np.array([2])).and_then(digits.at(np.array([True, True, False])))

    assert (joined.ids, joined.labels.tolist()) == ([20, 30, 10], [4, 7, 1])
    assert (joined.writers, joined.is_slanted.tolist()) == (list("cab"), [False, True, False])


def test_no_digits_at_all_are_a_dataset() -> None:
    nothing = Dataset.from_bytes([], [])

    assert (len(nothing), nothing.pictures.shape, nothing.inputs.shape) == (0, (0, 784), (0, 784))
    assert nothing.ids is None
    assert len(nothing.at(np.empty(0, np.intp))) == 0
