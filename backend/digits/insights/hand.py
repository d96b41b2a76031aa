"""How one person's hand is read, on arrival and today, by the network and by its own memory, and what is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from backend.digits import inference, selectors
from backend.digits.inference.memories import HandMemory
from backend.digits.insights.first_sight import (
    FirstSight,
    Span,
    VersionAccuracy,
    first_sight,
    over_time,
    per_version,
)
from backend.digits.insights.wanted import Wanted, wanted
from backend.digits.models import DigitState
from backend.digits.selectors.hand import Arrival
from backend.digits.suspicion import contradicts
from nn.metrics import Accuracy
from nn.network import Network
from nn.preprocessing import as_inputs

N_NEWEST = 500
"""How many of a person's newest digits are counted. If it is larger, the figures follow a changed hand more slowly."""

N_OVER_TIME = 10_000
"""How many of the newest digits are shown over time. If it is larger, the answer takes longer."""

N_HELD = 20
"""How many of the newest held digits are named. If it is larger, the answer is longer."""

N_TODAY = 10
"""The newest examples of a digit that decide who reads it today. If larger, the answer changes more slowly."""

N_RECENT = 5
"""A digit is not asked for if one of this many recent examples was held or contradicted. If it is larger, it takes
longer until a digit is asked for again after examples of it were held or contradicted."""


@dataclass(frozen=True)
class HeldDigit:
    """A digit that waits for the administrator: what everybody's network reads, and a code that says why it waits."""

    id: int
    label: int
    read_as: int
    why: str


@dataclass(frozen=True)
class OwnMemory:
    """The number of digits in the memory, and whether it changes guesses."""

    n_digits: int
    speaks: bool


@dataclass(frozen=True)
class OfDigit:
    """One digit of a hand: how many were drawn and read on arrival, and who reads it today.

    `now` is "everybody" for the network alone, "own" for the own memory only, "neither", or None without examples.
    """

    label: int
    count: int
    network: int
    hand: int
    now: str | None


@dataclass(frozen=True)
class Hand:
    """The accuracy on a person's newest digits, who reads them today, and what is held of them."""

    is_kept: bool  # whether any digit of the hand is stored, even if all were taken back
    n_digits: int
    n_correct: int
    per_digit: list[Accuracy]
    per_version: list[VersionAccuracy]  # the oldest first
    wanted: Wanted | None
    n_held: int
    held: list[HeldDigit]  # the newest first
    memory: OwnMemory
    first_sight: FirstSight
    by_digit: list[OfDigit]
    over_time: list[Span]  # the oldest first


def hand_of(contributor: UUID | None) -> Hand:
    every = selectors.hand.arrivals(contributor, n_newest=N_OVER_TIME)
    n_before = selectors.hand.n_arrivals(contributor) - len(every) if len(every) == N_OVER_TIME else 0
    newest = every[:N_NEWEST]
    of_label = [[arrival for arrival in newest if arrival.label == label] for label in range(10)]
    sights = [first_sight(arrivals) for arrivals in of_label]
    served = inference.served()
    known = inference.memory_of(contributor, by=served)
    today = _today(known)
    return Hand(
        is_kept=bool(every) or selectors.hand.is_known(contributor),
        n_digits=len(newest),
        n_correct=sum(sight.network.correct for sight in sights),
        per_digit=[sight.network for sight in sights],
        per_version=per_version(newest),
        wanted=wanted([sight.network for sight in sights], refused=_refused(of_label, known)),
        n_held=selectors.hand.n_held(contributor),
        held=_held(contributor, served.network),
        memory=OwnMemory(len(known.examples), known.memory.speaks) if known else OwnMemory(0, speaks=False),
        first_sight=first_sight(newest),
        by_digit=[
            OfDigit(label, sight.network.count, sight.network.correct, sight.hand.correct, today[label])
            for label, sight in enumerate(sights)
        ],
        over_time=over_time(every, n_before=n_before),
    )


def _today(known: HandMemory | None) -> list[str | None]:
    """Say for each digit who reads most of its newest examples.

    The memory reads each example as if it held all others of the hand, but not this one.
    """
    if known is None:
        return [None] * 10
    labels = np.array([label for _, label in known.examples])
    by_network = known.outputs.argmax(axis=1) == labels
    by_memory = known.memory.left_out().argmax(axis=1) == labels
    found: list[str | None] = []
    for label in range(10):
        rows = np.flatnonzero(labels == label)[:N_TODAY]
        if not len(rows):
            found.append(None)
        elif 2 * by_network[rows].sum() > len(rows):
            found.append("everybody")
        else:
            found.append("own" if 2 * by_memory[rows].sum() > len(rows) else "neither")
    return found


def _refused(of_label: Sequence[Sequence[Arrival]], known: HandMemory | None) -> set[int]:
    """Return the digits of which a recent example is held, or contradicted almost certainly by the served network."""
    refused = {
        label
        for label, arrivals in enumerate(of_label)
        if any(arrival.state == DigitState.HELD for arrival in arrivals[:N_RECENT])
    }
    if known is None:
        return refused
    labels = np.array([label for _, label in known.examples])
    is_contradicted = contradicts(known.outputs, labels)
    return refused | {label for label in range(10) if is_contradicted[np.flatnonzero(labels == label)[:N_RECENT]].any()}


def _held(contributor: UUID | None, network: Network) -> list[HeldDigit]:
    digits = selectors.hand.held_digits(contributor, n_newest=N_HELD)
    if not digits:
        return []
    pictures = np.stack([np.frombuffer(digit.picture, np.uint8) for digit in digits])
    guesses = network.outputs(as_inputs(pictures)).argmax(axis=1).tolist()
    return [HeldDigit(digit.id, digit.label, guess, digit.why) for digit, guess in zip(digits, guesses, strict=True)]
