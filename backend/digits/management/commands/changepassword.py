"""`manage.py changepassword`: Django's command, recorded in the audit trail."""

from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.models import User

from backend.digits.models import Action
from backend.digits.services import audit


class Command(changepassword.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        before = dict(User.objects.values_list("username", "password"))
        told: str | None = super().handle(*args, **options)  # it waits for somebody who types
        for name, password in User.objects.values_list("username", "password"):
            if before.get(name) != password:
                audit.record(
                    Action.ACCOUNT, by=audit.BY_COMMAND_LINE, before=f"user {name}", after="password: set anew"
                )
        return told
