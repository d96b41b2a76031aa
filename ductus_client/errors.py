"""The error of the client."""

from typing import Any


class DuctusError(Exception):
    """An answer that is no success; `code` is for programs, the message for people.

    The codes are those of the API, `unreachable` where no server answers, and `unknown` where another program does.
    """

    def __init__(
        self, code: str, detail: str, *, status: int | None = None, fields: dict[str, Any] | None = None
    ) -> None:
        super().__init__(detail)
        self.code, self.status, self.fields = code, status, fields or {}
