"""Tests of the group: strangers who label the same kind of drawing alike are held together, and nobody else is."""

from collections.abc import Callable
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.utils import timezone

from backend.digits import selectors
from backend.digits.models import Digit, DigitState
from backend.digits.selectors.training import StoredDigits
from backend.digits.services.moderation.quarantine import N_AGREEING, N_KNOWN, agreed
from nn.base import base_network
from nn.preprocessing import as_inputs

Add = Callable[..., Digit]


@pytest.fixture
def fours(drawn: Callable[[int], tuple[np.ndarray, int]]) -> list[int]:
    """Return numbers of drawings that the base network reads as fours."""
    return [number for number in range(200) if drawn(number)[1] == 4 and read(drawn(number)[0]) == 4]


def read(picture: np.ndarray) -> int:
    return int(base_network().outputs(as_inputs(picture.reshape(1, 784))).argmax())


def stored() -> StoredDigits:
    return selectors.training.digits_with_ids(list(Digit.objects.order_by("id").values_list("id", flat=True)))


def held() -> dict[int, str]:
    digits = stored()
    return agreed(digits, base_network().outputs(digits.inputs).argmax(axis=1))


def lies(add: Add, fours: list[int], people: list[UUID]) -> set[int]:
    return {add(number, label=9, contributor=person).pk for number, person in zip(fours, people, strict=False)}


def test_strangers_who_agree_against_the_base_network_are_held_together(add: Add, fours: list[int]) -> None:
    told = lies(add, fours, [uuid4() for _ in range(N_AGREEING)])
    truths = {add(number, contributor=uuid4()).pk for number in fours[:10]}
    assert set(held()) == told
    assert truths


def test_fewer_strangers_are_not(add: Add, fours: list[int]) -> None:
    few = [uuid4() for _ in range(N_AGREEING - 1)]
    lies(add, fours, few + few)
    assert held() == {}


def test_people_of_whom_enough_was_read_are_none_of_them(add: Add, fours: list[int]) -> None:
    people = [uuid4() for _ in range(N_AGREEING)]
    lies(add, fours, people)
    for number in fours[:N_KNOWN]:
        add(number, contributor=people[0])
    assert held() == {}


def test_what_an_administrator_kept_is_not_held_again(add: Add, fours: list[int]) -> None:
    lies(add, fours, [uuid4() for _ in range(N_AGREEING)])
    Digit.objects.update(reviewed_at=timezone.now())
    assert held() == {}


def test_of_no_digits_none_are_held(installed: None) -> None:
    assert held() == {}
    assert not Digit.objects.filter(state=DigitState.HELD).exists()
