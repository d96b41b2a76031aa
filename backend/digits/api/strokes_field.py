"""The strict field of strokes: its errors name the first fault by its place in the JSON, such as strokes[2][16].

A sound drawing is checked as a whole, its types and lengths as sets, its numbers as one array. This costs a tenth of
checking point by point, which only a faulty drawing needs, to find the place.
"""

from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rest_framework import serializers
from rest_framework.fields import empty

from backend.digits.drawings import MAX_POINTS, MAX_STROKES, Strokes, from_points
from backend.digits.errors import InvalidRequestError

MAX_COORDINATE = 1e6  # on either side of 0; if larger, finer units can be sent too, but no known one needs it
MAX_TIME_MS = 24 * 3600 * 1000  # a day; if larger, a person may wait longer between two strokes
POINT = "[x, y] or [x, y, t]"
NAMES = {str: "a string", bool: "true or false", type(None): "null", dict: "an object", list: "a list"}


class StrokesField(serializers.ListField):
    """Strokes, each a list of points [x, y] or [x, y, t] of JSON numbers, read as cleaned arrays."""

    def __init__(self, **more: Any) -> None:
        point = serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=3)
        stroke = serializers.ListField(child=point, min_length=1, max_length=MAX_POINTS)
        super().__init__(child=stroke, min_length=1, max_length=MAX_STROKES, **more)

    def run_validation(self, data: Any = empty) -> Strokes:
        _check_lengths(data)
        points = list(chain.from_iterable(data))
        numbers = _as_numbers(points)
        if numbers is None:
            raise _first_fault(data)
        return from_points(numbers, [len(stroke) for stroke in data])


def _check_lengths(strokes: Any) -> None:
    if type(strokes) is not list:
        raise _wrong("", f"a list of strokes, each a list of points {POINT}", _named(strokes), "Send such lists")
    if not 1 <= len(strokes) <= MAX_STROKES:
        raise _wrong_count(f"be a list of 1 to {MAX_STROKES} strokes", len(strokes), "Draw one digit and send it")
    for at, stroke in enumerate(strokes):
        if type(stroke) is not list or not stroke:
            came = "empty" if stroke == [] else _named(stroke)
            raise _wrong(f"[{at}]", f"a list of points {POINT}", came, "Leave out a stroke that has no point")
    n_points = sum(map(len, strokes))
    if n_points > MAX_POINTS:
        raise _wrong_count(f"have at most {MAX_POINTS:,} points in all", n_points, "Send fewer points of each stroke")


def _as_numbers(points: list[Any]) -> NDArray[np.float64] | None:
    """Return sound points as an array (N, 3), t being 0 where they have none; None if a point is faulty."""
    if set(map(type, points)) != {list} or len(sizes := set(map(len, points))) != 1 or not sizes <= {2, 3}:
        return None
    if not set(map(type, chain.from_iterable(points))) <= {int, float}:  # a bool is an int to isinstance
        return None
    try:
        sent = np.array(points, np.float64)
    except OverflowError:  # an integer that no float can hold
        return None
    numbers = np.zeros((len(points), 3))
    numbers[:, : sent.shape[1]] = sent
    times = numbers[:, 2]
    is_sound = (
        np.abs(numbers[:, :2]).max() <= MAX_COORDINATE  # false for infinity, as which JSON's 1e400 is read
        and times[0] >= 0
        and times[-1] <= MAX_TIME_MS
        and bool((times[1:] >= times[:-1]).all())
    )
    return numbers if is_sound else None


def _first_fault(strokes: list[list[Any]]) -> InvalidRequestError:
    """Return the error of the first faulty point."""
    size, earlier = _size(strokes[0][0]), 0
    for number, stroke in enumerate(strokes):
        for at, point in enumerate(stroke):
            place = f"[{number}][{at}]"
            fault = (
                _shape_fault(place, point, size) or _number_fault(place, point) or _time_fault(place, point, earlier)
            )
            if fault:
                return fault
            earlier = point[-1] if size == 3 else 0
    raise AssertionError("expected a faulty point, all are sound")


def _shape_fault(place: str, point: Any, size: int) -> InvalidRequestError | None:
    if type(point) is not list:
        return _wrong(place, f"a point {POINT}", _named(point), "Send each point as such a list")
    if len(point) not in (2, 3):
        return _wrong(place, f"a point {POINT}", f"a list of {len(point):,}", "Send two or three numbers")
    if len(point) != size:
        wanted = f"a point of {size} numbers, as the first point is"
        return _wrong(place, wanted, f"a list of {len(point)}", "Send a time with every point or with none")
    return None


def _number_fault(place: str, point: list[Any]) -> InvalidRequestError | None:
    for axis, value in enumerate(point):
        if type(value) not in (int, float):
            return _wrong(f"{place}[{axis}]", "a JSON number", _named(value), "Send a number")
    for axis, value in enumerate(point[:2]):
        if not abs(value) <= MAX_COORDINATE:
            wanted = f"a number from -{MAX_COORDINATE:,.0f} to {MAX_COORDINATE:,.0f}"
            return _wrong(f"{place}[{axis}]", wanted, _shown(value), "Choose a larger unit")
    return None


def _time_fault(place: str, point: list[Any], earlier: float) -> InvalidRequestError | None:
    if len(point) == 2:
        return None
    if not 0 <= point[2] <= MAX_TIME_MS:
        wanted = f"a time from 0 to {MAX_TIME_MS:,} ms"
        return _wrong(f"{place}[2]", wanted, _shown(point[2]), "Count milliseconds from the first point")
    if point[2] < earlier:
        wanted = f"a time of at least {_shown(earlier)} ms, as the point before has"
        return _wrong(f"{place}[2]", wanted, _shown(point[2]), "Send strokes and points in the order of drawing")
    return None


def _size(point: Any) -> int:
    """Return how many numbers every point must have if the first point is this one."""
    return len(point) if type(point) is list and len(point) in (2, 3) else 2


def _named(value: Any) -> str:
    return NAMES.get(type(value), "a number")


def _shown(number: float) -> str:
    try:
        return f"{number:.7g}"
    except OverflowError:  # an integer that no float can hold
        return f"a number of {len(str(abs(number)))} digits"


def _wrong_count(wanted: str, came: int, do: str) -> InvalidRequestError:
    detail = f"strokes must {wanted}; {came:,} were sent. {do}."
    return InvalidRequestError(detail, fields={"strokes": f"{came:,} were sent"})


def _wrong(place: str, wanted: str, came: str, do: str) -> InvalidRequestError:
    detail = f"strokes{place} must be {wanted}; it is {came}. {do}."
    return InvalidRequestError(detail, fields={"strokes": f"wrong at {place}" if place else "wrong"})
