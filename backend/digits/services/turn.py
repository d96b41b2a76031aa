"""One transaction at a time where order matters: forming tens, and changing what is served."""

from django.db import connection

from backend.digits.models import Kind, ModelState


def take_turn() -> None:
    """Wait until no other transaction forms tens or deploys, and keep the others waiting until this one ends.

    On SQLite the transaction itself is the lock (IMMEDIATE). On PostgreSQL it is the base network's row; `no_key`
    leaves other rows free to refer to that one meanwhile.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("take_turn belongs inside a transaction")
    list(ModelState.objects.select_for_update(no_key=True).filter(kind=Kind.BASE).values_list("id"))
