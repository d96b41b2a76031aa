"""`manage.py retrace VERSION…`: train versions again from their receipts and compare the SHA-256."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.digits.services.learning.reproduce import retrace
from backend.digits.services.learning.training_job import InputsChangedError


class Command(BaseCommand):
    help = "Train versions again from their receipts and compare the SHA-256. Stores nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("versions", type=int, nargs="+", metavar="VERSION")

    def handle(self, *_args: Any, **options: Any) -> None:
        versions: list[int] = options["versions"]
        n_same = sum(self._retrace(version) for version in versions)
        self.stdout.write(f"{n_same} of {len(versions)} gave the same SHA-256.")
        if n_same < len(versions):
            raise CommandError("Not every version could be retraced.")

    def _retrace(self, version: int) -> bool:
        try:
            retraced = retrace(version)
        except InputsChangedError as error:
            self.stdout.write(f"version {version}: cannot be retraced: {error}")
            return False
        outcome = "the same" if retraced.is_same else f"another: {retraced.trained_again}"
        self.stdout.write(f"version {version}: {retraced.stored} – {outcome}")
        return retraced.is_same
