"""`manage.py import_digits PATH`: import an archive, IDX (MNIST's own files too), CSV, NPZ or a folder of pictures."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError

from backend.digits import selectors
from backend.digits.errors import RefusedError
from backend.digits.exchange.archive import Archive
from backend.digits.exchange.formats import open_import
from backend.digits.exchange.records import as_text, transposed
from backend.digits.management.commands.backup import user_name
from backend.digits.management.process_pool import process_pool
from backend.digits.management.progress import progress_bar
from backend.digits.services.learning.requests import retrain_now
from backend.digits.services.transfer import restore
from backend.digits.services.transfer.imports import ImportResult, import_digits
from backend.digits.tasks import callable_workers, notify_worker

AWAY = (
    "The database broke off, or ended the connection since this command stood still: {error}. See that it answers and"
    " has room, and run the command again: it continues where it stopped; only restoring an archive begins anew."
)


class Command(BaseCommand):
    help = (
        "Import digits: an archive, IDX, CSV or NPZ files, or a folder with folders 0 to 9 of PNG files. They are"
        " trained on by later versions, but start no training unless `--retrain` is given. If it is stopped, run it"
        " again: it continues where it stopped; only restoring an archive begins anew."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--labels", type=Path, help="the file of labels, where it does not lie beside the pictures")
        parser.add_argument(
            "--merge",
            action="store_true",
            help="add an archive's digits to those that are here; without it an archive is put back as it was, which"
            " only an empty installation allows",
        )
        parser.add_argument("--retrain", action="store_true", help="have the network learn now")
        parser.add_argument("--reason", type=as_text, default="", help="why, or from where; kept in the audit trail")
        parser.add_argument(
            "--by", type=as_text, default=user_name(), help="the name to record; by default the system's user"
        )
        parser.add_argument("--transpose", action="store_true", help="exchange rows and columns, as EMNIST needs it")
        parser.add_argument(
            "--anyway",
            action="store_true",
            help="import a file even if the network reads fewer than half of its digits as labelled",
        )
        parser.add_argument(
            "--processes",
            type=int,
            help="how many processes of this machine prepare drawings. Unless given, it is one for each processor;"
            " with PostgreSQL it is this one and all workers.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        by, reason = options["by"], options["reason"]
        try:
            found = open_import(options["path"], labels=options["labels"])
            if isinstance(found, Archive):
                self._import_archive(found, by=by, reason=reason, is_merge=options["merge"])
            else:
                call_workers = None if options["processes"] else callable_workers()
                with process_pool(1 if call_workers else options["processes"]) as executor:
                    for source in map(transposed, found) if options["transpose"] else found:
                        how = {"pool": executor, "call_workers": call_workers, "is_anyway": options["anyway"]}
                        bar = progress_bar(source.name, source.count)
                        self._report(import_digits(source, by=by, reason=reason, on_progress=bar, **how))
            if options["retrain"]:
                version = retrain_now(by=by, reason=reason or "Digits were brought in.")
                notify_worker()
                self.stdout.write(f"Version {version.pk} is queued.")
        except RefusedError as error:
            raise CommandError(str(error)) from error
        except (OperationalError, InterfaceError) as error:
            raise CommandError(AWAY.format(error=str(error).strip())) from error

    def _import_archive(self, archive: Archive, *, by: str, reason: str, is_merge: bool) -> None:
        n = archive.n_digits
        if not is_merge and not selectors.deployments.is_new_installation():
            raise RefusedError(f"{restore.NOT_EMPTY} To add its digits, use --merge.")
        if is_merge:
            restore.check(archive, on_progress=progress_bar("checking", n))
            self._report(restore.merge(archive, by=by, reason=reason, on_progress=progress_bar("adding", n)))
            return
        restored = restore.restore(archive, by=by, reason=reason, on_progress=progress_bar("putting back", n))
        self.stdout.write(f"{restored.n_digits:,} digits and {restored.n_versions:,} versions are back as they were.")

    def _report(self, result: ImportResult) -> None:
        self.stdout.write(
            f"{result.n_added:,} digits added, {result.n_duplicates:,} were there already"
            f" ({result.n_known_excluded:,} of them excluded),"
            f" {result.n_excluded:,} of the added ones are never trained on."
            f" The served network reads {result.n_read:,} of the added ones as they are labelled."
        )
