"""The limit on logins to the admin: checking a password takes most of a second of the processor, on purpose.

After five wrong passwords a name is locked for the address that sent them (django-axes), but a script can try another
name each time. So an address may try only as often as DIGITS_THROTTLE_LOGINS says. Two passwords are checked at once;
the others are told to come back, since each of them would hold a thread of the web process. A change of one's password,
for which the old one is checked, counts as a login; so does a request for a link to set one, which sends mail.
"""

from collections.abc import Callable
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.digits.api.throttles import WindowThrottle

AT_ONCE = 2  # passwords: if more are checked at once, fewer threads are left for others
BUSY_WAIT_S = 2
DOORS = ("/admin/login", "/admin/password")  # where a password is checked, changed, set, or asked for by mail

_checking = BoundedSemaphore(AT_ONCE)


class LoginThrottle(WindowThrottle):
    setting = "DIGITS_THROTTLE_LOGINS"


class LoginThrottleMiddleware:
    """The middleware that bounds how many passwords are checked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path_info.startswith(DOORS):
            return self.get_response(request)
        throttle = LoginThrottle()
        if not throttle.allow_request(Request(request), APIView()):
            wait_s = round(throttle.wait()) + 1
            return _refused(429, f"Too many passwords from this address. Try again in {wait_s} s.", wait_s)
        if not _checking.acquire(blocking=False):
            return _refused(503, "Others are logging in just now. Try again in a moment.", BUSY_WAIT_S)
        try:
            return self.get_response(request)
        finally:
            _checking.release()


def _refused(status: int, text: str, wait_s: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain", headers={"Retry-After": str(wait_s)})
