"""The forms of the answers in the HTTP contract, each described once: it shapes, and makes the OpenAPI document."""

import base64
from typing import Any

from django.conf import settings
from rest_framework import serializers

from backend.digits.api.error_handler import CODES
from backend.digits.models import Digit, DigitState, Kind, ModelState, Status
from backend.digits.why import SENTENCES
from backend.version import VERSION


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
    is_training_input = serializers.BooleanField(
        help_text="Whether a network may learn from it. False for the one in ten that only tests it."
    )
    is_mine = serializers.SerializerMethodField(
        help_text="Whether the contributor of this request (its cookie, or its token) added the digit."
    )

    class Meta:
        model = Digit
        fields = [
            "id", "label", "predicted", "model", "state", "created_at", "image", "picture", "has_strokes",
            "is_training_input", "is_mine",
        ]  # fmt: skip

    def get_is_mine(self, digit: Digit) -> bool:
        visitor = self.context["visitor"]
        return visitor is not None and bool(digit.contributor == visitor)

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
        help_text="Whether it was promoted, and taken back lately because people were read worse."
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
        help_text="The version served until it was taken back, because it or one before it read people worse;"
        " null where this one is served for another reason.",
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
