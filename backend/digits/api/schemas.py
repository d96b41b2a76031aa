"""Serializers of the HTTP contract, one for each request or answer.

Each checks what comes or shapes what goes out, and the OpenAPI document is made from them. The strict fields of
requests are in `fields` and `strokes_field`.
"""

import base64
from functools import cache
from typing import Any

from django.conf import settings
from django.http import QueryDict
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request

from backend.digits import drawings
from backend.digits.api import fields
from backend.digits.api.error_handler import CODES
from backend.digits.api.strokes_field import StrokesField
from backend.digits.drawings import Drawing
from backend.digits.errors import InvalidRequestError
from backend.digits.models import Digit, DigitState, Kind, ModelState, Status
from backend.digits.why import SENTENCES
from backend.version import VERSION

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


# --- Out -------------------------------------------------------------------------------------------------------------


class ErrorSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(CODES)
    detail = serializers.CharField(help_text="What happened, and what to do.")
    params = serializers.DictField(
        child=serializers.CharField(), required=False, help_text="Values in `detail`, to say it in another language."
    )
    fields = serializers.DictField(child=serializers.CharField(), required=False)  # type: ignore[assignment]


class GuessSerializer(serializers.Serializer[Any]):
    digit = serializers.IntegerField(min_value=0, max_value=9)
    confidences = serializers.ListField(
        child=serializers.FloatField(min_value=0, max_value=1),
        min_length=10,
        max_length=10,
        help_text="The ten outputs. They are independent of each other: no probabilities, and need not add up to 1.",
    )


class MemorizedSerializer(serializers.Serializer[Any]):
    """The memory of the hand whose cookie came along."""

    n_digits = serializers.IntegerField(min_value=1, help_text="Verified digits of this hand in its memory.")
    changed = serializers.BooleanField(help_text="Whether the memory made it another guess than the network's.")


class OwnDigitSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(help_text="A digit of `/api/digits`.")
    label = serializers.IntegerField(min_value=0, max_value=9)  # type: ignore[assignment]  # the name of an attribute


class InsideSerializer(serializers.Serializer[Any]):
    """What the served network sees of a drawing, and how far that lights each hidden unit."""

    pixels = serializers.CharField(help_text="Base64 of the 28×28 picture: 784 bytes, row by row, 0 ground … 255 ink.")
    hidden = serializers.ListField(child=serializers.FloatField(min_value=0, max_value=1))


class PredictionSerializer(GuessSerializer):
    """The guess of the network and of the memory of one's own hand together."""

    certain = serializers.BooleanField(help_text="Whether the guess can be relied upon.")
    model = serializers.IntegerField(help_text="The version of the network that guessed.")
    n_seen = serializers.IntegerField(
        min_value=1, help_text="How many digits are seen on the drawing. With more than one the guess is never certain."
    )
    network = GuessSerializer(help_text="By everybody's network alone.")
    hand = MemorizedSerializer(allow_null=True, help_text="Null where no verified digit of a hand is known.")
    because = OwnDigitSerializer(
        many=True, help_text="One's own drawings, at most three, that changed the guess; none where nothing did."
    )
    inside = InsideSerializer(required=False, help_text="Only where `inside` was asked for.")


def as_inside(picture: Any, hidden: list[float]) -> dict[str, Any]:
    return {"pixels": base64.b64encode(picture.tobytes()).decode("ascii"), "hidden": hidden}


class DigitSerializer(serializers.ModelSerializer[Digit]):
    label = serializers.IntegerField(min_value=0, max_value=9)  # type: ignore[assignment]  # the name of an attribute
    predicted = serializers.IntegerField(min_value=0, max_value=9, allow_null=True)
    model = serializers.IntegerField(
        source="predicted_by_id", allow_null=True, help_text="The version that made the prediction."
    )
    state = serializers.ChoiceField(DigitState.choices)
    image = serializers.SerializerMethodField(help_text="Address of the drawing, cropped.")
    picture = serializers.SerializerMethodField(help_text="Address of the 28×28 picture that the network sees.")
    has_strokes = serializers.BooleanField(
        read_only=True, help_text="Whether …/strokes says what the pen did. False for what was sent as a picture."
    )

    class Meta:
        model = Digit
        fields = ["id", "label", "predicted", "model", "state", "created_at", "image", "picture", "has_strokes"]

    def get_image(self, digit: Digit) -> str:
        return f"{settings.DIGITS_PREFIX}/api/digits/{digit.pk}/image.png"

    def get_picture(self, digit: Digit) -> str:
        return f"{settings.DIGITS_PREFIX}/api/digits/{digit.pk}/picture.png"


class DigitOfTenSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    label = serializers.IntegerField(min_value=0, max_value=9)  # type: ignore[assignment]  # the name of an attribute


class TenSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(help_text="The version that learns these ten.")
    digits = DigitOfTenSerializer(many=True, help_text="Those that you may see; to a retry only the digit itself.")


