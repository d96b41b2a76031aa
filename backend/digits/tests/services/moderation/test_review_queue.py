"""The review queue: what it contains, in which order, and the reasons that it gives."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from backend.digits import inference
from backend.digits.models import Digit
from backend.digits.services.digit_rules import doubt_of
from backend.digits.services.moderation import review
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


def test_the_served_network_is_asked_not_the_one_of_the_day_of_arrival(add: Add) -> None:
    shown = add(1)
    Digit.objects.update(doubt=1.0, predicted=(shown.label + 1) % 10)
    assert review_queue(limit=10) == []


# --- What comes before what ------------------------------------------------------------------------------------------


@pytest.fixture
def doubts(installed: None, drawn: Callable[[int], Any]) -> dict[int, float]:
    """Return the network's doubt of each of 300 drawings with its right label, the most doubtful last."""

    def doubt(number: int) -> float:
        drawing, label = drawn(number)
        return doubt_of(inference.predict(inference.preprocess(drawing).picture).confidences, label)

    return dict(sorted(((number, doubt(number)) for number in range(300)), key=lambda pair: pair[1]))


def test_of_digits_contradicted_alike_the_disputed_come_first_then_repeated_ones_then_floods(
    add: Add, drawn: Callable[[int], Any], doubts: dict[int, float]
) -> None:
    def add_wrong(number: int, **changed: Any) -> int:
        return add(number, label=(drawn(number)[1] + 1) % 10, **changed).pk

    clear = [number for number, doubt in doubts.items() if doubt < -0.9]
    assert len(clear) >= 30
    barely_misread = next(number for number, doubt in doubts.items() if 0 < doubt < 0.5)
    # The drawings of which the network is surest, so that doubt alone would put each group before the one above it.
    plain, flood, repeated, disputed = clear[:9], clear[9:19], clear[19], clear[20]
    sender, flooder = uuid4(), uuid4()
    one_time = [add_wrong(number, contributor=sender) for number in plain]  # one too few for a flood
    flooded = [add_wrong(number, contributor=flooder) for number in flood]
    first, again = add_wrong(repeated), add_wrong(repeated)
    lie, truth = add_wrong(disputed), add(disputed).pk
    misread = add(barely_misread).pk
    held = add(clear[21]).pk
    review.hold([held], by="anna", reason="odd")

    queue = [item.digit.pk for item in review_queue(limit=100)]

    assert queue[:3] == [held, lie, again]
    assert set(queue[3:13]) == set(flooded)
    assert set(queue[13:23]) == {*one_time, first}
    assert queue[23:] == [misread, truth]
