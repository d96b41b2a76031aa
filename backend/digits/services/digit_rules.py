"""The two rules on a single digit: whether it is held out for testing, and how doubtful its label is."""

import hmac
from collections.abc import Sequence

from django.conf import settings


def is_held_out(ink_sha256: str) -> bool:
    """Say whether a new drawing is kept for testing: one in ten, by a code that only this installation can compute.

    By the hash alone, anybody could try drawings until one is held out, and so choose what judges the versions. Stored
    digits keep their side when the key changes, and a copy gets the side of the stored digit
    (`selectors.digits.sides_of`).
    """
    code = hmac.digest(settings.SECRET_KEY.encode(), f"held out: {ink_sha256}".encode(), "sha256")
    return int.from_bytes(code[:4], "big") % 10 == 0


def doubt_of(outputs: Sequence[float], label: int) -> float:
    """Return how far the strongest other output stands above the label's own, from -1 to 1.

    >>> doubt_of([0.1, 0.7, 0, 0, 0, 0, 0, 0, 0, 0.2], label=9)
    0.5
    """
    return round(max(output for digit, output in enumerate(outputs) if digit != label) - outputs[label], 6)
