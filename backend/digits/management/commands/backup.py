"""`ductus backup FILE`, `manage.py backup FILE`: write digits, versions and audit trail into one file."""

import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.digits.exchange.records import as_text
from backend.digits.management.counting import counted
from backend.digits.management.progress import progress_bar
from backend.digits.services.transfer.backup import back_up
from backend.digits.services.transfer.exports import count_for_export


class Command(BaseCommand):
    help = "Write all digits, versions, deployments and the audit trail into one file, as they are at one moment."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to write, such as ductus-2026-12-01.ductus")
        parser.add_argument("--replace", action="store_true", help="write over a file that is there")
        parser.add_argument("--by", type=as_text, default=None, help="the name to record; by default the system's user")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"].resolve()
        if path.is_dir():
            raise CommandError(f"Wanted the name of a file, got the folder {path}.")
        if path.exists() and not options["replace"]:
            raise CommandError(f"{path} is there already; --replace writes over it.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            bar = progress_bar("backing up", count_for_export("archive"))
            result = back_up(path, by=options["by"] or user_name(), on_progress=bar)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror or error}. No backup was made.") from error
        self.stdout.write(f"{path} ({path.stat().st_size:,} bytes)")
        self.stdout.write(
            f"{counted(result.n_digits, 'digit')}. Accounts, tokens and notices are not in it; `ductus restore` brings"
            " the rest back."
        )


def user_name() -> str:
    """Return the name of the system's user; containers may run as a number that has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
