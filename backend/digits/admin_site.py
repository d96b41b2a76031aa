"""The frame of the administrator's room: its name, its first page, and the way to every other.

It stands beside the package `admin`, not in it: importing that package registers its pages with this frame.
"""

from typing import Any, NamedTuple

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse


class Door(NamedTuple):
    """A way to a page, for those who may see it."""

    title: str
    name: str
    permission: str


DOORS = (
    Door("Dashboard", "admin:index", ""),
    Door("Review", "admin:review", "digits.view_digit"),
    Door("Digits", "admin:digits_digit_changelist", "digits.view_digit"),
    Door("Versions", "admin:digits_modelstate_changelist", "digits.view_modelstate"),
    Door("Serving history", "admin:digits_deployment_changelist", "digits.view_deployment"),
    Door("In and out", "admin:exchange", "digits.export_digit"),
    Door("Audit trail", "admin:digits_auditentry_changelist", "digits.view_auditentry"),
    Door("Accounts", "admin:auth_user_changelist", "auth.view_user"),
)


class Room(admin.AdminSite):
    site_title = "Ductus"
    site_header = "Ductus"
    index_title = "Dashboard"
    enable_nav_sidebar = False  # its doors are in the header

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from backend.digits.admin import exchange, review  # noqa: PLC0415 - they are drawn in this frame

        own = [
            path("review/", self.admin_view(review.queue), name="review"),
            path("review/<row:digit_id>/", self.admin_view(review.decide), name="decide"),
            path("exchange/", self.admin_view(exchange.desk), name="exchange"),
            path("exchange/digits/", self.admin_view(exchange.take_digits_out), name="take_digits_out"),
            path("exchange/in/", self.admin_view(exchange.bring_digits_in), name="bring_digits_in"),
            path("exchange/network/", self.admin_view(exchange.bring_network_in), name="bring_network_in"),
        ]
        return own + super().get_urls()

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        here = request.path
        doors = [
            {"title": title, "address": reverse(name), "is_here": _is_here(here, reverse(name))}
            for title, name, permission in DOORS
            if not permission or request.user.has_perm(permission)
        ]
        is_inside = self.has_permission(request)
        return super().each_context(request) | {"doors": doors if is_inside else []}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from backend.digits.admin import dashboard  # noqa: PLC0415 - drawn in this frame

        context = self.each_context(request) | {"title": self.index_title} | (extra_context or {})
        if request.user.has_perms(["digits.view_digit", "digits.view_modelstate"]):
            context |= dashboard.figures()
        request.current_app = self.name
        return TemplateResponse(request, "admin/index.html", context)


def _is_here(here: str, address: str) -> bool:
    return here == address if address == reverse("admin:index") else here.startswith(address)
