"""Accuracy, its interval and the confusion matrix, against figures from published tables and by hand."""

import math

import numpy as np
import pytest

from nn.metrics import Accuracy, accuracy, accuracy_per_digit, confusion_matrix

OUTPUTS = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.8], [0.1, 0.9, 0.3], [0.6, 0.1, 0.2]])
LABELS = np.array([0, 1, 1, 2])


def test_accuracy_counts_the_largest_outputs():
    assert accuracy(OUTPUTS, LABELS) == Accuracy(correct=2, count=4)


def test_confusion_matrix_has_a_row_for_each_true_digit():
    assert confusion_matrix(OUTPUTS.argmax(axis=1), LABELS, n_classes=3).tolist() == [[1, 0, 0], [0, 1, 1], [1, 0, 0]]


def test_accuracy_of_a_digit_is_over_its_own_samples():
    assert accuracy_per_digit(OUTPUTS, LABELS) == [Accuracy(1, 1), Accuracy(1, 2), Accuracy(0, 1)]


def test_interval_is_wilsons():
    # 81 of 263: R. Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (Wilson's score): 0.2553 to 0.3662.
    assert Accuracy(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Accuracy(0, 20).interval == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_where_nothing_was_measured_nothing_is_claimed():
    nothing = accuracy(np.empty((0, 10)), np.empty(0, int))
    assert math.isnan(nothing.fraction)
    assert nothing.interval == (0.0, 1.0)
