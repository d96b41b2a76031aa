"""How well one person's hand has been read, version by version, and which digit to ask for next.

Counted are the guesses that were made when each drawing arrived, before anything was learned from it: nothing is
flattered by having been trained on.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from backend.digits import selectors

N_NEWEST = 500  # of a person's digits are looked at
ENOUGH = 5  # digits before anything is asked for
WEAK = 0.3  # of a digit misread, and
N_WEAK = 2  # so many of it: weak


@dataclass(frozen=True)
class Share:
    """How many were read correctly, of how many."""

    correct: int
    count: int


@dataclass(frozen=True)
class OfVersion:
    version: int
    correct: int
    count: int


@dataclass(frozen=True)
class Wanted:
    """The digit to ask for: "weak" where it is misread much, "scarce" where few were drawn."""

    digit: int
    why: str


@dataclass(frozen=True)
class Hand:
    n_digits: int
    n_correct: int
    per_digit: list[Share]
    per_version: list[OfVersion]  # the oldest first
    wanted: Wanted | None


def hand_of(contributor: UUID | None) -> Hand:
    """Return how the newest digits of a contributor were read on arrival."""
    readings = selectors.public.own_readings(contributor, n_newest=N_NEWEST)
    labels = Counter(label for label, _, _ in readings)
    correct = Counter(label for label, guess, _ in readings if label == guess)
    versions = Counter(version for _, _, version in readings)
    correct_of = Counter(version for label, guess, version in readings if label == guess)
    per_digit = [Share(correct[digit], labels[digit]) for digit in range(10)]
    return Hand(
        n_digits=len(readings),
        n_correct=correct.total(),
        per_digit=per_digit,
        per_version=[OfVersion(v, correct_of[v], versions[v]) for v in sorted(versions)],
        wanted=_wanted(per_digit),
    )


def _wanted(per_digit: list[Share]) -> Wanted | None:
    """The digit that is misread most, if one is misread much; else the one of which there are fewest."""
    n_digits = sum(share.count for share in per_digit)
    if n_digits < ENOUGH:
        return None
    misread = [share.count - share.correct for share in per_digit]
    weak = [d for d in range(10) if misread[d] >= N_WEAK and misread[d] >= WEAK * per_digit[d].count]
    if weak:
        return Wanted(max(weak, key=lambda d: misread[d] / per_digit[d].count), "weak")
    scarcest = min(range(10), key=lambda d: per_digit[d].count)
    is_scarce = 2 * per_digit[scarcest].count < n_digits / 10
    return Wanted(scarcest, "scarce") if is_scarce else None
