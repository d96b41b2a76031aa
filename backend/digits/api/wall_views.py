"""The HTTP contract of the wall, the page for a projector: one answer, polled. Nothing here stores anything."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.digits import selectors
from backend.digits.api.openapi import READ_ERRORS, operation
from backend.digits.api.wall_schemas import WallQuery, WallSerializer, as_wall
from backend.digits.errors import UnavailableError
from backend.digits.insights.wall import wall_now

OF_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
IN_A_NETWORK = re.compile(r"(?!127\.)[0-9]+(\.[0-9]+){3}", re.ASCII)
"""An IPv4 address by which other machines ask."""


class WallView(APIView):
    @operation("get_wall", "wall", WallSerializer, READ_ERRORS, parameters=[WallQuery])
    def get(self, request: Request) -> HttpResponse:
        """Get what the wall shows: the served version, the newest digits by hand, the network lit by the newest."""
        after = WallQuery.read(request.query_params)["after"] or 0
        served = selectors.public.served_model(settings.DIGITS_RETRAIN_AT)
        if served is None:
            raise UnavailableError("No network is installed yet. Try again in a moment.")
        return JsonResponse(as_wall(wall_now(after=after), served, address=_address(request)))


def _address(request: Request) -> str | None:
    """Return the address of the page for other machines: the one that was asked, or this machine's in its network."""
    asked = urlsplit(f"//{request.get_host()}")
    name = asked.hostname
    if name in OF_THIS_MACHINE:
        name = next((other for other in settings.ALLOWED_HOSTS if IN_A_NETWORK.fullmatch(other)), None)
    if name is None:
        return None
    port = "" if asked.port is None else f":{asked.port}"
    return f"{request.scheme}://{name}{port}{request.META.get('SCRIPT_NAME', '')}/"
