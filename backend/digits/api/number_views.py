"""Several digits on one drawing: read as a number, and added when the number is verified."""

from dataclasses import asdict
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.digits import inference, selectors
from backend.digits.api import answer_schemas, schemas
from backend.digits.api.contributors import contributor_of, set_contributor
from backend.digits.api.fields import read_uuid
from backend.digits.api.number_schemas import AddedNumberSerializer, NumberRequestSerializer, ReadingSerializer
from backend.digits.api.openapi import ERRORS, body, operation
from backend.digits.api.throttles import DigitThrottle, InsightThrottle
from backend.digits.api.views import IDEMPOTENCY_KEY, as_ten
from backend.digits.errors import InvalidRequestError
from backend.digits.inference.numbers import ReadPart, read_number
from backend.digits.insights.networks import hidden_units
from backend.digits.models import Scope
from backend.digits.services.digits import add_number
from backend.digits.tasks import notify_worker
from nn.network import Network


class ReadingsView(APIView):
    throttle_classes = [InsightThrottle]
    scopes = {"POST": Scope.READ}

    @operation("read_number", "network", ReadingSerializer, ERRORS, request=body(schemas.ReadingRequestSerializer))
    def post(self, request: Request) -> HttpResponse:
        """Read a drawing of one or more digits as a number, from left to right. Stores nothing."""
        drawing, wants_inside = schemas.read_reading(request)
        now = inference.served_or_kept()
        parts = read_number(drawing, contributor_of(request), by=now)
        sent = request.data.get("strokes") if isinstance(request.data, dict) else None
        network = now.network if wants_inside else None
        digits = [
            {"box": _box(part, sent), "strokes": part.strokes} | asdict(part.prediction) | _inside(part, network)
            for part in parts
        ]
        return JsonResponse(
            {
                "number": "".join(str(part.prediction.digit) for part in parts),
                "certain": all(part.prediction.certain for part in parts),
                "digits": digits,
            }
        )


class NumbersView(APIView):
    throttle_classes = [DigitThrottle]

    @operation(
        "add_number",
        "digits",
        {
            201: OpenApiResponse(AddedNumberSerializer, description="Stored."),
            200: OpenApiResponse(AddedNumberSerializer, description="Had been stored before, with the same key."),
            410: OpenApiResponse(answer_schemas.ErrorSerializer, description="A digit of it was taken back."),
            422: OpenApiResponse(answer_schemas.ErrorSerializer, description="The key belongs to another request."),
        },
        ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=NumberRequestSerializer,
    )
    def post(self, request: Request) -> Response:
        """Add a verified number: each of its digits with its own strokes, all of them or none."""
        schemas.Query.read(request.query_params)
        if isinstance(request.data, bytes):
            raise InvalidRequestError('Send a JSON object such as {"image": …, "number": "42"}.')
        asked = NumberRequestSerializer.read(request.data)
        sent = contributor_of(request)
        added = add_number(
            drawing=asked["drawing"],
            labels=asked["number"],
            split=asked["split"],
            contributor=sent or uuid4(),
            idempotency_key=read_uuid(request.headers.get("Idempotency-Key")),
        )
        if added.n_queued:
            notify_worker()
        counts = {"new_digits": selectors.digits.n_unassigned(), "retrain_at": settings.DIGITS_RETRAIN_AT}
        digits = [
            answer_schemas.AddedDigitSerializer(digit).data | counts | {"ten": as_ten(ten, digit.contributor)}
            for digit, ten in zip(added.digits, added.tens, strict=True)
        ]
        response = Response({"digits": digits} | counts, status=201 if added.is_new else 200)
        if request.auth is None and (owner := sent or added.digits[0].contributor):
            set_contributor(response, owner)
        return response


def _inside(part: ReadPart, network: Network | None) -> dict[str, Any]:
    """Return the picture of a digit and the hidden units, where the network is asked for them."""
    hidden = None if network is None else hidden_units(network, part.seen.picture)
    return {} if hidden is None else {"inside": answer_schemas.as_inside(part.seen.picture, hidden)}


def _box(part: ReadPart, sent: list[list[list[float]]] | None) -> list[Any]:
    """Return left, top, width and height: of the part's strokes as they were sent, or of its place in the picture."""
    if part.strokes is None or sent is None:
        return list(part.box or ())
    xs, ys = ([point[axis] for index in part.strokes for point in sent[index]] for axis in (0, 1))
    return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]
