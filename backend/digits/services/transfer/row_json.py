"""The conversion of rows to JSON and back, column by column, so that an archive keeps every column."""

import base64
import binascii
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from backend.digits.errors import RefusedError

Model = type[models.Model]
KINDS: dict[str, Any] = {"BooleanField": bool, "FloatField": float | int, "CharField": str, "TextField": str}
"""The types of values in JSON; those of all other columns are whole numbers."""
M = TypeVar("M", bound=models.Model)


@cache
def columns(model: Model) -> list["models.Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def row_to_json(model: Model, values: tuple[Any, ...]) -> dict[str, Any]:
    """Return the values of a row, given in the order of the columns, as a JSON object."""
    return {field.attname: _to_json(value) for field, value in zip(columns(model), values, strict=True)}


def row_from_json(model: type[M], row: dict[str, Any], place: str) -> M:
    """Return the row as an unsaved object. Raises RefusedError if a column is unknown, missing or wrong."""
    fields = _fields(model)
    if row.keys() != fields.keys():
        if unknown := sorted(set(row) - set(fields)):
            raise RefusedError(f"{place}: {', '.join(unknown)}: no such column; the archive is of a newer program.")
        if missing := [name for name, field in fields.items() if name not in row and not field.has_default()]:
            raise RefusedError(f"{place}: {', '.join(missing)} is missing.")
    try:
        return model(**{name: _from_json(fields[name], value) for name, value in row.items()})
    except (ValueError, TypeError, ValidationError, binascii.Error) as error:
        raise RefusedError(f"{place}: {error}") from error


@cache
def _fields(model: Model) -> "dict[str, models.Field[Any, Any]]":
    return {field.attname: field for field in columns(model)}


def _to_json(value: Any) -> Any:
    match value:
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat()
    return value


def _from_json(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None:
        if not field.null:
            raise ValueError(f"{field.attname} is null")
        return None
    match field:
        case models.BinaryField():
            return base64.b64decode(value, validate=True)
        case models.DateTimeField():
            return datetime.fromisoformat(value)
        case models.UUIDField():
            return UUID(value)
        case models.JSONField():
            return value
    kind = KINDS.get(field.get_internal_type(), int)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{field.attname} is {value!r:.40}")
    if field.choices and value not in dict(field.flatchoices):
        raise ValueError(f"{field.attname} is {value!r:.40}")
    return value
