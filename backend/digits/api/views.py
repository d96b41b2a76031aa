"""The HTTP contract: a view reads the request, calls one service or selector, and shapes the answer.

What the page shows beyond it is in `insight_views`.

Views touch no table themselves; they notify a worker once what was stored is committed.
"""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.digits import drawings, inference, selectors
from backend.digits.api import forms
from backend.digits.api import schemas as serializers
from backend.digits.api.error_handler import WAIT_S, answer
from backend.digits.api.throttles import DigitThrottle, PredictionThrottle
from backend.digits.errors import NotFoundError, UnavailableError
from backend.digits.models import Digit
from backend.digits.services import health
from backend.digits.services.digits import add_digit, withdraw_digit
from backend.digits.tasks import notify_worker

COOKIE = "contributor"
COOKIE_AGE_S = 2 * 365 * 24 * 3600
PNG_BODY = {"application/json": serializers.PredictionRequestSerializer, "image/png": OpenApiTypes.BINARY}
PNG_DIGIT_BODY = {"application/json": serializers.DigitRequestSerializer, "image/png": OpenApiTypes.BINARY}
PNG_ANSWER = {(200, "image/png"): OpenApiTypes.BINARY}
ERRORS = dict.fromkeys((400, 403, 405, 413, 414, 415, 429, 503), serializers.ErrorSerializer)
READ_ERRORS = dict.fromkeys((400, 404, 405, 414, 503), serializers.ErrorSerializer)


