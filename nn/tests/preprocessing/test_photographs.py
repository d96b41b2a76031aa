"""Photographed digits: the ink is found in any light."""

from contextlib import suppress

import numpy as np

from nn.base import base_network
from nn.data.strokes import fit, render
from nn.preprocessing import BlankDrawingError, as_inputs, preprocess
from nn.preprocessing.background import flatten_background, is_uneven
from nn.tests.preprocessing.photographs import photograph


def test_a_photograph_gives_nearly_the_picture_of_the_drawing(pen_digits, rng):
    differences = []
    for digit in pen_digits[:600:6]:
        drawing = render(fit(digit.strokes, fill=rng.uniform(0.4, 0.7), y_up=True), width_px=14)
        picture, photographed = preprocess(drawing), preprocess(photograph(drawing, rng))
        differences.append(np.abs(picture.astype(int) - photographed).mean())
    assert np.median(differences) < 8  # two different digits are 40 to 80 apart
    assert np.quantile(differences, 0.95) < 14


def test_photographed_digits_are_read_about_as_well_as_drawn_ones(pen_digits, rng):
    digits = pen_digits[:900:3]
    labels = np.array([digit.label for digit in digits])
    drawings = [render(fit(digit.strokes, fill=0.6, y_up=True), width_px=14) for digit in digits]
    photographs = [photograph(drawing, rng) for drawing in drawings]
    correct = [
        (base_network().outputs(as_inputs(np.array([preprocess(p) for p in pictures]))).argmax(axis=1) == labels).mean()
        for pictures in (drawings, photographs)
    ]
    assert correct[1] > correct[0] - 0.02


def test_a_photograph_of_blank_paper_is_blank(rng):
    n_blank = 0
    for _ in range(40):
        with suppress(BlankDrawingError):
            preprocess(photograph(np.zeros((280, 280), np.uint8), rng))
            n_blank -= 1
        n_blank += 1
    assert n_blank >= 38  # a shadow that leaves but a corner in the light looks like light ink


def test_a_drawing_is_no_photograph_however_much_ink_it_has(pen_drawings):
    assert not any(is_uneven(drawing) or is_uneven(255 - drawing) for drawing in pen_drawings)
    filled = np.zeros((280, 280), np.uint8)
    filled[20:260, 20:260] = 255
    assert not is_uneven(filled)


def test_small_pictures_are_no_photographs(rng):
    assert not is_uneven(rng.integers(0, 255, (63, 200)).astype(np.uint8))


def test_paper_is_even_after_a_shadow_and_ink_as_dark_inside_as_outside(rng):
    grey = np.full((200, 240), 220.0)
    grey *= 1 - 0.4 / (1 + np.exp(-(np.arange(240) - 120) / 20))  # light on the left, shadow on the right
    grey[60:140, 50:60] *= 0.3
    grey[60:140, 180:190] *= 0.3
    evened = flatten_background((grey + rng.normal(0, 3, grey.shape)).astype(np.uint8))
    is_ink = evened != 128
    assert is_ink[45:90, 35:39].all()
    assert is_ink[45:90, 121:125].all()
    assert is_ink.mean() < 0.08
    assert abs(int(evened[60, 37]) - int(evened[60, 123])) < 20
