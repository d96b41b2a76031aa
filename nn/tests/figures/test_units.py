"""Patterns of hidden units are what they answer to in pictures as they are."""

import numpy as np
import pytest

from nn.figures.units import patterns


@pytest.fixture
def pictures(rng):
    """Return pictures of five pixels: the second follows the first, the third varies alone, the others are always 0."""
    first, alone = rng.random((2, 400))
    return np.column_stack([first, first / 2, alone, 0 * first, 0 * first]).astype(np.float32)


def test_a_pattern_is_how_pixels_move_with_the_input_of_the_unit(pictures, rng):
    W = rng.normal(size=(5, 3)).astype(np.float32)
    for pattern, w in zip(patterns(W, pictures), W.T, strict=True):
        deviation = (pictures @ w).std(ddof=1)
        expected = [np.cov(pixel, pictures @ w)[0, 1] / deviation for pixel in pictures.T]
        assert pattern == pytest.approx(expected, abs=1e-5)


def test_weights_where_nothing_varies_leave_no_trace_in_the_pattern(pictures):
    plain, noisy = np.zeros((2, 5, 1), np.float32)
    plain[0] = noisy[0] = 1
    noisy[3:] = 7
    assert patterns(noisy, pictures) == pytest.approx(patterns(plain, pictures))


def test_a_unit_that_never_varies_has_an_empty_pattern(pictures):
    assert not patterns(np.array([[0], [0], [0], [1], [2]], np.float32), pictures).any()
