"""Charts: the lines and counts that they show, their colours, and the advice where matplotlib is missing."""

import sys

import numpy as np
import pytest

from nn.figures.charts import confusion_chart, curves


def is_coloured(chart):
    return np.ptp(chart.astype(int), axis=2) > 60


def test_a_curve_rises_to_the_right():
    chart = curves({"rising": ([0, 1, 2], [0.0, 1.0, 4.0])}, across="x", up="y")
    rows, columns = np.nonzero(is_coloured(chart)[120:])  # the legend is above
    assert rows[columns.argmin()] > rows[columns.argmax()]


def test_each_curve_has_its_colour():
    lines = {"rising": ([0, 1], [0, 1]), "falling": ([0, 1], [1, 0])}
    chart = curves(lines, across="x", up="y")
    colours, counts = np.unique(chart[is_coloured(chart)], axis=0, return_counts=True)
    blue, orange = colours[counts.argsort()[-2:]][:, 2].tolist() if counts[-1] else (0, 0)
    assert abs(blue - orange) > 100


@pytest.mark.parametrize(("x", "y"), [([1], [2]), ([1, 2], [3, 3])])
def test_a_point_or_a_level_line_can_be_drawn(x, y):
    assert is_coloured(curves({"level": (x, y)}, across="x", up="y")).any()


def matrix_with(**mistakes):
    matrix = np.diag(np.full(10, 90))
    for place, count in mistakes.items():
        matrix[int(place[1]), int(place[2])] = count
    return matrix


def test_right_guesses_are_blue_and_mistakes_red():
    perfect, mistaken = (confusion_chart(matrix).astype(int) for matrix in (matrix_with(), matrix_with(m35=10)))
    is_blue, is_red = perfect[..., 2] > perfect[..., 0] + 60, mistaken[..., 0] > mistaken[..., 2] + 60
    assert is_blue.any()
    assert not (perfect[..., 0] > perfect[..., 2] + 60).any()
    assert is_red.any()


def test_more_confusions_are_darker():
    chart = confusion_chart(matrix_with(m35=10, m49=5)).astype(int)
    redness = np.where(chart[..., 0] > chart[..., 2] + 30, 255 - chart[..., 1], 0)
    upper, lower = redness[: redness.shape[0] * 2 // 5].max(), redness[redness.shape[0] * 2 // 5 :].max()
    assert upper > lower > 0


def test_digits_that_never_came_up_are_no_confusion():
    confusion_chart(np.zeros((10, 10), int))  # a division by 0 would warn, and so fail


def test_without_matplotlib_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ValueError, match="`make check` installs it"):
        curves({"level": ([1, 2], [3, 3])}, across="x", up="y")
