"""The HTTP contract of the wall, the page for a projector: one answer, polled. Nothing here stores anything."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.digits import selectors
from backend.digits.api.openapi import READ_ERRORS, operation
from backend.digits.api.wall_schemas import WallQuery, WallSerializer, as_wall
from backend.digits.errors import UnavailableError
from backend.digits.insights.wall import wall_now
from backend.page_address import page_address


class WallView(APIView):
    @operation("get_wall", "wall", WallSerializer, READ_ERRORS, parameters=[WallQuery])
    def get(self, request: Request) -> HttpResponse:
        """Get what the wall shows: the served version, the newest digits by hand, the network lit by the newest."""
        after = WallQuery.read(request.query_params)["after"] or 0
        served = selectors.public.served_model(settings.DIGITS_RETRAIN_AT)
        if served is None:
            raise UnavailableError("No network is installed yet. Try again in a moment.")
        return JsonResponse(as_wall(wall_now(after=after), served, address=page_address(request)))
