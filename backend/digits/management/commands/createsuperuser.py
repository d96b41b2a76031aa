"""`manage.py createsuperuser`: Django's command, recorded in the audit trail."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.models import User

from backend.digits.models import Action
from backend.digits.services import audit


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        newest = User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        super().handle(*args, **options)  # it waits for somebody who types: no transaction may be open meanwhile
        for user in User.objects.filter(pk__gt=newest, is_superuser=True):
            audit.record(
                Action.ACCOUNT, by=audit.BY_COMMAND_LINE, before=f"user {user}", after="added; Role: superuser"
            )
