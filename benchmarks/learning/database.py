"""Set up Django on an empty SQLite database that belongs to the benchmark, never on the program's."""

import logging
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from harness.program import ROOT

FOLDER = ROOT / "var" / "cache" / "online"


def set_up(folder: Path = FOLDER) -> None:
    """Set up Django in `folder`; settings that were made before stay, as in tests, which have their own database."""
    if settings.configured:
        return
    for path in folder.glob("db.sqlite3*"):
        path.unlink()
    configure(folder)
    call_command("migrate", interactive=False, verbosity=0)


def configure(folder: Path = FOLDER) -> None:
    """Set up Django without touching a database; settings that were made before stay."""
    if settings.configured:
        return
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"DIGITS_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "backend.settings"}
    django.setup()
    logging.getLogger("digits").setLevel(logging.ERROR)
