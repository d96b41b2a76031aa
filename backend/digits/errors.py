"""Plain exceptions of the app. Only `api.error_handler` knows how each is answered over HTTP."""


class RefusedError(ValueError):
    """An administrator's request that is not done. The message says why, and what to do."""


class RequestError(Exception):
    """A visitor's request that is not done. The message says what happened and what to do; `fields` says where."""

    def __init__(self, detail: str, *, fields: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.fields = fields


class InvalidRequestError(RequestError):
    """A request with broken JSON, unknown or duplicate fields, or wrong types."""


class BlankDrawingRefusedError(RequestError):
    """A drawing without ink."""


class InvalidImageError(RequestError):
    """A picture that is not a PNG, or a PNG that is not read here."""


class NotFoundError(RequestError):
    """A thing that does not exist, or is not the visitor's."""


class GoneError(RequestError):
    """A thing that existed and is no longer kept."""


class TooLargeError(RequestError):
    """A body over the limit."""


class UnsupportedMediaTypeError(RequestError):
    """A body in an encoding that is not read."""


class IdempotencyConflictError(RequestError):
    """An idempotency key that belongs to another drawing or label."""


class UnavailableError(RequestError):
    """A service that the server cannot give just now, and perhaps can in a moment."""
