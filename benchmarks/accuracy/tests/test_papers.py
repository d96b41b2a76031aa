"""Papers are made anew from their seed, hold the digit, and differ from plain paper by what they are named for."""

import numpy as np
import pytest

from benchmarks.accuracy import on_paper
from benchmarks.accuracy.papers import PAPERS, mnist_ink
from nn.data.strokes import render

SEVEN = [np.array([[40, 40], [120, 40], [70, 130]], np.float32)]
INK = render(SEVEN, side_px=160, width_px=12).astype(np.float32) / 255
INKS = [(INK, 7)] * 3


def made(name, seed=1):
    return list(on_paper.drawings(name, INKS, seed))


@pytest.mark.parametrize("name", PAPERS)
def test_a_seed_names_the_pictures(name):
    once, again, other = made(name), made(name), made(name, seed=2)
    assert all(np.array_equal(*pair) for pair in zip(once, again, strict=True))
    assert not any(np.array_equal(*pair) for pair in zip(once, other, strict=True))
    assert all(drawing.dtype == np.uint8 and drawing.ndim == 2 for drawing in once)


@pytest.mark.parametrize(("name", "n_sides"), [("line on four sides", 4), ("line on two sides", 2), ("plain", 0)])
def test_frames_lie_along_so_many_edges(name, n_sides):
    for drawing in made(name):
        ground = np.median(drawing)
        edges = (drawing[0], drawing[-1], drawing[:, 0], drawing[:, -1])
        assert sum((np.abs(edge - ground) > 50).all() for edge in edges) == n_sides


def test_flush_pictures_have_ink_at_every_edge():
    for drawing in made("cut flush"):
        assert max(drawing.shape) < 110
        assert all(np.ptp(edge) > 50 for edge in (drawing[0], drawing[-1], drawing[:, 0], drawing[:, -1]))


def test_digits_of_mnist_are_enlarged_or_stay_and_are_fractions_of_ink():
    picture = (INK[::6, ::6] * 255).astype(np.uint8)
    inks = [mnist_ink(picture, np.random.default_rng(seed)) for seed in range(12)]
    assert {len(ink) >= 112 for ink in inks} == {True, False}
    assert all(0 <= ink.min() < ink.max() <= 1 for ink in inks)


def test_a_row_says_how_many_are_read_and_certain():
    assert (
        on_paper.row("line on four sides", INKS, 1)
        == " 100.00% read, 100.0% of them certain; misread 0, 0 of them certain"
    )
