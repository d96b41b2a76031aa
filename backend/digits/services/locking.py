"""One transaction at a time where order matters: forming tens, and changing what is served."""

from django.db import connection

from backend.digits.models import Kind, ModelState


def lock_writers() -> None:
    """Wait until no other transaction forms tens or deploys, and keep the others waiting until this one ends.

    On SQLite the transaction itself is the lock (IMMEDIATE). On PostgreSQL it is the first base network's row; `no_key`
    leaves other rows free to refer to that one meanwhile.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("lock_writers belongs inside a transaction")
    first_base = ModelState.objects.filter(kind=Kind.BASE).order_by("id")
    list(first_base.select_for_update(no_key=True).values_list("id")[:1])
