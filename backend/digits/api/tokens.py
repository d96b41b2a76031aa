"""Tokens of scripts: `Authorization: Bearer ductus_…`, and what each scope may do.

The page sends none, and what it may do needs none. A request with a token may do no more than its scope, and is
throttled with the token's other requests instead of its address's.
"""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from backend.digits.errors import ForbiddenError, UnauthorizedError
from backend.digits.models import Scope, Token
from backend.digits.services.moderation.tokens import token_of

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
LONGEST = 200  # of the header; a longer one is no token, and is not looked up


class TokenAuthentication(BaseAuthentication):
    """The token of a request becomes `request.auth`; None without the header."""

    def authenticate(self, request: Request) -> tuple[Any, Token] | None:
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        kind, _, key = header.partition(" ")
        token = token_of(key.strip()) if kind.lower() == "bearer" and len(header) <= LONGEST else None
        if token is None:
            raise UnauthorizedError("The token is not known, or was revoked. Ask the administrator for another one.")
        return None, token


class ScopePermission(BasePermission):
    """A permission by scope: the view's `scopes` name the one for a method, by default read if it is safe, else teach.

    A view that only administrators may use names `administer` there, and then answers nobody without a token.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        scopes: dict[str, str] = getattr(view, "scopes", {})
        method = request.method or ""
        scope = scopes.get(method, Scope.READ if method in SAFE_METHODS else Scope.TEACH)
        token = request.auth
        if token is None and scope == Scope.ADMINISTER:
            raise UnauthorizedError("Send a token of the scope administer: Authorization: Bearer ductus_…")
        if isinstance(token, Token) and not token.may(scope):
            raise ForbiddenError(
                f"This needs a token of the scope {scope}; the one that was sent has the scope {token.scope}."
            )
        return True


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the library has no types here
    """What the API's document says of tokens."""

    target_class = "backend.digits.api.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