def _whole_number(least: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


LABEL = _whole_number(0, 9)
PAGE = [
    OpenApiParameter("limit", _whole_number(1, 200), description="1–200, 50 unless given."),
    OpenApiParameter("cursor", _whole_number(1, 2**63 - 1), description="As `next` gives it."),
]


class PredictionsView(APIView):
    throttle_classes = [PredictionThrottle]

    @extend_schema(
        operation_id="predict",
        request=PNG_BODY,
        responses={200: serializers.PredictionSerializer} | ERRORS,
        tags=["network"],
    )
    def post(self, request: Request) -> HttpResponse:
        """What the served network makes of a drawing. Stores nothing."""
        drawing = forms.read_drawing(request.data)
        prediction = inference.predict(inference.preprocess(drawing).picture)
        return JsonResponse(vars(prediction))  # leaner than a Response, which is rendered like a template


class DigitsView(APIView):
    def get_throttles(self) -> list[Any]:
        return [DigitThrottle()] if self.request.method == "POST" else []

    @extend_schema(
        operation_id="list_digits",
        parameters=[
            *PAGE,
            OpenApiParameter("label", LABEL, description="0–9: only digits of this label."),
            OpenApiParameter("mine", bool, description="Only those of the contributor whose cookie comes along."),
            OpenApiParameter("misread", bool, description="Only those that were misread when they arrived."),
        ],
        responses={200: serializers.DigitPageSerializer} | READ_ERRORS,
        tags=["digits"],
    )
    def get(self, request: Request) -> Response:
        """Verified digits, newest first."""
        page = forms.read_page(request.query_params, of_digits=True)
        contributor = contributor_of(request)
        if page.mine and contributor is None:
            return Response({"results": [], "next": None})
        digits = selectors.public.digits_page(
            label=page.label,
            before=page.before,
            limit=page.limit + 1,
            misread=page.misread,
            contributor=contributor if page.mine else None,
        )
        return _page(request, digits, page.limit, serializers.DigitSerializer)

    @extend_schema(
        operation_id="add_digit",
        parameters=[
            OpenApiParameter("label", LABEL, description="0–9, with an image/png body only."),
            OpenApiParameter(
                "Idempotency-Key",
                OpenApiTypes.UUID,
                OpenApiParameter.HEADER,
                description="The same key with the same drawing and label again adds nothing.",
            ),
        ],
        request=PNG_DIGIT_BODY,
        responses={
            201: OpenApiResponse(serializers.AddedDigitSerializer, description="Stored."),
            200: OpenApiResponse(
                serializers.AddedDigitSerializer, description="Had been stored before, with the same key."
            ),
            410: OpenApiResponse(serializers.ErrorSerializer, description="Was taken back."),
            422: OpenApiResponse(
                serializers.ErrorSerializer, description="The key belongs to another drawing or label."
            ),
        }
        | ERRORS,
        tags=["digits"],
    )
    def post(self, request: Request) -> Response:
        """Add a verified drawing. The tenth has the network learn."""
        key = forms.read_idempotency_key(request.headers.get("Idempotency-Key"))
        labelled = forms.read_labelled_drawing(request.data, request.query_params)
        sent = contributor_of(request)
        added = add_digit(
            drawing=labelled.drawing, label=labelled.label, contributor=sent or uuid4(), idempotency_key=key
        )
        if added.n_queued:
            notify_worker()
        response = _added(added.digit, status=201 if added.is_new else 200)
        # Whoever sends again what was answered, and the answer lost with its cookie, gets the cookie that was lost.
        response.set_cookie(
            COOKIE,
            str(sent or added.digit.contributor),
            COOKIE_AGE_S,
            httponly=True,
            samesite="Strict",
            secure=settings.DIGITS_HTTPS,
        )
        return response


class DigitView(APIView):
    @extend_schema(
        operation_id="get_digit", responses={200: serializers.DigitSerializer} | READ_ERRORS, tags=["digits"]
    )
    def get(self, _request: Request, digit_id: int) -> Response:
        """One verified digit."""
        return Response(serializers.DigitSerializer(_shown(digit_id)).data)

    @extend_schema(
        operation_id="withdraw_digit",
        request=None,
        responses={204: None, 403: serializers.ErrorSerializer} | READ_ERRORS,
        tags=["digits"],
    )
    def delete(self, request: Request, digit_id: int) -> Response:
        """Take back a digit of one's own: it is shown no more and never trained on again."""
        withdraw_digit(digit_id=digit_id, contributor=contributor_of(request))
        return Response(status=204)


class DigitImageView(APIView):
    @extend_schema(operation_id="get_digit_image", responses=PNG_ANSWER | READ_ERRORS, tags=["digits"])
    def get(self, _request: Request, digit_id: int) -> HttpResponse:
        """The drawing, cropped, white on black."""
        return _png(bytes(_shown(digit_id).ink))


class DigitPictureView(APIView):
    @extend_schema(operation_id="get_digit_picture", responses=PNG_ANSWER | READ_ERRORS, tags=["digits"])
    def get(self, _request: Request, digit_id: int) -> HttpResponse:
        """The 28×28 picture that the network sees."""
        return _png(drawings.picture_png(bytes(_shown(digit_id).picture)))


class ServedModelView(APIView):
    @extend_schema(
        operation_id="get_model",
        responses={
            200: serializers.ServedModelSerializer,
            405: serializers.ErrorSerializer,
            503: serializers.ErrorSerializer,
        },
        tags=["network"],
    )
    def get(self, _request: Request) -> Response:
        """What is served, and how far the next version is."""
        served = selectors.public.served_model(settings.DIGITS_RETRAIN_AT)
        if served is None:
            raise UnavailableError("No network is installed yet. Try again in a moment.")
        return Response(serializers.ServedModelSerializer(served).data)


class VersionsView(APIView):
    @extend_schema(
        operation_id="list_models",
        parameters=PAGE,
        responses={200: serializers.VersionPageSerializer} | READ_ERRORS,
        tags=["network"],
    )
    def get(self, request: Request) -> Response:
        """Every version of the network, newest first."""
        page = forms.read_page(request.query_params, of_digits=False)
        versions = selectors.public.versions_page(before=page.before, limit=page.limit + 1)
        return _page(request, versions, page.limit, serializers.VersionSerializer)


class VersionView(APIView):
    @extend_schema(
        operation_id="get_version", responses={200: serializers.VersionSerializer} | READ_ERRORS, tags=["network"]
    )
    def get(self, _request: Request, version: int) -> Response:
        """One version of the network."""
        found = selectors.public.version_shown(version)
        if found is None:
            raise NotFoundError(f"There is no version {version}.")
        return Response(serializers.VersionSerializer(found).data)


class LiveView(APIView):
    @extend_schema(operation_id="livez", responses={200: serializers.HealthSerializer}, tags=["health"])
    def get(self, _request: Request) -> Response:
        """The process answers."""
        return Response({"status": "alive"})


class ReadyView(APIView):
    @extend_schema(
        operation_id="readyz",
        responses={200: serializers.HealthSerializer, 503: serializers.UnreadySerializer},
        tags=["health"],
    )
    def get(self, _request: Request) -> Response:
        """Able to serve: database and a sound network. "degraded" when only the broker is away."""
        report = health.readiness()
        body = {"status": report.status, "checks": report.checks}
        if report.is_ready:
            return Response(body)
        detail = "The server cannot serve just now: see checks. Try again in a moment."
        response = answer(503, "unavailable", detail, wait_s=WAIT_S)
        response.data = body | response.data
        return response


def _page(request: Request, rows: list[Any], limit: int, serializer: Any) -> Response:
    on_page, address = rows[:limit], None
    if len(rows) > limit:
        query = request.query_params.copy()
        query["cursor"] = str(on_page[-1].pk)
        address = f"{request.path}?{query.urlencode()}"
    return Response({"results": serializer(on_page, many=True).data, "next": address})


def _added(digit: Digit, *, status: int) -> Response:
    counts = {"new_digits": selectors.training.n_unassigned(), "retrain_at": settings.DIGITS_RETRAIN_AT}
    return Response(serializers.AddedDigitSerializer(digit).data | counts, status=status)


def _shown(digit_id: int) -> Digit:
    digit = selectors.public.shown_digit(digit_id)
    if digit is None:
        raise NotFoundError(f"There is no digit {digit_id}.")
    return digit


def contributor_of(request: Request) -> UUID | None:
    """The anonymous id in the visitor's cookie; one that is not an id of ours counts as none."""
    try:
        return UUID(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return None


def _png(data: bytes) -> HttpResponse:
    """Picture bytes. They never change under their address, but a digit may be taken back: kept for a minute."""
    return HttpResponse(data, content_type="image/png", headers={"Cache-Control": "private, max-age=60"})
