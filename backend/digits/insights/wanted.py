"""The digit to ask a person for next: one that would teach the network most, and that the gate would let it learn."""

from collections.abc import Sequence
from dataclasses import dataclass

from nn.metrics import Accuracy

MIN_DIGITS = 5
"""No digit is asked for before there are this many. If it is larger, a newcomer draws longer without a hint."""

WEAK_SHARE = 0.3
"""A digit is weak if at least this share of it was misread. If it is larger, only worse ones are asked for."""

MIN_MISREAD = 2
"""A digit is weak only if it was misread at least this often. If it is larger, one unlucky drawing counts for less."""


@dataclass(frozen=True)
class Wanted:
    """The digit to ask for: "weak" if it is often misread, "scarce" if few of it were drawn."""

    digit: int
    why: str


def wanted(per_digit: Sequence[Accuracy], *, refused: set[int]) -> Wanted | None:
    """Return the weak digit that is misread most; if none is weak, a scarce one.

    A digit of `refused` is never asked for: a ten of it would be set aside, and would teach only the hand's own memory.
    """
    n_digits = sum(digit.count for digit in per_digit)
    asked = [digit for digit in range(10) if digit not in refused]
    if n_digits < MIN_DIGITS or not asked:
        return None
    misread = [digit.count - digit.correct for digit in per_digit]
    weak = [d for d in asked if misread[d] >= MIN_MISREAD and misread[d] >= WEAK_SHARE * per_digit[d].count]
    if weak:
        return Wanted(max(weak, key=lambda d: misread[d] / per_digit[d].count), "weak")
    scarcest = min(asked, key=lambda d: per_digit[d].count)
    is_scarce = 2 * per_digit[scarcest].count < n_digits / 10
    return Wanted(scarcest, "scarce") if is_scarce else None
