"""The choice of digits that are held for the administrator after a rejection, so that the next honest ten are learned.

Nobody's digits are held for contradicting the network now and then: the program exists so that people can correct
confident mistakes. But if most of ten digits contradict it, or if it became worse by learning them, the suspect ones
among them and among their contributors' newest are held. None is lost: the administrator decides.
"""

from collections import Counter

from django.db.models import F

from backend.digits import selectors
from backend.digits.models import TRAINABLE, Digit, DigitState
from backend.digits.suspicion import CONTRADICTED, DISPUTED, FLOODED, REPEATED, contradicts
from nn.data.dataset import Dataset
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION

N_NEWEST = 200  # digits of each contributor that are looked at; more make a rejected run longer


def digits_to_quarantine(version: int, served: Network) -> dict[int, str]:
    """Return the digits to hold after a version was rejected, each with the reason."""
    digits = selectors.digits.quarantine_candidates(version, preprocessing=PREPROCESSING_VERSION, n_newest=N_NEWEST)
    if not digits:
        return {}
    suspects = _contradicted(digits, served) | _repeated(digits)
    return suspects | _flooded(digits, suspects)


def hold_digits(ids: list[int], *, reason: str) -> int:
    """Set counted and imported digits aside for the administrator: they are not trained on until restored."""
    return Digit.objects.filter(id__in=ids, state__in=TRAINABLE).update(
        state=DigitState.HELD, state_before=F("state"), state_reason=reason, reviewed_at=None
    )


def hold_by_reason(suspects: dict[int, str]) -> None:
    """Hold digits, each with its reason."""
    for reason in set(suspects.values()):
        hold_digits([id_ for id_, why in suspects.items() if why == reason], reason=reason)


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
