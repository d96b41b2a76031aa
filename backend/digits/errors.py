"""The exceptions of the app.

`api.error_handler` answers a RequestError; admin pages and commands answer a RefusedError.
"""

from typing import Any


class RefusedError(ValueError):
    """An administrator's request that was refused. The message says why, and what to do."""


class ChangedMeanwhileError(RefusedError):
    """A decision on a row that somebody else changed since it was shown; `row` is as it is now."""

    def __init__(self, message: str, row: Any) -> None:
        super().__init__(message)
        self.row = row


class RequestError(Exception):
    """A visitor's request that was refused or cannot be answered.

    The message says what happened and what to do; `fields` maps each faulty field to its problem.
    """

    def __init__(self, detail: str, *, fields: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.fields = fields


class InvalidRequestError(RequestError):
    """A request with broken JSON, unknown or duplicate fields, or wrong types."""


class BlankDrawingRefusedError(RequestError):
    """A drawing without ink."""


class InvalidImageError(RequestError):
    """A picture that is not a PNG, or a PNG that is damaged or of a kind that is refused."""


class NotFoundError(RequestError):
    """A thing that does not exist, or is not shown to this visitor."""


class GoneError(RequestError):
    """A thing that existed and can no longer be had: taken back, dropped or damaged."""


class TooLargeError(RequestError):
    """A body over the limit."""


class UnsupportedMediaTypeError(RequestError):
    """A JSON body in a charset other than UTF-8. REST framework refuses other media types itself."""


class IdempotencyConflictError(RequestError):
    """An idempotency key that belongs to another drawing or label."""


class UnavailableError(RequestError):
    """A request that the server cannot answer at the moment, and perhaps can soon."""


class UnauthorizedError(RequestError):
    """The request needs a token, or its token is not valid."""


class ForbiddenError(RequestError):
    """The scope of the request's token does not include what was asked for."""


class UndeliveredError(Exception):
    """A notice that its receiver did not take. It is sent again."""
