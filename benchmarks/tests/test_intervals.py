"""Intervals, against tables and sums worked by hand."""

import doctest

import numpy as np
import pytest

from benchmarks import intervals
from benchmarks.intervals import loss_interval, mean_interval


def test_the_interval_of_a_mean_is_as_worked_by_hand():
    # 15 values, mean 0.96, deviations -0.02, 0, 0.02 five times each: s² = 10 × 0.0004 / 14, half width 2.145 × s / √15
    half_width = 2.145 * np.sqrt(0.004 / 14 / 15)
    assert mean_interval(np.array([0.94, 0.96, 0.98] * 5)) == pytest.approx((0.96 - half_width, 0.96 + half_width))


def test_thirty_writers_have_a_t_of_their_own():
    # deviations of 1 each: s² = 30 / 29
    low, high = mean_interval(np.array([-1.0, 1.0] * 15))
    assert (low, high) == pytest.approx((-2.045 / np.sqrt(29), 2.045 / np.sqrt(29)))


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
