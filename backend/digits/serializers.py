"""What comes in is checked to the letter; what goes out is shaped as the contract says. Nothing here writes.

The incoming forms are checked by hand rather than by serializer fields, which accept a 7 in many guises ("7", 7.0,
" 7 ", true): a label that trains a network must be the JSON integer that it claims to be. The serializers below
describe the same forms to the OpenAPI document.
"""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from rest_framework import serializers

from backend.digits import drawings
from backend.digits.drawings import Drawing
from backend.digits.errors import InvalidRequestError
from backend.digits.models import Digit, DigitState, Kind, ModelState, Status

# --- In --------------------------------------------------------------------------------------------------------------

CANONICAL_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class LabelledDrawing:
    drawing: Drawing
    label: int


def read_drawing(data: Any) -> Drawing:
    """Return the drawing in what the parsers return: a JSON object (a dict), or PNG bytes."""
    if isinstance(data, bytes):
        return drawings.from_png(data)
    _refuse_unknown(data, known={"image", "pixels"})
    return _drawing_in(data)


def read_labelled_drawing(data: Any, query: QueryDict) -> LabelledDrawing:
    """Return drawing and label, both of a JSON object or, with PNG bytes, the label of the address (?label=7)."""
    if isinstance(data, bytes):
        _refuse_unknown(query.dict(), known={"label"})
        return LabelledDrawing(drawing=drawings.from_png(data), label=_label_in_address(query))
    _refuse_unknown(query.dict(), known=set())
    _refuse_unknown(data, known={"image", "pixels", "label"})
    label = data.get("label")
    if type(label) is not int or not 0 <= label <= 9:  # a bool is an int to isinstance
        problem = "label is missing" if "label" not in data else "label is not a digit"
        raise InvalidRequestError(f"{problem}: it must be a JSON integer from 0 to 9.", fields={"label": problem})
    return LabelledDrawing(drawing=_drawing_in(data), label=label)


def read_idempotency_key(header: str | None) -> UUID | None:
    if header is None:
        return None
    if not CANONICAL_UUID.fullmatch(header):
        raise InvalidRequestError("Idempotency-Key must be a UUID such as 123e4567-e89b-42d3-a456-426614174000.")
    return UUID(header)


@dataclass(frozen=True)
class Page:
    limit: int
    before: int | None
    label: int | None = None
    mine: bool = False
    misread: bool = False


def read_page(query: QueryDict, *, of_digits: bool) -> Page:
    """Return the page that an address asks for: ?limit=1–200 (50), ?cursor= as `next` gave it.

    Of digits, a page may be of one label (?label=0–9), of one's own (?mine=true) and of misread ones (?misread=true).
    """
    _refuse_unknown(query.dict(), known={"limit", "cursor"} | ({"label", "mine", "misread"} if of_digits else set()))
    return Page(
        limit=_whole(query, "limit", low=1, high=200) or 50,
        before=_whole(query, "cursor", low=1, high=2**63 - 1),
        label=_whole(query, "label", low=0, high=9),
        mine=_flag(query, "mine"),
        misread=_flag(query, "misread"),
    )


def read_since(query: QueryDict) -> int | None:
    """Return the version that ?since= names, if it names one."""
    _refuse_unknown(query.dict(), known={"since"})
    return _whole(query, "since", low=1, high=2**63 - 1)


def refuse_any(query: QueryDict) -> None:
    """Refuse an address that asks for something where nothing can be asked for."""
    _refuse_unknown(query.dict(), known=set())


@dataclass(frozen=True)
class Experiment:
    drawing: Drawing
    label: int
    steps: int
    learning_rate: float
    rehearse: bool


