"""The look for troubles that no transaction tells: no worker has reported, or the disk is nearly full.

Web processes look too, since a worker cannot tell that there is none.
"""

import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from backend.digits.models import Worker
from backend.digits.notice import NoticeKind
from backend.digits.services.notices.telling import tell

SILENT = timedelta(seconds=60)  # since the last report of any worker; if shorter, a busy machine is reported as broken
MB = 1_000_000


class Lookout:
    """The checks of one process. Two looks in a row must find no worker: the first after the machine slept may."""

    def __init__(self) -> None:
        self.since = timezone.now()
        self.silent_since: datetime | None = None  # what the last look found

    def look(self) -> None:
        """Tell what is wrong, once for each time that it goes wrong."""
        reported = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
        since = reported or self.since  # where none ever reported: since this process began
        silent_since = since if timezone.now() - since > SILENT else None
        if silent_since is not None and silent_since == self.silent_since:
            known_to_all = reported.isoformat() if reported else "ever"  # so that one process alone tells it
            _tell_no_worker(silent_since, once=f"no worker since {known_to_all}")
        self.silent_since = silent_since
        _tell_disk()


def _tell_no_worker(since: datetime, *, once: str) -> None:
    with transaction.atomic():
        tell(
            NoticeKind.NO_WORKER,
            f"No worker has reported since {since:%Y-%m-%d %H:%M} UTC",
            text="Digits are stored, and nothing is learned. Start the program again, or its worker.",
            once=once,
        )


def _tell_disk() -> None:
    free_mb = shutil.disk_usage(settings.DATA_DIR).free // MB
    if free_mb >= settings.DIGITS_DISK_LOW_MB:
        return
    with transaction.atomic():
        tell(
            NoticeKind.DISK,
            f"The disk has {free_mb} MB left",
            text=f"It holds {settings.DATA_DIR}. Make room: a full disk stores no digits. This is told once a day.",
            once=f"disk on {timezone.now():%Y-%m-%d}",
        )
