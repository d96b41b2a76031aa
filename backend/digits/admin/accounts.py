"""The pages of accounts and groups: Django's, with each change recorded in the audit trail."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from backend.digits.admin.bounded_lists import ModelAdmin
from backend.digits.models import Action
from backend.digits.services import audit

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
    pass


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
