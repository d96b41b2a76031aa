"""The cookie that names a contributor: an anonymous random id, which is the key to everything of one hand."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request

from backend.digits.models import Token

COOKIE = "contributor"
COOKIE_AGE_S = 2 * 365 * 24 * 3600  # if it is longer, people can take back their digits for longer


def contributor_of(request: Request) -> UUID | None:
    """Return the anonymous id in the visitor's cookie, or None if there is none or it is malformed.

    With a token it is the token's own.
    """
    if isinstance(request.auth, Token):
        return request.auth.contributor
    try:
        return UUID(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return None


def set_contributor(response: HttpResponse, contributor: UUID) -> None:
    """Have the browser send this id with its requests to this site, and hide it from the page's scripts."""
    response.set_cookie(
        COOKIE,
        str(contributor),
        COOKIE_AGE_S,
        path=f"{settings.DIGITS_PREFIX}/",
        httponly=True,
        samesite="Strict",
        secure=settings.DIGITS_HTTPS,
    )


def drop_contributor(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=f"{settings.DIGITS_PREFIX}/", samesite="Strict")
