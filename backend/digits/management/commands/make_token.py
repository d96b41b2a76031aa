"""`manage.py make_token NAME SCOPE`: make a token for a script, and print its key this once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.digits.exchange.records import as_text
from backend.digits.management.commands.backup import user_name
from backend.digits.models import Scope, Token
from backend.digits.services.moderation.tokens import make_token


class Command(BaseCommand):
    help = "Make a token for scripts (Authorization: Bearer …). The admin's page Tokens makes and revokes them, too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="what the token is for")
        parser.add_argument("scope", choices=Scope.values)
        parser.add_argument(
            "--by", type=as_text, default=user_name(), help="the name to record; by default the system's user"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if Token.objects.filter(name=options["name"]).exists():
            raise CommandError(f"There is a token named {options['name']}. Choose another name.")
        _, key = make_token(name=options["name"], scope=options["scope"], by=options["by"])
        self.stdout.write(key)
