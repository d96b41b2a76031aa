"""Tests of the field of strokes: what is read, and how each fault is named."""

import json
from random import Random
from typing import Any

import numpy as np
import pytest

from backend.digits.api import strokes_field
from backend.digits.api.strokes_field import StrokesField
from backend.digits.drawings import MAX_POINTS
from backend.digits.errors import InvalidRequestError
from backend.tests.strokes import CROSSED_SEVEN, SEVEN, without_times

HUGE = 10**400  # more than a float can hold


def read(strokes: Any) -> list[Any]:
    return [stroke.tolist() for stroke in StrokesField().run_validation(strokes)]


def refused(strokes: Any) -> str:
    with pytest.raises(InvalidRequestError) as error:
        StrokesField().run_validation(strokes)
    assert list(error.value.fields or ()) == ["strokes"]
    assert len(str(error.value)) < 200
    json.dumps(str(error.value)).encode()
    return str(error.value)


def test_the_longer_side_becomes_a_thousand_units_and_times_are_kept() -> None:
    assert read(SEVEN) == [[[0, 0, 0], [615, 0, 180], [231, 1000, 420]]]


def test_each_stroke_stays_one() -> None:
    assert [len(stroke) for stroke in read(CROSSED_SEVEN)] == [3, 2]


def test_without_times_every_time_is_zero() -> None:
    assert read(without_times(SEVEN)) == [[[0, 0, 0], [615, 0, 0], [231, 1000, 0]]]


def test_times_count_from_the_first_point() -> None:
    later = [[[x, y, t + 5000] for x, y, t in stroke] for stroke in SEVEN]
    assert read(later) == read(SEVEN)


def test_points_at_the_same_time_are_read() -> None:
    assert read([[[0, 0, 7], [10, 0, 7]], [[5, 5, 7]]])[0] == [[0, 0, 0], [1000, 0, 0]]


@pytest.mark.parametrize("unit", [1e-300, 1e-6, 0.001, 1.5, 10_000])
def test_the_unit_does_not_matter(unit: float) -> None:
    scaled = [[[x * unit, y * unit, t] for x, y, t in stroke] for stroke in SEVEN]
    assert read(scaled) == read(SEVEN)


def test_a_small_drawing_far_from_the_origin_keeps_its_shape() -> None:
    far = [[[x / 64 - 999_999, y / 64 + 999_998, t] for x, y, t in stroke] for stroke in SEVEN]
    assert read(far) == read(SEVEN)


@pytest.mark.parametrize(
    "dot",
    [[[[5, 5]]], [[[5, 5, 0]] * 40], [[[5, 5]]] * 64, [[[5e-324, 0.0]]]],
    ids=["one", "forty", "strokes", "least"],
)
def test_a_dot_is_a_drawing(dot: Any) -> None:
    assert {tuple(point[:2]) for stroke in read(dot) for point in stroke} == {(0, 0)}


