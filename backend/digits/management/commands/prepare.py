"""`manage.py prepare`: what must be done once before the program serves. Doing it again changes nothing."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from backend.digits.services.base import install_base


class Command(BaseCommand):
    help = "Bring the database up to date and install the base network."

    def handle(self, *_args: Any, **_options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if install_base():
            self.stdout.write("Installed the base network as version 1.")
