"""Who may change something through a visitor's browser: pages of this site alone.

A browser says where a request comes from (`Sec-Fetch-Site`, `Origin`); programs that are no browsers say neither and
carry no cookies of anybody's. The admin has Django's CSRF tokens besides.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
OWN = ("same-origin", "none")  # none: the person typed it


class SameOriginMiddleware:
    """Refuses what another site's page has a browser send to the API, whether or not the answer could be read there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE and request.path.startswith("/api/") and not _is_own(request):
            detail = "The request comes from a page of another site. Use the page of this one."
            return JsonResponse({"code": "cross_site", "detail": detail}, status=403)
        return self.get_response(request)


def _is_own(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in OWN:
        return False
    # The host alone is compared: behind a proxy that ends TLS the scheme is another here.
    return origin is None or urlsplit(origin).netloc == request.get_host()
