"""Tests of the review queue: its digits, their order, and the reasons that it gives."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from backend.digits import inference
from backend.digits.models import Digit
from backend.digits.services.digit_rules import doubt_of
from backend.digits.services.moderation import review
from backend.digits.services.moderation import review_queue as review_queue_module
from backend.digits.services.moderation.review_queue import review_queue

Add = Callable[..., Digit]


def test_the_queue_puts_held_digits_first_and_then_the_strongest_contradiction(add: Add) -> None:
    certain = [number for number in range(40) if not add(number).doubt > -0.9][:2]
    Digit.objects.update(reviewed_at="2026-01-01T00:00Z")
    wrong = add(certain[0], label=(Digit.objects.get(pk=certain[0] + 1).label + 1) % 10)
    held = add(certain[1])
    review.hold([held.pk], by="anna", reason="odd")
    queue = review_queue(limit=10)
    assert [item.digit.pk for item in queue] == [held.pk, wrong.pk]
    assert queue[0].reasons[0] == "held: odd"
    assert queue[1].reasons[0].startswith("clearly read as")


def test_the_queue_names_copies_and_disputed_drawings(add: Add) -> None:
    first, copy = add(1), add(1)
    other = add(2, label=(add(2).label + 1) % 10)
    reasons = {item.digit.pk: "; ".join(item.reasons) for item in review_queue(limit=10)}
    assert reasons[copy.pk] == f"the same drawing as digit {first.pk}"
    assert first.pk not in reasons
    assert "sent with the labels" in reasons[other.pk]


def test_drawing_much_is_no_offence_but_most_of_it_contradicted_is_a_flood(add: Add) -> None:
    honest, joker = uuid4(), uuid4()
    for number in range(12):
        right = add(number, contributor=honest)
        add(100 + number, contributor=joker, label=(right.label + 5) % 10)
    flooded = {item.digit.contributor for item in review_queue(limit=50) if "most of what" in "; ".join(item.reasons)}
    assert flooded == {joker}


def test_what_was_decided_on_leaves_the_queue(add: Add) -> None:
    wrong = add(1, label=(add(1).label + 1) % 10)
    assert wrong.pk in [item.digit.pk for item in review_queue(limit=10)]
    for digit in Digit.objects.all():
        review.relabel(digit.pk, label=digit.label, by="anna")
    assert review_queue(limit=10) == []


def test_a_label_that_was_doubted_on_arrival_stays_in_the_queue_although_it_was_learned(add: Add) -> None:
    shown = add(1)
    assert doubt_of(inference.predict(bytes_of(shown)).confidences, shown.label) < 0
    Digit.objects.update(doubt=0.96, predicted=(shown.label + 1) % 10)
    (item,) = review_queue(limit=10)
    assert (item.digit.pk, item.doubt, item.guess) == (shown.pk, 0.96, (shown.label + 1) % 10)
    assert item.reasons == [f"clearly read as {item.guess} on arrival; the label was learned since"]


def test_a_label_that_only_the_served_network_agrees_with_is_doubted_by_the_base_network(
    add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the served network read everything as the lie; on arrival there was no doubt either."""
    lie = (add(1).label + 1) % 10
    outputs = np.where(np.arange(10) == lie, 0.95, 0.01).astype(np.float32)
    taught = SimpleNamespace(network=SimpleNamespace(outputs=lambda X: np.tile(outputs, (len(X), 1))))
    monkeypatch.setattr(review_queue_module.inference, "served", lambda: taught)
    Digit.objects.update(label=lie, doubt=-0.9)
    (item,) = review_queue(limit=10)
    assert item.doubt > 0
    assert "by the base network; the served one has learned the label" in item.reasons[0]


def bytes_of(digit: Digit) -> Any:
    return np.frombuffer(bytes(digit.picture), np.uint8).reshape(28, 28)


# --- What comes before what ------------------------------------------------------------------------------------------


def test_held_digits_come_first_then_disputed_and_repeated_ones_then_floods_then_other_contradictions(
    add: Add, drawn: Callable[[int], Any]
) -> None:
    """Choose digits whose doubt alone would reverse the order: those of a higher group contradict the network less."""

    def doubt(number: int, shift: int) -> float:
        drawing, label = drawn(number)
        confidences = inference.predict(inference.preprocess(drawing).picture).confidences
        return doubt_of(confidences, (label + shift) % 10)

    def add_wrong(number: int, **changed: Any) -> int:
        return add(number, label=(drawn(number)[1] + 1) % 10, **changed).pk

    doubts = {number: doubt(number, 1) for number in range(300)}

    def contradicted(low: float, high: float) -> list[int]:
        return [number for number, doubt in doubts.items() if low < doubt < high]

    sender, flooder = uuid4(), uuid4()
    plain = [add_wrong(number, contributor=sender) for number in contradicted(0.96, 1)[:9]]  # one too few for a flood
    flood = [add_wrong(number, contributor=flooder) for number in contradicted(0.78, 0.83)[:10]]
    assert (len(plain), len(flood)) == (9, 10)
    repeated = contradicted(0.72, 0.76)[0]
    first, again = add_wrong(repeated), add_wrong(repeated)
    disputed = next(number for number in contradicted(0.58, 0.68) if doubt(number, 0) < -0.6)
    lie, truth = add_wrong(disputed), add(disputed).pk
    misread = add(next(number for number in doubts if 0.2 < doubt(number, 0) < 0.5)).pk
    held = add(next(number for number in doubts if doubt(number, 0) < -0.9)).pk
    review.hold([held], by="anna", reason="odd")

    queue = [item.digit.pk for item in review_queue(limit=100)]

    assert queue[:3] == [held, lie, again]
    assert set(queue[3:13]) == set(flood)
    assert set(queue[13:23]) == {*plain, first}
    assert queue[23:] == [misread, truth]
