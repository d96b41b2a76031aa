"""Tests of the quarantine: poison that the gate stops is set aside, and honest digits are still learned."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from backend.digits import inference
from backend.digits.models import Digit, DigitState, ModelState, Status
from backend.digits.services.learning import run as training
from backend.digits.services.learning.gate import Verdict
from backend.digits.services.learning.run import train_due
from backend.digits.services.moderation.review import keep
from backend.digits.suspicion import CONTRADICTED, DISPUTED, FLOODED, REPEATED, contradicts
from backend.digits.why import Why
from nn.base import base_network
from nn.preprocessing import as_inputs, preprocess

Add = Callable[..., Digit]


def train() -> int:
    return train_due(owner="test", is_stopping=lambda: False)


@pytest.fixture
def rejecting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "judge", lambda *_, **__: Verdict(is_accepted=False, why=Why("not_finite")))


@pytest.fixture
def clear(drawn: Any) -> list[int]:
    """Return the numbers of drawings that the base network reads correctly and with certainty."""

    def is_clear(number: int) -> bool:
        drawing, label = drawn(number)
        prediction = inference.predict(inference.preprocess(drawing).picture)
        return (
            prediction.digit == label
            and prediction.confidences[label] > 0.85
            and sorted(prediction.confidences)[-2] < 0.04
        )

    return [number for number in range(300) if is_clear(number)]


def held() -> dict[int, str]:
    return dict(Digit.objects.filter(state=DigitState.HELD).values_list("id", "state_reason"))


def test_near_certainly_contradicted_digits_of_a_rejected_ten_are_held(
    add: Add, drawn: Any, clear: list[int], rejecting: None
) -> None:
    honest = [add(number) for number in clear[:8]]
    lies = [add(number, label=(drawn(number)[1] + 1) % 10) for number in clear[8:10]]
    train()
    assert held() == {digit.pk: CONTRADICTED for digit in lies}
    assert not set(held()) & {digit.pk for digit in honest}


def test_nobody_is_held_while_the_gate_accepts(
    add: Add, drawn: Any, clear: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "judge", lambda *_, **__: Verdict(is_accepted=True, why=Why("shipped")))
    for number in clear[:10]:
        add(number, label=(drawn(number)[1] + 1) % 10)
    train()
    assert held() == {}


def test_the_same_drawing_again_is_held_but_for_its_first(add: Add, clear: list[int], rejecting: None) -> None:
    same = [add(clear[0]) for _ in range(3)]
    for number in clear[1:8]:
        add(number)
    train()
    assert held() == {digit.pk: REPEATED for digit in same[1:]}


def test_a_drawing_with_two_labels_is_held_altogether(add: Add, drawn: Any, clear: list[int], rejecting: None) -> None:
    label = drawn(clear[0])[1]
    first, second = add(clear[0]), add(clear[0], label=(label + 1) % 10)
    for number in clear[1:9]:
        add(number)
    train()
    assert held() == {first.pk: DISPUTED, second.pk: DISPUTED}


def test_a_contributor_most_of_whose_digits_are_suspect_is_held_with_all_of_them(
    add: Add, drawn: Any, clear: list[int], rejecting: None
) -> None:
    liar, honest = uuid4(), uuid4()
    lies = [add(number, label=(drawn(number)[1] + 1) % 10, contributor=liar) for number in clear[:4]]
    bait = add(clear[4], contributor=liar)
    for number in clear[5:10]:
        add(number, contributor=honest)
    train()
    assert held() == {digit.pk: CONTRADICTED for digit in lies} | {bait.pk: FLOODED}


def test_what_an_administrator_kept_is_not_held_again_nor_does_it_make_a_flood(
    add: Add, drawn: Any, clear: list[int], rejecting: None
) -> None:
    odd_hand = uuid4()

    def draw_oddly(numbers: list[int]) -> list[int]:
        return [add(number, label=(drawn(number)[1] + 1) % 10, contributor=odd_hand).pk for number in numbers]

    kept = draw_oddly(clear[:6])
    for number in clear[6:10]:
        add(number)
    train()
    assert set(held()) == set(kept)
    keep(kept, by="anna")
    odd = draw_oddly(clear[10:12])
    for number in clear[12:15]:
        add(number, contributor=odd_hand)
    for number in clear[15:20]:
        add(number)
    train()
    assert held() == dict.fromkeys(odd, CONTRADICTED)


def test_what_is_held_keeps_its_place_in_its_ten_and_is_not_trained_on_again(
    add: Add, drawn: Any, clear: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(training, "judge", lambda *_, **__: Verdict(is_accepted=False, why=Why("not_finite")))
        for number in clear[:10]:
            add(number, label=(drawn(number)[1] + 1) % 10)
        train()
    assert ModelState.objects.latest("id").digits.count() == 10
    for number in clear[10:20]:
        add(number)
    train()
    honest = ModelState.objects.latest("id")
    assert honest.status == Status.PROMOTED
    assert not set(honest.receipt["digits"]["ids"]) & set(held())


def test_nobody_has_another_s_digit_held_by_sending_a_copy(
    add: Add, drawn: Any, clear: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    label = drawn(clear[0])[1]
    for number in clear[:10]:
        add(number)
    train()
    original = ModelState.objects.latest("id").digits.order_by("id").first()
    monkeypatch.setattr(training, "judge", lambda *_, **__: Verdict(is_accepted=False, why=Why("not_finite")))
    copy = add(clear[0], label=(label + 1) % 10)
    for number in clear[10:19]:
        add(number)
    train()
    assert held() == {copy.pk: DISPUTED}
    assert original is not None
    assert Digit.objects.get(pk=original.pk).state == DigitState.COUNTED


def test_ten_lies_are_rejected_for_what_they_are(add: Add, drawn: Callable[[int], tuple[Any, int]]) -> None:
    """Check that lies are rejected even if no reference digit would be lost."""
    served, lies = base_network(), []
    for number in range(200):
        drawing, label = drawn(number)
        lie = np.array([(label + 1) % 10])
        if contradicts(served.outputs(as_inputs(preprocess(drawing).reshape(1, 784))), lie)[0]:
            lies.append((number, int(lie[0])))
    for number, lie in lies[:10]:
        add(number, label=lie)
    train_due(owner="test", is_stopping=lambda: False)
    version = ModelState.objects.latest("id")
    assert version.status == Status.REJECTED
    assert version.reason.startswith("Of its ")
