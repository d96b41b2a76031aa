"""The lock of the writers: tens are queued, and what is served is changed, by one transaction at a time."""

from django.db import connection

from backend.database_file import check_file
from backend.digits.models import Kind

# Written out, since each new digit asks it, and building the query would cost more than running it.
LOCK = "SELECT id FROM digits_modelstate WHERE kind = %s ORDER BY id LIMIT 1 FOR NO KEY UPDATE"


def lock_writers() -> None:
    """Wait until no other transaction queues tens or deploys, and keep the others waiting until this one ends.

    On SQLite the transaction itself is the lock (IMMEDIATE). On PostgreSQL it is the row of the first base
    network; NO KEY lets other rows refer to that row meanwhile.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("lock_writers belongs inside a transaction")
    if not connection.features.has_select_for_update:
        check_file()
        return
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [Kind.BASE])
        if cursor.fetchone() is None:  # a restore has put another row in its place while this one was waited for
            cursor.execute(LOCK, [Kind.BASE])
