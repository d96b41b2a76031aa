"""The pages with which the administrator's part answers what it refuses: each says why, and has the way back.

A program, which does not ask for HTML, gets the one form of every error.
"""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

ADMIN = "/admin/"
ERRORS = {
    403: (
        "forbidden",
        gettext_noop("Not yours to do"),
        gettext_noop("Your account may not do this. A superuser gives accounts their roles."),
    ),
    404: (
        "not_found",
        gettext_noop("Nothing here"),
        gettext_noop("There is nothing at this address: it may have been mistyped, or be gone."),
    ),
    405: (
        "method_not_allowed",
        gettext_noop("Not by opening an address"),
        gettext_noop("A button does this on its page: nothing was changed."),
    ),
    413: (
        "too_large",
        gettext_noop("Too much without a login"),
        gettext_noop("Only an administrator may send so much. Log in, and send it again."),
    ),
}


def is_of_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(ADMIN)


def wants_html(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """Answer 403, 404, 405 or 413: with the links of the header where somebody is logged in."""
    code, title, detail = ERRORS[status]
    if not wants_html(request):
        return JsonResponse({"code": code, "detail": detail}, status=status)
    context = admin.site.each_context(request) | {"title": _(title), "detail": _(detail)}
    return render(request, "admin/digits/error.html", context, status=status)
