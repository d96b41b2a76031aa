"""A sheet of digits, and the PNG that it is written as."""

import io

import numpy as np
import pytest
from PIL import Image

from nn.plots import RED, digit_sheet, png


@pytest.mark.parametrize("shape", [(1, 1), (5, 7), (3, 4, 3)])
def test_png_is_read_by_another_program_as_it_was_written(rng, shape):
    picture = rng.integers(0, 256, shape).astype(np.uint8)
    assert (np.asarray(Image.open(io.BytesIO(png(picture)))) == picture).all()


def test_only_mistakes_are_marked():
    pictures = np.zeros((2, 28, 28), np.uint8)
    sheet = digit_sheet(pictures, np.array([3, 4]), np.array([3, 9]))
    is_red = (sheet == RED).all(axis=2)
    right, wrong = np.array_split(is_red, 2, axis=1)
    assert not right.any()
    assert wrong.any()


def test_ink_is_dark_on_paper_and_twice_its_size():
    pictures = np.zeros((1, 28, 28), np.uint8)
    pictures[0, 0, 0] = 255
    sheet = digit_sheet(pictures, np.array([1]), np.array([1]))
    assert (sheet[4:6, 4:6] == 0).all()
    assert (sheet[6:8, 4:6] == 255).all()


def test_a_sheet_grows_by_rows():
    heights = [len(digit_sheet(np.zeros((n, 28, 28), np.uint8), np.zeros(n, int), np.zeros(n, int))) for n in (16, 17)]
    assert heights[1] == 2 * heights[0]
