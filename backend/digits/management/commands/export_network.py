"""`manage.py export_network VERSION FOLDER`: write a version as a blob, and in the formats of other programs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.digits.errors import RefusedError
from backend.digits.exchange.records import as_text
from backend.digits.management.commands.backup import user_name
from backend.digits.services.transfer.network_files import WRITERS, network_file
from backend.digits.services.transfer.networks import export_network


class Command(BaseCommand):
    help = "Write a version's network into a folder, in every format: docs/read_network.py reads blob and JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version", type=int)
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--by", type=as_text, default=user_name(), help="the name to record; by default the system's user"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        version, folder = options["version"], options["folder"]
        try:
            exported = export_network(version, by=options["by"])
        except RefusedError as error:
            raise CommandError(str(error)) from error
        files = {name: network_file(version, name) for name in WRITERS} | {
            "blob": exported.blob,
            "json": exported.json,
        }
        folder.mkdir(parents=True, exist_ok=True)
        for ending, content in files.items():
            path = folder / f"ductus-network-{version}.{ending}"
            path.write_bytes(content)
            self.stdout.write(str(path))
