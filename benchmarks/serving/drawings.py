"""Drawings to send: real pen strokes where the corpora are installed, else enlarged pseudo-digits."""

import base64
import io
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nn.data.corpora import pendigits_path, read_pendigits
from nn.data.pseudo_digits import load_generator
from nn.data.strokes import fit, render

SIDE_PX = 280


@dataclass(frozen=True)
class Drawing:
    """A drawing as the base64 of a PNG, and the digit that it shows."""

    image: str
    label: int


@dataclass(frozen=True)
class Drawings:
    source: str
    drawings: list[Drawing]


def drawings(n: int) -> Drawings:
    """Return the first `n` digits of pendigits, by many writers; else `n` pseudo-digits, always the same."""
    corpora = os.environ.get("DIGITS_CORPORA")
    if corpora:
        digits = read_pendigits(pendigits_path(Path(corpora)))[:n]
        canvases = [render(fit(digit.strokes, side_px=SIDE_PX, y_up=True), side_px=SIDE_PX) for digit in digits]
        return _encoded("pen strokes of pendigits", canvases, [digit.label for digit in digits])
    X, labels = load_generator().sample(n, np.random.default_rng(1))
    pictures = (X.reshape(n, 28, 28) * 255).astype(np.uint8)
    enlarged = pictures.repeat(SIDE_PX // 28, axis=1).repeat(SIDE_PX // 28, axis=2)  # (n, 280, 280)
    return _encoded("pseudo-digits (DIGITS_CORPORA is not set)", list(enlarged), labels.tolist())


def _encoded(source: str, canvases: list[NDArray[np.uint8]], labels: list[int]) -> Drawings:
    return Drawings(source, [Drawing(_png(canvas), label) for canvas, label in zip(canvases, labels, strict=True)])


def _png(canvas: NDArray[np.uint8]) -> str:
    file = io.BytesIO()
    Image.fromarray(canvas).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()
