"""Pictures are made once for the same digits, way and code; and each way makes the picture that its name says."""

import numpy as np
import pytest

from benchmarks.accuracy import pictures
from benchmarks.accuracy.pictures import kept_inputs
from benchmarks.accuracy.ways import from_drawing, from_strokes
from nn.data.corpora import PenDigit

SEVEN = PenDigit(7, 1, 1, [np.array([[10, 100], [70, 100], [40, 0]], np.float32)])


@pytest.fixture
def made(monkeypatch, tmp_path):
    """Return a function that asks for two pictures and returns how often they have been made by then."""
    monkeypatch.setattr(pictures, "FOLDER", tmp_path)
    n_made = []

    def make():
        for _ in range(2):
            n_made.append(1)
            yield np.full((28, 28), 255, np.uint8)

    def ask(title="plain", digits_sha256="a"):
        X = kept_inputs(make(), 2, title, digits_sha256=digits_sha256)
        assert (X == 1).all()
        assert X.shape == (2, 784)
        return len(n_made) // 2

    return ask


def test_pictures_are_made_once(made):
    assert [made(), made()] == [1, 1]


def test_other_digits_and_other_ways_are_made_anew(made):
    assert [made(), made(title="pen 8 px"), made(digits_sha256="b")] == [1, 2, 3]


def test_other_code_makes_them_anew(made, monkeypatch):
    made()
    monkeypatch.setattr(pictures, "code_sha256", lambda: "other")
    assert made() == 2


def test_small_writing_comes_in_coarser_steps_and_looks_alike():
    large, small = from_strokes(SEVEN).astype(int), from_strokes(SEVEN, fill=0.2).astype(int)
    assert (large != small).any()
    assert np.abs(large - small).mean() < 5
    assert np.corrcoef(large.ravel(), from_drawing(SEVEN).ravel())[0, 1] > 0.9  # neither mirrored nor upside down
