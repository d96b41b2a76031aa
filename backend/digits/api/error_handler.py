"""The one form of every error, and the status and code of each.

The form is `{"code": …, "detail": "what happened and what to do", "fields": {…}?, "params": {…}?}`.
"""

import logging
import math
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from backend.digits import errors
from backend.observability import event

STATUS_AND_CODE: dict[type[Exception], tuple[int, str]] = {
    errors.InvalidRequestError: (400, "invalid_request"),
    errors.BlankDrawingRefusedError: (400, "blank_drawing"),
    errors.InvalidImageError: (400, "invalid_image"),
    errors.UnauthorizedError: (401, "unauthorized"),
    errors.ForbiddenError: (403, "forbidden"),
    errors.NotFoundError: (404, "not_found"),
    errors.GoneError: (410, "gone"),
    errors.TooLargeError: (413, "too_large"),
    errors.UnsupportedMediaTypeError: (415, "unsupported_media_type"),
    errors.IdempotencyConflictError: (422, "idempotency_conflict"),
    errors.UnavailableError: (503, "unavailable"),
}
CODES = sorted(
    {code for _, code in STATUS_AND_CODE.values()}
    | {"cross_site", "internal_error", "method_not_allowed", "throttled", "unknown_host"}
)
"""All codes, those of `backend.refusals` with them. The page has words for each that it can meet."""
DISK_FULL = ("disk is full", "No space left on device")  # SQLite's words, and PostgreSQL's
WAIT_S = 2  # seconds, sent as Retry-After with status 503; if it is longer, clients come back later than they could


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception of a view into the one form. REST framework calls this (EXCEPTION_HANDLER)."""
    if isinstance(error, OperationalError) and any(words in str(error) for words in DISK_FULL):
        event("disk_full", "the database has no room: %s", error, level=logging.ERROR)
        error = errors.UnavailableError(
            "The server's disk is full, so nothing can be stored. Send it again when there is room; whoever runs the"
            " program has to make some."
        )
    if isinstance(error, OperationalError | InterfaceError):
        event("database_away", "the database did not answer: %s", error, level=logging.ERROR)
        error = errors.UnavailableError("The server cannot reach its database just now. Try again in a moment.")
    if (
        type(error) is DatabaseError
    ):  # SQLite's word for a damaged file; what is wrong with a query has a class of its own
        event("database_damaged", "the database is damaged: %s", error, level=logging.ERROR)
        error = errors.UnavailableError("The database is damaged. The administrator has to look: manage.py verify.")
    if isinstance(error, errors.RequestError):
        status, code = STATUS_AND_CODE[type(error)]
        return answer(status, code, str(error), error.fields, wait_s=WAIT_S if status == 503 else None)
    if isinstance(error, exceptions.Throttled):
        wait_s = max(1, math.ceil(getattr(error, "wait", None) or 1))
        return answer(429, "throttled", f"Too many requests. Try again in {wait_s} s.", wait_s=wait_s)
    if isinstance(error, exceptions.MethodNotAllowed):
        return answer(405, "method_not_allowed", f"{context['request'].method} is not understood at this address.")
    if isinstance(error, exceptions.UnsupportedMediaType):
        return answer(415, "unsupported_media_type", "Send application/json (UTF-8) or image/png.")
    if isinstance(error, Http404):
        return answer(404, "not_found", "There is nothing at this address.")
    return None  # a fault of ours: Django logs it and answers 500


def answer(
    status: int, code: str, detail: str, fields: dict[str, str] | None = None, *, wait_s: int | None = None
) -> Response:
    body: dict[str, Any] = {"code": code, "detail": detail}
    if fields:
        body["fields"] = fields
    headers = {"Retry-After": str(wait_s)} if wait_s else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"  # RFC 9110, 15.5.2, wants to know how to log in
    return Response(body, status=status, headers=headers)
