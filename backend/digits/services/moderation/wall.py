"""Changes of the wall by an administrator: freeze it, clear it, hide the drawings."""

from typing import Any

from django.db import transaction

from backend.digits import selectors
from backend.digits.models import Action, Wall
from backend.digits.services import audit
from backend.digits.services.locking import lock_writers


def freeze(*, by: str) -> Wall:
    """Let the wall stand still: digits that come from now on are not on it."""
    return _change("frozen", by=by, frozen_at=selectors.wall.newest_digit())


def go_on(*, by: str) -> Wall:
    """End the freeze; what came meanwhile is shown, too."""
    return _change("going on", by=by, frozen_at=None)


def clear(*, by: str) -> Wall:
    """Take every digit off the wall. It stays in the tables, in the gallery and in what the network learns."""
    return _change("cleared", by=by, cleared_to=selectors.wall.newest_digit(), frozen_at=None)


def hide_drawings(*, by: str) -> Wall:
    """Show visitors their own drawings alone, and none on the wall."""
    return _change("drawings hidden", by=by, hides_drawings=True)


def show_drawings(*, by: str) -> Wall:
    """Show again what DIGITS_GALLERY says."""
    return _change("drawings shown", by=by, hides_drawings=False)


def _change(said: str, *, by: str, **columns: Any) -> Wall:
    with transaction.atomic():
        lock_writers()
        before = selectors.wall.wall()
        kept = {name: getattr(before, name) for name in ("cleared_to", "frozen_at", "hides_drawings")}
        audit.record(Action.WALL, by=by, after=said)
        return Wall.objects.create(by=by, **kept | columns)
