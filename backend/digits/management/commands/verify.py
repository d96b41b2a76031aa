"""`manage.py verify`: evaluate every invariant on the live database, and fail if one does not hold."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from backend.database_file import DAMAGED, damage
from backend.digits.services.invariants import INVARIANTS, Asked
from backend.digits.services.pictures import damaged_drawings

N_SHOWN = 10


class Command(BaseCommand):
    help = "Evaluate the invariants I1–I9 on the live database; exits with 1 where one does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--acknowledged", type=Path, help="file of Idempotency-Keys that were answered, one a line")
        parser.add_argument("--drawings", action="store_true", help="read every drawing too, a millisecond each")
        parser.add_argument("--patience", type=float, default=60, help="seconds that a due version may wait (60)")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path | None = options["acknowledged"]
        keys = _keys_in(path) if path else frozenset()
        asked = Asked(acknowledged=keys, patience=timedelta(seconds=options["patience"]))
        try:
            if fault := damage():
                raise CommandError(DAMAGED.format(fault=fault))
            n_broken = sum(not self._holds(name, breaches(asked)) for name, breaches in INVARIANTS.items())
            is_sound = not options["drawings"] or self._holds("each drawing is as it arrived", damaged_drawings())
        except DatabaseError as error:
            raise CommandError(DAMAGED.format(fault=error)) from error
        if n_broken:
            raise CommandError(f"{n_broken} of {len(INVARIANTS)} invariants do not hold.")
        if not is_sound:
            raise CommandError("Drawings are damaged. Look at the disk; a backup from before has them whole.")
        self.stdout.write(f"All {len(INVARIANTS)} invariants hold.")

    def _holds(self, invariant: str, found: Iterator[str]) -> bool:
        breaches = list(islice(found, N_SHOWN + 1))
        self.stdout.write(f"{invariant}: {'does not hold' if breaches else 'holds'}")
        for breach in breaches[:N_SHOWN]:
            self.stdout.write(f"    {breach}")
        if len(breaches) > N_SHOWN:
            self.stdout.write("    … and more")
        return not breaches


def _keys_in(path: Path) -> frozenset[UUID]:
    """Return the keys in a file; PowerShell writes UTF-16 where a command's output is sent into one."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
        return frozenset(map(UUID, text.split()))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{path}: Idempotency-Keys are wanted, one on each line ({error}).") from error
