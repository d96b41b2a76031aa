"""The accuracy on one person's digits, version by version, and the digit to ask for next.

Only the guesses made when each drawing arrived are counted, before anything was learned from it. So no version is
flattered by drawings that it was trained on.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from backend.digits import selectors
from nn.metrics import Accuracy

N_NEWEST = 500
"""How many of a person's newest digits are counted. If it is larger, the figures follow a changed hand more slowly."""

MIN_DIGITS = 5
"""No digit is asked for before there are this many. If it is larger, a newcomer draws longer without a hint."""

WEAK_SHARE = 0.3
"""A digit is weak if at least this share of it was misread. If it is larger, only worse ones are asked for."""

MIN_MISREAD = 2
"""A digit is weak only if it was misread at least this often. If it is larger, one unlucky drawing counts for less."""


@dataclass(frozen=True)
class VersionAccuracy(Accuracy):
    """The accuracy of one version on the drawings that it guessed."""

    version: int


@dataclass(frozen=True)
class Wanted:
    """The digit to ask for: "weak" if it is often misread, "scarce" if few of it were drawn."""

    digit: int
    why: str


@dataclass(frozen=True)
class Hand:
    """The accuracy on a person's newest digits when they arrived."""

    n_digits: int
    n_correct: int
    per_digit: list[Accuracy]
    per_version: list[VersionAccuracy]  # the oldest first
    wanted: Wanted | None


def hand_of(contributor: UUID | None) -> Hand:
    readings = selectors.public.own_readings(contributor, n_newest=N_NEWEST)
    labels = Counter(label for label, _, _ in readings)
    versions = Counter(version for _, _, version in readings)
    correct = [(label, version) for label, guess, version in readings if label == guess]
    correct_labels = Counter(label for label, _ in correct)
    correct_versions = Counter(version for _, version in correct)
    per_digit = [Accuracy(correct=correct_labels[digit], count=labels[digit]) for digit in range(10)]
    per_version = [
        VersionAccuracy(correct=correct_versions[version], count=versions[version], version=version)
        for version in sorted(versions)
    ]
    return Hand(len(readings), len(correct), per_digit, per_version, wanted=_wanted(per_digit))


def _wanted(per_digit: list[Accuracy]) -> Wanted | None:
    """Return the weak digit that is misread most; if none is weak, a scarce one."""
    n_digits = sum(digit.count for digit in per_digit)
    if n_digits < MIN_DIGITS:
        return None
    misread = [digit.count - digit.correct for digit in per_digit]
    weak = [d for d in range(10) if misread[d] >= MIN_MISREAD and misread[d] >= WEAK_SHARE * per_digit[d].count]
    if weak:
        return Wanted(max(weak, key=lambda d: misread[d] / per_digit[d].count), "weak")
    scarcest = min(range(10), key=lambda d: per_digit[d].count)
    is_scarce = 2 * per_digit[scarcest].count < n_digits / 10
    return Wanted(scarcest, "scarce") if is_scarce else None
