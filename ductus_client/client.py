"""The calls of the API."""

import base64
import ipaddress
import json
from collections.abc import Callable, Sequence
from http.client import HTTPException
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener
from uuid import UUID, uuid4

from ductus_client.answers import AddedDigit, Number, Reading
from ductus_client.errors import DuctusError

Stroke = Sequence[Sequence[float]]
Drawing = str | PathLike[str] | bytes | Sequence[Stroke]
"""The path of a PNG, its bytes, or strokes: lists of points [x, y] or [x, y, t], y down, t in milliseconds."""
T = TypeVar("T")

SERVER = "http://127.0.0.1:8000"
TIMEOUT_S = 30.0  # if it is longer, a server that hangs is waited for longer
N_TRIES = 3
"""How often a digit or number is sent while no answer comes, always with one key, so that it is stored once. If larger,
a server that is away is noticed later."""


class Ductus:
    """A server, and the token with which it is called. Without one, each call that teaches comes from a new hand."""

    def __init__(self, server: str = SERVER, *, token: str | None = None, timeout_s: float = TIMEOUT_S) -> None:
        if urlsplit(server).scheme not in ("http", "https"):
            raise ValueError(f"expected an address such as {SERVER}, got {server!r}")
        self._server, self._token, self._timeout_s = server.rstrip("/"), token, timeout_s
        self._opener = _opener(server)

    def read(self, drawing: Drawing) -> Reading:
        """Return what a drawing of one digit is read as. Nothing is stored."""
        return self._call("POST", "/api/predictions", _as_fields(drawing), Reading.of)

    def read_number(self, drawing: Drawing) -> Number:
        """Return the digits on a drawing, from left to right. Nothing is stored."""
        return self._call("POST", "/api/readings", _as_fields(drawing), Number.of)

    def teach(self, drawing: Drawing, label: int, *, key: UUID | None = None) -> AddedDigit:
        """Add a drawing of a digit. Called again with the same key, drawing and label it adds nothing."""
        return self._add("/api/digits", _as_fields(drawing) | {"label": label}, AddedDigit.of, key)

    def teach_number(self, drawing: Drawing, number: str, *, key: UUID | None = None) -> list[AddedDigit]:
        """Add the digits of a number, all of them or none."""
        fields = _as_fields(drawing) | {"number": number}
        return self._add("/api/numbers", fields, lambda answer: [*map(AddedDigit.of, answer["digits"])], key)

    def export(self, file_format: str, version: int | None = None) -> bytes:
        """Return a network as a file: blob, json, onnx, safetensors, html, md or zip; by default what is served."""
        models = "model" if version is None else f"models/{version}"
        return self._send("GET", f"/api/{models}/network.{file_format}", None, {})

    def roll_back(self, version: int, reason: str) -> None:
        """Serve an older version, and pin it. This needs a token of the scope administer."""
        self._call("POST", "/api/deployments", {"version": version, "reason": reason}, dict)

    def _add(self, path: str, fields: dict[str, Any], as_answer: Callable[[Any], T], key: UUID | None) -> T:
        """Send what is to be stored, again while no answer comes; all tries have one key, so it is stored once."""
        headers = {"Idempotency-Key": str(key or uuid4())}
        for n_left in reversed(range(N_TRIES)):
            try:
                return self._call("POST", path, fields, as_answer, headers)
            except DuctusError as error:
                if error.code != "unreachable" or not n_left:
                    raise
        raise AssertionError("not reached: the last try returns or raises")

    def _call(
        self,
        method: str,
        path: str,
        fields: dict[str, Any],
        as_answer: Callable[[Any], T],
        headers: dict[str, str] | None = None,
    ) -> T:
        sent = {"Content-Type": "application/json"} | (headers or {})
        content = self._send(method, path, json.dumps(fields).encode(), sent)
        try:
            return as_answer(json.loads(content))
        except (ValueError, KeyError, TypeError) as error:
            raise DuctusError("unknown", f"What answers at {self._server} does not answer as Ductus does.") from error

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        if self._token is not None:
            headers = headers | {"Authorization": f"Bearer {self._token}"}
        request = Request(self._server + path, body, headers, method=method)  # noqa: S310 - http(s), checked at first
        try:
            with self._opener.open(request, timeout=self._timeout_s) as response:
                content: bytes = response.read()
                return content
        except HTTPError as error:
            with error:
                raise _as_error(error.code, error.read()) from error
        except (HTTPException, OSError) as error:
            raise DuctusError("unreachable", f"No server answers at {self._server}: {error}.") from error


def _opener(server: str) -> OpenerDirector:
    """Return an opener that uses the proxy of system or environment, but none to localhost or a loopback address."""
    host = urlsplit(server).hostname or ""
    try:
        is_here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = host == "localhost"
    return build_opener(ProxyHandler({})) if is_here else build_opener()


def _as_fields(drawing: Drawing) -> dict[str, Any]:
    if isinstance(drawing, str | PathLike):
        drawing = Path(drawing).read_bytes()
    if isinstance(drawing, bytes):
        return {"image": base64.b64encode(drawing).decode()}
    return {"strokes": [[[float(number) for number in point] for point in stroke] for stroke in drawing]}


def _as_error(status: int, body: bytes) -> DuctusError:
    try:
        error = json.loads(body)
        return DuctusError(error["code"], error["detail"], status=status, fields=error.get("fields"))
    except (ValueError, KeyError, TypeError):
        return DuctusError("unknown", f"The server answered {status}, and not as Ductus does.", status=status)