class AddedDigitSerializer(serializers.ModelSerializer[Digit]):
    label = serializers.IntegerField(min_value=0, max_value=9)  # type: ignore[assignment]  # the name of an attribute
    predicted = serializers.IntegerField(
        min_value=0, max_value=9, allow_null=True, help_text="The guess of everybody's network."
    )
    guess = serializers.IntegerField(
        min_value=0, max_value=9, allow_null=True, help_text="The guess with the memory of this hand."
    )
    model = serializers.IntegerField(source="predicted_by_id", allow_null=True)
    state = serializers.ChoiceField(DigitState.choices)
    new_digits = serializers.IntegerField(
        read_only=True, help_text="Counted digits that belong to no version yet; 0 once ten are full."
    )
    retrain_at = serializers.IntegerField(read_only=True)
    ten = TenSerializer(allow_null=True, help_text="The full ten that this digit is in; null while it waits for more.")

    class Meta:
        model = Digit
        fields = [
            "id", "label", "predicted", "guess", "model", "is_training_input", "state", "created_at", "new_digits",
            "retrain_at", "ten",
        ]  # fmt: skip


class StrokesSerializer(serializers.Serializer[Any]):
    """What the pen did, simplified when it arrived."""

    strokes = serializers.ListField(
        child=serializers.ListField(
            child=serializers.ListField(child=serializers.IntegerField(min_value=0), min_length=3, max_length=3)
        ),
        help_text="Stroke by stroke, points [x, y, t]: x to the right and y down, the longer side of the drawing spans"
        " 0 to 1000; t in milliseconds since the first point, 0 everywhere if no times were sent.",
    )


class CountsSerializer(serializers.Serializer[Any]):
    """How many digits were shown to a network, and how many of them it read correctly."""

    accuracy = serializers.FloatField(allow_null=True)
    correct = serializers.IntegerField()
    count = serializers.IntegerField()
    interval = serializers.ListField(
        child=serializers.FloatField(), min_length=2, max_length=2, help_text="95 % (Wilson)."
    )


class ReferenceSerializer(CountsSerializer):
    name = serializers.CharField()
    best_correct = serializers.IntegerField(help_text="The most that an accepted version has read.")


class TestDetailSerializer(serializers.Serializer[Any]):
    """Accuracies on digits that no version was trained on: of each set, and over all sets for each digit."""

    mnist = CountsSerializer(allow_null=True)
    people = CountsSerializer()
    reference = ReferenceSerializer()
    per_digit = CountsSerializer(many=True)
    confusion_matrix = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()), help_text="Rows are the true digits."
    )


class WhySerializer(serializers.Serializer[Any]):
    """Why a version was promoted or rejected, to be said in any language."""

    code = serializers.ChoiceField(list(SENTENCES))
    params = serializers.DictField(help_text="The figures of `reason`, by their names.")


class VersionSerializer(serializers.ModelSerializer[ModelState]):
    version = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(Kind.choices)
    status = serializers.ChoiceField(Status.choices)
    parent = serializers.IntegerField(source="parent_id", allow_null=True)  # type: ignore[assignment]
    test_detail = TestDetailSerializer(allow_null=True)
    why = WhySerializer(
        allow_null=True, help_text="What `reason` says, as a code and figures; null where a person wrote the reason."
    )
    served_since = serializers.DateTimeField(
        allow_null=True, help_text="When it was last put into service; null where it never was."
    )
    is_undone = serializers.BooleanField(
        help_text="Whether it was promoted, and taken back lately because it read people worse."
    )

    class Meta:
        model = ModelState
        fields = [
            "version", "kind", "status", "parent", "train_accuracy", "test_accuracy", "test_detail", "reason", "why",
            "progress", "created_at", "started_at", "finished_at", "served_since",
            "is_undone",
        ]  # fmt: skip


class ServedModelSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    trained_at = serializers.DateTimeField()
    served_since = serializers.DateTimeField()
    is_pinned = serializers.BooleanField(help_text="Nothing is learned until the administrator unpins it.")
    undone = serializers.IntegerField(
        allow_null=True,
        help_text="The version that read people worse and was taken back, if that is why this one is served again.",
    )
    train_accuracy = serializers.FloatField(allow_null=True)
    test_accuracy = serializers.FloatField(allow_null=True)
    test_detail = TestDetailSerializer(allow_null=True)
    is_training = serializers.BooleanField()
    progress = serializers.FloatField(allow_null=True, help_text="Of the training under way, 0–1.")
    new_digits = serializers.IntegerField(min_value=0)
    retrain_at = serializers.IntegerField(min_value=1)
    gallery = serializers.ChoiceField(
        ["everyone", "own", "none"], help_text="Whose drawings a visitor is shown: everyone's, their own, or none."
    )
    program = serializers.CharField(default=VERSION, help_text="The version of the program, not of the network.")


class DigitPageSerializer(serializers.Serializer[Any]):
    results = DigitSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Address of the next page.")


class VersionPageSerializer(serializers.Serializer[Any]):
    results = VersionSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Address of the next page.")


class HealthSerializer(serializers.Serializer[Any]):
    status = serializers.CharField()
    checks = serializers.DictField(child=serializers.CharField(), required=False)


class UnreadySerializer(HealthSerializer, ErrorSerializer):
    """An error answer that also tells the result of each check."""
