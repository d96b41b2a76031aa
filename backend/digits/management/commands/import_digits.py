"""`manage.py import_digits PATH`: an archive, IDX (MNIST's own files too), CSV, or a folder of labelled pictures."""

import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.digits.errors import RefusedError
from backend.digits.exchange.archive import Archive
from backend.digits.exchange.opening import opened
from backend.digits.exchange.records import BadFileError
from backend.digits.management.bar import Bar
from backend.digits.management.pool import pool
from backend.digits.services.learning.requests import retrain_now
from backend.digits.services.transfer import restore as archives
from backend.digits.services.transfer.imports import Intake, import_digits
from backend.digits.tasks import notify_worker


class Command(BaseCommand):
    help = (
        "Bring digits in: an archive, IDX files, a CSV file, or a folder with folders 0 to 9 of PNG files. They train,"
        " but trigger no retrain unless asked. Stopped in the middle, the same command goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--labels", type=Path, help="the file of labels, where it does not lie beside the pictures")
        parser.add_argument("--retrain", action="store_true", help="have the network learn now")
        parser.add_argument("--reason", default="", help="why, or from where; kept in the audit trail")
        parser.add_argument("--by", default=getpass.getuser(), help="who; the name of the system's user unless given")
        parser.add_argument(
            "--processes", type=int, help="how many prepare drawings; one for each processor unless given"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        by, reason = options["by"], options["reason"]
        try:
            found = opened(options["path"], labels=options["labels"])
            if isinstance(found, Archive):
                self._bring_back(found, by=by, reason=reason)
            else:
                with pool(options["processes"]) as executor:
                    for source in found:
                        bar = Bar(source.name, source.count)
                        self._say(import_digits(source, by=by, reason=reason, pool=executor, tell=bar))
            if options["retrain"]:
                version = retrain_now(by=by, reason=reason or "Digits were brought in.")
                notify_worker()
                self.stdout.write(f"Version {version.pk} is queued.")
        except (BadFileError, RefusedError) as error:
            raise CommandError(str(error)) from error

    def _bring_back(self, archive: Archive, *, by: str, reason: str) -> None:
        n = archive.n_digits
        archives.check(archive, tell=Bar("checking", n))
        if archives.is_empty():
            restored = archives.restore(archive, by=by, reason=reason, tell=Bar("putting back", n))
            self.stdout.write(
                f"{restored.n_digits:,} digits and {restored.n_versions:,} versions are back as they were."
            )
        else:
            self._say(archives.merge(archive, by=by, reason=reason, tell=Bar("adding", n)))

    def _say(self, intake: Intake) -> None:
        self.stdout.write(
            f"{intake.n_added:,} digits added, {intake.n_duplicates:,} were there already,"
            f" {intake.n_apart:,} of the added ones are kept apart and never trained on."
        )
