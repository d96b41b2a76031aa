"""The answers and the one request about a hand: how it is read, its key.

Each answer but the key shapes one dataclass.
"""

from typing import Any
from uuid import UUID

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers
from rest_framework.request import Request

from backend.digits.api import fields
from backend.digits.api.insight_schemas import a_digit
from backend.digits.suspicion import BY_ADMINISTRATOR, CODES
from nn.metrics import Accuracy


class ShareSerializer(serializers.Serializer[Any]):
    correct = serializers.IntegerField()
    count = serializers.IntegerField()


class OfVersionSerializer(ShareSerializer):
    version = serializers.IntegerField()


class WantedSerializer(serializers.Serializer[Any]):
    digit = a_digit()
    why = serializers.ChoiceField(["weak", "scarce"])


class HeldSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    label = a_digit()  # type: ignore[assignment]  # the name of an attribute
    read_as = serializers.IntegerField(min_value=0, max_value=9, help_text="By everybody's network, today.")
    why = serializers.ChoiceField([*CODES.values(), BY_ADMINISTRATOR])


class OwnMemorySerializer(serializers.Serializer[Any]):
    n_digits = serializers.IntegerField(
        help_text="Digits in the memory, at most 200, those included that wait for the administrator."
    )
    speaks = serializers.BooleanField(
        help_text="Whether it changes guesses: it does unless more of this hand would be misread."
    )


class MeasuredSerializer(ShareSerializer):
    low = serializers.SerializerMethodField(help_text="The lower end of the 95 % interval (Wilson).")
    high = serializers.SerializerMethodField(help_text="The upper end.")

    def get_low(self, accuracy: Accuracy) -> float:
        return round(accuracy.interval[0], 6)

    def get_high(self, accuracy: Accuracy) -> float:
        return round(accuracy.interval[1], 6)


class FirstSightSerializer(serializers.Serializer[Any]):
    """The guesses on arrival, before anything was learned from the drawing."""

    network = MeasuredSerializer(help_text="Everybody's network alone.")
    hand = MeasuredSerializer(help_text="With the memory of this hand: what was shown.")


class OfDigitSerializer(serializers.Serializer[Any]):
    label = a_digit()  # type: ignore[assignment]  # the name of an attribute
    count = serializers.IntegerField()
    network = serializers.IntegerField(help_text="How many everybody's network read on arrival.")
    hand = serializers.IntegerField(help_text="How many were read on arrival with the memory of this hand.")
    now = serializers.ChoiceField(
        ["everybody", "own", "neither"],
        allow_null=True,
        help_text="Who reads more than half of the newest ten of this digit today: everybody's network, or else the"
        " own memory without the digit that is read, or else neither; null where there are none.",
    )


class SpanSerializer(serializers.Serializer[Any]):
    first = serializers.IntegerField(min_value=1, help_text="The place of the first of these digits in this hand.")
    last = serializers.IntegerField(min_value=1)
    network = serializers.IntegerField(help_text="How many everybody's network read on arrival.")
    hand = serializers.IntegerField(help_text="How many were read on arrival with the memory of this hand.")


class HandSerializer(serializers.Serializer[Any]):
    """One's own newest digits, at most 500 (`over_time`: 10,000), as they were read on arrival and are read today."""

    is_kept = serializers.BooleanField(help_text="Whether anything of this hand is stored, also what was taken back.")
    n_digits = serializers.IntegerField()
    n_correct = serializers.IntegerField()
    per_digit = ShareSerializer(many=True)
    per_version = OfVersionSerializer(many=True, help_text="The oldest version first.")
    wanted = WantedSerializer(allow_null=True, help_text="The digit that would teach the network most.")
    n_held = serializers.IntegerField(help_text="Digits that wait for the administrator and train no version.")
    held = HeldSerializer(many=True, help_text="The newest of these, at most 20.")
    memory = OwnMemorySerializer()
    first_sight = FirstSightSerializer()
    by_digit = OfDigitSerializer(many=True, help_text="0 to 9.")
    over_time = SpanSerializer(many=True, help_text="Digits 1-10, 11-20, 21-50, 51-100, then hundreds.")


class KeySerializer(serializers.Serializer[Any]):
    """The key of a hand: who has it can read, draw and take back for this hand."""

    key = serializers.UUIDField()


class KeyRequestSerializer(serializers.Serializer[Any]):
    key = fields.Key(help_text="As /api/hand/key answers it.")


class NothingBesideTheKey(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Says in the OpenAPI document that other fields are refused."""

    target_class = KeyRequestSerializer

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return schema | {"additionalProperties": False}


def read_key(request: Request) -> UUID:
    """Return the key in a JSON object that has nothing else."""
    data: Any = request.data
    known = {"key": KeyRequestSerializer().fields["key"]}
    fields.refuse_unknown(data, known=known)
    key: UUID = known["key"].run_validation(data.get("key"))
    return key
