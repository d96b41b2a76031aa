"""The conversion of rows to JSON and back, column by column, so that an archive keeps every column."""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from math import isfinite
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from backend.digits.errors import RefusedError

Model = type[models.Model]
KINDS: dict[str, Any] = {"BooleanField": bool, "FloatField": float | int, "CharField": str, "TextField": str}
"""The types of values in JSON for columns that READ_AS lacks; those of the rest are whole numbers."""
M = TypeVar("M", bound=models.Model)


@cache
def columns(model: Model) -> list["models.Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def row_to_json(model: Model, values: tuple[Any, ...]) -> dict[str, Any]:
    """Return the values of a row, given in the order of the columns, as a JSON object."""
    return {field.attname: _to_json(value) for field, value in zip(columns(model), values, strict=True)}


def row_from_json(model: type[M], row: dict[str, Any], place: str) -> M:
    """Return the row as an unsaved object. Raises RefusedError if a column is unknown, missing or wrong."""
    fields, readers = _fields(model), _readers(model)
    if row.keys() != fields.keys():
        if unknown := sorted(set(row) - set(fields)):
            raise RefusedError(f"{place}: {', '.join(unknown)}: no such column; the archive is of a newer program.")
        if missing := [name for name, field in fields.items() if name not in row and not field.has_default()]:
            raise RefusedError(f"{place}: {', '.join(missing)} is missing.")
    try:
        return model(**{name: readers[name](value) for name, value in row.items()})
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


@cache
def _readers(model: Model) -> dict[str, Callable[[Any], Any]]:
    """Return for each column the function that reads its value, so that nothing is looked up again for each row."""
    return {name: _reader(field) for name, field in _fields(model).items()}


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    read = next((read for kind, read in READ_AS if isinstance(field, kind)), None) or _checked(field)

    def read_or_null(value: Any) -> Any:
        if value is not None:
            return read(value)
        if not field.null:
            raise ValueError(f"{field.attname} is null")
        return None

    return read_or_null


def _checked(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    kind = KINDS.get(field.get_internal_type(), int)
    choices = frozenset(dict(field.flatchoices)) if field.choices else None

    def check(value: Any) -> Any:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise ValueError(f"{field.attname} is {value!r:.40}")
        if isinstance(value, float) and not isfinite(value):
            raise ValueError(f"{field.attname} is {value!r:.40}")
        if choices is not None and value not in choices:
            raise ValueError(f"{field.attname} is {value!r:.40}")
        return value

    return check


def _unchanged(value: Any) -> Any:
    return value


READ_AS: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (models.BinaryField, partial(base64.b64decode, validate=True)),
    (models.DateTimeField, datetime.fromisoformat),
    (models.UUIDField, UUID),
    (models.JSONField, _unchanged),
)
