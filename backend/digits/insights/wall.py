"""What the wall shows: the newest digits by hand, without names, and the network as the newest one lights it."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.utils.crypto import salted_hmac
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.insights.networks import Activations, activations_for
from nn.data.strokes import unpack

N_NEW = 60
"""The drawings in one answer. If it is larger, the first answer of a wall is longer."""


@dataclass(frozen=True)
class OnWall:
    """A digit on the wall, and a name for its hand that says nothing of it outside this program."""

    id: int
    label: int
    hand: str


@dataclass(frozen=True)
class NewDrawing:
    """What the pen did, in units of a thousandth of the longer side; None for a digit that was sent as a picture."""

    id: int
    strokes: list[list[list[int]]] | None  # points (x, y, milliseconds)


@dataclass(frozen=True)
class Lit:
    """The newest digit in the served network: what it sees, (28, 28), its guess, and how far each unit is lit."""

    picture: NDArray[np.uint8]
    activations: Activations


@dataclass(frozen=True)
class WallNow:
    """The wall: its digits, the newest first, those drawings that are new, and what the newest one lights."""

    is_frozen: bool
    shows_drawings: bool
    digits: list[OnWall]
    drawings: list[NewDrawing]
    lit: Lit | None


def wall_now(*, after: int) -> WallNow:
    """Return the wall for a page that has the drawings up to the digit `after`."""
    state = selectors.wall.wall()
    is_frozen = state.frozen_at is not None
    if selectors.wall.gallery() != "everyone":
        return WallNow(is_frozen, shows_drawings=False, digits=[], drawings=[], lit=None)
    digits = selectors.wall.digits_on_wall(state)
    new = [digit.id for digit in digits if digit.id > after][:N_NEW]
    packed = selectors.wall.packed_strokes(new)
    return WallNow(
        is_frozen,
        shows_drawings=True,
        digits=[OnWall(digit.id, digit.label, _hand(digit.contributor)) for digit in digits],
        drawings=[NewDrawing(id_, _points(packed[id_])) for id_ in new if id_ in packed],
        lit=_lit(new[0]) if new else None,
    )


def _lit(digit: int) -> Lit | None:
    picture = selectors.wall.picture_of(digit)
    return None if picture is None else Lit(picture, activations_for(picture))


def _points(packed: bytes | None) -> list[list[list[int]]] | None:
    return None if packed is None else [stroke.astype(int).tolist() for stroke in unpack(packed)]


def _hand(contributor: UUID | None) -> str:
    """Return the same short name for the same hand. Whoever knows the name does not know the key of that hand."""
    return "" if contributor is None else salted_hmac("ductus.wall", contributor.hex).hexdigest()[:12]
