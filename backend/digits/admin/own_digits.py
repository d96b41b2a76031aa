"""The digits that a version was made of, as its page shows them: of a refused one, first those that are in question."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backend.digits import drawings, selectors
from backend.digits.admin.pictures import picture
from backend.digits.models import NOT_TRAINABLE, Digit, DigitState, ModelState, Status
from backend.digits.services.moderation.review import edition_of

N_SHOWN = 200  # digits of twenty tens; with more, the page is longer
N_IN_QUESTION = 500  # as many as most versions have; with more, one decision sends more fields than Django takes


@dataclass(frozen=True)
class OwnDigit:
    """A digit of a version, and whether it gave reason to refuse the version."""

    digit: Digit
    picture: SafeString
    is_in_question: bool

    @property
    def is_open(self) -> bool:
        """Say whether nobody has decided on it."""
        digit = self.digit
        return digit.state == DigitState.HELD or (digit.reviewed_at is None and digit.state not in NOT_TRAINABLE)


def own_digits_context(state: ModelState) -> dict[str, Any]:
    """Return the digits of a version: in question are those of a refused one that are held or were contradicted."""
    is_undone = state.pk in selectors.training.undone()
    is_refused = state.status == Status.REJECTED or is_undone
    found = selectors.admin.in_question(state.pk) if is_refused else Digit.objects.none()
    in_question = [_shown(digit, is_in_question=True) for digit in found[:N_IN_QUESTION]]
    numbers = {one.digit.pk for one in in_question}
    first = selectors.admin.digits_of_version(state.pk, n=N_SHOWN)
    to_decide = [one.digit for one in in_question if one.is_open]
    return {
        "is_refused": is_refused,
        "is_undone": is_undone,
        "n_own": selectors.admin.n_digits_of([state.pk])[state.pk],
        "n_in_question": found.count(),
        "in_question": in_question,
        "others": [_shown(digit, is_in_question=False) for digit in first if digit.pk not in numbers],
        "to_decide": to_decide,
        "editions": json.dumps({digit.pk: edition_of(digit) for digit in to_decide}),
        "batches": [uuid4(), uuid4()],
    }


def _shown(digit: Digit, *, is_in_question: bool) -> OwnDigit:
    words = _("digit %(id)s, labelled %(label)s") % {"id": digit.pk, "label": digit.label}
    png = drawings.picture_png(bytes(digit.picture))
    return OwnDigit(digit, picture(png, words, css_class="thumbnail"), is_in_question)
