"""`ductus restore FILE`, `manage.py restore FILE`: bring a backup back into an empty installation, and verify it."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.digits import selectors
from backend.digits.errors import RefusedError
from backend.digits.exchange.archive import open_archive
from backend.digits.exchange.records import as_text
from backend.digits.management.commands.backup import user_name
from backend.digits.management.counting import counted
from backend.digits.management.progress import progress_bar
from backend.digits.services.transfer import restore

FOREVER_S = 1e9  # thirty years

HOW = (
    "Restore into an empty data folder (`ductus --data FOLDER restore FILE`) or database, or add a backup's digits with"
    " `ductus manage import_digits --merge FILE`."
)


class Command(BaseCommand):
    help = "Bring a backup back into an empty installation, on SQLite or PostgreSQL, and verify what is there then."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--reason", type=as_text, default="restored from a backup", help="why; kept in the audit trail"
        )
        parser.add_argument("--by", type=as_text, default=None, help="the name to record; by default the system's user")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.is_dir():  # some browsers unpack what they download
            raise CommandError(f"{path} is a folder; the file that `backup` wrote is wanted, as it was written.")
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        call_command("prepare", stdout=self.stdout)
        if not selectors.deployments.is_new_installation():
            raise CommandError(f"{restore.NOT_EMPTY} {HOW}")
        try:
            archive = open_archive(path)
            bar = progress_bar("putting back", archive.n_digits)
            by = options["by"] or user_name()
            result = restore.restore(archive, by=by, reason=options["reason"], on_progress=bar)
        except RefusedError as error:
            raise CommandError(f"{error} Nothing was restored.") from error
        digits, versions = counted(result.n_digits, "digit"), counted(result.n_versions, "version")
        self.stdout.write(f"{digits} and {versions}: back as they were.")
        call_command("prepare", stdout=self.stdout)
        # A version that was queued in the backup has waited since then, and no worker runs yet.
        call_command("verify", patience=FOREVER_S, stdout=self.stdout)
