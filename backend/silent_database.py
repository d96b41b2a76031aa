"""The limit of waiting for a database server that has stopped answering but is not gone.

A server that is frozen keeps its connections open, and a query would wait for ever: soon every thread of a web process
would wait, and not even `/livez` would be answered. Neither the server's own time limits nor those of TCP help, since a
frozen server does not look at the time and its kernel goes on acknowledging. So the client gives up, closes the
connection, and the request is answered with 503.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.backends.signals import connection_created

SILENT = "the database server has not answered for {:g} s"
UID = "silent database"
NOTHING_CAME = 0  # psycopg's READY_NONE: what a waiting generator is sent when nothing arrived for a tenth of a second

_own_limit_s: ContextVar[float | None] = ContextVar("own_limit_s", default=None)


def give_up_after(limit_s: float) -> None:
    """Have this process give up each query to PostgreSQL that has no answer after `limit_s` seconds.

    It is for web processes; a worker or a command that waits holds up nobody.
    """

    def bound(connection: Any, **_: Any) -> None:
        if connection.vendor == "postgresql":
            _bound(connection.connection, connection.Database.OperationalError, limit_s)

    connection_created.disconnect(dispatch_uid=UID)  # a limit set before; else that one would stay
    connection_created.connect(bound, weak=False, dispatch_uid=UID)


@contextmanager
def answered_within(limit_s: float) -> Iterator[None]:
    """Set another limit for what this thread asks in the block: a longer one for what may lawfully take long.

    It changes nothing in a process without a limit.
    """
    before = _own_limit_s.set(limit_s)
    try:
        yield
    finally:
        _own_limit_s.reset(before)


def _bound(opened: Any, error: type[Exception], limit_s: float) -> None:
    wait = opened.wait

    def bounded_wait(waiting: Any, *args: Any, **options: Any) -> Any:
        own_s = _own_limit_s.get()
        try:
            return wait(_bounded(waiting, limit_s if own_s is None else own_s), *args, **options)
        except TimeoutError as silence:
            opened.pgconn.finish()  # whatever is answered later is no answer to the next query
            raise error(str(silence)) from None

    opened.wait = bounded_wait


def _bounded(waiting: Generator[Any, Any, Any], limit_s: float) -> Generator[Any, Any, Any]:
    """Do what a generator of psycopg does; raise TimeoutError where nothing has come for `limit_s` seconds."""
    deadline = time.monotonic() + limit_s
    try:
        wanted = next(waiting)
        while True:
            came = yield wanted
            if came != NOTHING_CAME:
                deadline = time.monotonic() + limit_s
            elif time.monotonic() >= deadline:
                raise TimeoutError(SILENT.format(limit_s))
            wanted = waiting.send(came)
    except StopIteration as end:
        return end.value
