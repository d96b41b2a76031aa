"""`manage.py prepare`: do once what the program needs before it serves. Doing it again changes nothing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError, connection

from backend.database_file import DAMAGED, cannot_be_used, damage
from backend.digits.services.learning.datasets import load_datasets
from backend.digits.services.learning.install import install_base
from backend.digits.services.pictures import rebuild_pictures
from nn.data.corpora import CorpusError

LOCK = 784_30_10  # the number of the advisory lock; nothing else in the database may use it
N_ATTEMPTS = 60  # one a second; with more, a wrong DATABASE_URL is reported later


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other machine prepares the same PostgreSQL. For SQLite, `serve` locks a file."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # it may take as long as the corpora do
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


class Command(BaseCommand):
    help = "Bring the database and its pictures up to date, and install the base network."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self._await_database()
        with alone():
            self._migrate()
        # Not alone: all machines that prepare a database server, and its workers, share the pictures.
        for n_done in rebuild_pictures():
            self.stdout.write(f"Rebuilt {n_done:,} pictures from strokes and inks: preprocessing has become better.")
        with alone():
            self._install()

    def _migrate(self) -> None:
        try:
            fault = damage()
        except DatabaseError as error:
            fault = str(error)
        if fault:
            raise CommandError(DAMAGED.format(fault=fault))
        call_command("migrate", interactive=False, verbosity=0)

    def _install(self) -> None:
        if settings.DIGITS_CORPORA:
            self.stdout.write("Reading the corpora; the first time this takes a minute or two.")
            self.stdout.flush()
        try:
            load_datasets()  # This fills their cache before anything is served.
        except CorpusError as error:
            raise CommandError(
                f"{error}. Without DIGITS_CORPORA the program starts, and rehearses pseudo-digits."
            ) from error
        if install_base():
            self.stdout.write("Installed the base network.")

    def _await_database(self) -> None:
        """Wait for a database server that was started at the same moment as the program."""
        for attempt in range(N_ATTEMPTS):
            try:
                connection.ensure_connection()
            except OperationalError as error:
                if advice := cannot_be_used(error):
                    raise CommandError(advice) from error
                if attempt == 0:
                    self.stdout.write(f"Waiting for the database: {str(error).splitlines()[0]}")
                time.sleep(1)
            except DatabaseError as error:
                raise CommandError(DAMAGED.format(fault=error)) from error
            else:
                return
        raise CommandError(f"The database did not answer after {N_ATTEMPTS} attempts. Is DATABASE_URL right?")
