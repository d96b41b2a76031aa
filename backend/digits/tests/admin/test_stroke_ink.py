"""Tests of the ink of a drawing as the review shows it: every stroke in its order, with the times of the pen."""

import re

import numpy as np
import pytest
from django.test import Client

from backend.digits.admin.stroke_ink import stroke_ink
from backend.digits.models import Digit, DigitState
from backend.digits.services.digits import add_digit
from backend.digits.tests.admin.administrators import log_in, make_digit
from backend.tests.strokes import CROSSED_SEVEN
from nn.data.strokes import clean, pack, unpack


def lines(svg: str) -> list[tuple[list[str], list[int]]]:
    """Return the points and the times of each stroke."""
    found = re.findall(r'<polyline points="([^"]*)" data-times="([^"]*)"/>', svg)
    return [(points.split(), [int(time) for time in times.split()]) for points, times in found]


def box(svg: str) -> tuple[float, ...]:
    found = re.search(r'viewBox="([^"]*)"', svg)
    assert found is not None
    return tuple(float(number) for number in found[1].split())


def test_each_stroke_has_its_points_its_times_and_its_number() -> None:
    strokes = clean([np.array(stroke, np.float32) for stroke in CROSSED_SEVEN])
    svg = str(stroke_ink(pack(strokes), "a crossed 7"))
    for (points, times), stroke in zip(lines(svg), unpack(pack(strokes)), strict=True):
        assert points == [f"{x:.0f},{y:.0f}" for x, y, _ in stroke]
        assert times == [round(float(t)) for _, _, t in stroke]
        assert times == sorted(times)
    assert re.findall(r"<text[^>]*>(.*?)</text>", svg) == [str(number) for number in range(1, len(strokes) + 1)]
    left, top, width, height = box(svg)
    for points, _ in lines(svg):
        for x, y in (map(float, point.split(",")) for point in points):
            assert left < x < left + width
            assert top < y < top + height


@pytest.mark.parametrize("packed", [None, b""])
def test_a_digit_that_was_sent_as_a_picture_has_none(packed: bytes | None) -> None:
    assert stroke_ink(packed, "a picture") == ""


def test_a_dot_is_a_line_of_two_equal_points_since_one_alone_is_not_drawn() -> None:
    ((points, times),) = lines(str(stroke_ink(pack([np.zeros((1, 3), np.float32)]), "a dot")))
    assert (points, times) == (["0,0", "0,0"], [0, 0])


@pytest.mark.parametrize("each", ["", "?each=1"])
def test_the_review_has_the_strokes_of_those_that_were_sent_as_strokes(base: None, client: Client, each: str) -> None:
    strokes = clean([np.array(stroke, np.float32) for stroke in CROSSED_SEVEN])
    drawn = add_digit(drawing=strokes, label=7, contributor=None, idempotency_key=None).digit
    make_digit()
    Digit.objects.update(state=DigitState.HELD, state_reason="planted")
    text = log_in(client, "viewer").get(f"/admin/review/{each}").content.decode()
    assert text.count('<svg class="ink"') == 1
    assert f'aria-label="the strokes of digit {drawn.pk}"' in text
    assert f'aria-label="write digit {drawn.pk} again" hidden' in text
    page = client.get(f"/admin/digits/digit/{drawn.pk}/change/").content.decode()
    assert len(lines(page)) == len(strokes)
