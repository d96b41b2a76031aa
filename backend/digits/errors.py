"""What can be wrong with a request, and the one form in which every error is answered.

`{"code": …, "detail": "what happened and what to do", "fields": {…}?}`: see the HTTP contract.
"""

import logging
import math
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response

from backend.observability import event


class RefusedError(ValueError):
    """Something that is asked for cannot be done; the message says why and what to do."""


class RequestError(exceptions.APIException):
    """A request that is refused: a code of the contract, what happened, and what to do about it."""

    status_code: int = status.HTTP_400_BAD_REQUEST
    code = "invalid_request"

    def __init__(self, detail: str, *, fields: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.fields = fields


class InvalidRequestError(RequestError):
    """Broken JSON, unknown or duplicate fields, wrong types."""


class BlankDrawingRefusedError(RequestError):
    code = "blank_drawing"


class InvalidImageError(RequestError):
    code = "invalid_image"


class NotFoundError(RequestError):
    status_code = status.HTTP_404_NOT_FOUND
    code = "not_found"


class GoneError(RequestError):
    status_code = status.HTTP_410_GONE
    code = "gone"


class TooLargeError(RequestError):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    code = "too_large"


class UnsupportedMediaTypeError(RequestError):
    status_code = status.HTTP_415_UNSUPPORTED_MEDIA_TYPE
    code = "unsupported_media_type"


class IdempotencyConflictError(RequestError):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "idempotency_conflict"


class UnavailableError(RequestError):
    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    code = "unavailable"
    wait = 2  # seconds, sent as Retry-After


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn whatever a view raised into the one form. Django REST framework calls it (EXCEPTION_HANDLER)."""
    if isinstance(error, OperationalError | InterfaceError):
        event("database_away", "the database did not answer: %s", error, level=logging.ERROR)
        error = UnavailableError("The server cannot reach its database just now. Try again in a moment.")
    if isinstance(error, RequestError):
        return _answer(
            error.status_code, error.code, str(error.detail), error.fields, wait=getattr(error, "wait", None)
        )
    if isinstance(error, exceptions.Throttled):
        wait = max(1, math.ceil(getattr(error, "wait", None) or 1))
        return _answer(429, "throttled", f"Too many requests. Try again in {wait} s.", wait=wait)
    if isinstance(error, exceptions.MethodNotAllowed):
        return _answer(405, "method_not_allowed", f"{context['request'].method} is not understood at this address.")
    if isinstance(error, exceptions.UnsupportedMediaType):
        return _answer(415, "unsupported_media_type", "Send application/json (UTF-8) or image/png.")
    if isinstance(error, Http404):
        return _answer(404, "not_found", "There is nothing at this address.")
    return None  # a fault of ours: Django logs it and answers 500


def _answer(
    status_code: int, code: str, detail: str, fields: dict[str, str] | None = None, *, wait: int | None = None
) -> Response:
    body: dict[str, Any] = {"code": code, "detail": detail}
    if fields:
        body["fields"] = fields
    return Response(body, status=status_code, headers={"Retry-After": str(wait)} if wait else None)
