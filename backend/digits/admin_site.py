"""The frame of the administrator's pages: their header, their addresses, and the first page.

It is outside the package `admin` because that package needs this site to exist when it is imported.
"""

from functools import wraps
from typing import Any, NamedTuple

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy

from backend.digits import selectors
from backend.digits.models import Action
from backend.digits.services import audit
from backend.silent_database import answered_within

PATIENT_S = 600.0
"""Seconds for which an administrator's change waits for one answer of the database server: at the end of a large
restore it checks every reference. If shorter, slow disks cannot finish one; if longer, a server that freezes meanwhile
holds this one thread for longer. Other threads are not held: each request first looks up its user, within the usual
limit."""


class NavLink(NamedTuple):
    """A link of the header, shown to those who have the permission; with the permission "" it is shown to all."""

    title: str
    name: str
    permission: str


NAV = (
    NavLink("Dashboard", "admin:index", ""),
    NavLink("Review", "admin:review", "digits.view_digit"),
    NavLink("Digits", "admin:digits_digit_changelist", "digits.view_digit"),
    NavLink("Versions", "admin:digits_modelstate_changelist", "digits.view_modelstate"),
    NavLink("Serving history", "admin:digits_deployment_changelist", "digits.view_deployment"),
    NavLink("Class", "admin:class", "digits.serve_modelstate"),
    NavLink("In and out", "admin:exchange", "digits.export_digit"),
    NavLink("Notices", "admin:notices", "digits.view_notice"),
    NavLink("Audit trail", "admin:digits_auditentry_changelist", "digits.view_auditentry"),
    NavLink("Tokens", "admin:digits_token_changelist", "digits.view_token"),
    NavLink("Accounts", "admin:auth_user_changelist", "auth.view_user"),
)


class DuctusAdminSite(admin.AdminSite):
    site_title = "Ductus"
    site_header = "Ductus"
    index_title = gettext_lazy("Dashboard")
    enable_nav_sidebar = False  # the links are in the header

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from backend.digits.admin import (  # noqa: PLC0415 - they import this frame
            class_page,
            contributors,
            dashboard,
            exchange,
            notices,
            review,
        )

        pages = [
            path("live/", self.admin_view(dashboard.live), name="live"),
            path("review/", self.admin_view(review.review_page), name="review"),
            path("review/decide/", review.answering_json(self, review.decide), name="decide_many"),
            path("review/undo/", review.answering_json(self, review.undo), name="undo"),
            path("review/session/", review.answering_json(self, review.session), name="session"),
            path("review/<row:digit_id>/", review.answering_json(self, review.decide), name="decide"),
            path("contributor/<row:digit_id>/", self.admin_view(contributors.contributor_page), name="contributor"),
            path("notices/", self.admin_view(notices.notices_page), name="notices"),
            path("notices/seen/", self.admin_view(notices.mark_seen), name="notices_seen"),
            path("notices/try/", self.admin_view(notices.try_channel), name="try_channel"),
            path("notices/now/", self.admin_view(notices.send_now), name="send_now"),
            path("class/", self.admin_view(class_page.class_page), name="class"),
            path("class/wall/", self.admin_view(class_page.switch_wall), name="switch_wall"),
            path("class/afresh/", self.admin_view(class_page.begin_afresh), name="begin_afresh"),
            path("class/<slug:name>/", self.admin_view(class_page.download_archive), name="class_archive"),
            path("exchange/", self.admin_view(exchange.exchange_page), name="exchange"),
            path("exchange/digits/", self.admin_view(exchange.export_digits), name="export_digits"),
            path("exchange/in/", self.admin_view(exchange.import_digits), name="import_digits"),
            path("exchange/back/", self.admin_view(exchange.take_back_import), name="take_back_import"),
            path("exchange/network/", self.admin_view(exchange.import_network), name="import_network"),
        ]
        return pages + super().get_urls()

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Return a view for administrators, in which a page that leads back replaces Django's answer 405."""
        from backend.digits.admin import error_pages  # noqa: PLC0415 - it imports this frame

        protected = super().admin_view(_patiently(view), cacheable)

        @wraps(protected)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response: HttpResponse = protected(request, *args, **kwargs)
            if response.status_code != 405:
                return response
            page = error_pages.error_page(request, 405)
            page.headers["Allow"] = response.headers["Allow"]
            return page

        return answer

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Let an administrator set their own password; the audit trail records that they did."""
        with transaction.atomic():
            response: HttpResponse = super().password_change(request, extra_context)
            if request.method == "POST" and response.status_code == 302:
                by = request.user.get_username()
                audit.record(Action.ACCOUNT, by=by, before=f"user {by}", after="set the own password")
        return response

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Lead from the index of an app, which is no page here, to the first page."""
        return HttpResponseRedirect(reverse("admin:index"))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        nav_links = [
            {"title": title, "address": reverse(name), "is_here": _is_current_page(request.path, reverse(name))}
            for title, name, permission in NAV
            if not permission or request.user.has_perm(permission)
        ]
        is_inside = self.has_permission(request)
        if is_inside and request.user.has_perm("digits.view_notice"):
            for link in nav_links:
                if link["address"] == reverse("admin:notices"):
                    n, many = selectors.notices.n_unseen(), selectors.notices.MANY
                    link["n_new"] = f"{many}+" if n > many else n
        return super().each_context(request) | {"nav_links": nav_links if is_inside else []}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from backend.digits.admin import dashboard  # noqa: PLC0415 - it imports this frame

        context = self.each_context(request) | {"title": self.index_title} | (extra_context or {})
        if request.user.has_perms(["digits.view_digit", "digits.view_modelstate"]):
            context |= dashboard.dashboard_context(request)
        request.current_app = self.name
        return TemplateResponse(request, "admin/index.html", context)


def _patiently(view: Any) -> Any:
    """Return a view that waits longer for the database where it changes something."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with answered_within(PATIENT_S):
            return view(request, *args, **kwargs)

    return answer


def _is_current_page(path: str, address: str) -> bool:
    return path == address if address == reverse("admin:index") else path.startswith(address)
