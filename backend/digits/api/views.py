"""The HTTP contract: a view reads the request, calls one service or selector, and shapes the answer.

Views touch no table themselves. They notify a worker after the transaction is committed. More views are in the modules
`*_views`.
"""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.digits import drawings, inference, selectors
from backend.digits.api import answer_schemas, schemas
from backend.digits.api.contributors import contributor_of, set_contributor
from backend.digits.api.error_handler import WAIT_S, answer
from backend.digits.api.fields import read_uuid
from backend.digits.api.openapi import ERRORS, PNG, body, operation
from backend.digits.api.throttles import DigitThrottle, PredictionThrottle
from backend.digits.errors import NotFoundError, UnavailableError
from backend.digits.insights.networks import hidden_units
from backend.digits.models import Digit, Scope
from backend.digits.services import health
from backend.digits.services.digits import Added, FullTen, add_digit, withdraw_digit
from backend.digits.tasks import notify_worker
from nn.data.strokes import unpack

N_ON_PAGE = 50  # rows, where an address names no limit
OF_A_DRAWING = {"Cache-Control": "private, max-age=60"}
"""A drawing never changes, but it may be kept for a minute only, since it may be taken back."""
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    description="The same key with the same drawing and label again adds nothing.",
)


class PredictionsView(APIView):
    throttle_classes = [PredictionThrottle]
    scopes = {"POST": Scope.READ}

    @operation(
        "predict",
        "network",
        answer_schemas.PredictionSerializer,
        ERRORS,
        request=body(schemas.ReadingRequestSerializer),
    )
    def post(self, request: Request) -> HttpResponse:
        """Read a drawing with the served network and the memory of one's own hand. Stores nothing."""
        drawing, wants_inside = schemas.read_reading(request)
        seen = inference.preprocess(drawing)
        served = inference.served_or_kept()  # asked once: another network may be deployed at any moment
        prediction = inference.predict(
            seen.picture,
            by=served,
            contributor=contributor_of(request),
            n_seen=seen.n_seen,
            has_rules=seen.has_rules,
        )
        hidden = hidden_units(served.network, seen.picture) if wants_inside else None
        inside = {} if hidden is None else {"inside": answer_schemas.as_inside(seen.picture, hidden)}
        return JsonResponse(as_answer(prediction) | inside)  # leaner than a Response, which is rendered like a template


class DigitsView(APIView):
    def get_throttles(self) -> list[Any]:
        return [DigitThrottle()] if self.request.method == "POST" else []

    @operation("list_digits", "digits", answer_schemas.DigitPageSerializer, parameters=[schemas.DigitPageQuery])
    def get(self, request: Request) -> Response:
        """List verified digits, newest first."""
        page = schemas.DigitPageQuery.read(request.query_params)
        contributor = contributor_of(request)
        if page["mine"] and contributor is None:
            return Response({"results": [], "next": None})
        limit = page["limit"] or N_ON_PAGE
        digits = selectors.public.digits_page(
            visitor=contributor,
            label=page["label"],
            before=page["cursor"],
            limit=limit + 1,
            misread=page["misread"],
            contributor=contributor if page["mine"] else None,
        )
        return _page(request, digits, limit, answer_schemas.DigitSerializer)

    @operation(
        "add_digit",
        "digits",
        {
            201: OpenApiResponse(answer_schemas.AddedDigitSerializer, description="Stored."),
            200: OpenApiResponse(
                answer_schemas.AddedDigitSerializer, description="Had been stored before, with the same key."
            ),
            410: OpenApiResponse(answer_schemas.ErrorSerializer, description="Was taken back."),
            422: OpenApiResponse(
                answer_schemas.ErrorSerializer, description="The key belongs to another drawing or label."
            ),
        },
        ERRORS,
        parameters=[schemas.LabelQuery, IDEMPOTENCY_KEY],
        request=body(schemas.DigitRequestSerializer),
    )
    def post(self, request: Request) -> HttpResponse:
        """Add a verified drawing. After every tenth the network learns."""
        key = read_uuid(request.headers.get("Idempotency-Key"))
        sent = contributor_of(request)
        added = add_digit(**schemas.read_labelled_drawing(request), contributor=sent or uuid4(), idempotency_key=key)
        if added.n_queued:
            notify_worker()
        # Leaner than a serializer and a Response, which take a tenth of the time that a digit takes.
        ten = as_ten(added.ten, added.digit.contributor)
        response = JsonResponse(_as_added(added, ten), status=201 if added.is_new else 200)
        # A retry whose first answer was lost, and the cookie with it, gets the cookie that was lost.
        if request.auth is None and (owner := sent or added.digit.contributor):  # none in old ones
            set_contributor(response, owner)
        return response


class DigitView(APIView):
    @operation("get_digit", "digits", answer_schemas.DigitSerializer)
    def get(self, request: Request, digit_id: int) -> Response:
        """Get one verified digit."""
        shown = _shown(request, digit_id)
        return Response(answer_schemas.DigitSerializer(shown, context={"visitor": contributor_of(request)}).data)

    @operation("withdraw_digit", "digits", {204: None, 403: answer_schemas.ErrorSerializer}, request=None)
    def delete(self, request: Request, digit_id: int) -> Response:
        """Take back one's own digit: it is never shown or trained on again."""
        withdraw_digit(digit_id=digit_id, contributor=contributor_of(request))
        return Response(status=204)


class DigitImageView(APIView):
    @operation("get_digit_image", "digits", PNG)
    def get(self, request: Request, digit_id: int) -> HttpResponse:
        """Get the drawing, cropped, white on black."""
        return _png(bytes(_shown(request, digit_id).ink))


