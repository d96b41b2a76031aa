"""What the page shows beyond the guess: how a drawing is seen, the network opened, what was learned, a sandbox.

Nothing here stores anything. What takes arithmetic is throttled as predictions are, each with a count of its own.
"""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.digits import inference
from backend.digits.api import forms
from backend.digits.api import insight_schemas as shapes
from backend.digits.api import schemas as serializers
from backend.digits.api.throttles import InsightThrottle
from backend.digits.api.views import ERRORS, PNG_BODY, READ_ERRORS, contributor_of
from backend.digits.insights.comparing import changes, confusion
from backend.digits.insights.hand import hand_of
from backend.digits.insights.networks import lit_by, network_of
from backend.digits.insights.sandbox import learn_in_a_copy
from backend.digits.insights.seeing import seen

VERSION = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
GONE = {410: serializers.ErrorSerializer, 429: serializers.ErrorSerializer}


class StepsView(APIView):
    throttle_classes = [InsightThrottle]

    @extend_schema(
        operation_id="see_steps", request=PNG_BODY, responses={200: shapes.StepsSerializer} | ERRORS, tags=["insight"]
    )
    def post(self, request: Request) -> Response:
        """What every step of preprocessing makes of a drawing, and hints where something looks wrong."""
        drawing = forms.read_drawing(request.data)
        return Response(shapes.as_steps(seen(drawing)))


class ActivationsView(APIView):
    throttle_classes = [InsightThrottle]

    @extend_schema(
        operation_id="see_activations",
        request=PNG_BODY,
        responses={200: shapes.ActivationsSerializer} | ERRORS,
        tags=["insight"],
    )
    def post(self, request: Request) -> Response:
        """What every unit of the served network says of a drawing."""
        picture = inference.preprocess(forms.read_drawing(request.data)).picture
        return Response(shapes.as_activations(lit_by(picture), picture))


class SandboxView(APIView):
    throttle_classes = [InsightThrottle]

    @extend_schema(
        operation_id="try_learning",
        request=shapes.SandboxRequestSerializer,
        responses={200: shapes.SandboxSerializer} | ERRORS,
        tags=["insight"],
    )
    def post(self, request: Request) -> Response:
        """Some steps of back-propagation on one drawing, in a copy of the served network that is then forgotten."""
        wanted = forms.read_experiment(request.data)
        tried = learn_in_a_copy(
            inference.preprocess(wanted.drawing).picture,
            label=wanted.label,
            steps=wanted.steps,
            learning_rate=wanted.learning_rate,
            rehearse=wanted.rehearse,
        )
        return Response(shapes.SandboxSerializer(tried).data)


class HandView(APIView):
    @extend_schema(operation_id="get_hand", responses={200: shapes.HandSerializer} | READ_ERRORS, tags=["insight"])
    def get(self, request: Request) -> Response:
        """How well one's own hand has been read, version by version, and which digit would teach most."""
        forms.refuse_any(request.query_params)
        return Response(shapes.HandSerializer(hand_of(contributor_of(request))).data)


class WeightsView(APIView):
    throttle_classes: list[Any] = [InsightThrottle]

    @extend_schema(
        operation_id="get_weights", responses={200: shapes.WeightsSerializer} | READ_ERRORS | GONE, tags=["insight"]
    )
    def get(self, request: Request, version: int) -> Response:
        """Every weight and bias of a version."""
        forms.refuse_any(request.query_params)
        return Response(shapes.as_weights(version, network_of(version)))


class ChangesView(APIView):
    throttle_classes: list[Any] = [InsightThrottle]

    @extend_schema(
        operation_id="get_changes",
        parameters=[
            OpenApiParameter("since", VERSION, description="The version to compare with; its parent if not given.")
        ],
        responses={200: shapes.ChangesSerializer} | READ_ERRORS | GONE,
        tags=["insight"],
    )
    def get(self, request: Request, version: int) -> Response:
        """Which of one's own newest drawings a version reads otherwise than an earlier one."""
        since = forms.read_since(request.query_params)
        found = changes(version=version, since=since, contributor=contributor_of(request))
        return Response(shapes.ChangesSerializer(found).data)


class ConfusionView(APIView):
    throttle_classes: list[Any] = [InsightThrottle]

    @extend_schema(
        operation_id="get_confusion",
        responses={200: shapes.ConfusionSerializer} | READ_ERRORS | GONE,
        tags=["insight"],
    )
    def get(self, request: Request, version: int) -> Response:
        """How a version reads the newest verified drawings of everybody."""
        forms.refuse_any(request.query_params)
        return Response(shapes.ConfusionSerializer(confusion(version)).data)
