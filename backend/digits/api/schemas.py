"""Serializers of the requests of the HTTP contract.

Each checks what comes, and the OpenAPI document is made from them. Their strict fields are in `fields` and
`strokes_field`; serializers of answers are in `answer_schemas`.
"""

from functools import cache
from typing import Any

from django.http import QueryDict
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request

from backend.digits import drawings
from backend.digits.api import fields
from backend.digits.api.strokes_field import StrokesField
from backend.digits.drawings import Drawing
from backend.digits.errors import InvalidRequestError

# --- In: the address -------------------------------------------------------------------------------------------------


class Query(serializers.Serializer[Any]):
    """The fields that an address may have after its `?`: none, unless a subclass names them."""

    @classmethod
    def read(cls, query: QueryDict) -> dict[str, Any]:
        """Return the checked value of every field. Raises InvalidRequestError, also for unknown fields."""
        known = _fields(cls)
        fields.refuse_unknown(query, known=known)
        return {name: field.run_validation(query.getlist(name)) for name, field in known.items()}


class PageQuery(Query):
    limit = fields.AddressInteger(min_value=1, max_value=200, help_text="1–200, 50 unless given.")
    cursor = fields.AddressInteger(min_value=1, help_text="As `next` gives it.")


class DigitPageQuery(PageQuery):
    label = fields.AddressInteger(  # type: ignore[assignment]  # the name of an attribute
        min_value=0, max_value=9, help_text="0–9: only digits of this label."
    )
    mine = fields.AddressBoolean(help_text="Only those of the contributor whose cookie comes along.")
    misread = fields.AddressBoolean(help_text="Only those that were misread when they arrived.")


class LabelQuery(Query):
    label = fields.AddressInteger(  # type: ignore[assignment]  # the name of an attribute
        min_value=0, max_value=9, help_text="0–9, with an image/png body only."
    )


class SinceQuery(Query):
    since = fields.AddressInteger(min_value=1, help_text="The version to compare with; its parent if not given.")


# --- In: the body, a JSON object or the bytes of a PNG ---------------------------------------------------------------


FORMS = ("strokes", "image", "pixels")  # of a drawing


class PredictionRequestSerializer(serializers.Serializer[Any]):
    """A drawing: exactly one of `strokes`, `image` and `pixels`."""

    strokes = StrokesField(
        required=False,
        help_text="What the pen did, stroke by stroke: points [x, y] or [x, y, t] in any unit, x to the right, y down,"
        " t in milliseconds since the first point, never falling. At most 4,096 points in all.",
    )
    image = fields.Base64PNG(required=False, help_text="A PNG in base64; a data URL's prefix is allowed.")
    pixels = fields.Pixels(
        child=serializers.IntegerField(min_value=0, max_value=255),
        min_length=784,
        max_length=784,
        required=False,
        help_text="28 rows of 28, white ink (255) on black (0).",
    )

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        """Return the drawing as `drawing`, and the checked value of every other field.

        Raises InvalidRequestError or InvalidImageError, also for unknown fields.
        """
        known = _fields(cls)
        fields.refuse_unknown(data, known=known)
        others = [name for name in known if name not in FORMS]
        checked = {name: known[name].run_validation(data.get(name, empty)) for name in others}
        given = [name for name in FORMS if name in data]
        if len(given) != 1:
            raise InvalidRequestError(
                "Send the drawing as strokes (points), image (a base64 PNG) or pixels (784 integers): exactly one;"
                f" given: {' and '.join(given) or 'none'}."
            )
        (form,) = given
        return checked | {"drawing": known[form].run_validation(data[form])}  # last: it costs most


class ReadingRequestSerializer(PredictionRequestSerializer):
    """A drawing, exactly one of `strokes`, `image` and `pixels`, and whether the inside of the network is wanted."""

    inside = fields.JSONBoolean(default=False, help_text="Answer with the picture and the hidden units, too.")


class DigitRequestSerializer(PredictionRequestSerializer):
    """A drawing, exactly one of `strokes`, `image` and `pixels`, and what it is."""

    label = fields.Label(min_value=0, max_value=9)  # type: ignore[assignment]  # the name of an attribute


class SandboxRequestSerializer(PredictionRequestSerializer):
    """A drawing, what it is, and how many steps of gradient descent to take on it in a copy of the network."""

    label = fields.JSONInteger(min_value=0, max_value=9)  # type: ignore[assignment]  # the name of an attribute
    steps = fields.JSONInteger(min_value=0, max_value=100)
    learning_rate = fields.LearningRate(default=0.03, help_text="Above 0, at most 10.")
    rehearse = fields.JSONBoolean(default=False, help_text="Nine known digits beside the drawing in each step.")


def read_drawing(request: Request) -> Drawing:
    if isinstance(request.data, bytes):
        return drawings.from_png(request.data)
    drawing: Drawing = PredictionRequestSerializer.read(request.data)["drawing"]
    return drawing


def read_reading(request: Request) -> tuple[Drawing, bool]:
    """Return the drawing, and whether the inside of the network is wanted, which a PNG cannot ask for."""
    if isinstance(request.data, bytes):
        return drawings.from_png(request.data), False
    asked = ReadingRequestSerializer.read(request.data)
    return asked["drawing"], asked["inside"]


def read_labelled_drawing(request: Request) -> dict[str, Any]:
    """Return `drawing` and `label`. A JSON object has both; with a PNG the label is in the address (?label=7)."""
    if not isinstance(request.data, bytes):
        Query.read(request.query_params)
        return DigitRequestSerializer.read(request.data)
    label = LabelQuery.read(request.query_params)["label"]
    if label is None:
        raise InvalidRequestError("With a PNG the label goes into the address: ?label=7.", fields={"label": "missing"})
    return {"drawing": drawings.from_png(request.data), "label": label}


def read_experiment(request: Request) -> dict[str, Any]:
    """Return `drawing`, `label`, `steps`, `learning_rate` and `rehearse`."""
    if isinstance(request.data, bytes):
        raise InvalidRequestError('The sandbox takes a JSON object such as {"image": …, "label": 7, "steps": 1}.')
    return SandboxRequestSerializer.read(request.data)


@cache
def _fields(form: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """Return a form's fields. They are made once, since they keep nothing of a request."""
    return dict(form().fields)
