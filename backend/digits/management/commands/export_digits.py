"""`manage.py export_digits FOLDER`: write an archive, IDX, CSV, NPZ, or PNG files in folders 0 to 9."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.digits.exchange.records import as_text
from backend.digits.management.commands.backup import user_name
from backend.digits.management.progress import progress_bar
from backend.digits.services.transfer.exports import FORMATS, count_for_export, export_digits


class Command(BaseCommand):
    help = "Write an archive of all digits, versions, deployments and the audit trail, or digits in another format."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--format", choices=FORMATS, default="archive")
        parser.add_argument(
            "--with-held", action="store_true", help="held digits too, which nobody has decided on; an archive has them"
        )
        parser.add_argument(
            "--by", type=as_text, default=user_name(), help="the name to record; by default the system's user"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        kind = options["format"]
        with_held = options["with_held"]
        bar = progress_bar(kind, count_for_export(kind, with_held=with_held))
        result = export_digits(kind, options["folder"], by=options["by"], with_held=with_held, on_progress=bar)
        for path in result.paths if kind != "png" else []:
            self.stdout.write(f"{path} ({path.stat().st_size:,} bytes)")
        self.stdout.write(f"{result.n_digits:,} digits.")