def read_experiment(data: Any) -> Experiment:
    """Return what is to be tried in the sandbox: a drawing, its label, how many steps of which length."""
    if isinstance(data, bytes):
        raise InvalidRequestError('The sandbox takes a JSON object such as {"image": …, "label": 7, "steps": 1}.')
    _refuse_unknown(data, known={"image", "pixels", "label", "steps", "learning_rate", "rehearse"})
    rate, rehearse = data.get("learning_rate", 0.5), data.get("rehearse", False)
    if type(rate) not in (int, float) or not 0 < rate <= 10:
        raise InvalidRequestError(
            "learning_rate must be a number above 0, at most 10.", fields={"learning_rate": "not in its range"}
        )
    if type(rehearse) is not bool:
        raise InvalidRequestError("rehearse must be true or false.", fields={"rehearse": "not a boolean"})
    return Experiment(
        drawing=_drawing_in(data),
        label=_whole_field(data, "label", low=0, high=9),
        steps=_whole_field(data, "steps", low=0, high=100),
        learning_rate=float(rate),
        rehearse=rehearse,
    )


def _whole_field(data: dict[str, Any], name: str, *, low: int, high: int) -> int:
    value = data.get(name)
    if type(value) is not int or not low <= value <= high:  # a bool is an int to isinstance
        raise InvalidRequestError(
            f"{name} must be a JSON integer from {low} to {high}.", fields={name: "not a number in its range"}
        )
    return value


def _flag(query: QueryDict, name: str) -> bool:
    given = query.getlist(name)
    if given not in ([], ["true"], ["false"]):
        raise InvalidRequestError(f"{name} must be true or false.", fields={name: "not a boolean"})
    return given == ["true"]


def _drawing_in(data: dict[str, Any]) -> Drawing:
    if ("image" in data) == ("pixels" in data):
        raise InvalidRequestError("Send the drawing as image (a base64 PNG) or as pixels (784 integers): exactly one.")
    return drawings.from_base64(data["image"]) if "image" in data else drawings.from_pixels(data["pixels"])


def _label_in_address(query: QueryDict) -> int:
    label = _whole(query, "label", low=0, high=9)
    if label is None:
        raise InvalidRequestError("With a PNG the label goes into the address: ?label=7.", fields={"label": "missing"})
    return label


def _whole(query: QueryDict, name: str, *, low: int, high: int) -> int | None:
    given = query.getlist(name)
    if not given:
        return None
    text = given[0]
    if len(given) > 1 or not re.fullmatch(r"0|[1-9][0-9]{0,18}", text) or not low <= int(text) <= high:
        raise InvalidRequestError(
            f"{name} must be one whole number from {low} to {high}.", fields={name: "not a number in its range"}
        )
    return int(text)


def _refuse_unknown(fields: dict[str, Any], *, known: set[str]) -> None:
    unknown = [name[:40] for name in fields if name not in known]
    if unknown:
        wanted = f"known are {', '.join(sorted(known))}" if known else "none is known here"
        raise InvalidRequestError(
            f"Unknown field {unknown[0]!r}; {wanted}.", fields=dict.fromkeys(unknown[:10], "unknown")
        )


class PredictionRequestSerializer(serializers.Serializer[Any]):
    """A drawing: exactly one of `image` and `pixels`."""

    image = serializers.CharField(required=False, help_text="A PNG in base64; a data URL's prefix is allowed.")
    pixels = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=255),
        min_length=784,
        max_length=784,
        required=False,
        help_text="28 rows of 28, white ink (255) on black (0).",
    )


class DigitRequestSerializer(PredictionRequestSerializer):
    """A drawing, exactly one of `image` and `pixels`, and what it is."""

    label = serializers.IntegerField(min_value=0, max_value=9)  # type: ignore[assignment]  # the name of an attribute


# --- Out -------------------------------------------------------------------------------------------------------------


class ErrorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField(help_text="What happened, and what to do.")
    fields = serializers.DictField(child=serializers.CharField(), required=False)  # type: ignore[assignment]


