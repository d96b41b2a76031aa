"""The wall, a page for a projector: its state, and the newest digits that are fit for it, a bounded number of rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from backend.digits.models import Digit, DigitState, Wall
from nn.preprocessing import PREPROCESSING_VERSION

N_ROWS = 400
"""The newest digits that are looked at. If it is larger, a hand that rests stays on the wall for longer, and each
answer takes longer."""

N_OF_HAND = 4
"""The digits of one hand that are shown. If it is larger, fewer hands fit on the wall."""

MOST_DOUBT = -0.5
"""A digit is read as what its person says if the label's output is above each other one by half: so are 95 % of 600
drawings of pendigits (writers 1 to 15), and 7 % of 600 random scribbles that are called what they are read as. If it is
larger, more scribbles reach the wall (at -0.3, 23 %; 98 % of the digits); if it is smaller, more odd digits wait for a
review."""


@dataclass(frozen=True)
class OnWall:
    """A digit on the wall. The API never shows its contributor, but another name for the hand."""

    id: int
    label: int
    contributor: UUID | None


def wall() -> Wall:
    """Return the state of the wall; a fresh one, not saved, where nobody has changed it."""
    return Wall.objects.order_by("-id").first() or Wall()


def gallery() -> str:
    """Return whose drawings visitors are shown: as DIGITS_GALLERY says, or one's own while others' are hidden."""
    wanted: str = settings.DIGITS_GALLERY
    return "own" if wanted == "everyone" and wall().hides_drawings else wanted


def digits_on_wall(state: Wall) -> list[OnWall]:
    """Return the newest digits that are read as what their person says, or were reviewed, at most a few of each hand.

    The newest come first. This only keeps scribbles off a projector: digits that are left out are no secret.
    """
    digits = Digit.objects.filter(state=DigitState.COUNTED, id__gt=state.cleared_to).order_by("-id")
    if state.frozen_at is not None:
        digits = digits.filter(id__lte=state.frozen_at)
    n_of_hand: Counter[UUID | None] = Counter()
    shown = []
    for id_, label, contributor, doubt, reviewed_at in digits.values_list(
        "id", "label", "contributor", "doubt", "reviewed_at"
    )[:N_ROWS]:
        is_fit = reviewed_at is not None or (doubt is not None and doubt <= MOST_DOUBT)
        if is_fit and n_of_hand[contributor] < N_OF_HAND:
            n_of_hand[contributor] += 1
            shown.append(OnWall(id_, label, contributor))
    return shown


def packed_strokes(ids: Sequence[int]) -> dict[int, bytes | None]:
    """Return the packed strokes of these digits; None for those that were sent as pictures."""
    rows = Digit.objects.filter(id__in=ids).values_list("id", "strokes")
    return {id_: None if strokes is None else bytes(strokes) for id_, strokes in rows}


def picture_of(digit: int) -> NDArray[np.uint8] | None:
    """Return the (28, 28) picture of a digit; None where it is from older preprocessing."""
    found = Digit.objects.filter(id=digit, preprocessing=PREPROCESSING_VERSION).values_list("picture", flat=True)
    picture = found.first()
    return None if picture is None else np.frombuffer(picture, np.uint8).reshape(28, 28)


def newest_digit() -> int:
    """Return the id of the newest digit; 0 where there is none."""
    return Digit.objects.order_by("-id").values_list("id", flat=True).first() or 0
