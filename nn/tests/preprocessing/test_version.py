"""Pictures of one preprocessing version stay the same: networks were trained on them, and databases hold them.

The sheet was made once, when this version began; look at it to see what is compared. With any change of a picture,
raise `PREPROCESSING_VERSION`, train the base network again, and make a new sheet with `python -m
nn.tests.preprocessing.test_version`.
"""

from pathlib import Path

import numpy as np
from PIL import Image

from nn.data.strokes import fit, render
from nn.preprocessing import PREPROCESSING_VERSION, preprocess
from nn.tests.preprocessing.photographs import photograph

SHEET = Path(__file__).with_name(f"pictures_of_version_{PREPROCESSING_VERSION}.png")


_angle = np.linspace(0, 2 * np.pi, 40)
_ring = np.stack([140 + 17 * np.sin(_angle), 80 + 18 * np.cos(_angle)], axis=1).astype(np.float32)
NINE = [_ring, np.array([[157, 80], [150, 180]], np.float32)]
SEVEN = [np.array([[80, 70], [200, 75], [130, 220]], np.float32), np.array([[120, 140], [190, 140]], np.float32)]
ONE = [np.array([[140, 40], [141, 240]], np.float32)]
DASH = [np.array([[40, 140], [240, 150]], np.float32)]


def drawings():
    """Yield drawings that need every step."""
    rng = np.random.default_rng(0)
    yield from with_pens(rng)
    yield from on_grounds(rng)


def with_pens(rng):
    """Yield shapes, pens, slants, faint ink, specks and transparency."""
    for strokes in (NINE, SEVEN, ONE, DASH):
        for width_px in (3, 20, 36):
            yield render(fit(strokes), width_px=width_px)
    for lean in (-2.0, -0.5, 0.5, 2.0):
        yield render(fit([stroke @ np.array([[1, 0], [lean, 1]], np.float32) for stroke in SEVEN]))
    drawn = render(SEVEN)
    for noise in (12, 18, 30):
        yield np.maximum(drawn // 3, rng.integers(0, noise, drawn.shape).astype(np.uint8))
    yield np.maximum(drawn, rng.integers(0, 18, drawn.shape).astype(np.uint8))
    stained = np.full_like(drawn, 16)
    stained[20:260, 20:260] = 0
    yield np.maximum(stained, drawn // 4)
    for ink in (25, 35):
        yield np.minimum(drawn, ink) + np.uint8(60)
    for speck in (6, 9, 14, 20, 40):
        dotted = drawn.copy()
        dotted[240 : 240 + speck, 20 : 20 + speck // 2 * 3] = 255
        yield dotted
    for tone in (40, 100):
        toned = np.where(drawn > 127, 0, tone).astype(np.uint8)
        for opacity in (90, 200):
            yield np.dstack([toned, np.maximum(drawn, opacity)])
    yield drawn[::10, ::10]


def on_grounds(rng):
    """Yield photographs, grounds and surfaces, and pieces that are no specks."""
    drawn = render(SEVEN)
    for _ in range(6):
        yield photograph(render(fit(SEVEN, fill=0.5), width_px=14), rng)
        yield photograph(render(fit(NINE, fill=0.6), width_px=14), rng)
    for side_px in (50, 100):  # too small for a photograph, and large enough
        yield photograph(render(fit(SEVEN, side_px=side_px), side_px=side_px, width_px=side_px / 14), rng)
    for levels in (7, 17):  # a ground that is drawn, and one that is photographed
        yield rng.integers(100, 100 + levels, drawn.shape).astype(np.uint8) + drawn // 2
    for tones in (5, 2.5):  # a surface of one tone, and one with a drawing on it
        surface = np.zeros((400, 400, 2), np.uint8)
        surface[60:340, 60:340] = np.dstack([drawn / tones + 100, np.full_like(drawn, 255)])
        yield surface
    thin = render(fit(SEVEN), width_px=8)
    for height, width in ((3, 50), (18, 18)):  # pieces that are no specks: one is long, one has much ink
        dotted = thin.copy()
        dotted[250 : 250 + height, 20 : 20 + width] = 255
        yield dotted


def sheet():
    return np.concatenate([preprocess(drawing) for drawing in drawings()], axis=1)


def test_what_drawings_become_changes_only_with_the_version():
    """Another processor may round a pixel differently: one in twenty of a picture's 784, by one level."""
    then = np.asarray(Image.open(SHEET)).astype(int)
    moved = np.abs(then - sheet()).reshape(28, -1, 28).mean(axis=(0, 2))
    assert moved.max() < 0.05, f"pictures {np.flatnonzero(moved >= 0.05)} became others"


if __name__ == "__main__":
    Image.fromarray(sheet()).save(SHEET)