class DigitPictureView(APIView):
    @operation("get_digit_picture", "digits", PNG)
    def get(self, request: Request, digit_id: int) -> HttpResponse:
        """Get the 28×28 picture that the network sees."""
        return _png(drawings.picture_png(bytes(_shown(request, digit_id).picture)))


class DigitStrokesView(APIView):
    @operation("get_digit_strokes", "digits", answer_schemas.StrokesSerializer)
    def get(self, request: Request, digit_id: int) -> HttpResponse:
        """Get what the pen did. 404 for a digit that was sent as a picture."""
        strokes = _shown(request, digit_id).strokes
        if strokes is None:
            raise NotFoundError(f"Digit {digit_id} was sent as a picture: it has no strokes. See its image.png.")
        points = [stroke.astype(int).tolist() for stroke in unpack(bytes(strokes))]
        return JsonResponse({"strokes": points}, headers=OF_A_DRAWING)


class ServedModelView(APIView):
    @operation(
        "get_model",
        "network",
        answer_schemas.ServedModelSerializer,
        dict.fromkeys((405, 503), answer_schemas.ErrorSerializer),
    )
    def get(self, _request: Request) -> Response:
        """Get the served version, and the progress of the next one."""
        served = selectors.public.served_model(settings.DIGITS_RETRAIN_AT)
        if served is None:
            raise UnavailableError("No network is installed yet. Try again in a moment.")
        return Response(answer_schemas.ServedModelSerializer(served).data)


class VersionsView(APIView):
    @operation("list_models", "network", answer_schemas.VersionPageSerializer, parameters=[schemas.PageQuery])
    def get(self, request: Request) -> Response:
        """List every version of the network, newest first."""
        page = schemas.PageQuery.read(request.query_params)
        limit = page["limit"] or N_ON_PAGE
        versions = selectors.public.versions_page(before=page["cursor"], limit=limit + 1)
        return _page(request, versions, limit, answer_schemas.VersionSerializer)


class VersionView(APIView):
    @operation("get_version", "network", answer_schemas.VersionSerializer)
    def get(self, _request: Request, version: int) -> Response:
        """Get one version of the network."""
        found = selectors.public.version_shown(version)
        if found is None:
            raise NotFoundError(f"There is no version {version}.")
        return Response(answer_schemas.VersionSerializer(found).data)


class LiveView(APIView):
    @operation("livez", "health", answer_schemas.HealthSerializer, {})
    def get(self, _request: Request) -> Response:
        """Tell that the process answers."""
        return Response({"status": "alive"})


class ReadyView(APIView):
    @operation("readyz", "health", answer_schemas.HealthSerializer, {503: answer_schemas.UnreadySerializer})
    def get(self, request: Request) -> Response:
        """Tell whether the process can serve (database, sound network); "degraded" if only the broker is away.

        With `?worker`, a worker must have reported lately, too.
        """
        report = health.readiness(with_worker="worker" in request.query_params)
        body = {"status": report.status, "checks": report.checks}
        if report.is_ready:
            return Response(body)
        detail = "The server cannot serve just now: see checks. Try again in a moment."
        response = answer(503, "unavailable", detail, wait_s=WAIT_S)
        response.data = body | response.data
        return response


def as_ten(ten: FullTen | None, visitor: UUID | None) -> dict[str, Any] | None:
    """Return the answer that `TenSerializer` describes, with the drawings that the visitor may see."""
    if ten is None:
        return None
    shown = selectors.public.shown_labels(ten.digits, visitor=visitor)
    return {"version": ten.version, "digits": [{"id": pk, "label": label} for pk, label in shown]}


def as_answer(prediction: inference.Prediction) -> dict[str, Any]:
    """Return the answer that `PredictionSerializer` describes; `dataclasses.asdict` takes ten times as long."""
    hand = prediction.hand
    return vars(prediction) | {
        "network": vars(prediction.network),
        "hand": None if hand is None else vars(hand),
        "because": [vars(own) for own in prediction.because],
    }


def _as_added(added: Added, ten: dict[str, Any] | None) -> dict[str, Any]:
    """Return the answer that `AddedDigitSerializer` describes."""
    digit = added.digit
    return {
        "id": digit.pk,
        "label": digit.label,
        "predicted": digit.predicted,
        "guess": digit.guess,
        "model": digit.predicted_by_id,
        "is_training_input": digit.is_training_input,
        "state": digit.state,
        "created_at": digit.created_at.isoformat().replace("+00:00", "Z"),
        "new_digits": added.n_waiting,
        "retrain_at": settings.DIGITS_RETRAIN_AT,
        "ten": ten,
    }


def _page(request: Request, rows: list[Any], limit: int, serializer: Any) -> Response:
    on_page, address = rows[:limit], None
    if len(rows) > limit:
        query = request.query_params.copy()
        query["cursor"] = str(on_page[-1].pk)
        address = f"{request.path}?{query.urlencode()}"
    context = {"visitor": contributor_of(request)}
    return Response({"results": serializer(on_page, many=True, context=context).data, "next": address})


def _shown(request: Request, digit_id: int) -> Digit:
    digit = selectors.public.shown_digit(digit_id, visitor=contributor_of(request))
    if digit is None:
        raise NotFoundError(f"There is no digit {digit_id}.")
    return digit


def _png(data: bytes) -> HttpResponse:
    return HttpResponse(data, content_type="image/png", headers=OF_A_DRAWING)
