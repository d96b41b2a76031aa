"""Tests of the two memories together: what the gate refuses is still read for its hand, and what it accepts shrinks.

The runs are those of the worker's task.
"""

from collections.abc import Callable, Iterator
from uuid import uuid4

import numpy as np
import pytest

from backend.digits import inference
from backend.digits.inference import memories
from backend.digits.insights.hand import hand_of
from backend.digits.models import Digit, DigitState, ModelState, Status
from backend.digits.tasks import train_task

Add = Callable[..., Digit]
ME = uuid4()


@pytest.fixture(autouse=True)
def empty(installed: None) -> Iterator[None]:
    memories.forget_all()
    yield
    memories.forget_all()


def test_an_odd_ten_is_refused_set_aside_told_and_still_read_for_its_own_hand(add_strokes: Add) -> None:
    digits = [add_strokes(number, contributor=ME, label=1) for number in range(10)]
    train_task.run()
    assert ModelState.objects.latest("id").status == Status.REJECTED
    assert set(Digit.objects.values_list("state", flat=True)) == {DigitState.HELD}
    hand = hand_of(ME)
    assert hand.n_held == 10
    assert {(held.label, held.read_as, held.why) for held in hand.held} == {(1, 7, "contradicted")}
    assert hand.by_digit[1].now == "own"
    assert hand.wanted is None or hand.wanted.digit != 1
    picture = np.frombuffer(bytes(digits[4].picture), np.uint8).reshape(28, 28)
    assert (inference.predict(picture).digit, inference.predict(picture, contributor=ME).digit) == (7, 1)


def test_after_a_promotion_the_own_memory_has_less_left_to_correct(add: Add, add_strokes: Add) -> None:
    """Let two of ten be odd: the gate accepts them, and the network itself moves towards them."""
    odd = [add_strokes(number, contributor=ME, label=1) for number in range(2)]
    for number in range(8):
        add(number, contributor=ME)
    missed = [_missed(digit) for digit in odd]
    train_task.run()
    assert ModelState.objects.latest("id").status == Status.PROMOTED
    assert inference.served().version == 2
    assert all(_missed(digit) < before for digit, before in zip(odd, missed, strict=True))


def _missed(digit: Digit) -> float:
    """Return what the served network alone lacks of the output for the digit's label."""
    known = inference.memory_of(ME)
    assert known is not None
    row = [id_ for id_, _ in known.examples].index(digit.pk)
    return 1 - float(known.outputs[row, digit.label])
