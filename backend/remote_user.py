"""Single sign-on to the admin: a trusted proxy names the account in a header (DIGITS_REMOTE_USER_HEADER)."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import RemoteUserBackend
from django.contrib.auth.middleware import RemoteUserMiddleware as DjangosRemoteUserMiddleware
from django.http import HttpRequest, HttpResponse

from backend.middleware import ADMIN


class KnownRemoteUserBackend(RemoteUserBackend):
    """A backend that lets in accounts that exist. Who may do what is decided here, not by the proxy."""

    create_unknown_user = False


class RemoteUserMiddleware(DjangosRemoteUserMiddleware):
    """The middleware that believes the header, under /admin/ alone."""

    header = "HTTP_" + settings.DIGITS_REMOTE_USER_HEADER.upper().replace("-", "_")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ADMIN):
            self._forget_unknown(request)
            self.process_request(request)
        return self.get_response(request)  # type: ignore[return-value]  # never awaited: there is no ASGI here

    def _forget_unknown(self, request: HttpRequest) -> None:
        """Drop a name that opens no account: as a failed login it would count, without a name, against everybody."""
        name = request.META.get(self.header)
        if name is not None and not get_user_model().objects.filter(username=name, is_active=True).exists():
            del request.META[self.header]
