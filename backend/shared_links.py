"""The page with whole addresses for those who show a shared link: chats and networks take no relative ones."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.html import escape

RELATIVE = b'<meta property="og:image" content="./icons/512.png"'
"""The tag of the page as it is built."""

FOR_ALL = {"Cache-Control": "max-age=0, public"}
FOR_WHO_ASKED = {"Cache-Control": "max-age=0, private", "Vary": "Host, X-Forwarded-Proto"}


class SharedLinkMiddleware:
    """The middleware that answers for the page, with its own address and that of its picture written in whole.

    They begin with `DIGITS_ADDRESS` where that is set, and else with the address that was asked for. Such a page is for
    who asked: a shared cache that leaves the port or the scheme out of its key could be made to give others a page that
    leads to another port of this name. A page without the tag is left to WhiteNoise, as all its files are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        index = Path(settings.WHITENOISE_ROOT) / "index.html"
        page = index.read_bytes() if index.is_file() else b""
        self.page = page if RELATIVE in page else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.page is None or request.path_info != "/" or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        here = settings.DIGITS_ADDRESS or f"{request.scheme}://{request.get_host()}{quote(settings.DIGITS_PREFIX)}"
        page = self.page.replace(RELATIVE, _tags(here).encode())
        etag = f'"{sha256(page).hexdigest()[:32]}"'
        headers = {"ETag": etag} | (FOR_ALL if settings.DIGITS_ADDRESS else FOR_WHO_ASKED)
        response = HttpResponse(page, content_type="text/html; charset=utf-8", headers=headers)
        return get_conditional_response(request, etag=etag, response=response) or response


def _tags(here: str) -> str:
    page, picture = escape(f"{here}/"), escape(f"{here}/icons/512.png")
    return f'<meta property="og:url" content="{page}" /><meta property="og:image" content="{picture}"'
