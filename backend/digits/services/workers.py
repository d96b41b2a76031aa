"""The presence of workers: each notes that it runs, so that the administrator sees whether digits would be learned."""

from datetime import timedelta

from django.utils import timezone

from backend.digits.models import Worker

OFTEN = timedelta(seconds=10)  # between two notes; if larger, a worker seems dead for longer
FORGOTTEN = timedelta(days=1)


def note_presence(name: str) -> None:
    """Note that this worker runs, unless it did so just now, and forget the workers that were silent for a day."""
    now = timezone.now()
    if Worker.objects.filter(name=name, seen_at__gt=now - OFTEN).exists():
        return
    Worker.objects.update_or_create(name=name, defaults={"seen_at": now})
    Worker.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