class PredictionSerializer(serializers.Serializer[Any]):
    digit = serializers.IntegerField(min_value=0, max_value=9)
    confidences = serializers.ListField(
        child=serializers.FloatField(min_value=0, max_value=1),
        min_length=10,
        max_length=10,
        help_text="The ten outputs. They are independent of each other: no probabilities, and need not add up to 1.",
    )
    certain = serializers.BooleanField(help_text="Whether the guess can be relied upon.")
    model = serializers.IntegerField(help_text="The version of the network that guessed.")


class DigitSerializer(serializers.ModelSerializer[Digit]):
    label = serializers.IntegerField(min_value=0, max_value=9)  # type: ignore[assignment]  # the name of an attribute
    predicted = serializers.IntegerField(min_value=0, max_value=9, allow_null=True)
    model = serializers.IntegerField(
        source="predicted_by_id", allow_null=True, help_text="The version that made the prediction."
    )
    state = serializers.ChoiceField(DigitState.choices)
    image = serializers.SerializerMethodField(help_text="Address of the drawing, cropped.")
    picture = serializers.SerializerMethodField(help_text="Address of the 28×28 picture that the network sees.")

    class Meta:
        model = Digit
        fields = ["id", "label", "predicted", "model", "state", "created_at", "image", "picture"]

    def get_image(self, digit: Digit) -> str:
        return f"/api/digits/{digit.pk}/image.png"

    def get_picture(self, digit: Digit) -> str:
        return f"/api/digits/{digit.pk}/picture.png"


class AddedDigitSerializer(serializers.ModelSerializer[Digit]):
    label = serializers.IntegerField(min_value=0, max_value=9)  # type: ignore[assignment]  # the name of an attribute
    predicted = serializers.IntegerField(min_value=0, max_value=9, allow_null=True)
    model = serializers.IntegerField(source="predicted_by_id", allow_null=True)
    state = serializers.ChoiceField(DigitState.choices)
    new_digits = serializers.IntegerField(
        read_only=True, help_text="Counted digits that belong to no version yet, this one included."
    )
    retrain_at = serializers.IntegerField(read_only=True)

    class Meta:
        model = Digit
        fields = [
            "id", "label", "predicted", "model", "is_training_input", "state", "created_at", "new_digits", "retrain_at",
        ]  # fmt: skip


class CountsSerializer(serializers.Serializer[Any]):
    """How many of how many were read correctly."""

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
    """Accuracies on digits that no version was trained on, each set apart."""

    mnist = CountsSerializer(allow_null=True)
    people = CountsSerializer()
    reference = ReferenceSerializer()
    per_digit = CountsSerializer(many=True)
    confusion_matrix = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()), help_text="Rows are the true digits."
    )


class VersionSerializer(serializers.ModelSerializer[ModelState]):
    version = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(Kind.choices)
    status = serializers.ChoiceField(Status.choices)
    parent = serializers.IntegerField(source="parent_id", allow_null=True)  # type: ignore[assignment]
    test_detail = TestDetailSerializer(allow_null=True)
    served_since = serializers.DateTimeField(
        allow_null=True, help_text="When it was last put into service; null where it never was."
    )

    class Meta:
        model = ModelState
        fields = [
            "version", "kind", "status", "parent", "train_accuracy", "test_accuracy", "test_detail", "reason",
            "progress", "created_at", "started_at", "finished_at", "served_since",
        ]  # fmt: skip


class ServedModelSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    trained_at = serializers.DateTimeField()
    served_since = serializers.DateTimeField()
    is_pinned = serializers.BooleanField(help_text="Nothing is learned until the administrator unpins it.")
    train_accuracy = serializers.FloatField(allow_null=True)
    test_accuracy = serializers.FloatField(allow_null=True)
    test_detail = TestDetailSerializer(allow_null=True)
    is_training = serializers.BooleanField()
    progress = serializers.FloatField(allow_null=True, help_text="Of the training under way, 0–1.")
    new_digits = serializers.IntegerField(min_value=0)
    retrain_at = serializers.IntegerField(min_value=1)


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
    """The one form of every error, with what was looked at."""
