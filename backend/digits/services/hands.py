"""Changes of a whole hand: forget it at its contributor's request, and cut the contributor's id from old digits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from backend.digits import selectors
from backend.digits.models import Digit, DigitState
from backend.digits.services.deployments import deploy
from backend.digits.services.learning.requests import clean_start, retrain_without
from backend.digits.services.locking import lock_writers
from backend.digits.why import Why

BY = "a contributor"
WHY = Why("hand_taken_back")
NOBODY_LEFT = f"{WHY.sentence} No digits are left to learn from."
N_AT_ONCE = 1000  # rows in one statement; if it is larger, writers wait longer while old digits lose their id


@dataclass(frozen=True)
class Forgotten:
    """The number of digits that were taken back, and whether a version is to be trained without them."""

    n_digits: int
    is_queued: bool


def forget_hand(contributor: UUID) -> Forgotten:
    """Take back every digit of a hand and cut the contributor's id from them; unlearn what was learned from them.

    All of it is one transaction. Where nobody else's digits are left to learn from, no version can be trained without
    them: the newest version that they did not train is served at once.
    """
    with transaction.atomic():
        lock_writers()
        digits = Digit.objects.filter(contributor=contributor)
        is_learned = selectors.hand.has_trained(contributor)
        n_digits = digits.exclude(state=DigitState.WITHDRAWN).count()
        digits.update(
            # An administrator who had excluded one could restore it, if it were not withdrawn, too.
            state=DigitState.WITHDRAWN,
            state_before="",
            state_reason="taken back with its whole hand",
            contributor=None,
        )
        return Forgotten(n_digits, is_queued=is_learned and _unlearn())


def cut_old_contributors(*, before: datetime) -> int:
    """Cut the contributor's id from digits that arrived before this time; return their number.

    They stay and go on teaching the network. No memory of a hand holds them any more, and nobody can take them back.
    Workers that do it at the same time share the digits, as `rebuild_pictures` does.
    """
    n_cut = 0
    while n := _cut_some(before):
        n_cut += n
    return n_cut


def _cut_some(before: datetime) -> int:
    old = Digit.objects.filter(contributor__isnull=False, created_at__lt=before)
    with transaction.atomic():
        ids = list(old.select_for_update(skip_locked=True).values_list("id", flat=True)[:N_AT_ONCE])
        return Digit.objects.filter(id__in=ids).update(contributor=None) if ids else 0


def _unlearn() -> bool:
    """Queue a version without the hidden digits, or serve the newest clean one; return whether one is queued."""
    if selectors.digits.has_trainable_digits():
        retrain_without(by=BY, reason=WHY)
        return True
    newest = selectors.deployments.newest_deployment()
    deploy(clean_start(), by=BY, reason=NOBODY_LEFT, is_pinned=newest is not None and newest.is_pinned)
    return False
