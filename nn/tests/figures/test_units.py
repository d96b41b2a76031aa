"""Patterns of hidden units, and the weight that lies where no picture varies."""

import numpy as np
import pytest

from nn.figures.units import energy_outside, patterns


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


def test_energy_outside_is_the_share_of_the_squares_in_pixels_that_never_vary(pictures):
    W = np.array([[3, 0], [0, 0], [0, 1], [1, 0], [0, 2]], np.float32)
    assert energy_outside(W, pictures, held=0.9999) == pytest.approx((1 + 4 + 9 / 5) / 15, rel=1e-3)
    # Of the 3 on the first pixel, √(1/5) lies across the direction (2, 1)/√5 in which the first two vary.


def test_weights_along_the_pictures_have_no_energy_outside(pictures):
    along = np.linalg.eigh(np.cov(pictures.T))[1][:, -2:].astype(np.float32)
    assert energy_outside(along, pictures) < 1e-6


def test_more_directions_leave_less_outside(pictures, rng):
    noisy = pictures + rng.normal(0, 0.05, pictures.shape).astype(np.float32)
    W = rng.normal(size=(5, 2)).astype(np.float32)
    shares = [energy_outside(W, noisy, held) for held in (0.5, 0.9, 0.99, 1.0)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.5
    assert shares[-1] < 1e-6
