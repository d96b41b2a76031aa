"""What can go wrong, as plain exceptions. How each is answered over HTTP is in `api.error_handler` alone."""


class RefusedError(ValueError):
    """What an administrator asked for is not done; the message says why, and what to do."""


class RequestError(Exception):
    """What a visitor asked for is not done; the message says what happened and what to do, `fields` where."""

    def __init__(self, detail: str, *, fields: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.fields = fields


class InvalidRequestError(RequestError):
    """Broken JSON, unknown or duplicate fields, wrong types."""


class BlankDrawingRefusedError(RequestError):
    """A drawing without ink."""


class InvalidImageError(RequestError):
    """A picture that is no PNG, or none that is read here."""


class NotFoundError(RequestError):
    """Nothing of that name exists, or it is not the visitor's."""


class GoneError(RequestError):
    """What was there and is not kept any more."""


class TooLargeError(RequestError):
    """A body over the limit."""


class UnsupportedMediaTypeError(RequestError):
    """A body in an encoding that is not read."""


class IdempotencyConflictError(RequestError):
    """An idempotency key that belongs to another drawing or label."""


class UnavailableError(RequestError):
    """The server cannot do it just now, and may be able to in a moment."""
