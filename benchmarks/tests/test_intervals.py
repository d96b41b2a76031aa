"""Intervals, against tables and sums worked by hand."""

import doctest

import numpy as np
import pytest

from benchmarks import intervals
from benchmarks.intervals import loss_interval, mean_interval, t_95


@pytest.mark.parametrize(
    ("degrees", "t"),  # from any table of Student's t, two-sided 5 %
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (14, 2.145), (29, 2.045), (1000, 1.962)],
)
def test_students_t_is_that_of_the_tables(degrees, t):
    assert t_95(degrees) == pytest.approx(t, abs=0.005)


def test_the_interval_of_a_mean_is_as_worked_by_hand():
    # mean 0.96, deviations -0.02, 0, 0.02: s = 0.02, half width 4.303 × 0.02 / √3
    assert mean_interval(np.array([0.94, 0.96, 0.98])) == pytest.approx((0.96 - 0.04969, 0.96 + 0.04969), abs=1e-4)


def test_a_loss_counts_only_what_is_read_differently():
    before, after = np.ones(1000, bool), np.ones(1000, bool)
    before[:10], after[10:30] = False, False  # 10 gained, 20 lost: 1 point; variance (30 - 10²/1000) / 1000
    half_width = 1.96 * np.sqrt(0.0299 / 1000)
    assert loss_interval(before, after) == pytest.approx((0.01 - half_width, 0.01 + half_width), abs=1e-5)


def test_nothing_read_differently_is_no_loss():
    assert loss_interval(np.ones(5, bool), np.ones(5, bool)) == (0, 0)


def test_the_examples_in_the_docstrings_hold():
    tried = doctest.testmod(intervals)
    assert tried.attempted > 0
    assert tried.failed == 0
