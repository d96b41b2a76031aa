"""How a hand's digits were read when they arrived, by the network alone and with the hand's own memory, side by side.

Only the guesses made on arrival are counted, before anything was learned from the drawing. So no version and no memory
is flattered by drawings that it was taught.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.digits.selectors.hand import Arrival
from nn.metrics import Accuracy

FIRST_SPANS = ((1, 10), (11, 20), (21, 50), (51, 100))
SPAN = 100
"""How many digits a later span has. If it is larger, a hand that changes is seen later."""


@dataclass(frozen=True)
class VersionAccuracy(Accuracy):
    """The accuracy of one version on the drawings that it guessed."""

    version: int


@dataclass(frozen=True)
class FirstSight:
    """The accuracy of the network alone and of the guess that was shown, on the same drawings."""

    network: Accuracy
    hand: Accuracy


@dataclass(frozen=True)
class Span:
    """The number of digits read correctly among the digits `first` to `last` of a hand, in the order of arrival."""

    first: int
    last: int
    network: int
    hand: int


def first_sight(arrivals: Sequence[Arrival]) -> FirstSight:
    return FirstSight(Accuracy(_n_by_network(arrivals), len(arrivals)), Accuracy(_n_by_hand(arrivals), len(arrivals)))


def per_version(arrivals: Sequence[Arrival]) -> list[VersionAccuracy]:
    """Return the accuracy of each version, the oldest version first."""
    of_version: dict[int, list[Arrival]] = {}
    for arrival in arrivals:
        of_version.setdefault(arrival.version, []).append(arrival)
    return [
        VersionAccuracy(correct=_n_by_network(guessed), count=len(guessed), version=version)
        for version, guessed in sorted(of_version.items())
    ]


def over_time(arrivals: Sequence[Arrival], *, n_before: int = 0) -> list[Span]:
    """Return the spans of a hand's digits, the oldest first; `n_before` digits arrived before those that are given."""
    ends = [last for _, last in FIRST_SPANS]
    found: list[Span] = []
    at, oldest_first = n_before, list(reversed(arrivals))
    while oldest_first:
        end = next((last for last in ends if at < last), at - at % SPAN + SPAN)
        span, oldest_first = oldest_first[: end - at], oldest_first[end - at :]
        found.append(Span(at + 1, at + len(span), _n_by_network(span), _n_by_hand(span)))
        at = end
    return found


def _n_by_network(arrivals: Sequence[Arrival]) -> int:
    return sum(arrival.label == arrival.predicted for arrival in arrivals)


def _n_by_hand(arrivals: Sequence[Arrival]) -> int:
    return sum(arrival.label == arrival.guess for arrival in arrivals)
