"""`manage.py rebuild_pictures`: compute stored pictures again after a change of preprocessing."""

from typing import Any

from django.core.management.base import BaseCommand

from backend.digits import selectors
from backend.digits.services.pictures import rebuild_pictures
from nn.preprocessing import PREPROCESSING_VERSION


class Command(BaseCommand):
    help = "Compute stored pictures again from their strokes or ink, if preprocessing has changed since."

    def handle(self, *_args: Any, **_options: Any) -> None:
        n_wanted, n_done = selectors.digits.digits_of_older_preprocessing(PREPROCESSING_VERSION).count(), 0
        for n_done in rebuild_pictures():
            self.stdout.write(f"\r{n_done:,} of {n_wanted:,} pictures", ending="")
            self.stdout.flush()
        self.stdout.write(
            f"{chr(10) if n_done else ''}{n_done:,} pictures rebuilt; all have version {PREPROCESSING_VERSION}."
        )
