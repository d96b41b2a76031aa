"""The description of a view in the OpenAPI document."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema

from backend.digits.api import answer_schemas, schemas

ERRORS = dict.fromkeys((400, 403, 405, 413, 414, 415, 429, 503), answer_schemas.ErrorSerializer)
READ_ERRORS = dict.fromkeys((400, 404, 405, 414, 503), answer_schemas.ErrorSerializer)
READ_WEIGHTS_ERRORS = READ_ERRORS | dict.fromkeys((410, 429), answer_schemas.ErrorSerializer)
AUTH: list[dict[str, list[str]]] = [{}, {"token": []}]  # nothing, or a token
PNG = {(200, "image/png"): OpenApiTypes.BINARY}


def operation(
    name: str, tag: str, answers: Any, errors: dict[int, Any] = READ_ERRORS, **more: Any
) -> Callable[[Any], Any]:
    """Describe a method of a view. `answers` is a serializer, or a dict of serializers by status."""
    responses = answers if isinstance(answers, dict) else {200: answers}
    return extend_schema(operation_id=name, tags=[tag], auth=AUTH, responses=responses | errors, **more)  # type: ignore[arg-type]


def body(form: type[schemas.PredictionRequestSerializer]) -> dict[str, Any]:
    """Return the two bodies that hold a drawing."""
    return {"application/json": form, "image/png": OpenApiTypes.BINARY}