def test_the_most_strokes_and_points_are_read() -> None:
    strokes = [[[number, at % 7] for at in range(MAX_POINTS // 64)] for number in range(64)]
    assert len(read(strokes)) == 64


FAULTS: dict[str, tuple[Any, str, str]] = {
    "a string": ("[[1, 2]]", "strokes must be a list of strokes", "it is a string."),
    "null": (None, "strokes must be a list of strokes", "it is null."),
    "true": (True, "strokes must be a list of strokes", "it is true or false."),
    "an object": ({"0": SEVEN}, "strokes must be a list of strokes", "it is an object."),
    "no stroke": ([], "strokes must be a list of 1 to 64 strokes", "0 were sent."),
    "65 strokes": (SEVEN * 65, "strokes must be a list of 1 to 64 strokes", "65 were sent."),
    "an empty stroke": ([*SEVEN, []], "strokes[1] must be a list of points", "it is empty."),
    "a stroke that is a number": ([7], "strokes[0] must be a list of points", "it is a number."),
    "4,097 points": ([[[1, 2]] * 4097], "strokes must have at most 4,096 points in all", "4,097 were sent."),
    "a point that is a number": ([[1, 2]], "strokes[0][0] must be a point", "it is a number."),
    "a point that is an object": ([[[1, 2], {"x": 1, "y": 2}]], "strokes[0][1] must be a point", "it is an object."),
    "a point of one": ([[[1]]], "strokes[0][0] must be a point", "it is a list of 1."),
    "a point of four": ([[[1, 2, 3], [1, 2, 3, 4]]], "strokes[0][1] must be a point", "it is a list of 4."),
    "an empty point": ([[[]]], "strokes[0][0] must be a point", "it is a list of 0."),
    "some times": ([[[1, 2, 3]], [[4, 5]]], "strokes[1][0] must be a point of 3 numbers", "it is a list of 2."),
    "a late time": ([[[1, 2], [4, 5, 6]]], "strokes[0][1] must be a point of 2 numbers", "it is a list of 3."),
    "a number in a string": ([[[1, "2"]]], "strokes[0][0][1] must be a JSON number", "it is a string."),
    "half a letter": ([[[1, "\ud800"]]], "strokes[0][0][1] must be a JSON number", "it is a string."),
    "true among numbers": (
        [[[1, 2, 0], [1, 2, True]]],
        "strokes[0][1][2] must be a JSON number",
        "it is true or false.",
    ),
    "null among numbers": ([[[1, None]]], "strokes[0][0][1] must be a JSON number", "it is null."),
    "a list among numbers": ([[[1, [2]]]], "strokes[0][0][1] must be a JSON number", "it is a list."),
    "no number": ([[[1, float("nan")]]], "strokes[0][0][1] must be a number from", "it is nan."),
    "infinity": ([[[1, 2], [float("inf"), 2]]], "strokes[0][1][0] must be a number from", "it is inf."),
    "far to the left": ([[[-1_000_001, 2]]], "strokes[0][0][0] must be a number from", "it is -1000001."),
    "a huge integer": (
        [[[1, 2], [3, -HUGE]]],
        "strokes[0][1][1] must be a number from",
        "it is a number of 401 digits.",
    ),
    "a negative time": ([[[1, 2, -1]]], "strokes[0][0][2] must be a time from", "it is -1."),
    "a time of two days": ([[[1, 2, 2 * 86_400_000]]], "strokes[0][0][2] must be a time from", "it is 1.728e+08."),
    "a huge time": ([[[1, 2, HUGE]]], "strokes[0][0][2] must be a time from", "it is a number of 401 digits."),
    "a time that is no number": ([[[1, 2, float("nan")]]], "strokes[0][0][2] must be a time from", "it is nan."),
    "a falling time": ([[[1, 2, 5], [1, 2, 4.5]]], "strokes[0][1][2] must be a time of at least 5 ms", "it is 4.5."),
    "a stroke before the last": (
        [[[1, 2, 5]], [[1, 2, 4]]],
        "strokes[1][0][2] must be a time of at least 5 ms",
        "it is 4.",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_place_what_was_wanted_and_what_came(fault: str) -> None:
    strokes, wanted, came = FAULTS[fault]
    problem = refused(strokes)
    assert problem.startswith(wanted)
    assert f"; {came} " in problem


def test_the_first_of_several_faults_is_named() -> None:
    assert "strokes[0][1]" in refused([[[1, 2], "x", [1, "y"]], [[1]]])


def test_the_fast_check_of_the_whole_and_the_walk_through_the_points_agree() -> None:
    """Try strokes of one to five points in which one number in ten may be wrong."""
    random = Random(1)
    n_sound = 0
    for _ in range(2000):
        size = random.choice([2, 2, 3, 3, 3])
        points = [[_number(random) for _ in range(size)] for _ in range(random.randint(1, 5))]
        if random.random() < 0.2:
            points[-1] = random.choice([7, None, [], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]])
        is_sound = strokes_field._as_numbers(points) is not None
        n_sound += is_sound
        if is_sound:
            with pytest.raises(AssertionError, match="all are sound"):
                strokes_field._first_fault([points])
        else:
            assert str(strokes_field._first_fault([points])).startswith("strokes[0][")
    assert 200 < n_sound < 1800


def _number(random: Random) -> Any:
    if random.random() < 0.9:
        return random.choice([0, 1, 2.5, 3])
    return random.choice([True, None, "1", HUGE, 1e7, -1, 1e9, float("inf"), float("nan"), 1e6, -1e6])


def test_cleaned_strokes_are_read_as_they_are() -> None:
    """Send what GET …/strokes answers: nothing of it changes."""
    rng = np.random.default_rng(1)
    walk = rng.normal(0, 9, (300, 2)).cumsum(axis=0)
    once = read([np.column_stack([walk, np.arange(300)]).tolist()])
    assert len(once[0]) < 300
    assert read(once) == once
