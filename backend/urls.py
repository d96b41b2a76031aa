"""The addresses: the API, its documents, the admin, and errors elsewhere. WhiteNoise answers the page's."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import (
    PasswordResetCompleteView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, include, path
from django.views.defaults import permission_denied
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from backend import refusals
from backend.digits.admin import error_pages
from backend.digits.admin.accounts import AuditedPasswordView
from backend.digits.api.metrics import metrics

admin.autodiscover()  # with the addresses, and not in a worker or a command, which show no pages


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it so
    """Answer a browser with a page, and a program, which does not ask for one, with the one form of every error."""
    if error_pages.is_of_admin(request):
        return error_pages.error_page(request, 404)
    if error_pages.wants_html(request) and not request.path_info.startswith("/api/"):
        return render(request, "digits/not_found.html", {"home": f"{settings.DIGITS_PREFIX}/"}, status=404)
    return _error(
        404, "not_found", "There is nothing at this address. The page is at /, the API's documents at /api/docs."
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what an administrator may not do. The API answers its own refusals."""
    if error_pages.is_of_admin(request):
        return error_pages.error_page(request, 403)
    return permission_denied(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return refusals.unknown_host(request)
    return _error(400, "invalid_request", "The request cannot be understood.")


def broken(_request: HttpRequest) -> JsonResponse:
    return _error(500, "internal_error", "Something broke on our side. It was logged; try again later.")


def _error(status: int, code: str, detail: str) -> JsonResponse:
    return JsonResponse({"code": code, "detail": detail}, status=status)


handler400, handler403, handler404, handler500 = bad_request, forbidden, not_found, broken


def links_by_mail() -> list[URLPattern]:
    """Return the addresses at which people who forgot their password ask for a link; none where mail is not set up.

    The link must lead here. Where any name is answered, a visitor could write one of their own into Host, and the mail
    would lead an administrator there, with the token: then DIGITS_ADDRESS must say where this is.
    """
    if not settings.DIGITS_MAIL_TO or (not settings.DIGITS_ADDRESS and "*" in settings.ALLOWED_HOSTS):
        return []
    address = urlsplit(settings.DIGITS_ADDRESS)
    here = {"protocol": address.scheme, "domain": address.netloc, "site_name": address.netloc}
    asked = PasswordResetView.as_view(extra_email_context=here if settings.DIGITS_ADDRESS else None)
    return [
        path("admin/password/forgotten/", asked, name="admin_password_reset"),
        path("admin/password/mailed/", PasswordResetDoneView.as_view(), name="password_reset_done"),
    ]


urlpatterns = [
    path("", include("backend.digits.api.urls")),
    path("api/schema", SpectacularAPIView.as_view(), name="schema"),
    path(
        "api/docs",
        SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="digits/docs.html"),
        name="docs",
    ),
    path("metrics", metrics),
    path("wall", RedirectView.as_view(url="./#/wall"), name="wall"),  # short enough to be typed
    # A link of an administrator, or of a mail, to set a password. The names are Django's own.
    path("admin/password/<uidb64>/<token>/", AuditedPasswordView.as_view(), name="password_reset_confirm"),
    path("admin/password/set/", PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("admin/", admin.site.urls),
]

urlpatterns[-1:-1] = links_by_mail()
