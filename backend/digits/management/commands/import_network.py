"""`manage.py import_network JSON --reason REASON`: import an exported network through the gate."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.digits.errors import RefusedError
from backend.digits.exchange.records import as_text
from backend.digits.management.commands.backup import user_name
from backend.digits.services.transfer.networks import MAX_BYTES, import_network


class Command(BaseCommand):
    help = "Bring a network in as a new version; it is served if the gate lets it through."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("description", type=Path, help="the JSON; the blob lies beside it")
        parser.add_argument(
            "--reason", type=as_text, required=True, help="where it comes from; kept in the audit trail"
        )
        parser.add_argument(
            "--by", type=as_text, default=user_name(), help="the name to record; by default the system's user"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        description: Path = options["description"]
        try:
            blob, described = (_read(path) for path in (description.with_suffix(".blob"), description))
            version = import_network(blob=blob, description=described, by=options["by"], reason=options["reason"])
        except RefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Version {version.pk} {version.status}: {version.reason}")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one more than is taken: the service says so
    except OSError as error:
        raise RefusedError(f"{path} cannot be read: {error.strerror}.") from error
