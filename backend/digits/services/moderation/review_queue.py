"""The review queue: the digits that an administrator should look at first, and why.

Held digits come first, since they wait for a decision. Then come those whose labels are doubted most, copies, and
floods. The candidates are some hundreds of digits (held ones, the most doubtful on arrival, the newest), so the cost
does not grow with the table. A label's doubt is the greatest of three: on arrival, by the base network, and by the
served one. The served network alone would not do: it has learned the lies that got through, and reads them as they
were labelled.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from backend.digits import inference, selectors
from backend.digits.base import base_network
from backend.digits.models import Digit, DigitState
from backend.digits.services.digit_rules import doubt_of
from backend.digits.suspicion import CODES, CONTRADICTION
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
    """A digit to look at, with the guess of the network that doubts it most, and why it is in the queue."""

    digit: Digit
    priority: float
    guess: int
    reasons: list[str]
    doubt: float = 0.0
    best: tuple[tuple[int, float], ...] = ()  # the two highest outputs of the network that doubts most


def review_queue(*, limit: int) -> list[ReviewItem]:
    """Return the digits that nobody has decided on and that there is a reason to look at, the most urgent first."""
    candidates = selectors.admin.review_candidates(n_doubtful=N_LOOKED_AT, n_newest=N_NEWEST)
    if not candidates:
        return []
    pictures, labels = zip(*((bytes(digit.picture), digit.label) for digit in candidates), strict=True)
    inputs = Dataset.from_bytes(pictures, labels).inputs
    outputs = inference.served().network.outputs(inputs)
    of_base = base_network().outputs(inputs)
    copies = _copies(candidates)
    flooders = _flooders(candidates, outputs)
    items = [
        _review_item(digit, served.tolist(), base.tolist(), copies.get(digit.pk), digit.contributor in flooders)
        for digit, served, base in zip(candidates, outputs, of_base, strict=True)
    ]
    return sorted((item for item in items if item.reasons), key=lambda item: -item.priority)[:limit]


def _review_item(
    digit: Digit, served: list[float], base: list[float], copy: Reason | None, is_in_flood: bool
) -> ReviewItem:
    doubts = {"served": doubt_of(served, digit.label), "base": doubt_of(base, digit.label)}
    on_arrival = digit.doubt if digit.doubt is not None else -1.0
    doubt = max(*doubts.values(), on_arrival)
    outputs = base if doubts["base"] > doubts["served"] else served
    guess = int(np.argmax(outputs))
    reasons = []
    if digit.state == DigitState.HELD:
        why = digit.state_reason  # a person may have typed it
        reasons.append(Reason(_("held: %(why)s") % {"why": _(why) if why in CODES else why}, HELD))
    clearly = _("clearly %(read_as)s") if doubt >= CONTRADICTION else "%(read_as)s"
    if doubts["served"] > 0:
        said = _("read as %(guess)s") % {"guess": int(np.argmax(served))}
        reasons.append(Reason(clearly % {"read_as": said}))
    elif doubts["base"] > 0:
        said = _("read as %(guess)s by the base network; the served one has learned the label") % {"guess": guess}
        reasons.append(Reason(clearly % {"read_as": said}))
    elif on_arrival > 0:
        guess = digit.predicted if digit.predicted is not None else guess
        said = _("read as %(guess)s on arrival; the label was learned since") % {"guess": guess}
        reasons.append(Reason(clearly % {"read_as": said}))
    if copy:
        reasons.append(copy)
    if is_in_flood:
        reasons.append(Reason(_("most of what its contributor sent lately is contradicted"), FLOODED))
    priority = doubt + sum(reason.priority for reason in reasons)
    best = sorted(enumerate(outputs), key=lambda output: -output[1])[:2]
    return ReviewItem(digit, priority, guess, [reason.text for reason in reasons], doubt, tuple(best))


def _copies(candidates: list[Digit]) -> dict[int, Reason]:
    """Find the candidates whose drawing was sent with several labels, or before."""
    copies: dict[int, Reason] = {}
    for same in selectors.digits.digits_with_inks({digit.ink_sha256 for digit in candidates}).values():
        labels = sorted({label for _id, label in same})
        if len(labels) > 1:
            said = _("sent with the labels %(labels)s") % {"labels": _(" and ").join(map(str, labels))}
            reason = Reason(said, DISPUTED)
            copies |= {id_: reason for id_, _label in same}
        else:
            said = _("the same drawing as digit %(id)s") % {"id": same[0][0]}
            copies |= {id_: Reason(said, REPEATED) for id_, _label in same[1:]}
    return copies


def _flooders(candidates: list[Digit], outputs: NDArray[np.float32]) -> set[UUID]:
    """Find the contributors of many of the newest digits if most were contradicted. Sending many is no fault."""
    guesses = dict(zip((digit.pk for digit in candidates), outputs.argmax(axis=1).tolist(), strict=True))
    newest = sorted(candidates, key=lambda digit: -digit.pk)[:N_NEWEST]
    sent = Counter(digit.contributor for digit in newest)
    contradicted = Counter(digit.contributor for digit in newest if guesses[digit.pk] != digit.label)
    return {who for who, n in sent.items() if who is not None and n >= N_FLOOD and 2 * contradicted[who] > n}
