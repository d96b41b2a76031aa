"""The check that SQLite's file is still the one that was opened.

A program goes on reading and writing a file that was deleted or replaced under it, and all that it acknowledges is gone
when it ends. Whenever the lock of the writers is taken, and whenever the program is asked whether it is ready, the file
at the database's address is compared with the one that was there when the connection was opened.
"""

from pathlib import Path
from typing import Any

from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

Identity = tuple[int, int]  # device and inode

NOT_OURS = ("readonly database", "unable to open database file")
"""What SQLite says of a file or folder that this user may not write."""
GONE = (
    "The file of the database was moved, deleted or replaced while the program runs: {path}. Stop the program, put the"
    " file back, and start it again."
)


DAMAGED = "The database is damaged: {fault}. Stop the program and put a backup back, or start with an empty folder."


class FileReplacedError(OperationalError):
    """A database file that is no longer the one that was opened."""


def cannot_be_used(error: Exception) -> str | None:
    """Return what to do about SQLite's file where waiting does not help: no right to write, or it cannot be opened."""
    if connection.vendor != "sqlite" or not any(reason in str(error) for reason in NOT_OURS):
        return None
    return (
        f"The database {connection.settings_dict['NAME']} cannot be used: {error}. Give this user the right to read and"
        " write the file and its folder, or name another folder with DIGITS_DATA_DIR."
    )


def note_file(connection: Any, **_: Any) -> None:
    """Note which file a new connection has opened."""
    if connection.vendor == "sqlite":
        connection.opened_file = _identity(connection)


def check_file() -> None:
    """Raise FileReplacedError where SQLite's file is no longer the one that this thread's connection has opened."""
    opened = getattr(connection, "opened_file", None)
    if opened is not None and _identity(connection) != opened:
        raise FileReplacedError(GONE.format(path=connection.settings_dict["NAME"]))


def damage() -> str | None:
    """Return what SQLite finds damaged in its file, or None. It reads the whole file, half a second for a gigabyte."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        (found,) = cursor.fetchone()
    return None if found == "ok" else " ".join(str(found).split())


def _identity(connection: Any) -> Identity | None:
    """Return which file is at the database's address now; None where there is none."""
    try:
        found = Path(connection.settings_dict["NAME"]).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


connection_created.connect(note_file)
