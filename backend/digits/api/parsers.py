"""The two forms of a request body: a strict JSON object, or the bytes of a PNG.

A body is measured before it is read, and is read once.
"""

import json
import re
from typing import IO, Any

from django.conf import settings
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from backend.digits.errors import InvalidRequestError, TooLargeError, UnsupportedMediaTypeError

MAX_BRACKETS = 4200
"""A body with more opening brackets is refused. Strokes of 4,096 points need 4,162. If larger, more useless texts are
decoded. Deep nesting is refused apart from this: at Python's limit, about a thousand levels, the decoder gives up."""
NESTED = "The JSON is nested too deeply, or holds too many lists: strokes of at most 4,096 points are wanted."


class AlwaysJSON(DefaultContentNegotiation):
    """A content negotiation that always chooses JSON, so that every client can read an error."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class StrictJSONParser(BaseParser):
    """A parser of one JSON object in UTF-8, with each field once, without NaN and deep nesting."""

    media_type = "application/json"

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        _refuse_other_charsets(media_type or "")
        return read_object(read_body(stream, parser_context["request"]))


class PNGParser(BaseParser):
    """A parser that leaves the bytes of a picture unchanged."""

    media_type = "image/png"

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        return read_body(stream, parser_context["request"])


def read_body(stream: IO[Any], request: Request) -> bytes:
    """Return the body, refusing one over DIGITS_MAX_BODY bytes before reading it."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DIGITS_MAX_BODY:
        raise TooLargeError(
            f"The request is larger than {settings.DIGITS_MAX_BODY // 1024} kB. Send a smaller picture."
        )
    body: bytes = stream.read(settings.DIGITS_MAX_BODY)
    return body


def read_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object in `body`, or raise InvalidRequestError saying what is wrong with it."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidRequestError("The body is not UTF-8. Send JSON encoded as UTF-8.") from error
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        raise InvalidRequestError(NESTED)
    try:
        value = json.loads(text, object_pairs_hook=_each_field_once, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise InvalidRequestError(NESTED) from error
    except ValueError as error:  # JSONDecodeError, and integers of thousands of digits
        raise InvalidRequestError("The body is not valid JSON.") from error
    if not isinstance(value, dict):
        raise InvalidRequestError('The body must be a JSON object such as {"image": …, "label": 7}.')
    return value


def _refuse_other_charsets(media_type: str) -> None:
    charset = re.search(r"charset\s*=\s*\"?([^\s;\"]+)", media_type, re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise UnsupportedMediaTypeError("Send JSON encoded as UTF-8: no other charset is read.")


def _each_field_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if any("\ud800" <= letter <= "\udfff" for name in fields for letter in name):  # an error could not quote it
        raise InvalidRequestError("The name of a field holds half a surrogate pair, which is no text.")
    if len(fields) < len(pairs):
        twice = next(name for name in fields if sum(name == other for other, _ in pairs) > 1)
        raise InvalidRequestError(f"The field {twice[:40]!r} is given twice.", fields={twice[:40]: "given twice"})
    return fields


def _refuse_constant(name: str) -> None:
    raise InvalidRequestError(f"{name} is not a JSON number.")
