"""The pages with which the administrator's part answers what it refuses: each says why, and has the way back.

A program, which does not ask for HTML, gets the one form of every error.
"""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

ADMIN = "/admin/"
ERRORS = {
    403: ("forbidden", "Not yours to do", "Your account may not do this. A superuser gives accounts their roles."),
    404: ("not_found", "Nothing here", "There is nothing at this address: it may have been mistyped, or be gone."),
    405: (
        "method_not_allowed",
        "Not by opening an address",
        "A button does this on its page: nothing was changed.",
    ),
}


def is_of_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(ADMIN)


def wants_html(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """Answer 403, 404 or 405: with the links of the header where somebody is logged in."""
    code, title, detail = ERRORS[status]
    if not wants_html(request):
        return JsonResponse({"code": code, "detail": detail}, status=status)
    context = admin.site.each_context(request) | {"title": title, "detail": detail}
    return render(request, "admin/digits/error.html", context, status=status)
