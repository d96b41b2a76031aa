"""The serving history and the audit trail: two lists in which no row ever changes."""

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from backend.digits.admin.bounded_lists import ReadOnlyAdmin
from backend.digits.models import AuditEntry, Deployment


@admin.register(Deployment)
class DeploymentAdmin(ReadOnlyAdmin):
    list_display = ["put_into_service", "version", "by", "pinned", "reason"]
    list_display_links = None

    @admin.display(description="Put into service")
    def put_into_service(self, deployment: Deployment) -> str:
        return f"{deployment.created_at:%Y-%m-%d %H:%M:%S}"

    @admin.display(description="Version")
    def version(self, deployment: Deployment) -> SafeString:
        return version_link(deployment.model_state_id)

    @admin.display(description="Pinned")
    def pinned(self, deployment: Deployment) -> str:
        return "pinned" if deployment.is_pinned else ""


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["when", "by", "action", "what", "before", "after", "reason"]
    list_display_links = None
    list_filter = ["action"]
    search_fields = ["by"]
    search_help_text = "The name of an administrator"

    def search_condition(self, term: str) -> Q:
        return Q(by=term)

    @admin.display(description="When")
    def when(self, entry: AuditEntry) -> str:
        return f"{entry.at:%Y-%m-%d %H:%M:%S}"

    @admin.display(description="What")
    def what(self, entry: AuditEntry) -> SafeString | str:
        if entry.digit_id is not None:
            address = reverse("admin:digits_digit_change", args=[entry.digit_id])
            return format_html('<a href="{}">digit {}</a>', address, entry.digit_id)
        return version_link(entry.version_id, "version ") if entry.version_id is not None else "–"


def version_link(version: int, prefix: str = "") -> SafeString:
    address = reverse("admin:digits_modelstate_change", args=[version])
    return format_html('<a href="{}">{}{}</a>', address, prefix, version)
