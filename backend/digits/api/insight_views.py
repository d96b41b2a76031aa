"""The HTTP contract beyond the guess: steps of preprocessing, the inside of a network, what was learned, a sandbox.

Nothing here stores anything. Views that compute are throttled like predictions, each with a count of its own.
"""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.digits import inference, selectors
from backend.digits.api import insight_schemas, schemas
from backend.digits.api.contributors import contributor_of
from backend.digits.api.openapi import ERRORS, READ_WEIGHTS_ERRORS, body, operation
from backend.digits.api.schemas import Query, SinceQuery
from backend.digits.api.throttles import InsightThrottle
from backend.digits.errors import NotFoundError
from backend.digits.insights.comparing import changes, confusion
from backend.digits.insights.known_digits import known_pictures
from backend.digits.insights.networks import activations_for, network_of
from backend.digits.insights.sandbox import learn_in_a_copy
from backend.digits.insights.steps import steps_of
from backend.digits.insights.units import units_of
from backend.digits.models import Scope

DRAWING = body(schemas.PredictionRequestSerializer)


class ThrottledView(APIView):
    throttle_classes: list[Any] = [InsightThrottle]
    scopes = {"POST": Scope.READ}


class StepsView(ThrottledView):
    @operation("see_steps", "insight", insight_schemas.StepsSerializer, ERRORS, request=DRAWING)
    def post(self, request: Request) -> Response:
        """Show a drawing after every step of preprocessing, and hints where something looks wrong."""
        return Response(insight_schemas.as_steps(steps_of(schemas.read_drawing(request))))


class ActivationsView(ThrottledView):
    @operation("see_activations", "insight", insight_schemas.ActivationsSerializer, ERRORS, request=DRAWING)
    def post(self, request: Request) -> Response:
        """Show the activation of every unit of the served network for a drawing."""
        seen = inference.preprocess(schemas.read_drawing(request))
        activations = activations_for(seen.picture, n_seen=seen.n_seen, has_rules=seen.has_rules)
        return Response(insight_schemas.as_activations(activations, seen.picture))


class SandboxView(ThrottledView):
    @operation(
        "try_learning", "insight", insight_schemas.SandboxSerializer, ERRORS, request=schemas.SandboxRequestSerializer
    )
    def post(self, request: Request) -> Response:
        """Take steps of back-propagation on one drawing, in a copy of the served network that is then forgotten."""
        experiment = schemas.read_experiment(request)
        picture = inference.preprocess(experiment.pop("drawing")).picture
        return Response(insight_schemas.SandboxSerializer(learn_in_a_copy(picture, **experiment)).data)


class KnownDigitsView(ThrottledView):
    @operation("get_known_digits", "insight", insight_schemas.KnownDigitsSerializer, ERRORS)
    def get(self, request: Request) -> Response:
        """Get the made-up digits that the sandbox's copy should go on reading."""
        Query.read(request.query_params)
        return Response(insight_schemas.as_known_digits(*known_pictures()))


class WeightsView(ThrottledView):
    @operation("get_weights", "insight", insight_schemas.WeightsSerializer, READ_WEIGHTS_ERRORS)
    def get(self, request: Request, version: int) -> Response:
        """Get every weight and bias of a version."""
        Query.read(request.query_params)
        return Response(insight_schemas.as_weights(version, network_of(version)))


class TrainingView(ThrottledView):
    @operation("get_training", "insight", insight_schemas.TrainingSerializer, READ_WEIGHTS_ERRORS)
    def get(self, request: Request, version: int) -> Response:
        """Show how the cost falls while a version is trained, also while it still is."""
        Query.read(request.query_params)
        found = selectors.public.version_with_curve(version)
        if found is None:
            raise NotFoundError(f"There is no version {version}.")
        return Response(insight_schemas.as_training(found))


class UnitsView(ThrottledView):
    @operation("get_units", "insight", insight_schemas.UnitsSerializer, READ_WEIGHTS_ERRORS)
    def get(self, request: Request, version: int) -> Response:
        """Show what each hidden unit of a version looks for, and the pictures that light it most."""
        Query.read(request.query_params)
        return Response(insight_schemas.as_units(units_of(version, visitor=contributor_of(request))))


class ChangesView(ThrottledView):
    @operation(
        "get_changes", "insight", insight_schemas.ChangesSerializer, READ_WEIGHTS_ERRORS, parameters=[SinceQuery]
    )
    def get(self, request: Request, version: int) -> Response:
        """List one's own newest drawings that a version reads differently from an earlier one."""
        since = SinceQuery.read(request.query_params)["since"]
        found = changes(version=version, since=since, contributor=contributor_of(request))
        return Response(insight_schemas.ChangesSerializer(found).data)


class ConfusionView(ThrottledView):
    @operation("get_confusion", "insight", insight_schemas.ConfusionSerializer, READ_WEIGHTS_ERRORS)
    def get(self, request: Request, version: int) -> Response:
        """Show how a version reads everybody's newest verified drawings."""
        Query.read(request.query_params)
        return Response(insight_schemas.ConfusionSerializer(confusion(version, visitor=contributor_of(request))).data)
