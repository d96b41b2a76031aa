"""Changes of the wall by an administrator: freeze it, clear it, hide the drawings. The rows are their own record."""

from typing import Any

from django.db import transaction

from backend.digits import selectors
from backend.digits.models import Wall
from backend.digits.services.locking import lock_writers


def freeze(*, by: str) -> Wall:
    """Let the wall stand still: digits that come from now on are not on it."""
    return _change(by=by, frozen_at=selectors.wall.newest_digit())


def go_on(*, by: str) -> Wall:
    """End the freeze; what came meanwhile is shown, too."""
    return _change(by=by, frozen_at=None)


def clear(*, by: str) -> Wall:
    """Take every digit off the wall. It stays in the tables, in the gallery and in what the network learns."""
    return _change(by=by, cleared_to=selectors.wall.newest_digit(), frozen_at=None)


def hide_drawings(*, by: str) -> Wall:
    """Show visitors their own drawings alone, and none on the wall."""
    return _change(by=by, hides_drawings=True)


def show_drawings(*, by: str) -> Wall:
    """Show again what DIGITS_GALLERY says."""
    return _change(by=by, hides_drawings=False)


def _change(*, by: str, **columns: Any) -> Wall:
    with transaction.atomic():
        lock_writers()
        before = selectors.wall.wall()
        kept = {name: getattr(before, name) for name in ("cleared_to", "frozen_at", "hides_drawings")}
        return Wall.objects.create(by=by, **kept | columns)
