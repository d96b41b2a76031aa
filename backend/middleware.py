"""The middleware: names and sites that are answered, the policy, and sessions for the admin alone.

The middleware that counts requests is in `observability`.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from backend import refusals

ADMIN = "/admin/"
HEALTH = ("/livez", "/readyz")
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


class AdminOnlyLocaleMiddleware(AdminOnly, LocaleMiddleware):
    """The middleware that lets the admin's words follow the browser's language where they have translations."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answered = super().process_response(request, response)
        translation.deactivate()  # the next request of this thread may be one to the API
        return answered


class PolicyMiddleware:
    """The middleware that adds the Content-Security-Policy.

    Outside the admin it names the sites that may show the page in a frame. `X-Frame-Options` can name none.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = settings.CONTENT_SECURITY_POLICY
        if settings.DIGITS_EMBED_ORIGINS and not request.path_info.startswith(ADMIN):
            allowed = " ".join(settings.DIGITS_EMBED_ORIGINS)
            policy = policy.replace("frame-ancestors 'none'", f"frame-ancestors {allowed}")
            if "X-Frame-Options" in response.headers:
                del response.headers["X-Frame-Options"]
        response.headers["Content-Security-Policy"] = policy
        return response


class HostMiddleware:
    """The middleware that answers only names which the settings allow, but health checks by any name.

    A container's check asks 127.0.0.1, whatever name the program has for people.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in HEALTH:
            request.META["HTTP_HOST"] = allowed_name()
            request.META.pop("HTTP_X_FORWARDED_HOST", None)
        request.get_host()  # raises DisallowedHost, which `refusals` answers
        return self.get_response(request)


def allowed_name() -> str:
    """Return a name that passes the check of Host."""
    return next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name not in ("", "*")), "localhost")


class SameOriginMiddleware:
    """The middleware that refuses changes of the API's data which a page of another site makes a browser ask for.

    A browser says where a request comes from (`Sec-Fetch-Site`, `Origin`). Programs that are no browsers say neither,
    and carry nobody's cookies. The admin has Django's CSRF tokens besides.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        changes_data = request.method not in SAFE_METHODS and request.path_info.startswith("/api/")
        if changes_data and not _is_from_here(request):
            return refusals.cross_site(request)
        return self.get_response(request)


def _is_from_here(request: HttpRequest) -> bool:
    origin = request.META.get("HTTP_ORIGIN")  # request.headers would be made from all headers of each request
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None and site not in OWN_SITES:
        return False
    if site == "same-origin":  # the browser's own word, which no page can forge: a proxy may have changed the Host
        return True
    # Only the host is compared, since a proxy that ends TLS changes the scheme.
    return origin is None or _host_of(origin) == request.get_host()


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # no browser sends it: http://[
        return None
