"""After a rejection, and only then: which digits wait for the administrator, so that the next honest ten are learned.

Nobody is held for contradicting the network now and then: people correct confident mistakes, that is what the program
is for. But where most of ten digits do, or learning them made the network worse, those among them, and among their
contributors' newest, that cannot be what they are said to be are set aside: none is lost; the administrator decides.
"""

from collections import Counter

import numpy as np
from django.db.models import F
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.models import TRAINABLE, Digit, DigitState
from backend.digits.selectors.training import QuarantineCandidate
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs

N_NEWEST = 200  # of each contributor
CONTRADICTION = 0.5
"""An output for another digit this much above that for the label contradicts it near certainly: of 3,749 honest digits
of writers left out two in a thousand are, with wrong labels 93 in a hundred."""

CONTRADICTED = "the network is nearly certain that it is another digit"
REPEATED = "the same drawing was sent before"
DISPUTED = "the same drawing was sent with different labels"
FLOODED = "most of what its contributor sent lately is suspect"


def suspects_of(version: int, served: Network) -> dict[int, str]:
    """Return the digits to hold after a version was rejected, each with the reason."""
    digits = selectors.training.quarantine_candidates(version, preprocessing=PREPROCESSING_VERSION, n_newest=N_NEWEST)
    if not digits:
        return {}
    suspects = _contradicted(digits, served) | _repeated(digits)
    return suspects | _of_floods(digits, suspects)


def hold_digits(ids: list[int], *, reason: str) -> int:
    """Set counted and imported digits aside for the administrator: they are not trained on until restored."""
    return Digit.objects.filter(id__in=ids, state__in=TRAINABLE).update(
        state=DigitState.HELD, state_before=F("state"), state_reason=reason, reviewed_at=None
    )


def contradicts(outputs: NDArray[np.floating], labels: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether outputs (N, 10) say near certainly that it is not what the label (N,) says."""
    of_labels = outputs[np.arange(len(labels)), labels]
    is_contradicted: NDArray[np.bool_] = outputs.max(axis=1, initial=0) - of_labels >= CONTRADICTION
    return is_contradicted


def _contradicted(digits: list[QuarantineCandidate], served: Network) -> dict[int, str]:
    pictures = np.frombuffer(b"".join(digit.picture for digit in digits), np.uint8).reshape(-1, 784)
    outputs = served.outputs(as_inputs(pictures))
    is_suspect = contradicts(outputs, np.array([digit.label for digit in digits]))
    return {digit.id: CONTRADICTED for digit, suspect in zip(digits, is_suspect, strict=True) if suspect}


def _repeated(digits: list[QuarantineCandidate]) -> dict[int, str]:
    """All but the first of the same drawing; all of them where they bear different labels.

    Only digits that are looked at: nobody has another's digit held by sending a copy of it.
    """
    found: dict[int, str] = {}
    for same in selectors.training.digits_with_inks({digit.ink_sha256 for digit in digits}).values():
        if len({label for _, label in same}) > 1:
            found |= {id_: DISPUTED for id_, _ in same}
        else:
            found |= {id_: REPEATED for id_, _ in same[1:]}
    return {digit.id: found[digit.id] for digit in digits if digit.id in found}


def _of_floods(digits: list[QuarantineCandidate], suspects: dict[int, str]) -> dict[int, str]:
    """All of what a contributor sent lately, where more than half of it is suspect."""
    n_sent = Counter(digit.contributor for digit in digits)
    n_suspect = Counter(digit.contributor for digit in digits if digit.id in suspects)
    floods = {who for who, n in n_sent.items() if who is not None and 2 * n_suspect[who] > n}
    return {digit.id: FLOODED for digit in digits if digit.contributor in floods and digit.id not in suspects}
