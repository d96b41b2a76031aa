"""Strict fields: each checks a value exactly, and describes the same rule to the OpenAPI document.

The integer field of REST framework also takes a 7 as "7" or 7.0. A label that trains a network must be the
JSON integer that it claims to be.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import numpy as np
from rest_framework import serializers
from rest_framework.fields import empty

from backend.digits import drawings
from backend.digits.drawings import Drawing
from backend.digits.errors import InvalidImageError, InvalidRequestError

CANONICAL_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class JSONInteger(serializers.IntegerField):
    """A JSON integer in its range."""

    def __init__(self, *, min_value: int, max_value: int) -> None:
        super().__init__(min_value=min_value, max_value=max_value)
        self.range = range(min_value, max_value + 1)

    def run_validation(self, data: Any = empty) -> int:
        if type(data) is not int or data not in self.range:  # a bool is an int to isinstance
            wanted = f"a JSON integer from {self.min_value} to {self.max_value}"
            raise wrong(self.field_name, wanted, "not a number in its range")
        return data


class Label(JSONInteger):
    """The digit that a drawing is. Its errors tell a missing label from a wrong one."""

    def run_validation(self, data: Any = empty) -> int:
        if type(data) is not int or data not in self.range:
            problem = "label is missing" if data is empty else "label is not a digit"
            detail = f"{problem}: it must be a JSON integer from 0 to 9."
            raise InvalidRequestError(detail, fields={"label": problem})
        return data


class LearningRate(serializers.FloatField):
    """A JSON number above 0, at most 10."""

    def run_validation(self, data: Any = empty) -> float:
        rate: Any = self.default if data is empty else data
        if type(rate) not in (int, float) or not 0 < rate <= 10:
            raise wrong(self.field_name, "a number above 0, at most 10", "not in its range")
        return float(rate)


class JSONBoolean(serializers.BooleanField):
    """The JSON value true or false."""

    def run_validation(self, data: Any = empty) -> bool:
        value = self.default if data is empty else data
        if type(value) is not bool:
            raise wrong(self.field_name, "true or false", "not a boolean")
        return value


class Key(serializers.UUIDField):
    """The key of a hand: a JSON string of 36 characters. Errors do not quote it."""

    def run_validation(self, data: Any = empty) -> UUID:
        if not isinstance(data, str) or not CANONICAL_UUID.fullmatch(data):
            raise wrong(self.field_name, "a key such as 123e4567-e89b-42d3-a456-426614174000", "not a key")
        return UUID(data)


class Base64PNG(serializers.CharField):
    """A base64 PNG, read as a drawing; the prefix of a data URL is allowed."""

    def run_validation(self, data: Any = empty) -> Drawing:
        if not isinstance(data, str):
            raise wrong("image", "a base64 string", "not a string")
        try:
            png = base64.b64decode(data.removeprefix(drawings.DATA_URL), validate=True)
        except (binascii.Error, ValueError) as error:
            raise InvalidImageError(
                "image is not base64. Send a PNG encoded as base64.", fields={"image": "not base64"}
            ) from error
        return drawings.from_png(png)


class Pixels(serializers.ListField):
    """784 JSON integers 0–255, white ink on black, row by row, read as a drawing of 28×28."""

    def run_validation(self, data: Any = empty) -> Drawing:
        if not isinstance(data, list):
            raise wrong("pixels", "a list of 784 integers", "not a list")
        if len(data) != 784:
            raise wrong("pixels", f"784 integers (28 rows of 28), got {len(data)}", "not 784 long")
        for at, value in enumerate(data):
            if type(value) is not int or not 0 <= value <= 255:  # a bool is an int to isinstance
                raise wrong("pixels", f"integers from 0 to 255; number {at} is not", f"wrong at {at}")
        return np.array(data, dtype=np.uint8).reshape(28, 28)


class AddressInteger(serializers.IntegerField):
    """One whole number in the address, in plain digits; None if the address has none."""

    def __init__(self, *, min_value: int, max_value: int = 2**63 - 1, help_text: str) -> None:
        super().__init__(min_value=min_value, max_value=max_value, help_text=help_text, required=False)
        self.range = range(min_value, max_value + 1)

    def run_validation(self, data: Any = empty) -> int | None:
        """Check the list of values that the address has under the field's name."""
        if not data:
            return None
        text = data[0]
        plain = len(data) == 1 and re.fullmatch(r"0|[1-9][0-9]{0,18}", text)
        if not plain or int(text) not in self.range:
            wanted = f"one whole number from {self.min_value} to {self.max_value}"
            raise wrong(self.field_name, wanted, "not a number in its range")
        return int(text)


class AddressBoolean(serializers.BooleanField):
    """The word true or false in the address; False if the address has none."""

    def __init__(self, *, help_text: str) -> None:
        super().__init__(help_text=help_text, required=False)

    def run_validation(self, data: Any = empty) -> bool:
        """Check the list of values that the address has under the field's name."""
        if data not in ([], ["true"], ["false"]):
            raise wrong(self.field_name, "true or false", "not a boolean")
        return bool(data == ["true"])


def read_uuid(header: str | None) -> UUID | None:
    """Return the UUID in the header Idempotency-Key, written with its four hyphens; None without the header."""
    if header is None:
        return None
    if not CANONICAL_UUID.fullmatch(header):
        raise InvalidRequestError("Idempotency-Key must be a UUID such as 123e4567-e89b-42d3-a456-426614174000.")
    return UUID(header)


def wrong(name: str | None, wanted: str, problem: str) -> InvalidRequestError:
    return InvalidRequestError(f"{name} must be {wanted}.", fields={str(name): problem})


def refuse_unknown(given: Mapping[str, Any], *, known: Mapping[str, Any]) -> None:
    unknown = [name[:40] for name in given if name not in known]
    if unknown:
        wanted = f"known are {', '.join(sorted(known))}" if known else "none is known here"
        raise InvalidRequestError(
            f"Unknown field {unknown[0]!r}; {wanted}.", fields=dict.fromkeys(unknown[:10], "unknown")
        )
