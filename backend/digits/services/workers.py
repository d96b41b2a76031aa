"""Workers say that they are there, so that the administrator sees whether anybody would learn."""

from datetime import timedelta

from django.utils import timezone

from backend.digits.models import Worker

OFTEN = timedelta(seconds=10)
FORGOTTEN = timedelta(days=1)


def note_presence(name: str) -> None:
    """Say that this worker is there, unless it said so just now, and forget those that have not been for a day."""
    now = timezone.now()
    if Worker.objects.filter(name=name, seen_at__gt=now - OFTEN).exists():
        return
    Worker.objects.update_or_create(name=name, defaults={"seen_at": now})
    Worker.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
