"""Tests of the review of what the gate let through, and of floods: few keys decide much."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from backend.digits.admin.review_cards import cards_of
from backend.digits.models import Digit, DigitState, ModelState, Status
from backend.digits.services.learning.run import train_due
from backend.digits.services.moderation.review_queue import review_queue

Add = Callable[..., Digit]
N_LIES = 20


def learn() -> ModelState:
    train_due(owner="the test", is_stopping=lambda: False)
    return ModelState.objects.latest("id")


def test_of_twenty_lies_that_were_promoted_eighteen_stand_in_the_first_twenty_of_the_queue(
    add: Add, drawn: Callable[[int], Any]
) -> None:
    """Let three of each ten lie, each another person, until twenty lies are in what is served."""
    lies: set[int] = set()
    number = 0
    while len(lies) < N_LIES and number < 200:
        ten = [add(number + place, **_lie(drawn, number + place, place)) for place in range(10)]
        number += 10
        if learn().status == Status.PROMOTED:
            lies |= {digit.pk for place, digit in enumerate(ten) if place in (2, 5, 8)}
        else:
            Digit.objects.filter(id__in=[digit.pk for digit in ten]).update(state=DigitState.EXCLUDED)
    planted = set(sorted(lies)[:N_LIES])
    assert len(planted) == N_LIES
    Digit.objects.filter(id__in=lies - planted).update(state=DigitState.EXCLUDED)
    first = [item.digit.pk for item in review_queue(limit=20)]
    assert len(planted.intersection(first)) >= 18, (sorted(planted), first)


def test_36_held_digits_of_three_attacks_are_decided_with_at_most_twelve_keys(
    add: Add, drawn: Callable[[int], Any]
) -> None:
    """Twelve times one drawing, fourteen fours of one person, ten lies of one person: one card each is enough."""
    flooder, liar, copier = uuid4(), uuid4(), uuid4()
    fours = [number for number in range(400) if drawn(number)[1] == 4][:14]
    attacks = [add(7, contributor=copier) for _ in range(12)]
    attacks += [add(number, contributor=flooder, label=9) for number in fours]
    attacks += [add(450 + number, contributor=liar, label=(drawn(450 + number)[1] + 3) % 10) for number in range(10)]
    for number in range(40):
        add(500 + number)
    Digit.objects.filter(id__in=[digit.pk for digit in attacks]).update(state=DigitState.HELD, state_reason="flood")
    cards = cards_of([item for item in review_queue(limit=200) if item.digit.state == DigitState.HELD], is_apart=False)
    assert sorted(item.id for card in cards for item in card.items) == sorted(digit.pk for digit in attacks)
    n_keys = 2 * len(cards)  # exclude, and the reason
    assert n_keys <= 12, [card.title for card in cards]


def _lie(drawn: Callable[[int], Any], number: int, place: int) -> dict[str, int]:
    return {"label": (drawn(number)[1] + 1 + place % 9) % 10} if place in (2, 5, 8) else {}
