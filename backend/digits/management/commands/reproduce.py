"""`manage.py reproduce VERSION`: train versions again from their receipts and compare the SHA-256."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.digits.services.learning.reproduce import reproduce
from backend.digits.services.learning.training_job import InputsChangedError


class Command(BaseCommand):
    help = "Train versions again from their receipts and compare the SHA-256. Stores nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("versions", type=int, nargs="+", metavar="VERSION")

    def handle(self, *_args: Any, **options: Any) -> None:
        versions: list[int] = options["versions"]
        n_same = sum(self._reproduce(version) for version in versions)
        self.stdout.write(f"{n_same} of {len(versions)} gave the same SHA-256.")
        if n_same < len(versions):
            raise CommandError("Not every version could be reproduced.")

    def _reproduce(self, version: int) -> bool:
        try:
            reproduction = reproduce(version)
        except InputsChangedError as error:
            self.stdout.write(f"version {version}: cannot be reproduced: {error}")
            return False
        outcome = "the same" if reproduction.is_same else f"another: {reproduction.trained_again}"
        self.stdout.write(f"version {version}: {reproduction.stored} – {outcome}")
        return reproduction.is_same
