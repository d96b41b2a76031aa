"""The review queue: which digits an administrator should look at first, and why.

Held digits come first, since they wait for somebody; then what contradicts the served network most, copies, and what
came in a flood. Looked at are the most doubtful by what the network of their day said, some hundreds, and these are
read again by the network that is served now: the cost does not grow with the table.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.digits import inference, selectors
from backend.digits.models import Digit, DigitState
from backend.digits.services.digit_rules import doubt_of
from backend.digits.services.moderation.quarantine import CONTRADICTION
from nn.preprocessing import as_inputs

N_LOOKED_AT = 400
N_NEWEST = 200
N_FLOOD = 10  # digits of one contributor among the newest, of which most are contradicted


@dataclass(frozen=True)
class Doubt:
    """A digit to look at, how doubtful it is, the served network's guess, and what speaks against it."""

    digit: Digit
    weight: float
    guess: int
    reasons: list[str]


def doubts(*, limit: int) -> list[Doubt]:
    """Return the most doubtful digits that nobody has decided on yet, the most doubtful first."""
    candidates = selectors.admin.review_candidates(n_doubtful=N_LOOKED_AT, n_newest=N_NEWEST)
    if not candidates:
        return []
    pictures = np.frombuffer(b"".join(bytes(digit.picture) for digit in candidates), np.uint8)
    outputs = inference.served().network.outputs(as_inputs(pictures.reshape(-1, 784)))
    copies = _copies(candidates)
    floods = _floods(candidates, outputs)
    found = [
        _weigh(digit, own.tolist(), copies.get(digit.pk), digit.contributor in floods)
        for digit, own in zip(candidates, outputs, strict=True)
    ]
    return sorted((doubt for doubt in found if doubt.reasons), key=lambda doubt: -doubt.weight)[:limit]


def _weigh(digit: Digit, outputs: list[float], copy: str | None, is_in_flood: bool) -> Doubt:
    doubt = doubt_of(outputs, digit.label)
    guess = int(np.argmax(outputs))
    reasons, weight = [], doubt
    if digit.state == DigitState.HELD:
        reasons.append(f"held: {digit.state_reason}")
        weight += 4
    if doubt > 0:
        reasons.append(f"{'clearly ' if doubt >= CONTRADICTION else ''}read as {guess}")
    if copy:
        reasons.append(copy)
        weight += 0.75 if copy.startswith("sent with") else 0.5
    if is_in_flood:
        reasons.append("most of what its contributor sent lately is contradicted")
        weight += 0.25
    return Doubt(digit, weight, guess, reasons)


def _copies(candidates: list[Digit]) -> dict[int, str]:
    """Say which of the candidates are copies of another digit: with another label, or sent before."""
    found = {}
    inks = {digit.ink_sha256 for digit in candidates}
    for same in selectors.training.digits_with_inks(inks).values():
        labels = sorted({label for _, label in same})
        for number, (id_, _) in enumerate(same):
            if len(labels) > 1:
                found[id_] = f"sent with the labels {' and '.join(map(str, labels))}"
            elif number:
                found[id_] = f"the same drawing as digit {same[0][0]}"
    return found


def _floods(candidates: list[Digit], outputs: NDArray[np.float32]) -> set[UUID]:
    """Who sent many of the newest digits, most of them contradicted. To draw much is no offence."""
    read = dict(zip((digit.pk for digit in candidates), outputs.argmax(axis=1).tolist(), strict=True))
    newest = sorted(candidates, key=lambda digit: -digit.pk)[:N_NEWEST]
    sent = Counter(digit.contributor for digit in newest)
    contradicted = Counter(digit.contributor for digit in newest if read[digit.pk] != digit.label)
    return {who for who, n in sent.items() if who is not None and n >= N_FLOOD and 2 * contradicted[who] > n}
