"""`ductus doctor`, `manage.py doctor`: look for what may keep the program from working, and say what to do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError

from backend.digits.management.doctor import CHECKS, NEED_DATABASE, NotYet, Trouble
from backend.listening import ListenError


class Command(BaseCommand):
    help = "Look for what may keep the program from working; exits with 1 and says what to do where something does."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        troubles: dict[str, str] = {}
        has_database = True
        for name, check in CHECKS.items():
            if name in NEED_DATABASE and not has_database:
                self._say(name, "not looked at, since it needs the database")
                continue
            try:
                self._say(name, check())
            except NotYet as news:
                has_database = False
                self._say(name, str(news))
            except (Trouble, DatabaseError, ListenError, OSError) as trouble:
                troubles[name] = str(trouble)
                has_database = has_database and name != "database"
                self._say(name, "TROUBLE")
        if troubles:
            raise CommandError("What to do:\n" + "\n".join(f"  {name}: {text}" for name, text in troubles.items()))
        self.stdout.write("All is well.")

    def _say(self, name: str, text: str) -> None:
        self.stdout.write(f"{name:12}  {text}")
