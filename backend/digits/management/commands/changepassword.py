"""`manage.py changepassword`: Django's command, recorded in the audit trail."""

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.models import User

from backend.digits.models import Action
from backend.digits.services import audit


class Command(changepassword.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        name = options["username"] or getpass.getuser()  # as Django chooses
        account = User.objects.filter(username=name).values_list("password", flat=True)
        before = account.first()
        told: str | None = super().handle(*args, **options)  # it waits for somebody who types
        if account.first() != before:
            audit.record(Action.ACCOUNT, by=audit.BY_COMMAND_LINE, before=f"user {name}", after="password: set anew")
        return told
