"""Middleware that costs an address only what it uses: sessions are for the administrator's room, the API has none."""

from collections.abc import Callable

from csp.utils import build_policy
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

ROOM = "/admin/"


class RoomOnly(MiddlewareMixin):
    """Mixed into a middleware, has it act for the administrator's room alone. Elsewhere nobody is logged in."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = super().__call__ if request.path_info.startswith(ROOM) else self.get_response
        return answer(request)  # type: ignore[return-value]  # never awaited: there is no ASGI here


class RoomSession(RoomOnly, SessionMiddleware):
    pass


class RoomAuthentication(RoomOnly, AuthenticationMiddleware):
    pass


class RoomMessages(RoomOnly, MessageMiddleware):
    pass


class PolicyMiddleware:
    """The Content-Security-Policy, which is one for all: django-csp's own middleware makes it anew for each answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = self.policy
        return response
