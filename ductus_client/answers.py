"""The answers of the server as frozen dataclasses; fields that a newer server adds are left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Reading:
    """The reading of a drawing of one digit."""

    digit: int
    confidences: tuple[float, ...]  # the ten outputs, which are no probabilities
    certain: bool
    n_seen: int  # digits on the drawing
    model: int  # the version of the network

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        return cls(answer["digit"], tuple(answer["confidences"]), answer["certain"], answer["n_seen"], answer["model"])


@dataclass(frozen=True)
class Digit:
    """One digit of a number, and its place on the drawing."""

    reading: Reading
    box: tuple[float, float, float, float]  # left, top, width and height
    strokes: tuple[int, ...] | None  # indices of the strokes that were sent; None for a picture


@dataclass(frozen=True)
class Number:
    """Several digits on one drawing, from left to right."""

    number: str
    certain: bool
    digits: tuple[Digit, ...]

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        digits = (
            Digit(Reading.of(digit), tuple(digit["box"]), None if digit["strokes"] is None else tuple(digit["strokes"]))
            for digit in answer["digits"]
        )
        return cls(answer["number"], answer["certain"], tuple(digits))


@dataclass(frozen=True)
class AddedDigit:
    """A digit that was stored."""

    id: int
    label: int
    guess: int | None  # what it was read as before it was stored
    state: str
    new_digits: int  # that belong to no version yet; at `retrain_at` the network learns
    retrain_at: int

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        return cls(**{name: answer[name] for name in ("id", "label", "guess", "state", "new_digits", "retrain_at")})
