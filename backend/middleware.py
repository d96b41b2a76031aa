"""The middleware: the check of the site that a request comes from, the policy, and sessions for the admin alone.

The middleware that counts requests is in `observability`.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.deprecation import MiddlewareMixin

ADMIN = "/admin/"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")
OWN_SITES = ("same-origin", "none")  # none: the person typed the address

GetResponse = Callable[[HttpRequest], HttpResponse]


class AdminOnly(MiddlewareMixin):
    """A mixin that lets a middleware act under /admin/ alone: the API has no sessions and does not pay for them."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = super().__call__ if request.path_info.startswith(ADMIN) else self.get_response
        return answer(request)  # type: ignore[return-value]  # never awaited: there is no ASGI here


class AdminOnlySessionMiddleware(AdminOnly, SessionMiddleware):
    pass


class AdminOnlyAuthenticationMiddleware(AdminOnly, AuthenticationMiddleware):
    pass


class AdminOnlyMessageMiddleware(AdminOnly, MessageMiddleware):
    pass


class PolicyMiddleware:
    """The middleware that adds the Content-Security-Policy.

    It builds the policy once, where django-csp's own middleware builds it for each answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = self.policy
        return response


class SameOriginMiddleware:
    """The middleware that refuses changes of the API's data which a page of another site makes a browser ask for.

    A browser says where a request comes from (`Sec-Fetch-Site`, `Origin`). Programs that are no browsers say neither,
    and carry nobody's cookies. The admin has Django's CSRF tokens besides.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS and request.path.startswith("/api/") and not _is_from_here(request):
            detail = "The request comes from a page of another site. Use the page of this one."
            return JsonResponse({"code": "cross_site", "detail": detail}, status=403)
        return self.get_response(request)


def _is_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in OWN_SITES:
        return False
    # Only the host is compared, since a proxy that ends TLS changes the scheme.
    return origin is None or urlsplit(origin).netloc == request.get_host()
