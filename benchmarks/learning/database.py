"""Django, set up on a folder and an empty SQLite database of the benchmark's own, never on the program's."""

import logging
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from benchmarks.program import ROOT

FOLDER = ROOT / "var" / "cache" / "online"


def set_up(folder: Path = FOLDER) -> None:
    """Where settings were made before, as in tests, those stay: they have a database of their own, too."""
    if settings.configured:
        return
    for path in folder.glob("db.sqlite3*"):
        path.unlink()
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"DIGITS_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "backend.settings"}
    django.setup()
    logging.getLogger("digits").setLevel(logging.ERROR)
    call_command("migrate", interactive=False, verbosity=0)
