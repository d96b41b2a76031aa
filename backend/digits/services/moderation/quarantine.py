"""The choice of digits to hold after a rejection or a return by the watch, so that the next honest ten is learned.

Nobody's digits are held for contradicting the network now and then: the program exists so that people can correct
confident mistakes. But if most of ten digits contradict it, or if it became worse by learning them, the suspect ones
among them and among their contributors' newest are held. None is lost: the administrator decides, and what was
decided on is not held again.
"""

from collections import Counter

import numpy as np
from django.db import transaction
from django.db.models import F
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.models import TRAINABLE, Digit, DigitState
from backend.digits.notice import NoticeKind
from backend.digits.selectors.training import StoredDigits
from backend.digits.services.notices.telling import tell
from backend.digits.suspicion import AGREED, CONTRADICTED, DISPUTED, FLOODED, REPEATED, contradicts
from nn.data.dataset import Dataset
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION

N_AGREEING = 4  # strangers who label the same kind of drawing alike: if more, larger groups of liars are not held
MANY_HELD = 10  # held at one moment are told as a flood: if more, smaller ones wait until somebody looks
N_KNOWN = 5  # digits of a contributor read on arrival: if more, liars must send more honest digits to be known
N_NEWEST = 200  # digits of each contributor that are looked at; more make a rejected run longer


def digits_to_quarantine(version: int, served: Network) -> dict[int, str]:
    """Return the digits to hold after a version was rejected or undone, each with the reason."""
    found = selectors.digits.quarantine_candidates(version, preprocessing=PREPROCESSING_VERSION, n_newest=N_NEWEST)
    digits = [digit for digit in found if digit.reviewed_at is None]  # decisions say nothing of other digits
    if not digits:
        return {}
    suspects = _contradicted(digits, served) | _repeated(digits)
    return suspects | _flooded(digits, suspects)


def agreed(digits: StoredDigits, guesses: NDArray[np.int64]) -> dict[int, str]:
    """Return the digits that strangers label in the same way against the base network, each with the reason.

    `guesses` (N,) are what the base network reads. The digits are held together, so that an administrator decides on
    them at once. A stranger is a contributor of whom hardly any digit was read on arrival. It does not matter
    whether the version was accepted.
    """
    is_against = (guesses != digits.labels) & ~digits.is_vouched
    groups: dict[tuple[int, int], list[int]] = {}
    for row in np.flatnonzero(is_against).tolist():
        groups.setdefault((int(guesses[row]), int(digits.labels[row])), []).append(row)
    large = [rows for rows in groups.values() if len({digits.contributors[row] for row in rows}) >= N_AGREEING]
    if not large:
        return {}
    people = {digits.contributors[row] for rows in large for row in rows} - {None}
    known = selectors.digits.contributors_read(people, at_least=N_KNOWN)
    of_strangers = [[row for row in rows if digits.contributors[row] not in known] for rows in large]
    return {
        digits.ids[row]: AGREED
        for rows in of_strangers
        if len({digits.contributors[row] for row in rows}) >= N_AGREEING
        for row in rows
    }


def hold_digits(ids: list[int], *, reason: str) -> int:
    """Set counted and imported digits aside for the administrator: they are not trained on until restored.

    Those that an administrator has decided on stay, also where the decision came while the run was judged.
    """
    return Digit.objects.filter(id__in=ids, state__in=TRAINABLE, reviewed_at=None).update(
        state=DigitState.HELD, state_before=F("state"), state_reason=reason
    )


def hold_by_reason(suspects: dict[int, str]) -> None:
    """Hold digits, each with its reason. Many at once are told to the administrator."""
    if not suspects:
        return
    with transaction.atomic():
        n_held = 0
        for reason in set(suspects.values()):
            n_held += hold_digits([id_ for id_, why in suspects.items() if why == reason], reason=reason)
        if n_held >= MANY_HELD:
            text = "They are not trained on until somebody decides: see Review."
            tell(NoticeKind.HELD, f"{n_held} digits are held for a decision", text=text, is_frequent=True)


def _contradicted(digits: list[Digit], served: Network) -> dict[int, str]:
    dataset = Dataset.from_bytes([bytes(digit.picture) for digit in digits], [digit.label for digit in digits])
    is_suspect = contradicts(served.outputs(dataset.inputs), dataset.labels)
    return {digit.pk: CONTRADICTED for digit, suspect in zip(digits, is_suspect, strict=True) if suspect}


def _repeated(digits: list[Digit]) -> dict[int, str]:
    """Suspect every digit of a drawing with several labels, and all but the first of one with one label.

    Only `digits` can become suspect, so that nobody gets another person's digit held by sending a copy of it.
    """
    reasons: dict[int, str] = {}
    for same in selectors.digits.digits_with_inks({digit.ink_sha256 for digit in digits}).values():
        if len({label for _, label in same}) > 1:
            reasons |= {id_: DISPUTED for id_, _ in same}
        else:
            reasons |= {id_: REPEATED for id_, _ in same[1:]}
    return {digit.pk: reasons[digit.pk] for digit in digits if digit.pk in reasons}


def _flooded(digits: list[Digit], suspects: dict[int, str]) -> dict[int, str]:
    """Suspect everything that a contributor sent lately if more than half of it is suspect."""
    n_sent = Counter(digit.contributor for digit in digits)
    n_suspect = Counter(digit.contributor for digit in digits if digit.pk in suspects)
    floods = {who for who, n in n_sent.items() if who is not None and 2 * n_suspect[who] > n}
    return {digit.pk: FLOODED for digit in digits if digit.contributor in floods and digit.pk not in suspects}
