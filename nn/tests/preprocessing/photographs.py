"""Artificial photographs of drawings: paper with grain, light that falls off, a hand's shadow, a tilted camera."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def photograph(drawing: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a photograph (H, W, 3), dark ink on light paper, of a drawing (H, W) that is white on black."""
    tilted = Image.fromarray(drawing).rotate(rng.uniform(-6, 6), Image.Resampling.BICUBIC)
    ink = np.asarray(tilted, np.float64) / 255
    y, x = (axis / max(drawing.shape) for axis in np.indices(drawing.shape))
    light = 1 - rng.uniform(0.1, 0.45) * (np.cos(angle := rng.uniform(0, 6.28)) * x + np.sin(angle) * y + 1) / 2
    light *= 1 - rng.uniform(0.1, 0.4) * shadow(y, x, rng)
    paper = rng.uniform(190, 245) * light
    reflected = paper * (1 - ink * rng.uniform(0.6, 0.85))
    grain = rng.normal(0, rng.uniform(2, 6), drawing.shape)
    tint = np.array([1.0, rng.uniform(0.95, 1), rng.uniform(0.8, 1)])
    return np.clip((reflected + grain)[..., None] * tint, 0, 255).astype(np.uint8)


def shadow(y: NDArray[np.float64], x: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return a shadow with a soft edge of any direction: 0 in the light, 1 in the shadow."""
    angle = rng.uniform(0, 6.28)
    distance = np.cos(angle) * (x - rng.uniform(0.2, 0.8)) + np.sin(angle) * (y - rng.uniform(0.2, 0.8))
    edge: NDArray[np.float64] = 1 / (1 + np.exp(-distance / rng.uniform(0.05, 0.15)))
    return edge
