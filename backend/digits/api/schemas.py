"""What goes out is shaped as the contract says, and what comes in is described. Nothing here writes or checks.

See `forms` for what is accepted.
"""

from typing import Any

from rest_framework import serializers

from backend.digits.models import Digit, DigitState, Kind, ModelState, Status

# --- In --------------------------------------------------------------------------------------------------------------


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
