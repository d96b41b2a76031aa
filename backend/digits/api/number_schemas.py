"""The forms of readings and numbers: several digits on one drawing."""

import re
from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty

from backend.digits.api import answer_schemas, fields, schemas
from nn.preprocessing.segmentation import MOST_PIECES


class NumberField(serializers.CharField):
    """The digits of a number from left to right, as a JSON string; read as a list of labels."""

    def run_validation(self, data: Any = empty) -> list[int]:
        if not isinstance(data, str) or not re.fullmatch(rf"[0-9]{{1,{MOST_PIECES}}}", data):
            raise fields.wrong("number", f'a string of 1 to {MOST_PIECES} digits, such as "42"', "not a number")
        return [int(digit) for digit in data]


class SplitField(serializers.ListField):
    """The strokes of each digit, by their indices: a list of lists of JSON integers."""

    child = serializers.ListField(child=serializers.IntegerField(min_value=0))

    def run_validation(self, data: Any = empty) -> list[list[int]] | None:
        if data is empty:
            return None
        if type(data) is not list or not all(type(digit) is list for digit in data):
            raise fields.wrong("split", "a list of lists of indices of strokes", "not such a list")
        if not all(type(index) is int for digit in data for index in digit):
            raise fields.wrong("split", "lists of JSON integers", "not integers")
        return data


class NumberRequestSerializer(schemas.PredictionRequestSerializer):
    """A drawing of a number, exactly one of `strokes`, `image` and `pixels`, and what the number is."""

    number = NumberField(help_text='Its digits from left to right, such as "42" or "007".')
    split = SplitField(
        required=False,
        help_text="With strokes: the indices of each digit's strokes, as a reading answers them. The digits are those"
        " that are seen if it is left out.",
    )


class DigitOfNumberSerializer(answer_schemas.PredictionSerializer):
    box = serializers.ListField(
        child=serializers.FloatField(),
        min_length=4,
        max_length=4,
        help_text="Left, top, width and height, in the unit of the strokes that were sent, or in pixels of the"
        " picture, upright.",
    )
    strokes = serializers.ListField(
        child=serializers.IntegerField(), allow_null=True, help_text="Indices of its strokes; null for a picture."
    )


class ReadingSerializer(serializers.Serializer[Any]):
    """The digits on a drawing, read as a number."""

    number = serializers.CharField(help_text="The digits from left to right.")
    certain = serializers.BooleanField(help_text="Whether each of them is certain.")
    digits = DigitOfNumberSerializer(many=True)


class AddedNumberSerializer(serializers.Serializer[Any]):
    digits = answer_schemas.AddedDigitSerializer(many=True, help_text="The stored digits from left to right.")
    new_digits = serializers.IntegerField(help_text="Counted digits that belong to no version yet, these included.")
    retrain_at = serializers.IntegerField()
