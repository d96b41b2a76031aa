"""Four addresses that take a drawing, each as a JSON object and as a PNG body, under one contract."""

import base64
import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from backend.digits.models import Deployment, Digit, ModelState

LABEL = 7


@dataclass(frozen=True)
class Door:
    """An address that takes a drawing; `ADD` is the one that stores it, with its label."""

    address: str
    wants_label: bool

    def __str__(self) -> str:
        return self.address

    def send_fields(self, client: Client, fields: dict[str, Any], **headers: Any) -> HttpResponse:
        """Send a JSON object, with a label where one is wanted and `fields` do not name it."""
        label = {"label": LABEL} if self.wants_label else {}
        return self.send(client, json.dumps(label | fields).encode(), **headers)

    def send_png(self, client: Client, png: bytes, **headers: Any) -> HttpResponse:
        """Send the bytes of a picture as the body, the label in the address."""
        query = f"?label={LABEL}" if self.wants_label else ""
        return self.send(client, png, content_type="image/png", query=query, **headers)

    def send(
        self, client: Client, body: bytes, *, content_type: str = "application/json", query: str = "", **more: Any
    ) -> HttpResponse:
        response: HttpResponse = client.generic("POST", self.address + query, body, content_type=content_type, **more)
        return response


PREDICT = Door("/api/predictions", wants_label=False)
ADD = Door("/api/digits", wants_label=True)
SEE_STEPS = Door("/api/steps", wants_label=False)
SEE_ACTIVATIONS = Door("/api/activations", wants_label=False)
SANDBOX = Door("/api/sandbox", wants_label=True)
DOORS = (PREDICT, ADD, SEE_STEPS, SEE_ACTIVATIONS)


def as_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def n_rows() -> tuple[int, int, int]:
    return Digit.objects.count(), ModelState.objects.count(), Deployment.objects.count()


def refused(response: HttpResponse, code: str, status: int = 400) -> dict[str, Any]:
    """Assert that the answer is an error of the contract and that nothing was stored; return its body.

    To be called in a test that began with no digit: an installed base network is one version and one deployment.
    """
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/json"), response.content
    error: dict[str, Any] = json.loads(response.content)
    assert error["code"] == code, error
    assert set(error) <= {"code", "detail", "fields"}
    assert error["detail"].endswith((".", "!"))
    assert len(error["detail"]) < 200
    assert n_rows() == (0, 1, 1)
    return error


def answered(response: HttpResponse) -> Any:
    """Return what an answer says, having checked that it is no refusal."""
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def pixels_of(data_url: str) -> Any:
    """Return the pixels of a picture that an answer has in itself."""
    return np.asarray(Image.open(BytesIO(base64.b64decode(data_url.removeprefix("data:image/png;base64,")))))
