"""`manage.py unpin`: let the network learn again after a rollback or a pin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.digits.errors import RefusedError
from backend.digits.exchange.records import as_text
from backend.digits.management.commands.backup import user_name
from backend.digits.services.deployments import unpin


class Command(BaseCommand):
    help = "Let the network learn again, starting from the version that is served."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reason", type=as_text, default="It may learn again.", help="why; kept in the history")
        parser.add_argument(
            "--by", type=as_text, default=user_name(), help="the name to record; by default the system's user"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            deployment = unpin(by=options["by"], reason=options["reason"])
        except RefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Version {deployment.model_state_id} is served; tens that wait are learned from now on.")
