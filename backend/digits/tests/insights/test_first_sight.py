"""Tests of a hand's reading on arrival: by span, by version, network and memory side by side."""

import pytest

from backend.digits.insights.first_sight import Span, first_sight, over_time, per_version
from backend.digits.insights.wanted import Wanted, wanted
from backend.digits.models import DigitState
from backend.digits.selectors.hand import Arrival
from nn.metrics import Accuracy


def arrival(label: int = 1, predicted: int = 1, guess: int = 1, version: int = 1) -> Arrival:
    return Arrival(label, predicted, guess, version, DigitState.COUNTED)


def test_network_and_hand_are_counted_on_the_same_drawings() -> None:
    found = first_sight([arrival(predicted=7), arrival(guess=7), arrival(), arrival(predicted=7)])
    assert (found.network, found.hand) == (Accuracy(2, 4), Accuracy(3, 4))


def test_a_version_is_counted_by_what_it_said_alone_the_oldest_first() -> None:
    found = per_version([arrival(version=3, predicted=7), arrival(version=2, guess=7), arrival(version=2)])
    assert [(of.version, of.correct, of.count) for of in found] == [(2, 2, 2), (3, 0, 1)]


@pytest.mark.parametrize(
    ("n", "n_before", "spans"),
    [
        (0, 0, []),
        (3, 0, [(1, 3)]),
        (10, 0, [(1, 10)]),
        (11, 0, [(1, 10), (11, 11)]),
        (340, 0, [(1, 10), (11, 20), (21, 50), (51, 100), (101, 200), (201, 300), (301, 340)]),
        (130, 95, [(96, 100), (101, 200), (201, 225)]),
    ],
)
def test_time_is_told_in_tens_at_first_and_in_hundreds_later(
    n: int, n_before: int, spans: list[tuple[int, int]]
) -> None:
    found = over_time([arrival()] * n, n_before=n_before)
    assert [(span.first, span.last) for span in found] == spans
    assert sum(span.network for span in found) == n


def test_the_oldest_digits_are_in_the_first_span() -> None:
    newest_first = [arrival(), arrival(predicted=7)] + [arrival(predicted=7, guess=7)] * 10
    assert over_time(newest_first) == [Span(1, 10, network=0, hand=0), Span(11, 12, network=1, hand=2)]


FEW_FOURS = [Accuracy(5, 5)] * 4 + [Accuracy(2, 5)] + [Accuracy(5, 5)] * 5


@pytest.mark.parametrize(
    ("refused", "digit"), [(set(), Wanted(4, "weak")), ({4}, None), ({1, 2}, Wanted(4, "weak"))], ids=str
)
def test_a_digit_that_the_gate_would_refuse_is_never_asked_for(refused: set[int], digit: Wanted | None) -> None:
    assert wanted(FEW_FOURS, refused=refused) == digit


def test_if_the_scarcest_digit_is_refused_the_next_scarce_one_is_asked_for() -> None:
    counts = [Accuracy(10, 10)] * 8 + [Accuracy(0, 1), Accuracy(0, 0)]
    assert wanted(counts, refused=set()) == Wanted(9, "scarce")
    assert wanted(counts, refused={9}) == Wanted(8, "scarce")
    assert wanted(counts, refused=set(range(10))) is None
