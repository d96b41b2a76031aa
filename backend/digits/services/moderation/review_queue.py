"""The review queue: the digits that an administrator should look at first, and why.

Held digits come first, since they wait for a decision. Then come those that contradict the served network most, copies,
and floods. The candidates are some hundreds of digits that were the most doubtful on arrival. The served network reads
them again, so the cost does not grow with the table.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.digits import inference, selectors
from backend.digits.models import Digit, DigitState
from backend.digits.services.digit_rules import doubt_of
from backend.digits.suspicion import CONTRADICTION
from nn.data.dataset import Dataset

N_LOOKED_AT = 400  # candidates by their doubt on arrival; more make the page slower
N_NEWEST = 200  # candidates by their age, among which floods are found; more make the page slower
N_FLOOD = 10  # the least number of digits in a flood; with more, smaller floods go unnoticed

# The priority of a digit is its doubt, from -1 to 1, plus these. A larger one lifts such digits above others that the
# network doubts more; HELD is so large that nothing else comes before a held digit.
HELD, DISPUTED, REPEATED, FLOODED = 4, 0.75, 0.5, 0.25


@dataclass(frozen=True)
class Reason:
    """A reason to look at a digit, and what it adds to the priority."""

    text: str
    priority: float = 0


@dataclass(frozen=True)
class ReviewItem:
    """A digit to look at, with the served network's guess and the reasons why it is in the queue."""

    digit: Digit
    priority: float
    guess: int
    reasons: list[str]


def review_queue(*, limit: int) -> list[ReviewItem]:
    """Return the digits that nobody has decided on and that there is a reason to look at, the most urgent first."""
    candidates = selectors.admin.review_candidates(n_doubtful=N_LOOKED_AT, n_newest=N_NEWEST)
    if not candidates:
        return []
    pictures, labels = zip(*((bytes(digit.picture), digit.label) for digit in candidates), strict=True)
    outputs = inference.served().network.outputs(Dataset.from_bytes(pictures, labels).inputs)
    copies = _copies(candidates)
    flooders = _flooders(candidates, outputs)
    items = [
        _review_item(digit, output.tolist(), copies.get(digit.pk), digit.contributor in flooders)
        for digit, output in zip(candidates, outputs, strict=True)
    ]
    return sorted((item for item in items if item.reasons), key=lambda item: -item.priority)[:limit]


def _review_item(digit: Digit, outputs: list[float], copy: Reason | None, is_in_flood: bool) -> ReviewItem:
    doubt = doubt_of(outputs, digit.label)
    guess = int(np.argmax(outputs))
    reasons = []
    if digit.state == DigitState.HELD:
        reasons.append(Reason(f"held: {digit.state_reason}", HELD))
    if doubt > 0:
        reasons.append(Reason(f"{'clearly ' if doubt >= CONTRADICTION else ''}read as {guess}"))
    if copy:
        reasons.append(copy)
    if is_in_flood:
        reasons.append(Reason("most of what its contributor sent lately is contradicted", FLOODED))
    priority = doubt + sum(reason.priority for reason in reasons)
    return ReviewItem(digit, priority, guess, [reason.text for reason in reasons])


def _copies(candidates: list[Digit]) -> dict[int, Reason]:
    """Find the candidates whose drawing was sent with several labels, or before."""
    copies: dict[int, Reason] = {}
    for same in selectors.digits.digits_with_inks({digit.ink_sha256 for digit in candidates}).values():
        labels = sorted({label for _, label in same})
        if len(labels) > 1:
            reason = Reason(f"sent with the labels {' and '.join(map(str, labels))}", DISPUTED)
            copies |= {id_: reason for id_, _ in same}
        else:
            copies |= {id_: Reason(f"the same drawing as digit {same[0][0]}", REPEATED) for id_, _ in same[1:]}
    return copies


def _flooders(candidates: list[Digit], outputs: NDArray[np.float32]) -> set[UUID]:
    """Find the contributors of many of the newest digits if most were contradicted. To send many alone is no fault."""
    guesses = dict(zip((digit.pk for digit in candidates), outputs.argmax(axis=1).tolist(), strict=True))
    newest = sorted(candidates, key=lambda digit: -digit.pk)[:N_NEWEST]
    sent = Counter(digit.contributor for digit in newest)
    contradicted = Counter(digit.contributor for digit in newest if guesses[digit.pk] != digit.label)
    return {who for who, n in sent.items() if who is not None and n >= N_FLOOD and 2 * contradicted[who] > n}
