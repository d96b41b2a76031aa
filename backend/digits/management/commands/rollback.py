"""`manage.py rollback VERSION --reason REASON`: serve an older version again, and pin it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.digits.errors import RefusedError
from backend.digits.exchange.records import as_text
from backend.digits.management.commands.backup import user_name
from backend.digits.services.deployments import roll_back


class Command(BaseCommand):
    help = "Serve an older version from the next request on, and pin it until `unpin`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version", type=int, help="a version that was served before: see the admin's deployments")
        parser.add_argument("--reason", type=as_text, required=True, help="why; kept in the history")
        parser.add_argument(
            "--by", type=as_text, default=user_name(), help="the name to record; by default the system's user"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            roll_back(to=options["version"], by=options["by"], reason=options["reason"])
        except RefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Version {options['version']} is served and pinned. `manage.py unpin` lets it learn again.")
