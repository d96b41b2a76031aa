"""The lock of the writers: tens are queued, and what is served is changed, by one transaction at a time."""

from django.db import connection

from backend.database_file import check_file
from backend.digits.models import Kind, ModelState


def lock_writers() -> None:
    """Wait until no other transaction queues tens or deploys, and keep the others waiting until this one ends.

    On SQLite the transaction itself is the lock (IMMEDIATE). On PostgreSQL it is the row of the first base
    network; `no_key` lets other rows refer to that row meanwhile.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("lock_writers belongs inside a transaction")
    if not connection.features.has_select_for_update:
        check_file()
        return
    first_base = ModelState.objects.filter(kind=Kind.BASE).order_by("id")
    list(first_base.select_for_update(no_key=True).values_list("id")[:1])
