"""The limit on what strangers may send: a body of more than DIGITS_MAX_BODY is read for administrators alone.

Django reads a form to look for its CSRF token, and writes the files in it to the disk, before any view asks who sends
them. The API measures its bodies itself.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from backend import refusals
from backend.digits.admin import error_pages


class LargeBodyMiddleware:
    """The middleware that refuses strangers' large bodies, unread."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) <= settings.DIGITS_MAX_BODY or request.path_info.startswith("/api/"):
            return self.get_response(request)
        if not error_pages.is_of_admin(request):
            return refusals.too_large()
        if not (request.user.is_active and request.user.is_staff):
            return error_pages.error_page(request, 413)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    """Return how many bytes of a body Django would read: none if their number is not one."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
