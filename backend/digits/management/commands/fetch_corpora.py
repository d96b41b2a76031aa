"""`manage.py fetch_corpora`: download real digits, to rehearse and measure on."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from backend.digits.management.corpora import FetchError, fetch


class Command(BaseCommand):
    help = "Download MNIST and pen strokes to DIGITS_CORPORA; where that is not set, to the data folder."

    def handle(self, *_args: Any, **_options: Any) -> None:
        folder = settings.DIGITS_CORPORA or settings.DATA_DIR / "corpora"
        try:
            for done in fetch(folder):
                self.stdout.write(done)
        except FetchError as error:
            raise CommandError(str(error)) from error
        if settings.DIGITS_CORPORA is None:
            self.stdout.write(f"Set DIGITS_CORPORA={folder} and start again to rehearse on them.")
