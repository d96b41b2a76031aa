"""`manage.py export_digits FOLDER`: one archive that keeps everything, or IDX, CSV, NPZ, PNG sheets for exchange."""

import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.digits.management.progress import Bar
from backend.digits.services.transfer.exports import FORMATS, export_digits, n_outgoing


class Command(BaseCommand):
    help = "Write the digits into a folder: as one archive that keeps everything, or in a format for exchange."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--format", choices=FORMATS, default="archive")
        parser.add_argument("--by", default=getpass.getuser(), help="who; the name of the system's user unless given")

    def handle(self, *_args: Any, **options: Any) -> None:
        kind = options["format"]
        bar = Bar(kind, n_outgoing(kind))
        outflow = export_digits(kind, options["folder"], by=options["by"], tell=bar)
        for path in outflow.paths:
            self.stdout.write(f"{path} ({path.stat().st_size:,} bytes)")
        self.stdout.write(f"{outflow.n_digits:,} digits.")
