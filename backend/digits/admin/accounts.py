"""The pages of accounts and groups: Django's, with each change recorded in the audit trail."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from backend.digits.admin.bounded_lists import ModelAdmin
from backend.digits.models import Action
from backend.digits.services import audit

N_LINKS = 10  # made at once; with more, the message is too long to read

admin.site.unregister(User)
admin.site.unregister(Group)


class AuditedAdmin(ModelAdmin):
    """A mixin that records in the audit trail each change that Django logs."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        _record(request, obj, "added")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        _record(request, obj, _changed_fields(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            _record(request, obj, "deleted")
        return super().log_deletions(request, queryset)


@admin.register(User)
class AuditedUserAdmin(AuditedAdmin, UserAdmin):  # type: ignore[type-arg]
    actions = ["make_link"]

    @admin.action(description="Make a link to set the password", permissions=["change"])
    def make_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Show a link with which the person sets the password, so that nobody else ever knows it."""
        if not request.user.is_superuser:  # whoever sets a password becomes that account
            messages.error(request, "Only a superuser makes links.")
            return
        for user in queryset[:N_LINKS]:
            token = default_token_generator.make_token(user)
            uid = urlsafe_base64_encode(force_bytes(user.pk))
            address = request.build_absolute_uri(reverse("password_reset_confirm", args=[uid, token]))
            audit.record(Action.ACCOUNT, by=request.user.get_username(), before=f"user {user}", after="link made")
            hours = settings.PASSWORD_RESET_TIMEOUT // 3600
            messages.warning(request, f"{user}: give them this link, which works once, for {hours} hours: {address}")


class AuditedPasswordView(PasswordResetConfirmView):
    """The page on which a person sets the password by a link, made in the admin or mailed; recorded as theirs."""

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.user
        with transaction.atomic():
            audit.record(Action.ACCOUNT, by=user.get_username(), before=f"user {user}", after="password set by a link")
            return super().form_valid(form)


@admin.register(Group)
class AuditedGroupAdmin(AuditedAdmin, GroupAdmin):
    pass


def _record(request: HttpRequest, obj: Any, after: str) -> None:
    # An entry has no column for an account, so `before` names it.
    about = f"{obj._meta.verbose_name} {obj}"
    audit.record(Action.ACCOUNT, by=request.user.get_username(), before=about, after=after)


def _changed_fields(message: Any) -> str:
    """Return what was changed: the field names that Django logs, or Django's message where it is plain text."""
    if not isinstance(message, list):
        return str(message)
    fields = [field for part in message for field in part.get("changed", {}).get("fields", [])]
    return f"changed: {', '.join(fields)}" if fields else "changed"
