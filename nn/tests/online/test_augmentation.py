"""Affine changes: simple ones by hand, and all against a loop over pixels."""

from math import floor

import numpy as np
import pytest

from nn.online.augmentation import ONE_WRITER, Affine, affine


def pictures(rng, n):
    return rng.random((n, 784), np.float32)


def only(matrix, shift=(0, 0)):
    return np.array([matrix], np.float32), np.array([shift], np.float32)


def slow(picture, matrix, shift):
    """Compute one pixel after the other, straight from the definition."""
    old, new = picture.reshape(28, 28), np.zeros((28, 28))
    for row, column in np.ndindex(28, 28):
        y, x = matrix @ np.array([row - 13.5, column - 13.5]) + shift + 13.5
        for r, c in np.ndindex(2, 2):
            i, j = floor(y) + r, floor(x) + c
            if 0 <= i < 28 and 0 <= j < 28:
                new[row, column] += old[i, j] * (1 - abs(y - i)) * (1 - abs(x - j))
    return new.reshape(784)


def test_the_identity_changes_nothing(rng):
    X = pictures(rng, 3)
    np.testing.assert_allclose(affine(X, *only([[1, 0], [0, 1]])), X, atol=1e-6)


def test_a_shift_by_whole_pixels_moves_rows_and_columns(rng):
    X = pictures(rng, 2)
    moved = affine(X, *only([[1, 0], [0, 1]], shift=(2, -1))).reshape(2, 28, 28)
    expected = np.zeros((2, 28, 28), np.float32)
    expected[:, :26, 1:] = X.reshape(2, 28, 28)[:, 2:, :27]
    np.testing.assert_allclose(moved, expected, atol=1e-5)


def test_a_quarter_turn_is_a_quarter_turn(rng):
    X = pictures(rng, 1)
    turned = affine(X, *only([[0, 1], [-1, 0]])).reshape(28, 28)
    np.testing.assert_allclose(turned, np.rot90(X.reshape(28, 28)), atol=1e-4)


def test_random_changes_agree_with_a_pixel_by_pixel_loop(rng):
    X = pictures(rng, 6)
    maps, shifts = Affine(rotation=0.5, shift=3).draw(3, rng)
    expected = [slow(X[i], maps[i // 2].astype(float), shifts[i // 2]) for i in range(6)]
    np.testing.assert_allclose(affine(X, maps, shifts), expected, atol=1e-4)


@pytest.mark.parametrize("n", [0, 1, 9, 10, 25, 4001])
def test_any_number_of_pictures_is_changed_and_stays_between_0_and_1(rng, n):
    X = pictures(rng, n)
    changed = Affine()(X, rng)
    assert (changed.shape, changed.dtype) == (X.shape, X.dtype)
    assert not n or (changed != X).any(axis=1).all()
    assert changed.min(initial=0) >= 0
    assert changed.max(initial=1) <= 1 + 1e-5


def test_pictures_far_apart_are_changed_differently(rng):
    X = np.repeat(pictures(rng, 1), 8020, axis=0)
    changed = Affine()(X, rng)[::10]
    assert len(np.unique(changed[:, 300:310], axis=0)) == len(changed)


def test_same_seed_gives_the_same_pictures(rng):
    X = pictures(rng, 25)
    assert (ONE_WRITER(X, np.random.default_rng(3)) == ONE_WRITER(X, np.random.default_rng(3))).all()
    assert (ONE_WRITER(X, np.random.default_rng(3)) != ONE_WRITER(X, np.random.default_rng(4))).any()
