"""The entries of the audit trail on logins: who came in, and who was refused.

A name that no account has is not recorded: it may be a password, typed into the wrong field. Addresses are not either.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from backend.digits.admin.error_pages import is_of_admin
from backend.digits.models import Action, AuditEntry
from backend.digits.services import audit
from backend.observability import event

BY_NOBODY = "nobody signed in"  # `by` of an entry on an attempt by somebody who is not known
PAUSE = timedelta(minutes=1)
"""Time between two refusals of one account that are recorded. If longer, a long attack is fewer lines."""
N_LOOKED_AT = 50  # newest entries among which an equal refusal is looked for


def record_login(request: HttpRequest, user: User, **_: Any) -> None:
    if is_of_admin(request):
        audit.record(Action.ACCOUNT, by=user.get_username(), before=f"user {user}", after="logged in")


def record_refusal(credentials: dict[str, Any], **_: Any) -> None:
    event("login_refused", "a login was refused")
    record_of_name(str(credentials.get("username", "")), "login refused: wrong password, or locked")


def record_of_name(name: str, after: str) -> None:
    """Record what happened to the account of this name, if there is one, at most once a minute."""
    if not name or not User.objects.filter(username=name).exists():
        return
    about = f"user {name}"
    newest = AuditEntry.objects.order_by("-id").values_list("before", "after", "at")[:N_LOOKED_AT]
    if any((before, what) == (about, after) and timezone.now() - at < PAUSE for before, what, at in newest):
        return
    audit.record(Action.ACCOUNT, by=BY_NOBODY, before=about, after=after)


user_logged_in.connect(record_login)
user_login_failed.connect(record_refusal)
