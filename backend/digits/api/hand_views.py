"""The HTTP contract of one's own hand: how it is read, all of it as a file, its end, and its key.

The contributor's cookie opens it, or a token, which has a hand of its own. An administrator has no other way to it.
"""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.digits import selectors
from backend.digits.api import answer_schemas, hand_schemas
from backend.digits.api.contributors import contributor_of, drop_contributor, set_contributor
from backend.digits.api.openapi import ERRORS, READ_ERRORS, operation
from backend.digits.api.parsers import StrictJSONParser
from backend.digits.api.schemas import Query
from backend.digits.api.throttles import InsightThrottle, KeyThrottle
from backend.digits.errors import NotFoundError
from backend.digits.insights.hand import hand_of
from backend.digits.models import Scope
from backend.digits.services.hands import forget_hand
from backend.digits.services.transfer.hand_export import hand_as_zip
from backend.digits.tasks import notify_worker

PRIVATE = {"Cache-Control": "no-store"}
NO_HAND = "There is no hand here yet. Draw a digit and confirm it first."
WRITE_ERRORS = ERRORS | {404: answer_schemas.ErrorSerializer}
READ_OWN_ERRORS = READ_ERRORS | {429: answer_schemas.ErrorSerializer}


class HandView(APIView):
    def get_throttles(self) -> list[Any]:
        return [KeyThrottle() if self.request.method == "DELETE" else InsightThrottle()]

    @operation("get_hand", "hand", hand_schemas.HandSerializer, READ_OWN_ERRORS)
    def get(self, request: Request) -> Response:
        """Show how well one's own hand is read, by everybody's network and by its own memory."""
        Query.read(request.query_params)
        hand = hand_of(contributor_of(request))
        return Response(hand_schemas.HandSerializer(hand).data, headers=PRIVATE)

    @operation("forget_hand", "hand", {204: None}, WRITE_ERRORS, request=None)
    def delete(self, request: Request) -> Response:
        """Take back all of one's own digits. A version is trained without them where any had been learned."""
        contributor = contributor_of(request)
        if contributor is None:
            raise NotFoundError(NO_HAND)
        if forget_hand(contributor).is_queued:
            notify_worker()
        response = Response(status=204)
        drop_contributor(response)
        return response


class HandArchiveView(APIView):
    throttle_classes = [KeyThrottle]

    @operation("get_hand_archive", "hand", {(200, "application/zip"): OpenApiTypes.BINARY}, READ_OWN_ERRORS)
    def get(self, request: Request) -> HttpResponse | StreamingHttpResponse:
        """Get everything that is stored of one's own hand: drawings, strokes, labels, dates and guesses."""
        Query.read(request.query_params)
        contributor = contributor_of(request)
        if contributor is None or not selectors.hand.is_known(contributor):
            raise NotFoundError(NO_HAND)
        headers = PRIVATE | {"Content-Disposition": 'attachment; filename="my-digits.zip"'}
        return StreamingHttpResponse(hand_as_zip(contributor), content_type="application/zip", headers=headers)


class HandKeyView(APIView):
    throttle_classes = [KeyThrottle]
    parser_classes = [StrictJSONParser]
    scopes = {"GET": Scope.TEACH}  # whoever has the key teaches this hand

    @operation("get_hand_key", "hand", hand_schemas.KeySerializer, READ_OWN_ERRORS)
    def get(self, request: Request) -> Response:
        """Get the key of one's own hand, which carries it to another device."""
        Query.read(request.query_params)
        contributor = contributor_of(request)
        if contributor is None or not selectors.hand.is_known(contributor):
            raise NotFoundError(NO_HAND)
        return Response({"key": str(contributor)}, headers=PRIVATE)

    @operation(
        "use_hand_key",
        "hand",
        hand_schemas.KeySerializer,
        WRITE_ERRORS,
        request=hand_schemas.KeyRequestSerializer,
    )
    def put(self, request: Request) -> Response:
        """Carry a hand to this device: from now on its cookie is the one of that hand."""
        key = hand_schemas.read_key(request)
        if not selectors.hand.is_known(key):
            raise NotFoundError("This key opens no hand. Copy it again from the other device.")
        response = Response({"key": str(key)}, headers=PRIVATE)
        set_contributor(response, key)
        return response

    @operation("leave_hand", "hand", {204: None}, WRITE_ERRORS, request=None)
    def delete(self, request: Request) -> Response:
        """Hand this device on: the next digit begins a new hand. The old one keeps its digits and its key."""
        Query.read(request.query_params)
        if contributor_of(request) is None:
            raise NotFoundError(NO_HAND)
        response = Response(status=204)
        drop_contributor(response)
        return response
