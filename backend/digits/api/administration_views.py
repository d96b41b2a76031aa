"""What scripts with a token of the scope administer may do."""

from contextlib import suppress
from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.digits.api import answer_schemas, fields
from backend.digits.api.openapi import ERRORS, operation
from backend.digits.api.throttles import DigitThrottle
from backend.digits.errors import InvalidRequestError, RefusedError
from backend.digits.models import Scope
from backend.digits.services.audit import MAX_REASON, stated
from backend.digits.services.deployments import roll_back

AUTHORIZED_ERRORS = ERRORS | {401: answer_schemas.ErrorSerializer}


class ReasonField(serializers.CharField):
    def run_validation(self, data: Any = empty) -> str:
        if isinstance(data, str):
            with suppress(RefusedError):
                return stated(data, otherwise="none")
        raise fields.wrong("reason", f"a sentence of at most {MAX_REASON} letters that says why", "not a reason")


class RollBackRequestSerializer(serializers.Serializer[Any]):
    """The version to serve, and why."""

    version = fields.JSONInteger(min_value=1, max_value=2**31 - 1)
    reason = ReasonField()

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise InvalidRequestError('Send a JSON object such as {"version": 3, "reason": "It read 7s better."}.')
        known = cls().fields
        fields.refuse_unknown(data, known=known)
        return {name: field.run_validation(data.get(name, empty)) for name, field in known.items()}


class RolledBackSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(help_text="What is served from now on, pinned until it is unpinned.")


class DeploymentsView(APIView):
    throttle_classes = [DigitThrottle]
    scopes = {"POST": Scope.ADMINISTER}

    @operation(
        "roll_back", "administration", {201: RolledBackSerializer}, AUTHORIZED_ERRORS, request=RollBackRequestSerializer
    )
    def post(self, request: Request) -> Response:
        """Serve an older version, and pin it. Needs a token of the scope administer."""
        asked = RollBackRequestSerializer.read(request.data)
        try:
            deployment = roll_back(to=asked["version"], by=f"token {request.auth}", reason=asked["reason"])
        except RefusedError as error:
            raise InvalidRequestError(str(error), fields={"version": "refused"}) from error
        return Response({"version": deployment.model_state_id}, status=201)
